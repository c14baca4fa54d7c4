import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

/// `casebook quarantine …`
struct QuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine",
    abstract: text(QuarantineMessage.abstract),
    discussion: text(QuarantineMessage.discussion),
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
    Verdict.Reason(rawValue: code).map { text($0.label) } ?? code
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
        (entry.isHidden ? [] : change.writes).map {
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
    case .retry: head.append(text(QuarantineMessage.toBeRetried))
    case .discard: head.append(text(QuarantineMessage.toBeDropped))
    case nil: break
    }
    try out(style.apply(.bold, to: head.joined(separator: "  ").sanitised(.joined)))
  }

  func showFields(_ entry: QuarantinedEntry) throws {
    guard !entry.isHidden else { return try out("  " + text(QuarantineMessage.ofEmployee)) }
    for write in entry.change.writes {
      let definition = Schema.field(entry.change.kind, number: write.field.number)
      let line =
        fieldLabel(write.field, entry.change.kind) + text(PunctuationMessage.colon)
        + display(write.value, definition)
      for line in wrap(line.sanitised(.joined), width: columns, indent: 4, firstIndent: 2) { try out(line) }
    }
  }

  func wish(_ wish: QuarantineWish, _ numbers: [String]) throws {
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
        ? Label(QuarantineMessage.retried(done.count))
        : Label(QuarantineMessage.discarded(done.count)))
  }
}

extension [QuarantinedEntry] {
  /// The one that a number or a dot names. A plain number is this store's own; one that copies share only where
  /// nothing else has it.
  func one(typed: String) throws -> QuarantinedEntry {
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
      "not_found", .notFound, Label(QuarantineMessage.numberUnknown(typed)),
      hint: Label(QuarantineMessage.numberUnknownHint))
  }
}

enum QuarantineMessage: Message {
  case abstract
  case numberUnknown(String)
  case retried(Int)
  case discarded(Int)
  case discussion
  case numberUnknownHint
  case numbersHelp
  case ofEmployee
  case toBeDropped
  case toBeRetried

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Shows changes that head office did not accept; retries or drops them.", zhHans: "查看和处理被总部退回的修改。")
    case .numberUnknown(let number):
      Label(en: "Change \(number) is not in quarantine.", zhHans: "被总部退回的修改里没有“\(number)”。")
    case .retried(let count):
      Label(
        en: "\(count.of("change is", "changes are")) resubmitted at the next sync.",
        zhHans: "\(count.grouped) 项修改将在下次同步时重新提交。")
    case .discarded(let count):
      Label(
        en: "\(count.of("change", "changes")) dropped; head office is notified at the next sync.",
        zhHans: "已放弃 \(count.grouped) 项修改，下次同步时通知总部。")
    case .discussion:
      Label(
        en: """
          casebook quarantine list
          casebook quarantine show 12
          casebook quarantine retry 12
          casebook quarantine discard 12

          They are kept complete, here and at head office, and stay visible in their
          cases. Changes that belong together are retried or dropped together; it happens
          at the next sync.
          """,
        zhHans: """
          casebook quarantine list
          casebook quarantine show 12
          casebook quarantine retry 12
          casebook quarantine discard 12

          这些修改在本机和总部都完整保留，工单中仍可看到。
          同一次操作的修改一并重新提交或放弃，下次同步时生效。
          """)
    case .numberUnknownHint:
      Label(en: "See: casebook quarantine list", zhHans: "可用 casebook quarantine list 查看。")
    case .numbersHelp:
      Label(en: "Their numbers in the list.", zhHans: "列表中显示的序号。")
    case .ofEmployee:
      Label(en: "It is about an employee: managers read it.", zhHans: "内容涉及员工，仅经理可看。")
    case .toBeDropped:
      Label(en: "to be dropped", zhHans: "待放弃")
    case .toBeRetried:
      Label(en: "to be resubmitted", zhHans: "待重新提交")
    }
  }
}
