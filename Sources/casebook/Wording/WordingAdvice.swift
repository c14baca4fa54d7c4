import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Terminal

extension Context {
  /// Checks a text that is meant for a customer and says on standard error, after the command's output, what
  /// could be said better. Advice: it never stops a command. With `--json` nothing is printed; a command may add
  /// `wording: json(findings)` to its object.
  /// - Parameter store: where it is open already.
  @discardableResult
  func adviseOnWording(of text: String, in store: ReplicaStore? = nil) throws -> [WordingFinding] {
    let findings = try read(store ?? openStore()) { try $0.wording(of: text, now: now) }
    advise(findings)
    return findings
  }

  /// Says what could be said better, after the command's output.
  func advise(_ findings: [WordingFinding]) {
    guard !json, !findings.isEmpty else { return }
    errAfterwards(Label(WordingAdviceMessage.heading))
    for finding in findings {
      for line in lines(finding, width: columns) { errAfterwards(Label(verbatim: line)) }
    }
  }

  /// `[{rule, kind, line, column, found, why, better}]`, in the order of the text.
  func json(_ findings: [WordingFinding]) -> JSON {
    .array(
      findings.map { finding in
        let rule = finding.rule
        return [
          "rule": .string(rule.id), "kind": .string(rule.kind), "line": .integer(Int64(finding.line)),
          "column": .integer(Int64(finding.column)), "found": .string(finding.found),
          "why": .string(rule.text(rule.why, language)), "better": .string(rule.text(rule.better, language)),
        ]
      })
  }

  /// What the clerk has to put in stands in words.
  private func filled(_ better: String) -> String {
    better.replacing("{time}", with: text(WordingAdviceMessage.time))
      .replacing("{date}", with: text(WordingAdviceMessage.date))
  }

  /// Where and what, then why, then what to say instead; made harmless.
  func lines(_ finding: WordingFinding, width: Int) -> [String] {
    let rule = finding.rule
    let kind = Vocabulary.wordingKind.text(rule.kind, language)
    let head = ["\(finding.line):\(finding.column)", "“\(finding.found)”", kind].map { $0.sanitised(.joined) }
    let why = text(CommonMessage.why) + rule.text(rule.why, language)
    let better = text(CommonMessage.better) + filled(rule.text(rule.better, language))
    return [head.joined(separator: "  ")]
      + [why, better].flatMap { wrap($0.sanitised(.joined), width: width, indent: 4, firstIndent: 2) }
  }
}

extension ReplicaReader {
  /// What the rules say of a text for a customer, by what the person at this device may promise.
  /// - Parameters:
  ///   - file: of the case that it is about: its severity and the policy that it is held to count.
  func wording(
    of text: String, now: LocalClock, _ file: CaseFile? = nil, branch: String = ""
  ) throws -> [WordingFinding] {
    let policy =
      try file.map { try rules(for: $0, branch: branch).policy } ?? policies().inForce(at: now.milliseconds)
    let authority = policy.authority(
      identity.acting, file.map { $0.severity ?? .moderate })
    return checkWording(text, rules: try wordingRules(), authority: authority)
  }
}

enum WordingAdviceMessage: Message {
  case heading
  case time
  case date

  var label: Label {
    switch self {
    case .heading:
      Label(en: "Wording advice (already saved):", zhHans: "用语提示（不影响保存）：")
    case .time:
      Label(en: "(when)", zhHans: "（几点）")
    case .date:
      Label(en: "(which day)", zhHans: "（哪天）")
    }
  }
}
