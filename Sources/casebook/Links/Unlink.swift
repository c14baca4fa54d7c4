import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica
import Versioning

/// `casebook unlink A B`: ends what was said of the two.
struct Unlink: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "unlink", abstract: text(UnlinkMessage.abstract), discussion: text(UnlinkMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(LinkMessage.otherHelp, "case"))
  var other: String

  @Option(help: help(CommonMessage.whyHelp))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.endLinks(of: reference, to: other, reason: reason) { links, number, other in
      guard links.isEmpty else { return links }
      throw CommandFailure(
        "not_found", .notFound, Label(UnlinkMessage.none(number, other ?? "")),
        hint: Label(UnlinkMessage.noneHint(number)))
    }
  }
}

extension Context {
  /// Ends links of a case, and tells which.
  /// - Parameters:
  ///   - other: those with this one only.
  ///   - choose: those that are meant, of those that hold.
  func endLinks(
    of reference: String, to other: String?, reason: String?,
    _ choose: ([LinkedCase], String, String?) throws -> [LinkedCase]
  ) throws {
    let value = try edits([(LinkField.endedBecause, reason)]).first?.value ?? .none
    let (number, ended) = try write { session in
      let row = try resolveCase(session.reader, reference)
      let end = try other.map { try resolveCase(session.reader, $0) }
      let number = try session.reader.number(of: row)
      let all = try session.reader.links(of: row.id).filter { end == nil || $0.other == end?.id }
      let chosen = try choose(all, number, try end.map(session.reader.number))
      try session.end(chosen.map(\.link), reason: value)
      try session.touch(row)
      return (number, try chosen.map { ($0, try name(of: $0, session.reader)) })
    }
    if json {
      return try emit([
        "case": .string(number), "ended": .array(ended.map { self.json($0.0, number: $0.1) }),
      ])
    }
    for (link, name) in ended { err(Label(UnlinkMessage.ended(number, text(link.label), name))) }
  }
}

enum UnlinkMessage: Message {
  case abstract
  case discussion
  case ended(String, String, String)
  case none(String, String)
  case noneHint(String)

  var label: Label {
    switch self {
    case .abstract: Label(en: "Ends the links between two cases.", zhHans: "解除两个工单之间的关联。")
    case .discussion:
      Label(
        en: """
          casebook unlink 7 12
          casebook unlink 7 12 --reason "another customer of the same name"

          What was said stays readable in the timeline.
          """,
        zhHans: """
          casebook unlink 7 12
          casebook unlink 7 12 --reason "同名的另一位客人"

          曾经的关联仍留在处理记录里。
          """)
    case .ended(let number, let how, let other):
      Label(en: "No longer: \(number) – \(how) \(other).", zhHans: "已解除：\(number) \(how) \(other)。")
    case .none(let number, let other):
      Label(en: "Nothing links \(number) and \(other).", zhHans: "\(number) 与 \(other) 没有关联。")
    case .noneHint(let number):
      Label(en: "casebook show \(number) lists its links.", zhHans: "casebook show \(number) 列出它的关联。")
    }
  }
}
