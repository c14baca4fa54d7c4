import ArgumentParser
import Complaints
import Console
import HeadOffice
import Interchange
import Terminal
import Versioning

/// `casebook-server quarantine …`
struct ServerQuarantine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: text("Changes that could not be taken: list, show, retry, discard.", "未能接收的修改：列表、查看、重试、放弃。"),
    subcommands: [
      ServerQuarantineList.self, ServerQuarantineShow.self, ServerQuarantineRetry.self,
      ServerQuarantineDiscard.self,
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
    commandName: "list", abstract: text("Lists the changes in quarantine.", "列出未能接收的修改。"))

  @OptionGroup var options: ServerOptions

  func run() throws {
    let store = try options.openStore()
    let held = try options.explaining { try store.quarantine() }
    if options.json { return print(JSON.array(held.map(json)).text()) }
    var table = Table([
      Column(text("Change", "修改")), Column(text("Branch", "门店")), Column(text("Reason", "原因")),
      Column(text("Since", "时间")), Column(text("Bytes", "字节"), alignment: .right),
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
    commandName: "show", abstract: text("Shows a change in quarantine.", "查看一项未能接收的修改。"))

  @Argument(help: help("The change: REPLICA/NUMBER.", "修改：副本/序号。", "dot"))
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
      return print(JSON.object([("change", json(one)), ("fields", .object(members))]).text())
    }
    print("\(one.dot)  \(one.branch)  \(one.change.reason.rawValue)")
    for (name, value) in members { print("  \(name): \(value.text())".sanitised(.joined)) }
  }
}

struct ServerQuarantineRetry: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: text("Judges a change and its group again.", "重新判断一项修改（及同组修改）。"))

  @Argument(help: help("The change: REPLICA/NUMBER.", "修改：副本/序号。", "dot"))
  var dot: String

  @OptionGroup var options: ServerOptions

  func run() throws { try options.decide(dot, .retry) }
}

struct ServerQuarantineDiscard: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard",
    abstract: text("Drops a change and its group for good; the device is told.", "永久放弃一项修改（及同组修改），并告知设备。"))

  @Argument(help: help("The change: REPLICA/NUMBER.", "修改：副本/序号。", "dot"))
  var dot: String

  @OptionGroup var options: ServerOptions

  func run() throws { try options.decide(dot, .discard) }
}

extension ServerOptions {
  fileprivate func decide(_ typed: String, _ decision: QuarantineDecision) throws {
    guard let dot = Dot(text: typed) else {
      throw CommandFailure.usage(
        Label("“\(typed)” is no change: REPLICA/NUMBER.", "“\(typed)”不是有效的修改：副本/序号。"))
    }
    let store = try openStore()
    let now = Self.now
    let left = try explaining {
      try store.decideQuarantine(dot, decision, now: now, random: { UInt64.random(in: .min ... .max) })
    }
    if json {
      return print(
        JSON.object([("dot", .string(dot.description)), ("reason", .optional(left?.rawValue))]).text())
    }
    switch (decision, left) {
    case (.discard, _): print(text("Dropped: \(dot)", "已放弃：\(dot)"))
    case (.retry, nil): print(text("Taken: \(dot)", "已接收：\(dot)"))
    case (.retry, let reason?):
      print(text("Still in quarantine: \(dot) (\(reason.rawValue))", "仍未接收：\(dot)（\(reason.rawValue)）"))
    }
  }
}
