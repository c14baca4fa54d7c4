import ArgumentParser
import Complaints
import Console
import HeadOffice
import Interchange
import Language
import Terminal
import Versioning

/// `casebook-server quarantine …`
struct ServerQuarantine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: text(ServerQuarantineMessage.abstract),
    subcommands: [
      ServerQuarantineList.self, ServerQuarantineShow.self, ServerQuarantineRetry.self,
      ServerQuarantineDiscard.self, ServerQuarantineAccept.self,
    ])
}

extension HeldChange {
  var json: JSON {
    .object([
      ("dot", .string(dot.description)), ("branch", .string(branch)),
      ("reason", .string(change.reason.rawValue)),
      ("at", .string(LocalTime.now(milliseconds: change.at).rfc3339)),
      ("aggregate", .optional(change.aggregate?.description)),
      ("bytes", .integer(Int64(change.encoded.count))),
    ])
  }
}

extension ServerOptions {
  /// One answer for one change, in the form that it always had; several for several.
  func decide(_ typed: [String], _ decision: QuarantineDecision) throws {
    let store = try openStore()
    let held = try explaining { try store.quarantine().map(\.dot) }
    let dots = try typed.map { try $0.change(in: held) }
    let now = Self.now
    let left = try explaining {
      try store.decideQuarantine(Set(dots), decision, now: now, random: { UInt64.random(in: .min ... .max) })
    }
    if json {
      let answers = dots.map { dot in
        JSON.object([("dot", .string(dot.description)), ("reason", .optional(left[dot]?.rawValue))])
      }
      return printLine(answers.count == 1 ? answers[0] : JSON.array(answers))
    }
    for dot in dots {
      switch (decision, left[dot]) {
      case (.discard, _): printLine(text(ServerQuarantineMessage.dropped("\(dot)")))
      case (_, nil): printLine(text(ServerQuarantineMessage.taken("\(dot)")))
      case (_, let reason?):
        printLine(
          text(ServerQuarantineMessage.stillHeld("\(dot)", reason: reason.label.text(Invocation.language))))
      }
    }
  }
}

extension String {
  /// The change that was typed: whole, or by an unambiguous beginning of its device's id.
  /// - Parameter held: what is in quarantine.
  func change(in held: [Dot]) throws -> Dot {
    if let dot = Dot(text: lowercased()) { return dot }
    let parts = lowercased().split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count >= 4, let number = UInt64(parts[1]) else {
      throw CommandFailure.usage(Label(ServerQuarantineMessage.badChange(self)))
    }
    let found = held.filter { $0.number == number && $0.replica.description.hasPrefix(parts[0]) }
    guard let dot = found.first else { throw AdministrationFailure.notInQuarantine(self) }
    guard found.count == 1 else {
      throw AdministrationFailure.ambiguousDevice(found.map(\.replica.description))
    }
    return dot
  }
}

enum ServerQuarantineMessage: Message {
  case abstract
  case dropped(String)
  case badChange(String)
  case stillHeld(String, reason: String)
  case taken(String)
  case changesHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Changes that head office did not take: list, show, retry, discard, accept.",
        zhHans: "总部退回的修改：列表、查看、重试、放弃、确认接收。")
    case .dropped(let dot):
      Label(en: "Dropped: \(dot)", zhHans: "已放弃：\(dot)")
    case .badChange(let typed):
      Label(en: "“\(typed)” is not a valid change: <device>/<number>.", zhHans: "“\(typed)”不是有效的修改（设备编号/序号）。")
    case .stillHeld(let dot, let reason):
      Label(en: "Still in quarantine: \(dot) (\(reason))", zhHans: "仍被退回：\(dot)（\(reason)）")
    case .taken(let dot):
      Label(en: "Taken: \(dot)", zhHans: "已接收：\(dot)")
    case .changesHelp:
      Label(en: "The changes: <device>/<number> (repeatable).", zhHans: "修改：设备编号/序号，可写多个。")
    }
  }
}
