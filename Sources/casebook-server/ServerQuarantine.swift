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
    if held.isEmpty { return printLine(text(ServerQuarantineMessage.none)) }
    var table = Table([
      Column(text(ServerQuarantineMessage.change)), Column(text(DomainMessage.branch)),
      Column(text(DomainMessage.reason)),
      Column(text(ServerQuarantineMessage.since)),
      Column(text(ServerQuarantineMessage.bytes), alignment: .right),
    ])
    for one in held {
      table.add([
        Cell(one.dot.description), Cell(one.branch), Cell(one.change.reason.label.text(Invocation.language)),
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
    let held = try options.explaining { try store.quarantine() }
    let wanted = try dot.change(in: held.map(\.dot))
    guard let one = held.first(where: { $0.dot == wanted }) else {
      throw AdministrationFailure.notInQuarantine(dot)
    }
    let writes = (try? Change(decoding: one.change.encoded)).map(written) ?? []
    if options.json {
      return printLine(
        JSON.object([("change", json(one)), ("fields", .object(writes.map { ($0.name, $0.value) }))]))
    }
    printLine("\(one.dot)  \(one.branch)  \(one.change.reason.label.text(Invocation.language))")
    for write in writes { printLine("  " + write.line.sanitised(.joined)) }
  }

  /// What a change writes, for programs and for people.
  private func written(_ change: Change) -> [(name: String, value: JSON, line: String)] {
    change.writes.map { write in
      let definition = Schema.field(change.kind, number: write.field.number)
      let id = definition?.id ?? "field-\(write.field.number)"
      let value: JSON =
        switch write.value {
        case .none: .null
        case .text(let text): .string(text)
        case .integer(let number): .integer(number)
        case .flag(let flag): .bool(flag)
        case .sight(let dots): .array(dots.map { .string($0.description) })
        case .opaque(_, let bytes): .string(hexadecimal(bytes))
        }
      let name = write.field.element.map { "\(id)/\($0)" } ?? id
      guard let definition else { return (name, value, "\(name): \(value.text())") }
      let language = Invocation.language
      let label = definition.label.text(language)
      let element = write.field.element.map { " " + FieldDisplay.element($0, definition, language) } ?? ""
      let shown = FieldDisplay.text(write.value, definition, language)
      return (name, value, label + element + text(ProgramMessage.colon) + shown)
    }
  }
}

struct ServerQuarantineRetry: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: text(ServerQuarantineMessage.retryAbstract))

  @Argument(help: help(ServerQuarantineMessage.changesHelp, "dot"))
  var dots: [String]

  @OptionGroup var options: ServerOptions

  func run() throws { try options.decide(dots, .retry) }
}

struct ServerQuarantineAccept: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "accept", abstract: text(ServerQuarantineMessage.acceptAbstract),
    discussion: text(ServerQuarantineMessage.acceptDiscussion))

  @Argument(help: help(ServerQuarantineMessage.changesHelp, "dot"))
  var dots: [String]

  @OptionGroup var options: ServerOptions

  func run() throws { try options.decide(dots, .accept) }
}

struct ServerQuarantineDiscard: ServerCommand {
  static var changes: Bool { true }

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
  fileprivate func change(in held: [Dot]) throws -> Dot {
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
  case acceptAbstract
  case acceptDiscussion
  case bytes
  case change
  case discardAbstract
  case dropped(String)
  case badChange(String)
  case listAbstract
  case none
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
        en: "Changes that head office did not take: list, show, retry, discard, accept.",
        zhHans: "总部退回的修改：列表、查看、重试、放弃、确认接收。")
    case .acceptAbstract:
      Label(en: "Takes a change and its group; you vouch for it.", zhHans: "由您担保，接收一项修改（及同组修改）。")
    case .acceptDiscussion:
      Label(
        en: """
          For a change that builds on versions which never come back, or an edit by an
          older program that settles a conflict: you vouch that its author saw those
          versions and was entitled to decide. All other rules still apply.
          """,
        zhHans: """
          用于两种情况：修改所依据的版本再也找不回来；或旧程序的修改等同于处理冲突。
          由您担保操作人确实看过这些版本，并有权处理。其余规则照常检查。
          """)
    case .bytes:
      Label(en: "Bytes", zhHans: "字节")
    case .change:
      Label(en: "Change", zhHans: "修改")
    case .discardAbstract:
      Label(
        en: "Drops a change and its group for good; the device is notified.", zhHans: "永久放弃一项修改（及同组修改），并通知设备。"
      )
    case .dropped(let dot):
      Label(en: "Dropped: \(dot)", zhHans: "已放弃：\(dot)")
    case .badChange(let typed):
      Label(en: "“\(typed)” is not a valid change: DEVICE/NUMBER.", zhHans: "“\(typed)”不是有效的修改（设备编号/序号）。")
    case .listAbstract:
      Label(en: "Lists the changes in quarantine.", zhHans: "列出总部退回的修改。")
    case .none:
      Label(en: "No change is in quarantine.", zhHans: "没有被退回的修改。")
    case .retryAbstract:
      Label(
        en: "Checks a change and its group again, and takes them if it can.",
        zhHans: "重新检查一项修改（及同组修改），符合规则即接收。")
    case .showAbstract:
      Label(en: "Shows a change in quarantine.", zhHans: "查看一项总部退回的修改。")
    case .since:
      Label(en: "Since", zhHans: "退回时间")
    case .stillHeld(let dot, let reason):
      Label(en: "Still in quarantine: \(dot) (\(reason))", zhHans: "仍被退回：\(dot)（\(reason)）")
    case .taken(let dot):
      Label(en: "Taken: \(dot)", zhHans: "已接收：\(dot)")
    case .changeHelp:
      Label(en: "The change: DEVICE/NUMBER.", zhHans: "修改：设备编号/序号。")
    case .changesHelp:
      Label(en: "The changes: DEVICE/NUMBER (repeatable).", zhHans: "修改：设备编号/序号，可写多个。")
    }
  }
}
