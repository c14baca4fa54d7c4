import CaseIndex
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Versioning

/// That a case is told with another one: whoever works on it is to know first.
struct MergeNotice {
  let number: String
  /// The case that stands for it; nil: it never was here.
  let into: String?
  /// What was merged into this one and into another, where nobody merged this one: by that it has gone into it.
  let joining: [String]
}

extension Context {
  /// Nil: it stands for itself.
  func mergeNotice(of row: RecordRow, _ reader: ReplicaReader) throws -> MergeNotice? {
    guard let group = try KnownMerges(reader.db).group(of: row.id), let survivor = group.survivor,
      survivor != row.id
    else { return nil }
    let merges = try reader.links(of: row.id).filter { $0.link.kind == .duplicateOf }
    let isOwn = merges.contains { !$0.isBack }
    return MergeNotice(
      number: try reader.number(of: row), into: try reader.numberOfCase(loggedAs: survivor),
      joining: isOwn
        ? [] : try merges.filter(\.isBack).compactMap { try reader.numberOfCase(loggedAs: $0.other) })
  }

  func label(_ notice: MergeNotice) -> Label {
    let into = notice.into.map { Label(en: $0, zhHans: " " + $0) } ?? Label(LinkLinesMessage.elsewhere)
    return Label(
      notice.joining.isEmpty
        ? MergeNoticeMessage.merged(notice.number, into: into)
        : MergeNoticeMessage.joined(notice.number, into: into, by: notice.joining))
  }

  func json(_ notice: MergeNotice?) -> JSON {
    guard let notice else { return .null }
    return ["number": .optional(notice.into), "joined_by": .strings(notice.joining)]
  }

  /// Before anything else that is said of what was done.
  func tell(_ notice: MergeNotice?) {
    if let notice { err(label(notice)) }
  }
}

/// What was promised, asked for or escalated in cases that were merged, and is not done: it stands with the case that is
/// handled.
struct OpenInMerged {
  let owed: [(number: String, record: OwedRecord)]

  /// Empty where the case stands for no other.
  init(_ reader: ReplicaReader, of id: RecordID) throws {
    guard let group = try KnownMerges(reader.db).group(of: id), group.survivor == id else {
      owed = []
      return
    }
    owed = try group.duplicates.flatMap { member -> [(number: String, record: OwedRecord)] in
      guard let row = try reader.db.record(member), row.kind == .case, let file = try reader.caseFile(row),
        try reader.deletion(of: row).isVisible
      else { return [] }
      let number = try reader.number(of: row)
      return file.owed.filter { owed in
        owed.isOpen && !owed.isBenefit && !owed.isEmptied && !(owed.isCustomers && file.closedEarly != nil)
      }.map { (number, $0) }
    }
  }

  /// `SH01-KT-20261122-007  Commitment “A new table”  by 2026-11-24 12:00  Wang Fang`
  func lines(_ context: Context) -> [String] {
    owed.map { number, owed in
      let what = owed.what ?? context.text(DueMessage.emptied)
      let title = context.text(owed.kind.label) + context.text(PunctuationMessage.colon) + what
      let by = owed.due.map { context.text(NextMessage.by($0.shown(to: context.zone))) }
      return [number, title, by, owed.owner].compactMap(\.self).joined(separator: "  ").sanitised(.joined)
    }
  }

  var json: JSON {
    .array(
      owed.map { number, owed in
        [
          "case": .string(number), "clock": .string(owed.kind.rawValue), "what": .optional(owed.what),
          "due": .optional(owed.due?.stored), "owner": .optional(owed.owner),
          "record": .string(owed.record.id.description),
        ]
      })
  }
}

enum MergeNoticeMessage: Message {
  case joined(String, into: Label, by: [String])
  case merged(String, into: Label)
  case openHeading

  var label: Label {
    switch self {
    case .joined(let number, let into, let joining):
      Label(
        en:
          "\(joining.joined(separator: ", ")) was merged into both: \(number) counts as one with \(into.en) and is handled there. To part them: casebook unmerge \(joining[0])",
        zhHans:
          "\(joining.joined(separator: "、")) 同时并入了两单，因此 \(number) 也并入\(into.zhHans)，合计一件投诉，随后者处理。如要分开：casebook unmerge \(joining[0])"
      )
    case .merged(let number, let into):
      Label(
        en:
          "\(number) is merged into \(into.en) and is handled there. To take that back: casebook unmerge \(number)",
        zhHans: "\(number) 已并入\(into.zhHans)，随后者处理。撤销合并：casebook unmerge \(number)")
    case .openHeading: Label(en: "Still open in merged cases", zhHans: "并入工单中未了的事项")
    }
  }
}
