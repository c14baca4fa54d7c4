package import Versioning
package import Zones

/// What head office tells branches to do now: stop using a batch, call it back, watch out, know of something.
package struct Notice: Sendable {
  package let record: LoopRecord
  package let key: String

  /// Nil for a record that is none.
  package init?(_ state: RecordState) {
    guard state.kind == .notice, let key = SharedRecord(state).key else { return nil }
    record = LoopRecord(state)
    self.key = key
  }

  package var id: RecordID { record.id }
  package var title: String? { record.text(NoticeField.title) }
  package var text: String? { record.text(NoticeField.text) }
  /// A term of `Vocabulary.noticePurpose`.
  package var purpose: String? { record.text(NoticeField.purpose) }
  package var acknowledgeBy: DateText? { record.date(NoticeField.acknowledgeBy) }
  package var until: DateText? { record.date(NoticeField.until) }
  package var isWithdrawn: Bool { record.flag(NoticeField.withdrawn) }

  /// The codes of the branches that it is for; empty: every one.
  package var branches: [String] {
    record.state.elements(of: NoticeField.branches.number).filter { $0.value == .flag(true) }
      .compactMap(\.field.element)
  }

  /// Something is to be put aside or called back: whoever acknowledges it says what was done.
  package var asksForDeed: Bool { purpose == "stop_use" || purpose == "recall" }

  /// Whether a branch has to do what it says. Head office, which says it, has not.
  package func isFor(_ branch: String) -> Bool {
    branch != BranchCode.headOffice.rawValue && (branches.isEmpty || branches.contains(branch))
  }

  /// - Parameters:
  ///   - now: milliseconds since 1970.
  ///   - zone: by whose clocks a day without a time ends.
  package func isInForce(at now: Int64, zone: Zone) -> Bool {
    !isWithdrawn && until.map { now <= $0.end(in: zone) } ?? true
  }

  /// The fields that say what is to be done. Another title, date or circle of branches asks nobody to do anything again.
  package static let instructing = [
    NoticeField.text, NoticeField.purpose, NoticeField.product, NoticeField.batch, NoticeField.supplier,
  ]

  /// What a branch acknowledges: 16 digits made of what is to be done, so that an acknowledgement holds for as long as that
  /// is the same, whoever wrote it and however often (Protocol.md, section 9.1).
  package var version: String {
    let said = Self.instructing.map { (record.text($0) ?? "") + "\u{1F}" }.joined()
    return hexadecimal(ContentHash(content: Array(said.utf8)).bytes.prefix(8))
  }

  /// Whether a case may be of what it is about: nothing that both name differs, and something is the same.
  /// - Parameter said: what the case says in one of its fields.
  package func concerns(terms: Terms, _ said: (FieldDefinition) -> String?) -> Bool {
    var agrees = false
    for (own, field) in Self.goods {
      guard let wanted = record.text(own), let found = said(field) else { continue }
      guard Self.spelt(wanted, field, terms) == Self.spelt(found, field, terms) else { return false }
      agrees = true
    }
    return agrees
  }

  /// The same in a notice and in a case.
  private static let goods = [
    (NoticeField.product, CaseField.product), (NoticeField.batch, CaseField.batch),
    (NoticeField.supplier, CaseField.supplier),
  ]

  /// As both are compared: a batch by its letters and digits, the others by head office's term for them where it has one.
  private static func spelt(_ text: String, _ field: FieldDefinition, _ terms: Terms) -> String {
    switch field {
    case CaseField.batch: return SearchCode.joined(text) ?? text.foldedCode
    case CaseField.product: return TermNames(terms[.product])[text]?.id ?? text.folded
    default: return TermNames(terms[.supplier])[text]?.id ?? text.folded
    }
  }
}

/// That a branch has read a notice, and what was done there.
package struct Acknowledgement: Sendable {
  package let record: LoopRecord
  package let branch: String
  package let of: RecordID
  /// See `Notice.version`.
  package let version: String
  /// Who said it, and when; milliseconds since 1970.
  package let name: String
  package let at: Int64

  /// - Parameter scope: the code of the record's scope.
  package init?(_ state: RecordState, scope: String) {
    record = LoopRecord(state)
    guard state.kind == .acknowledgement, let made = record.made,
      let of = record.text(AcknowledgementField.of).flatMap({ RecordID(text: $0) }),
      let version = record.text(AcknowledgementField.version)
    else { return nil }
    (branch, self.of, self.version, name, at) = (scope, of, version, made.author.name, made.at)
  }

  package var done: String? { record.text(AcknowledgementField.done) }
  /// An erasure has emptied what was said.
  package var isEmptied: Bool {
    record.state.erased.contains(AcknowledgementField.done.number)
      && record.state[FieldID(AcknowledgementField.done.number)] != nil
  }
}

/// How one branch stands with a notice.
package struct NoticeStanding: Sendable {
  package let branch: String
  /// It is for this branch.
  package let isAsked: Bool
  /// What was said of the notice as it is now, the first first; of two who said it at once both.
  package let said: [Acknowledgement]
  /// What was said of it when something else was to be done.
  package let before: [Acknowledgement]

  /// - Parameter all: of every notice and branch.
  package init(_ notice: Notice, at branch: String, of all: [Acknowledgement]) {
    let own = all.filter { $0.of == notice.id && $0.branch == branch }
      .sorted { ($0.at, $0.record.id) < ($1.at, $1.record.id) }
    let version = notice.version
    self.branch = branch
    isAsked = notice.isFor(branch)
    said = own.filter { $0.version == version }
    before = own.filter { $0.version != version }
  }

  /// Nobody there has said yet that it was read. (Whether anybody has to, says the notice.)
  package var isMissing: Bool { isAsked && said.isEmpty }
}
