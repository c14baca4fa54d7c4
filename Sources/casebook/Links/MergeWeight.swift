import CaseIndex
import Complaints
import Console
import Language
import RecordStore
import Replica
import Versioning

/// In what a case is more serious, or further along, than the one that it is to go into: the other's severity, costs and
/// clocks count from then on.
struct MergeWeight {
  private enum Reason {
    case severity(Severity, over: Severity?)
    case emergency, escalated
    case agreed(String, [Money])
    case closed
  }

  let number, other: String
  private let reasons: [Reason]
  /// What reports count then.
  private let severity: Severity?
  private let cost: [Money]

  /// Nil: there is nothing in which it is.
  init?(_ file: CaseFile, _ number: String, into other: CaseFile, _ otherNumber: String) {
    func isOpen(_ file: CaseFile) -> Bool { file.status.map { !$0.isClosed } ?? true }
    func rank(_ severity: Severity?) -> Int {
      Severity.allCases.firstIndex(of: severity ?? .moderate) ?? 0
    }
    func cost(_ file: CaseFile) -> [Money] { file.consent?.option.cost ?? [] }
    var reasons: [Reason] = []
    if let severity = file.severity, rank(severity) > rank(other.severity) {
      reasons.append(.severity(severity, over: other.severity))
    }
    if isOpen(file) {
      if file.root.flag(CaseField.emergency), !other.root.flag(CaseField.emergency) {
        reasons.append(.emergency)
      }
      if !file.openEscalations.isEmpty, other.openEscalations.isEmpty { reasons.append(.escalated) }
      if !isOpen(other) { reasons.append(.closed) }
    }
    if let option = file.consent?.option, !option.cost.isEmpty, cost(other).isEmpty {
      reasons.append(.agreed(option.title, option.cost))
    }
    guard !reasons.isEmpty else { return nil }
    (self.number, self.other, self.reasons) = (number, otherNumber, reasons)
    (severity, self.cost) = (other.severity, cost(other))
  }

  private var told: Label {
    .list(
      reasons.map { reason in
        switch reason {
        case .severity(let severity, let than):
          Label(
            MergeWeightMessage.severity(
              severity.label.lowercased, over: than?.label.lowercased ?? Label(MergeWeightMessage.notSet)))
        case .emergency: Label(MergeWeightMessage.emergency)
        case .escalated: Label(MergeWeightMessage.escalated)
        case .agreed(let title, let cost):
          Label(MergeWeightMessage.agreed(title, cost: cost.map(\.text).joined(separator: " + ")))
        case .closed: Label(MergeWeightMessage.closed(other))
        }
      }, separator: Label(PunctuationMessage.semicolon))
  }

  /// Both ways out.
  var refusal: CommandFailure {
    let counted =
      severity.map { $0.label.lowercased } ?? Label(MergeWeightMessage.notSet)
    let cost = cost.isEmpty ? "0" : cost.map(\.text).joined(separator: " + ")
    return CommandFailure(
      "more_serious", .gateRefused, Label(MergeWeightMessage.refused(number, other, told)),
      hint: Label(MergeWeightMessage.waysOut(number, other, severity: counted, cost: cost)))
  }
}

extension Context {
  /// Asks whether cases that weigh more than the one that they are to go into are merged all the same.
  /// - Throws: `CommandFailure` where nobody said yes.
  func confirmMerging(_ references: [String], into other: String, yes: Bool) throws {
    guard !yes else { return }
    let weights = try read { reader in
      let end = try resolveCase(reader, other)
      // What goes into a merged case goes with it.
      let standing =
        try reader.merged(with: end.id)?.group.survivor.flatMap { try reader.db.record($0) } ?? end
      guard let target = try reader.caseFile(standing) else { return [MergeWeight]() }
      let group = Set(try reader.merged(with: end.id)?.group.members ?? [end.id])
      return try references.compactMap { reference in
        let row = try resolveCase(reader, reference)
        guard !group.contains(row.id), let file = try reader.caseFile(row) else { return nil }
        return MergeWeight(file, try reader.number(of: row), into: target, try reader.number(of: standing))
      }
    }
    for weight in weights {
      let refusal = weight.refusal
      guard !json, mayAsk else { throw refusal }
      err(refusal.message)
      if let hint = refusal.hint { err(hint) }
      guard answersYes(to: Label(MergeWeightMessage.question)) else {
        throw CommandFailure("not_confirmed", .failed, Label(MergeWeightMessage.notConfirmed))
      }
    }
  }
}

enum MergeWeightMessage: Message {
  case agreed(String, cost: String)
  case closed(String)
  case emergency
  case escalated
  case notConfirmed
  case notSet
  case question
  case refused(String, String, Label)
  case severity(Label, over: Label)
  case waysOut(String, String, severity: Label, cost: String)
  case yesHelp

  var label: Label {
    switch self {
    case .agreed(let title, let cost):
      Label(en: "the customer agreed to “\(title)” (\(cost))", zhHans: "客户已同意“\(title)”（\(cost)）")
    case .closed(let number): Label(en: "\(number) is closed", zhHans: "\(number) 已结案")
    case .emergency: Label(en: "it is an emergency", zhHans: "属紧急事件")
    case .escalated: Label(en: "its escalation is open", zhHans: "升级尚未结束")
    case .notConfirmed: Label(en: "Nothing was merged.", zhHans: "没有合并。")
    case .notSet: Label(en: "not set", zhHans: "未判定")
    case .question: Label(en: "Merge it all the same? (yes/no) ", zhHans: "仍要这样合并吗？（是/否）")
    case .refused(let number, let other, let why):
      Label(
        en: "\(number) weighs more than \(other), into which it would go: \(why.en). Nothing was saved.",
        zhHans: "\(number) 比要并入的 \(other) 更要紧：\(why.zhHans)。本次未保存。")
    case .severity(let severity, let other):
      Label(
        en: "severity \(severity.en), not \(other.en)",
        zhHans: "严重度为“\(severity.zhHans)”，对方为“\(other.zhHans)”")
    case .waysOut(let number, let other, let severity, let cost):
      Label(
        en:
          "The other way round: casebook merge \(other) into \(number)   Or add --yes: reports then count \(other), severity \(severity.en), cost \(cost).",
        zhHans:
          "可反过来合并：casebook merge \(other) into \(number)；或加 --yes：报表将只按 \(other) 统计，严重度“\(severity.zhHans)”，费用 \(cost)。"
      )
    case .yesHelp:
      Label(en: "Merge though it weighs more than the other.", zhHans: "即使更要紧，也并入对方。")
    }
  }
}
