import Complaints
import Console
import Interchange
import Messages
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
    let findings = try read(store ?? openStore()) { reader in
      checkWording(text, rules: try reader.wordingRules(), authority: wordingAuthority(reader))
    }
    guard !json, !findings.isEmpty else { return findings }
    errAfterwards(Label(.wordingAdviceAWordOnTheWording))
    for finding in findings {
      for line in lines(finding, width: columns) { errAfterwards(Label(verbatim: line)) }
    }
    return findings
  }

  /// How much the person at this device may promise.
  func wordingAuthority(_ reader: ReplicaReader) -> WordingAuthority { .standard(for: reader.identity.role) }

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

  /// Where and what, then why, then what to say instead; made harmless.
  func lines(_ finding: WordingFinding, width: Int) -> [String] {
    let rule = finding.rule
    let kind = Vocabulary.wordingKind.text(rule.kind, language)
    let head = ["\(finding.line):\(finding.column)", "“\(finding.found)”", kind].map { $0.sanitised(.joined) }
    let why = text(.commonWhy) + rule.text(rule.why, language)
    let better = text(.commonBetter) + rule.text(rule.better, language)
    return [head.joined(separator: "  ")]
      + [why, better].flatMap { wrap($0.sanitised(.joined), width: width, indent: 4, firstIndent: 2) }
  }
}
