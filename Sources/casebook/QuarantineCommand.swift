import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica
import Terminal
import Versioning

/// `casebook quarantine …`
struct QuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: text(
      .quarantineAbstract),
    discussion: text(
      .quarantineDiscussion),
    subcommands: [QuarantineList.self, QuarantineShow.self, QuarantineRetry.self, QuarantineDiscard.self])
}

extension Context {
  func quarantined() throws -> [QuarantinedEntry] { try read { try $0.quarantined() } }

  /// What a person types for a change in quarantine: its number; where copies share it, with the beginning of the
  /// replica that it was made by.
  func typed(_ entry: QuarantinedEntry) -> String {
    entry.isShared ? "\(entry.change.dot.replica.description.prefix(8))/\(entry.number)" : "\(entry.number)"
  }

  /// Why head office could not take a change, in words.
  func quarantineReason(_ code: String) -> String {
    switch Verdict.Reason(rawValue: code) {
    case .forbidden: text(.quarantineThisDeviceMayNotDo)
    case .malformed: text(.quarantineItCannotBeRead)
    case .oversized: text(.quarantineItIsTooLarge)
    case .unknownVersion: text(.quarantineHeadOfficesProgramIsOlder)
    case .recordMismatch: text(.quarantineTheRecordIsOfAnother)
    case .unknownBranch: text(.quarantineThereIsNoSuchBranch)
    case .unknownBase: text(.quarantineHeadOfficeLacksWhatItNames)
    case .waiting: text(.quarantineWaitsForAnEarlierOne)
    case nil: code
    }
  }

  func json(_ entry: QuarantinedEntry) -> JSON {
    let change = entry.change
    return [
      "number": .integer(Int64(clamping: entry.number)), "dot": .string(change.dot.description),
      "reason": .string(entry.reason), "at": .string(time(entry.at).rfc3339),
      "case": .optional(entry.caseNumber), "case_id": .string(change.aggregate.description),
      "record": .string(change.record.description), "kind": .string(change.kind.id),
      "group": .integer(Int64(clamping: change.group.first)),
      "fields": .object(
        change.writes.map {
          (
            fieldName($0.field, change.kind),
            json($0.value, Schema.field(change.kind, number: $0.field.number))
          )
        }),
      "wish": .optional(entry.wish?.rawValue),
    ]
  }

  func show(_ entry: QuarantinedEntry) throws {
    let change = entry.change
    var head = [
      typed(entry), entry.caseNumber ?? change.aggregate.description.prefix(13).description,
      ago(entry.at),
    ]
    head.append(quarantineReason(entry.reason))
    switch entry.wish {
    case .retry: head.append(text(.quarantineToBeRetried))
    case .discard: head.append(text(.quarantineToBeDropped))
    case nil: break
    }
    try out(style.apply(.bold, to: head.joined(separator: "  ").sanitised(.joined)))
  }

  func showFields(_ entry: QuarantinedEntry) throws {
    for write in entry.change.writes {
      let definition = Schema.field(entry.change.kind, number: write.field.number)
      let line =
        fieldLabel(write.field, entry.change.kind) + text(.commonColon) + display(write.value, definition)
      for line in wrap(line.sanitised(.joined), width: columns, indent: 4, firstIndent: 2) { try out(line) }
    }
  }
}

struct QuarantineList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(.quarantineListAbstract))

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let entries = try context.quarantined()
    if context.json { return try context.emit(.array(entries.map { context.json($0) })) }
    if entries.isEmpty { return context.err(Label(.quarantineNothingIsInQuarantine)) }
    for entry in entries { try context.show(entry) }
  }
}

struct QuarantineShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text(.quarantineShowAbstract))

  @Argument(help: help(.quarantineItsNumber, "number"))
  var number: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let entry = try context.quarantined().one(typed: number)
    if context.json { return try context.emit(context.json(entry)) }
    try context.show(entry)
    try context.showFields(entry)
  }
}

struct QuarantineRetry: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: text(
      .quarantineRetryAbstract))

  @Argument(help: help(.quarantineTheirNumbers, "number"))
  var numbers: [String] = []

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws { try context.wish(.retry, numbers) }
}

struct QuarantineDiscard: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard",
    abstract: text(.quarantineDiscardAbstract))

  @Argument(help: help(.quarantineTheirNumbers, "number"))
  var numbers: [String]

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws { try context.wish(.discard, numbers) }
}

extension Context {
  fileprivate func wish(_ wish: QuarantineWish, _ numbers: [String]) throws {
    let done = try write { session in
      let entries = try session.reader.quarantined()
      let chosen = numbers.isEmpty ? entries : try numbers.map(entries.one(typed:))
      return try session.wish(wish, for: Set(chosen.map(\.change.dot)))
    }
    if json {
      return try emit([
        "numbers": .array(done.map { .integer(Int64(clamping: $0.number)) }),
        "dots": .array(done.map { .string($0.change.dot.description) }), "wish": .string(wish.rawValue),
      ])
    }
    err(
      wish == .retry
        ? Label(.quarantineChangesAreJudgedAgainAt, ["count": .number(done.count)])
        : Label(
          .quarantineChangesDroppedHeadOfficeHears, ["count": .number(done.count)]))
  }
}

extension [QuarantinedEntry] {
  /// The one that a number or a dot names. A plain number is this store's own; one that copies share only where
  /// nothing else has it.
  fileprivate func one(typed: String) throws -> QuarantinedEntry {
    let parts = typed.split(separator: "/", omittingEmptySubsequences: false)
    let named = filter { entry in
      guard let number = parts.last, UInt64(number) == entry.number else { return false }
      return parts.count == 1
        || parts.count == 2 && !parts[0].isEmpty
          && entry.change.dot.replica.description.hasPrefix(parts[0].lowercased())
    }
    let own = named.filter { !$0.isShared }
    guard let entry = own.first ?? named.first, own.count == 1 || named.count == 1 else {
      throw CommandFailure.notInQuarantine(typed)
    }
    return entry
  }
}

extension CommandFailure {
  static func notInQuarantine(_ typed: String) -> CommandFailure {
    CommandFailure(
      "not_found", .notFound, Label(.quarantineChangeIsNotInQuarantine, ["number": .text(typed)]),
      hint: Label(.quarantineSeeCasebookQuarantineList))
  }
}
