import ArgumentParser
import Complaints
import Console
import HeadOffice
import Interchange
import Messages
import Terminal
import Versioning

/// `casebook-server quarantine …`
struct ServerQuarantine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: text(.serverQuarantineAbstract),
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
    commandName: "list", abstract: text(.serverQuarantineListAbstract))

  @OptionGroup var options: ServerOptions

  func run() throws {
    let store = try options.openStore()
    let held = try options.explaining { try store.quarantine() }
    if options.json { return printLine(JSON.array(held.map(json))) }
    var table = Table([
      Column(text(.serverQuarantineChange)), Column(text(.fieldBranch)), Column(text(.fieldReason)),
      Column(text(.serverQuarantineSince)), Column(text(.serverQuarantineBytes), alignment: .right),
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
    commandName: "show", abstract: text(.serverQuarantineShowAbstract))

  @Argument(help: help(.serverQuarantineTheChangeReplicaNumber, "dot"))
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
    commandName: "retry", abstract: text(.serverQuarantineRetryAbstract))

  @Argument(help: help(.serverQuarantineTheChangesReplicaNumber, "dot"))
  var dots: [String]

  @OptionGroup var options: ServerOptions

  func run() throws { try options.decide(dots, .retry) }
}

struct ServerQuarantineAccept: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept", abstract: text(.serverQuarantineAcceptAbstract),
    discussion: text(.serverQuarantineAcceptDiscussion))

  @Argument(help: help(.serverQuarantineTheChangesReplicaNumber, "dot"))
  var dots: [String]

  @OptionGroup var options: ServerOptions

  func run() throws { try options.decide(dots, .accept) }
}

struct ServerQuarantineDiscard: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard",
    abstract: text(.serverQuarantineDiscardAbstract))

  @Argument(help: help(.serverQuarantineTheChangesReplicaNumber, "dot"))
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
          Label(.serverQuarantineIsNoChangeReplicaNumber, ["typed": .text(typed)]))
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
      case (.discard, _): printLine(text(.serverQuarantineDropped, ["dot": .text(dot)]))
      case (_, nil): printLine(text(.serverQuarantineTaken, ["dot": .text(dot)]))
      case (_, let reason?):
        printLine(
          text(.serverQuarantineStillInQuarantine, ["dot": .text(dot), "reason": .text(reason.rawValue)]))
      }
    }
  }
}
