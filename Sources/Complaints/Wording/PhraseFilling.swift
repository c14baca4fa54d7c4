import Language

/// What is put into a phrase for its placeholders.
extension Phrase {
  /// Names in braces that say of a case what may not be so: that somebody has to approve, that it was bought elsewhere, that
  /// something is under way. A phrase with one is for a case that says it.
  private static let presuming: Set<String> = ["approver", "store", "source", "manager", "number"]

  /// The phrase with what is known put in, and a blank for what only the speaker knows: never braces. Nil where it presumes
  /// what the case does not say.
  package func filled(_ known: [String: String]) -> String? {
    guard placeholders.allSatisfy({ known[$0] != nil || !Self.presuming.contains($0) }) else { return nil }
    let blank = language == Language.en.termID ? "___" : "＿＿"
    // In one pass: what a case says is text, also where it has braces.
    var (result, rest) = ("", text[...])
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let name = String(rest[rest.index(after: open)..<close])
      result += name.isEmpty ? "{}" : known[name] ?? blank
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}

/// What a case says for the placeholders of phrases, beside who speaks and for which branch.
package struct PhraseFacts {
  private let file: CaseFile
  /// What still runs.
  private let deadlines: [Deadline]
  private let now: Int64

  /// - Parameter deadlines: of the case.
  package init(_ file: CaseFile, deadlines: [Deadline], now: Int64) {
    self.file = file
    self.deadlines = deadlines.filter { !$0.isOver && !$0.kind.isInternal }.sorted { $0.due < $1.due }
    self.now = now
  }

  /// - Parameters:
  ///   - policy: the one in force for the case.
  ///   - role: as it is called.
  ///   - time: as it is told to a customer, from milliseconds since 1970.
  package func words(
    for phrase: Phrase, policy: Policy, role: (Role) -> String, time: (Deadline) -> String
  ) -> [String: String] {
    var known: [String: String] = [:]
    known["customer"] = file.root.text(CaseField.customerName)
    known["wish"] = file.root.text(CaseField.remedySought) ?? file.root.text(CaseField.expectation)
    known["topic"] = file.root.text(CaseField.title) ?? file.root.text(CaseField.product)
    let options = file.options
    for (at, option) in options.prefix(2).enumerated() where !option.title.isEmpty {
      known["option\(at + 1)"] = option.title
    }
    let agreed = file.consent?.option ?? (options.count == 1 ? options[0] : nil)
    known["agreed"] = agreed.flatMap { $0.title.isEmpty ? nil : $0.title }
    known["steps"] = agreed?.record.text(OptionField.steps)
    known["manager"] = file.senior?.owner
    known["approver"] = options.lazy.filter { !file.needsNoApproval($0, policy: policy) }
      .compactMap { policy.approvers(severity: file.severity, cost: $0.cost).first }.first.map(role)
    let done = file.commitments.filter { $0.text(CommitmentField.doneAt) != nil }
    known["done"] = done.max {
      ($0.date(CommitmentField.doneAt)?.stored ?? "") < ($1.date(CommitmentField.doneAt)?.stored ?? "")
    }?
    .text(CommitmentField.what)
    known["next"] = file.openCommitments.lazy.compactMap { $0.text(CommitmentField.what) }.first
    known["time"] = deadline(for: phrase).map(time)
    return known
  }

  /// The time that a phrase tells of. Who was promised one before another (`{date}`) hears which has passed; nobody is
  /// promised one that has.
  private func deadline(for phrase: Phrase) -> Deadline? {
    if phrase.placeholders.contains("date") {
      return deadlines.first { $0.kind == .commitment && $0.isBreached(at: now) }
    }
    let wanted: [DeadlineKind] =
      switch phrase.stage {
      case "proposal", "summary": [.commitment, .resolve]
      case "progress": [.commitment, .progressReport, .resolve]
      default: [.preliminaryAnswer, .progressReport]
      }
    return deadlines.first { wanted.contains($0.kind) && !$0.isBreached(at: now) }
  }
}
