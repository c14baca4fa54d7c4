import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

struct Status: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: text(StatusMessage.abstract),
    discussion: text(StatusMessage.discussion))

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let (status, notices, owed, keys) = try context.read { reader in
      let status = try reader.status()
      return (
        status, try status.notices.map { try NewsLine(reader, $0) }, try context.owedNotices(reader),
        try reader.owedNotices(of: reader.identity.branch.rawValue).map(\.notice.key)
      )
    }
    if context.json { return try context.emit(json(status, notices, unacknowledged: keys, context)) }
    let identity = status.identity
    var rows: [(label: Label, value: String)] = []
    let name = identity.branchName.map { HeadOfficeName.told($0).text(context.language) } ?? ""
    let branch = identity.branch.rawValue + (name.isEmpty ? "" : " (\(name))")
    rows.append((Label(DomainMessage.branch), branch))
    let device = identity.name.isEmpty ? identity.tag : "\(identity.name) (\(identity.tag))"
    rows.append((Label(StatusMessage.deviceLabel), device))
    rows.append((Label(CommonMessage.author), identity.author))
    rows.append(
      (
        Label(DomainMessage.role),
        context.text(
          identity.acting == identity.role
            ? identity.role.label
            : Label(StatusMessage.actingRole(identity.acting.label, device: identity.role.label)))
      ))
    rows.append(
      (
        Label(DomainMessage.headOffice),
        identity.headOffice?.url
          ?? context.hint(StatusMessage.notEnrolled)
      ))
    rows.append(
      (
        Label(StatusMessage.lastSyncLabel),
        status.lastSync.map(context.ago) ?? context.text(StatusMessage.neverSynced)
      ))
    rows.append((Label(StatusMessage.waitingLabel), waiting(status, context)))
    if let offset = status.clockOffset, abs(offset) >= 60_000 {
      rows.append((Label(CommonMessage.clock), clock(offset, context)))
    }
    if let doubt = status.clockDoubt {
      rows.append((Label(CommonMessage.clock), context.text(context.clockWarning(doubt))))
    }
    if let warning = context.zoneWarning { rows.append((Label(CommonMessage.clock), context.text(warning))) }
    rows.append((Label(ProgramMessage.cases), status.cases.grouped))
    if status.conflicts > 0 {
      rows.append(
        (
          Label(StatusMessage.conflictsLabel),
          context.hint(StatusMessage.openConflicts(status.conflicts))
        ))
    }
    if status.quarantined > 0 {
      rows.append(
        (
          Label(StatusMessage.notTakenLabel),
          context.hint(StatusMessage.quarantined(status.quarantined))
        ))
    }
    if !status.unrepaired.isEmpty {
      rows.append(
        (
          Label(StatusMessage.notAtHeadOfficeLabel),
          context.text(
            StatusMessage.recordsOf(status.unrepaired.names, count: status.unrepaired.count))
        ))
    }
    if !status.differing.isEmpty {
      rows.append((Label(StatusMessage.differsLabel), status.differing.joined(separator: ", ")))
    }
    if let copy = status.erasureTrouble {
      rows.append(
        (Label(DomainMessage.erasure), context.text(StatusMessage.erasureCopyLeft(file: copy))))
    }
    let width = rows.map { context.text($0.label).displayWidth }.max() ?? 0
    for row in rows {
      let label = context.text(row.label).padded(toWidth: width)
      try context.out(context.style.apply(.dim, to: label) + "  " + row.value.sanitised(.joined))
    }
    for label in owed {
      try context.out(context.style.apply(.red, to: context.hint(label).sanitised(.joined)))
    }
    for notice in notices.prefix(Self.noticesShown) {
      for line in notice.lines(context) { try context.out(context.style.apply(.yellow, to: line)) }
    }
    if notices.count > Self.noticesShown {
      let more = notices.count - Self.noticesShown
      try context.out(context.text(StatusMessage.moreNotices(more)))
    }
    if !notices.isEmpty { context.err(Label(StatusMessage.newsHint)) }
  }

  /// After a long outage there may be hundreds.
  private static let noticesShown = 5

  private func waiting(_ status: ReplicaStatus, _ context: Context) -> String {
    guard status.pending > 0 else { return context.text(StatusMessage.nothingWaiting) }
    guard let since = status.pendingSince.map(context.ago) else {
      return context.text(StatusMessage.changesWaiting(status.pending))
    }
    return context.text(StatusMessage.changesWaitingSince(status.pending, since: since))
  }

  private func clock(_ offset: Int64, _ context: Context) -> String {
    let minutes = (abs(offset) + 30_000) / 60_000
    return offset > 0
      ? context.text(StatusMessage.clockAhead(minutes: Int(minutes)))
      : context.text(StatusMessage.clockBehind(minutes: Int(minutes)))
  }

  private func json(
    _ status: ReplicaStatus, _ notices: [NewsLine], unacknowledged: [String], _ context: Context
  ) -> JSON {
    let identity = status.identity
    let scopes = status.scopes.map { scope -> JSON in
      [
        "scope": .string(scope.code), "position": .integer(scope.position),
        "records": .integer(scope.records),
        "digest": .string(hexadecimal(scope.digest.bytes)), "complete": .bool(scope.isComplete),
      ]
    }
    return [
      "replica": .string(identity.replica.description), "branch": .string(identity.branch.rawValue),
      "branch_name": .optional(identity.branchName), "tag": .string(identity.tag),
      "name": .string(identity.name), "author": .string(identity.author),
      "role": .string(identity.role.rawValue), "acting": .string(identity.acting.rawValue),
      "head_office": .optional(identity.headOffice?.url),
      "pending": .integer(Int64(status.pending)),
      "pending_since": .optional(status.pendingSince.map { context.time($0).rfc3339 }),
      "conflicts": .integer(Int64(status.conflicts)), "quarantined": .integer(Int64(status.quarantined)),
      "unrepaired": .strings(status.unrepaired.map(\.caseName)), "differing": .strings(status.differing),
      "cases": .integer(Int64(status.cases)),
      "erasure_waits_for": .optional(status.erasureTrouble),
      "notices": .array(notices.map { $0.json(context) }),
      "unacknowledged": .strings(unacknowledged),
      "last_sync": .optional(status.lastSync.map { context.time($0).rfc3339 }),
      "clock_offset_ms": .optional(status.clockOffset),
      "clock_doubt": .optional(
        status.clockDoubt.map { doubt in
          switch doubt {
          case .beforeTheProgram: "before_the_program"
          case .behind: "behind"
          case .ahead: "ahead"
          }
        }),
      "scopes": .array(scopes),
    ]
  }
}

enum StatusMessage: Message {
  case abstract
  case discussion
  case actingRole(Label, device: Label)
  case moreNotices(Int)
  case openConflicts(Int)
  case quarantined(Int)
  case changesWaiting(Int)
  case changesWaitingSince(Int, since: String)
  case conflictsLabel
  case deviceLabel
  case lastSyncLabel
  case clockAhead(minutes: Int)
  case clockBehind(minutes: Int)
  case neverSynced
  case notEnrolled
  case differsLabel
  case notAtHeadOfficeLabel
  case erasureCopyLeft(file: String)
  case notTakenLabel
  case nothingWaiting
  case recordsOf(Label, count: Int)
  case newsHint
  case waitingLabel

  var label: Label {
    switch self {
    case .actingRole(let acting, let device):
      Label(
        en: "\(acting.en) (the device: \(device.en.lowercased()))",
        zhHans: "\(acting.zhHans)（本机：\(device.zhHans)）")
    case .abstract:
      Label(
        en: "Shows this device's state: who it is, what is still to be sent, what needs a decision.",
        zhHans: "本机状态：身份、待上传的修改、待处理事项。")
    case .discussion:
      Label(
        en: """
          casebook status
          casebook status --json     for a program
          """,
        zhHans: """
          casebook status
          casebook status --json     供程序读取
          """)
    case .moreNotices(let more):
      Label(en: "… and \(more.grouped) more", zhHans: "…… 另有 \(more.grouped) 条")
    case .openConflicts(let conflicts):
      Label(
        en: "\(conflicts.grouped): casebook conflict list",
        zhHans: "\(conflicts.grouped) 个待处理（casebook conflict list）")
    case .quarantined(let quarantined):
      Label(
        en: "\(quarantined.grouped): casebook quarantine list",
        zhHans: "\(quarantined.grouped) 项（casebook quarantine list）")
    case .changesWaiting(let pending):
      Label(en: "\(pending.of("change", "changes"))", zhHans: "\(pending.grouped) 项修改")
    case .changesWaitingSince(let pending, let since):
      Label(
        en: "\(pending.of("change, made", "changes, the oldest")) \(since)",
        zhHans: "\(pending.grouped) 项修改，最早：\(since)")
    case .conflictsLabel:
      Label(en: "Conflicts", zhHans: "冲突")
    case .deviceLabel:
      Label(en: "Device", zhHans: "本机")
    case .lastSyncLabel:
      Label(en: "Last sync", zhHans: "上次同步")
    case .clockAhead(let minutes):
      Label(en: "\(minutes.grouped) min ahead of head office's", zhHans: "比总部快 \(minutes.grouped) 分钟")
    case .clockBehind(let minutes):
      Label(en: "\(minutes.grouped) min behind head office's", zhHans: "比总部慢 \(minutes.grouped) 分钟")
    case .neverSynced:
      Label(en: "never", zhHans: "从未")
    case .notEnrolled:
      Label(en: "none: casebook enrol <url> <code>", zhHans: "未接入（casebook enrol <网址> <验证码>）")
    case .differsLabel:
      Label(en: "Differs from head office", zhHans: "与总部不一致")
    case .notAtHeadOfficeLabel:
      Label(en: "Not at head office", zhHans: "总部缺少")
    case .erasureCopyLeft(let file):
      Label(
        en: "waits for \(file), which can be neither emptied nor removed: move it away or delete it",
        zhHans: "等待中：\(file) 既无法清空也无法删除，请移走或手动删除")
    case .notTakenLabel:
      Label(en: "Not taken", zhHans: "总部退回")
    case .nothingWaiting:
      Label(en: "nothing", zhHans: "无")
    case .recordsOf(let names, let count):
      Label(
        en: "\(count.of("record", "records")) (\(names.en))", zhHans: "\(count.grouped) 条记录（\(names.zhHans)）")
    case .newsHint:
      Label(en: "See: casebook news", zhHans: "查看：casebook news")
    case .waitingLabel:
      Label(en: "To send", zhHans: "待上传")
    }
  }
}
