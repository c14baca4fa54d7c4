import CaseIndex
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Terminal
import Versioning

extension Context {
  /// The number of a link's other case; of one that never was here nothing is known but that there is one.
  func name(of link: LinkedCase, _ reader: ReplicaReader) throws -> String {
    try link.summary?.number ?? reader.numberOfCase(loggedAs: link.other) ?? text(LinkLinesMessage.elsewhere)
  }

  /// `{link, direction, other, other_case, reason, record}`
  /// - Parameter number: nil where the other case never was here.
  func json(_ link: LinkedCase, number: String?) -> JSON {
    [
      "link": .string(link.link.kind.rawValue), "direction": .string(link.isBack ? "from" : "to"),
      "other": .optional(number), "other_case": .string(link.other.description),
      "reason": .optional(link.link.record.text(LinkField.reason)),
      "record": .string(link.link.record.id.description),
    ]
  }
}

/// What a case belongs together with, as `show` tells it.
struct LinkLines {
  let links: [(link: LinkedCase, number: String?)]
  let merged: MergedCases?
  /// The numbers of the cases of its group that are, or were, here.
  let numbers: [RecordID: String]
  /// Where others' words joined it to another case.
  private let notice: MergeNotice?
  private let open: OpenInMerged

  /// - Parameter timeline: what it was linked to once is told there.
  init(_ context: Context, _ reader: ReplicaReader, of row: RecordRow, timeline: [TimelineEntry]) throws {
    let id = row.id
    notice = try context.mergeNotice(of: row, reader)
    open = try OpenInMerged(reader, of: id)
    links = try reader.links(of: id).map { ($0, try reader.numberOfCase(loggedAs: $0.other)) }
    merged = try reader.merged(with: id)
    var numbers: [RecordID: String] = [:]
    for link in links { numbers[link.link.other] = link.number }
    for entry in timeline where entry.row.kind == .link {
      guard let other = CaseLink(LoopRecord(entry.state))?.other else { continue }
      numbers[other] = try reader.numberOfCase(loggedAs: other)
    }
    for member in merged?.group.members ?? [] {
      numbers[member] = try reader.numberOfCase(loggedAs: member)
    }
    self.numbers = numbers
  }

  /// The case that stands for all, then the others; nil where it is alone.
  func json(_ context: Context) -> JSON? {
    merged.map { merged in
      [
        "survivor": .optional(merged.group.survivor.flatMap { numbers[$0] }),
        "cases": .array(
          merged.group.members.map {
            [
              "number": .optional(numbers[$0]), "status": .optional(merged.summaries[$0]?.status),
              "stands": .bool($0 == merged.group.survivor),
            ]
          }),
        "open": open.json,
      ]
    }
  }

  /// A line a case: what stands for the complaint, what was merged into it, and other links.
  func lines(_ context: Context, of id: RecordID) -> [String] {
    var lines: [String] = []
    if let merged {
      if let survivor = merged.group.survivor, survivor != id {
        lines.append(context.text(LinkLinesMessage.mergedInto) + line(survivor, context))
        if let notice, !notice.joining.isEmpty { lines.append(context.text(context.label(notice))) }
      }
      for member in merged.group.members where member != id && member != merged.group.survivor {
        lines.append(context.text(LinkLinesMessage.countedWith) + line(member, context))
      }
    }
    if !open.owed.isEmpty {
      lines.append(
        context.text(MergeNoticeMessage.openHeading) + context.text(PunctuationMessage.headingColon))
      lines += open.lines(context).map { "  " + $0 }
    }
    for (link, number) in links where link.link.kind != .duplicateOf {
      let reason = link.link.record.text(LinkField.reason).map { " · " + $0 } ?? ""
      lines.append(
        context.text(link.label) + context.text(PunctuationMessage.colon)
          + (number ?? context.text(LinkLinesMessage.elsewhere)) + reason)
    }
    return lines
  }

  private func line(_ id: RecordID, _ context: Context) -> String {
    let summary = merged?.summaries[id]
    let status = summary?.status.map { Vocabulary.status.text($0, context.language) }
    return [numbers[id] ?? context.text(LinkLinesMessage.elsewhere), status, summary?.summary]
      .compactMap(\.self).joined(separator: "  ")
  }
}

enum LinkLinesMessage: Message {
  case countedWith
  case elsewhere
  case heading
  case mergedInto

  var label: Label {
    switch self {
    case .countedWith: Label(en: "The same complaint: ", zhHans: "同一投诉：")
    case .elsewhere: Label(en: "a case of another branch", zhHans: "其他门店的工单")
    case .heading: Label(en: "Belongs together with", zhHans: "关联工单")
    case .mergedInto: Label(en: "Counts as: ", zhHans: "并入：")
    }
  }
}
