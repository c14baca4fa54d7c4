package import Language
package import Versioning

/// What a case has to do with another one. The record hangs on the case that is spoken of first: where that goes, it
/// goes; the other is named by its id, and need not be here. It is never edited; it can be ended.
package enum LinkField {
  package static let kind = FieldDefinition(
    1, "link", Label(DomainMessage.link), .term(.linkKind), in: .record)
  package static let other = FieldDefinition(
    2, "other_case", Label(en: "Other case", zhHans: "另一工单"), .reference, in: .record)
  package static let reason = FieldDefinition(
    3, "reason", Label(en: "Linked because", zhHans: "关联原因"), .text, personal: true, in: .record)
  package static let ended = FieldDefinition(
    4, "ended", Label(en: "Ended", zhHans: "已解除"), .flag, in: .record)
  package static let endedBecause = FieldDefinition(
    5, "ended_because", Label(en: "Ended because", zhHans: "解除原因"), .text, personal: true, in: .record)

  static let all = [kind, other, reason, ended, endedBecause]
}

package enum LinkKind: String, Sendable, CaseIterable {
  /// The same complaint once more. What is so linked counts once: `MergeGroups`.
  case duplicateOf = "duplicate_of"
  case related
  /// Another complaint of what the other one was about.
  case repeatOf = "repeat_of"
  case causedBy = "caused_by"
  /// Somebody looked, and they are two complaints: nobody is asked again.
  case notDuplicateOf = "not_duplicate_of"

  /// Whether it says of the other case what it says of this one.
  package var isMutual: Bool { self == .related || self == .notDuplicateOf }

  package var label: Label {
    switch self {
    case .duplicateOf: Label(DomainMessage.duplicateOf)
    case .related: Label(en: "Related to", zhHans: "相关")
    case .repeatOf: Label(en: "Repeat of", zhHans: "再次投诉")
    case .causedBy: Label(en: "Caused by", zhHans: "起因于")
    case .notDuplicateOf: Label(en: "No duplicate of", zhHans: "不重复于")
    }
  }

  /// What the other case is to this one.
  package var back: Label {
    switch self {
    case .duplicateOf: Label(en: "Has a duplicate", zhHans: "有重复单")
    case .repeatOf: Label(en: "Came up again in", zhHans: "再次投诉见")
    case .causedBy: Label(en: "Led to", zhHans: "引发")
    case .related, .notDuplicateOf: label
    }
  }
}

extension Vocabulary {
  package static let linkKind = Vocabulary(
    "link_kind", Label(en: "Kind of link", zhHans: "关联方式"),
    LinkKind.allCases.map { Term($0.rawValue, $0.label) })
}

/// A link, as people and reports read it.
package struct CaseLink: Sendable {
  package let record: LoopRecord
  package let kind: LinkKind
  package let other: RecordID

  /// Nil for what is none: of a later version, or without a case.
  package init?(_ record: LoopRecord) {
    guard record.state.kind == .link, let kind = record.text(LinkField.kind).flatMap(LinkKind.init),
      let other = record.text(LinkField.other).flatMap({ RecordID(text: $0) })
    else { return nil }
    (self.record, self.kind, self.other) = (record, kind, other)
  }

  package var isActive: Bool { !record.flag(LinkField.ended) }
}

extension Change {
  /// The case that it says another one has to do with.
  package var otherCase: RecordID? {
    guard kind == .link, case .text(let id)? = write(to: FieldID(LinkField.other.number))?.value else {
      return nil
    }
    return RecordID(text: id)
  }
}

extension RecordState {
  /// The cases that it says, in whatever version stands in it, that another one has to do with.
  package var otherCases: [RecordID] {
    guard kind == .link else { return [] }
    return (self[FieldID(LinkField.other.number)]?.heads ?? []).compactMap { head in
      if case .text(let id) = head.value { RecordID(text: id) } else { nil }
    }
  }
}
