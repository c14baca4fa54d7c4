import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Versioning

/// `casebook notice …`
struct NoticeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notice", abstract: text(NoticeCommandMessage.abstract),
    discussion: text(NoticeCommandMessage.discussion),
    subcommands: [
      NoticeList.self, NoticeShow.self, NoticeAck.self, NoticeAdd.self, NoticeEdit.self, NoticeWithdraw.self,
    ], defaultSubcommand: NoticeList.self)
}

/// A notice as whoever looks sees it: head office how every branch stands with it, a branch how it stands itself.
struct SeenNotice {
  let notice: Notice
  let standings: [NoticeStanding]
  let isInForce: Bool
  /// By when it is to be acknowledged, milliseconds since 1970, by branch.
  let due: [String: Int64]

  /// The branches of which nobody has said that it was read, the longest overdue first; none where nobody has to.
  var missing: [String] {
    guard isInForce, notice.acknowledgeBy != nil else { return [] }
    return standings.filter(\.isMissing).map(\.branch).sorted {
      (due[$0] ?? .max, $0) < (due[$1] ?? .max, $1)
    }
  }

  func overdue(at now: Int64) -> [String] { missing.filter { (due[$0] ?? .max) < now } }
}

extension Context {
  /// The notice that an id, or an unambiguous beginning of one, names.
  func notice(_ typed: String, _ reader: ReplicaReader) throws -> Notice {
    try one(
      of: reader.notices(), typed, id: \.key,
      what: RecordKind.notice.label?.lowercased ?? Label(verbatim: ""),
      list: "casebook notice list --all")
  }

  func seen(_ notice: Notice, _ reader: ReplicaReader) throws -> SeenNotice {
    let identity = reader.identity
    let seesAll = identity.role.seesEveryBranch(enrolledAt: identity.branch)
    let standings = try reader.standings(of: notice)
      .filter { seesAll || $0.branch == identity.branch.rawValue }
    var due: [String: Int64] = [:]
    for standing in standings where standing.isMissing {
      due[standing.branch] =
        Deadline(notice, zone: try reader.acknowledgingZone(of: notice, at: standing.branch))?.due
    }
    return SeenNotice(
      notice: notice, standings: standings,
      isInForce: notice.isInForce(at: now.milliseconds, zone: zone), due: due)
  }

  /// What it says, and how those stand with it whom the reader sees.
  func members(_ seen: SeenNotice) -> [(String, JSON)] {
    let notice = seen.notice
    var members: [(String, JSON)] = [
      ("id", .string(notice.key)), ("record", .string(notice.id.description)),
    ]
    for field in [
      NoticeField.title, NoticeField.text, NoticeField.purpose, NoticeField.product, NoticeField.batch,
      NoticeField.supplier, NoticeField.acknowledgeBy, NoticeField.until, NoticeField.withdrawnBecause,
    ] { members.append((field.id, .optional(notice.record.text(field)))) }
    let said = seen.standings.flatMap { $0.before + $0.said }
    members.append(("branches", .strings(notice.branches)))
    members.append(("version", .string(notice.version)))
    members.append(("in_force", .bool(seen.isInForce)))
    members.append(("withdrawn", .bool(notice.isWithdrawn)))
    members.append(("missing", .strings(seen.missing)))
    members.append(("overdue", .strings(seen.overdue(at: now.milliseconds))))
    members.append(("acknowledgements", .array(said.map { self.json($0, of: notice) })))
    return members
  }

  private func json(_ said: Acknowledgement, of notice: Notice) -> JSON {
    [
      "branch": .string(said.branch), "by": .string(said.name), "at": .string(time(said.at).rfc3339),
      "done": .optional(said.done), "version": .string(said.version),
      "current": .bool(said.version == notice.version), "record": .string(said.record.id.description),
    ]
  }

  /// Tells what became of one, for people and for programs.
  func tell(_ key: String, changed: Bool, _ said: Label) throws {
    if json {
      let found = try read { reader in try self.seen(self.notice(key, reader), reader) }
      return try emit(.object(members(found) + [("changed", .bool(changed))]))
    }
    err(changed ? said : .alreadySo)
  }

  /// Changes what is published.
  func change(notice typed: String, _ edits: [FieldEdit]) throws {
    let (key, changed) = try write { session in
      let notice = try self.notice(typed, session.reader)
      return (notice.key, try session.publish(notice, notice.key, edits))
    }
    try tell(key, changed: changed, .published(key))
  }

  /// Stop use, recall …
  func purpose(_ notice: Notice) -> String {
    notice.purpose.map { terms[NoticeField.purpose].vocabulary?.text($0, language) ?? $0 } ?? "–"
  }
}

/// Keys of notices, for completion.
enum NoticeCompletion {
  static var keys: CompletionKind? {
    TermCompletion.keys { try $0.notices().filter { !$0.isWithdrawn }.map(\.key) }
  }
}

enum NoticeCommandMessage: Message {
  case abstract
  case discussion
  case keyHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Notices of head office: what to stop using, and who has acknowledged it.",
        zhHans: "总部通知：停用、召回、提醒，以及谁已签收。")
    case .discussion:
      Label(
        en: """
          casebook notice list
          casebook notice show thin-carton
          casebook notice ack thin-carton "42 cartons set aside in the cold room"

          Head office publishes them, and sees who has not acknowledged:

          casebook notice add thin-carton --title "Stop using carton B-2024" \\
            --purpose stop_use --batch B-2024 --text "Set them aside and count them."
          casebook notice list --missing
          casebook notice withdraw thin-carton --reason "the supplier took them back"
          """,
        zhHans: """
          casebook notice list
          casebook notice show thin-carton
          casebook notice ack thin-carton "已封存 42 个，放在冷库"

          通知由总部发布，并可查看哪些门店还没有签收：

          casebook notice add thin-carton --title "停用 B-2024 批次纸箱" \\
            --purpose 停用 --batch B-2024 --text "全部封存并清点数量。"
          casebook notice list --missing
          casebook notice withdraw thin-carton --reason "供应商已全部收回"
          """)
    case .keyHelp: Label(en: "The notice's id, or its beginning.", zhHans: "通知编号，或编号的开头。")
    }
  }
}
