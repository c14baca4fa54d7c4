import CaseIndex
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica

/// Remedies that satisfied others: for `next` where an option is to be proposed, and for `propose`.
extension Context {
  /// Texts of users are not in it: remedies are terms.
  func lines(_ advice: RemedyAdvice, for number: String) -> [String] {
    [text(RemedySuggestionMessage.heading(basis(advice.basis), cases: advice.count))]
      + advice.suggestions.flatMap { one in
        let parts = one.remedies.map { remedy in
          terms[.remedy].text(remedy.kind, language) + (remedy.amount.map { " " + $0.text } ?? "")
        }
        let facts =
          [text(RemedySuggestionMessage.satisfied(one.count))]
          + (one.needsApproval ? [text(RemedySuggestionMessage.needsApproval)] : [])
        let joined =
          parts.joined(separator: " + ") + "  " + facts.joined(separator: text(PunctuationMessage.semicolon))
        return [
          "  · " + joined.sanitised(.joined),
          "      " + command(one, number).sanitised(.joined),
        ]
      }
  }

  /// Beside what was done, on standard error.
  func mention(_ advice: RemedyAdvice, for number: String) {
    for line in lines(advice, for: number) { errAfterwards(Label(verbatim: line)) }
  }

  /// What to suggest for a case to whoever works here.
  func remedyAdvice(for file: CaseFile, _ row: RecordRow, _ reader: ReplicaReader) throws -> RemedyAdvice? {
    let policy = try reader.rules(for: file, branch: reader.db.scopeCode(row.scope) ?? "").policy
    return try reader.remedyAdvice(for: file, row, policy: policy, role: reader.identity.acting)
  }

  func json(_ advice: RemedyAdvice) -> JSON {
    [
      "basis": .string(advice.basis.rawValue), "cases": .integer(Int64(advice.count)),
      "suggestions": .array(
        advice.suggestions.map { one in
          [
            "remedies": .array(
              one.remedies.map { remedy in
                [
                  "remedy": .string(remedy.kind),
                  "amount": remedy.amount.map(json) ?? .null,
                ]
              }),
            "cost": .array(one.cost.map(json)), "satisfied": .integer(Int64(one.count)),
            "needs_approval": .bool(one.needsApproval),
          ]
        }),
    ]
  }

  private func json(_ money: Money) -> JSON {
    ["currency": .string(money.currency), "minor": .integer(money.minorUnits)]
  }

  /// As it is typed.
  private func command(_ one: SuggestedRemedies, _ number: String) -> String {
    let remedies = one.remedies.map { remedy in
      let amount = remedy.amount.map { money in
        ":"
          + (money.currency == Currency.standard
            ? String(money.text.prefix { $0 != " " }) : "\"\(money.text)\"")
      }
      return "--remedy \(remedy.kind)" + (amount ?? "")
    }
    return "casebook propose \(number) --title … " + remedies.joined(separator: " ")
  }

  private func basis(_ basis: RemedyAdvice.Basis) -> Label {
    switch basis {
    case .typeAndSeverity: Label(RemedySuggestionMessage.sameTypeAndSeverity)
    case .severity: Label(RemedySuggestionMessage.sameSeverity)
    case .problemClass: Label(RemedySuggestionMessage.sameClass)
    }
  }
}

enum RemedySuggestionMessage: Message {
  case heading(Label, cases: Int)
  case needsApproval
  case sameClass
  case sameSeverity
  case sameTypeAndSeverity
  case satisfied(Int)

  var label: Label {
    switch self {
    case .heading(let basis, let count):
      Label(
        en: "What satisfied others (\(count.of("case", "cases")) \(basis.en), satisfaction 4 or 5):",
        zhHans: "可参考的补救（\(basis.zhHans)、满意度 4 分以上的 \(count.grouped) 件工单）：")
    case .needsApproval: Label(en: "needs approval", zhHans: "需审批")
    case .sameClass: Label(en: "of this class", zhHans: "同类问题")
    case .sameSeverity: Label(en: "of this class and severity", zhHans: "同类问题、同等严重程度")
    case .sameTypeAndSeverity:
      Label(en: "of this class, type and severity", zhHans: "同类问题、同一类型、同等严重程度")
    case .satisfied(let count):
      Label(en: count.plural("satisfied one", "satisfied \(count.grouped)"), zhHans: "\(count.grouped) 位客户满意")
    }
  }
}
