import ArgumentParser
import Complaints
import Console
import Interchange
import Replica
import Terminal
import Versioning

/// `casebook quarantine …`
struct QuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: text(
      "Shows changes that head office could not take, and says what to do with them.", "查看总部未能接收的修改并处理。"),
    discussion: text(
      """
      casebook quarantine list
      casebook quarantine show 12
      casebook quarantine retry 12
      casebook quarantine discard 12

      They are kept whole, here and at head office, and stay visible in their cases. Changes that go together
      are retried or dropped together; it happens at the next sync.
      """,
      """
      casebook quarantine list
      casebook quarantine show 12
      casebook quarantine retry 12
      casebook quarantine discard 12

      这些修改在本机和总部都完整保留，工单中仍可看到。同一次操作的修改一并重试或放弃，下次同步时生效。
      """),
    subcommands: [QuarantineList.self, QuarantineShow.self, QuarantineRetry.self, QuarantineDiscard.self])
}

extension Context {
  func quarantined() throws -> [QuarantinedEntry] { try read { try $0.quarantined() } }

  /// Why head office could not take a change, in words.
  func quarantineReason(_ code: String) -> String {
    switch Verdict.Reason(rawValue: code) {
    case .forbidden: text("this device may not do that", "本机无此权限")
    case .malformed: text("it cannot be read", "内容无法识别")
    case .oversized: text("it is too large", "内容过大")
    case .unknownVersion: text("head office's program is older", "总部程序版本较旧")
    case .recordMismatch: text("the record is of another kind or case", "记录类型或所属工单不符")
    case .unknownBranch: text("there is no such branch", "没有该门店")
    case .waiting: text("waits for an earlier one of the same case", "等待同一工单较早的修改")
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
      "\(entry.number)", entry.caseNumber ?? change.aggregate.description.prefix(13).description,
      ago(entry.at),
    ]
    head.append(quarantineReason(entry.reason))
    switch entry.wish {
    case .retry: head.append(text("to be retried", "待重试"))
    case .discard: head.append(text("to be dropped", "待放弃"))
    case nil: break
    }
    try out(style.apply(.bold, to: head.joined(separator: "  ").sanitised(.joined)))
  }

  func showFields(_ entry: QuarantinedEntry) throws {
    for write in entry.change.writes {
      let definition = Schema.field(entry.change.kind, number: write.field.number)
      let line =
        fieldLabel(write.field, entry.change.kind) + text(": ", "：") + display(write.value, definition)
      for line in wrap(line.sanitised(.joined), width: columns, indent: 4, firstIndent: 2) { try out(line) }
    }
  }
}

struct QuarantineList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text("Lists the changes in quarantine.", "列出未被接收的修改。"))

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let entries = try context.quarantined()
    if context.json { return try context.emit(.array(entries.map { context.json($0) })) }
    if entries.isEmpty { return context.err(Label("Nothing is in quarantine.", "没有未被接收的修改。")) }
    for entry in entries { try context.show(entry) }
  }
}

struct QuarantineShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text("Shows a change in quarantine whole.", "查看一项未被接收的修改。"))

  @Argument(help: help("Its number.", "序号。", "number"))
  var number: UInt64

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard let entry = try context.quarantined().first(where: { $0.number == number }) else {
      throw CommandFailure.notInQuarantine(number)
    }
    if context.json { return try context.emit(context.json(entry)) }
    try context.show(entry)
    try context.showFields(entry)
  }
}

struct QuarantineRetry: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: text(
      "Has changes judged again at the next sync; without a number, all.", "下次同步时重新提交；不写序号则全部重试。"))

  @Argument(help: help("Their numbers.", "序号。", "number"))
  var numbers: [UInt64] = []

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws { try context.wish(.retry, numbers) }
}

struct QuarantineDiscard: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "discard",
    abstract: text("Drops changes for good, here and at head office.", "永久放弃这些修改（本机和总部）。"))

  @Argument(help: help("Their numbers.", "序号。", "number"))
  var numbers: [UInt64]

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws { try context.wish(.discard, numbers) }
}

extension Context {
  fileprivate func wish(_ wish: QuarantineWish, _ numbers: [UInt64]) throws {
    let done = try write { session in
      let known = Set(try session.reader.quarantined().map(\.number))
      if let unknown = numbers.first(where: { !known.contains($0) }) {
        throw CommandFailure.notInQuarantine(unknown)
      }
      return try session.wish(wish, for: numbers.isEmpty ? known : Set(numbers))
    }
    if json {
      return try emit([
        "numbers": .array(done.map { .integer(Int64(clamping: $0)) }), "wish": .string(wish.rawValue),
      ])
    }
    err(
      wish == .retry
        ? Label("\(done.count) changes are judged again at the next sync.", "\(done.count) 项修改将在下次同步时重新提交。")
        : Label(
          "\(done.count) changes dropped; head office hears of it at the next sync.",
          "已放弃 \(done.count) 项修改，下次同步时告知总部。"))
  }
}

extension CommandFailure {
  static func notInQuarantine(_ number: UInt64) -> CommandFailure {
    CommandFailure(
      "not_found", .notFound, Label("Change \(number) is not in quarantine.", "第 \(number) 项修改不在未接收列表中。"),
      hint: Label("See: casebook quarantine list", "查看：casebook quarantine list"))
  }
}
