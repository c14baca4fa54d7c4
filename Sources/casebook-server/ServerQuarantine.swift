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

private func json(_ held: HeldChange) -> JSON {
  .object([
    ("dot", .string(held.dot.description)), ("branch", .string(held.branch)),
    ("reason", .string(held.change.reason.rawValue)),
    ("at", .string(LocalTime.now(milliseconds: held.change.at).rfc3339)),
    ("aggregate", .optional(held.change.aggregate?.description)),
    ("bytes", .integer(Int64(held.change.encoded.count))),
  ])
}

struct ServerQuarantineList: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(ServerQuarantineMessage.listAbstract))

  @OptionGroup var options: ServerOptions

  func run() throws {
    let store = try options.openStore()
    let held = try options.explaining { try store.quarantine() }
    if options.json { return printLine(JSON.array(held.map(json))) }
    var table = Table([
      Column(text(ServerQuarantineMessage.change)), Column(text(DomainMessage.branch)),
      Column(text(DomainMessage.reason)),
      Column(text(ServerQuarantineMessage.since)),
      Column(text(ServerQuarantineMessage.bytes), alignment: .right),
    ])
    for one in held {
      table.add([
        Cell(one.dot.description), Cell(one.branch), Cell(one.change.reason.rawValue),
        Cell(LocalTime.now(milliseconds: one.change.at).short), Cell("\(one.change.encoded.count)"),
      ])
    }
    table.show()
  }
}

struct ServerQuarantineShow: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text(ServerQuarantineMessage.showAbstract))

  @Argument(help: help(ServerQuarantineMessage.changeHelp, "dot"))
  var dot: String

  @OptionGroup var options: ServerOptions

  func run() throws {
    let store = try options.openStore()
    let held = try options.explaining { try store.quarantine() }.filter {
      $0.dot.description == dot.lowercased()
    }
    guard let one = held.first else { throw AdministrationFailure.notInQuarantine(dot) }
    var members: [(String, JSON)] = []
    if let change = try? Change(decoding: one.change.encoded) {
      members = change.writes.map { write in
        let name = Schema.field(change.kind, number: write.field.number)?.id ?? "field-\(write.field.number)"
        let value: JSON =
          switch write.value {
          case .none: .null
          case .text(let text): .string(text)
          case .integer(let number): .integer(number)
          case .flag(let flag): .bool(flag)
          case .sight(let dots): .array(dots.map { .string($0.description) })
          case .opaque(_, let bytes): .string(hexadecimal(bytes))
          }
        return (write.field.element.map { "\(name)/\($0)" } ?? name, value)
      }
    }
    if options.json {
      return printLine(JSON.object([("change", json(one)), ("fields", .object(members))]))
    }
    printLine("\(one.dot)  \(one.branch)  \(one.change.reason.rawValue)")
    for (name, value) in members { printLine("  \(name): \(value.text())".sanitised(.joined)) }
  }
}

struct ServerQuarantineRetry: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: text(ServerQuarantineMessage.retryAbstract))

  @Argument(help: help(ServerQuarantineMessage.changesHelp, "dot"))
  var dots: [String]

  @OptionGroup var options: ServerOptions

  func run() throws { try options.decide(dots, .retry) }
}

struct ServerQuarantineAccept: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept", abstract: text(ServerQuarantineMessage.acceptAbstract),
    discussion: text(ServerQuarantineMessage.acceptDiscussion))

  @Argument(help: help(ServerQuarantineMessage.changesHelp, "dot"))
  var dots: [String]

  @OptionGroup var options: ServerOptions

  func run() throws { try options.decide(dots, .accept) }
}

struct ServerQuarantineDiscard: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard",
    abstract: text(ServerQuarantineMessage.discardAbstract))

  @Argument(help: help(ServerQuarantineMessage.changesHelp, "dot"))
  var dots: [String]

  @OptionGroup var options: ServerOptions

  func run() throws { try options.decide(dots, .discard) }
}

extension ServerOptions {
  /// One answer for one change, in the form that it always had; several for several.
  fileprivate func decide(_ typed: [String], _ decision: QuarantineDecision) throws {
    let dots = try typed.map { typed in
      guard let dot = Dot(text: typed) else {
        throw CommandFailure.usage(
          Label(ServerQuarantineMessage.badChange(typed)))
      }
      return dot
    }
    let store = try openStore()
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
          text(ServerQuarantineMessage.stillHeld("\(dot)", reason: reason.rawValue)))
      }
    }
  }
}

enum ServerQuarantineMessage: Message {
  case abstract
  case acceptAbstract
  case acceptDiscussion
  case bytes
  case change
  case discardAbstract
  case dropped(String)
  case badChange(String)
  case listAbstract
  case retryAbstract
  case showAbstract
  case since
  case stillHeld(String, reason: String)
  case taken(String)
  case changeHelp
  case changesHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Changes that could not be taken: list, show, retry, discard, accept.",
        zhHans: "未能接收的修改：列表、查看、重试、放弃、确认接收。")
    case .acceptAbstract:
      Label(en: "Takes a change and its group on your word.", zhHans: "确认并接收一项修改（及同组修改）。")
    case .acceptDiscussion:
      Label(
        en:
          "Where the versions that a change builds on never come back, or an older program made an edit that settles a conflict: you answer for it that its author saw them and may decide. Every other rule is held against it.",
        zhHans: "用于所依据的版本再也找不回来时，或旧程序的修改等同于裁决冲突时：由您担保作者确实看过这些版本并有权裁决。其余规则照常检查。")
    case .bytes:
      Label(en: "Bytes", zhHans: "字节")
    case .change:
      Label(en: "Change", zhHans: "修改")
    case .discardAbstract:
      Label(
        en: "Drops a change and its group for good; the device is told.", zhHans: "永久放弃一项修改（及同组修改），并告知设备。")
    case .dropped(let dot):
      Label(en: "Dropped: \(dot)", zhHans: "已放弃：\(dot)")
    case .badChange(let typed):
      Label(en: "“\(typed)” is no change: REPLICA/NUMBER.", zhHans: "“\(typed)”不是有效的修改：副本/序号。")
    case .listAbstract:
      Label(en: "Lists the changes in quarantine.", zhHans: "列出未能接收的修改。")
    case .retryAbstract:
      Label(en: "Judges a change and its group again.", zhHans: "重新接收一项修改（及同组修改）。")
    case .showAbstract:
      Label(en: "Shows a change in quarantine.", zhHans: "查看一项未能接收的修改。")
    case .since:
      Label(en: "Since", zhHans: "时间")
    case .stillHeld(let dot, let reason):
      Label(en: "Still in quarantine: \(dot) (\(reason))", zhHans: "仍未接收：\(dot)（\(reason)）")
    case .taken(let dot):
      Label(en: "Taken: \(dot)", zhHans: "已接收：\(dot)")
    case .changeHelp:
      Label(en: "The change: REPLICA/NUMBER.", zhHans: "修改：副本/序号。")
    case .changesHelp:
      Label(en: "The changes: REPLICA/NUMBER.", zhHans: "修改：副本/序号，可写多个。")
    }
  }
}
