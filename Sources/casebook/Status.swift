import ArgumentParser
import Complaints
import Console
import Interchange
import Replica
import Terminal
import Versioning

struct Status: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: text("Says who this device is, what waits, and what needs a decision.", "本机状态：身份、待同步、待处理事项。"))

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let (status, notices) = try context.read { reader in
      let status = try reader.status()
      return (status, try status.notices.map { try NewsLine(reader, $0) })
    }
    if context.json { return try context.emit(json(status, notices, context)) }
    let identity = status.identity
    var rows: [(label: Label, value: String)] = []
    let branch = identity.branch.rawValue + (identity.branchName.map { " (\($0))" } ?? "")
    rows.append((Label("Branch", "门店"), branch))
    let device = identity.name.isEmpty ? identity.tag : "\(identity.name) (\(identity.tag))"
    rows.append((Label("Device", "本机"), device))
    rows.append((Label("Author", "操作人"), identity.author))
    rows.append((Label("Role", "角色"), context.text(identity.role.label)))
    rows.append(
      (
        Label("Head office", "总部"),
        identity.headOffice?.url
          ?? context.text("none: casebook enrol URL CODE", "未接入（casebook enrol 网址 验证码）")
      ))
    rows.append((Label("Last sync", "上次同步"), status.lastSync.map(context.ago) ?? context.text("never", "从未")))
    rows.append((Label("Waiting", "待同步"), waiting(status, context)))
    if let offset = status.clockOffset, abs(offset) >= 60_000 {
      rows.append((Label("Clock", "时钟"), clock(offset, context)))
    }
    rows.append((Label("Cases", "工单"), "\(status.cases)"))
    if status.conflicts > 0 {
      rows.append(
        (
          Label("Conflicts", "冲突"),
          context.text(
            "\(status.conflicts): casebook conflict list", "\(status.conflicts) 个待裁定（casebook conflict list）")
        ))
    }
    if status.quarantined > 0 {
      rows.append(
        (
          Label("Not taken", "未被接收"),
          context.text(
            "\(status.quarantined): casebook quarantine list",
            "\(status.quarantined) 项（casebook quarantine list）")
        ))
    }
    let width = rows.map { context.text($0.label).displayWidth }.max() ?? 0
    for row in rows {
      let label = context.text(row.label).padded(toWidth: width)
      try context.out(context.style.apply(.dim, to: label) + "  " + row.value.sanitised(.joined))
    }
    for notice in notices.prefix(Self.noticesShown) {
      for line in notice.lines(context) { try context.out(context.style.apply(.yellow, to: line)) }
    }
    if notices.count > Self.noticesShown {
      let more = notices.count - Self.noticesShown
      try context.out(context.text("… and \(more) more", "…… 另有 \(more) 条"))
    }
    if !notices.isEmpty { context.err(Label("See: casebook news", "查看：casebook news")) }
  }

  /// After a long outage there may be hundreds.
  private static let noticesShown = 5

  private func waiting(_ status: ReplicaStatus, _ context: Context) -> String {
    guard status.pending > 0 else { return context.text("nothing", "无") }
    guard let since = status.pendingSince.map(context.ago) else {
      return context.text("\(status.pending) changes", "\(status.pending) 项修改")
    }
    return context.text("\(status.pending) changes, the oldest \(since)", "\(status.pending) 项修改，最早：\(since)")
  }

  private func clock(_ offset: Int64, _ context: Context) -> String {
    let minutes = (abs(offset) + 30_000) / 60_000
    return offset > 0
      ? context.text("\(minutes) min ahead of head office's", "比总部快 \(minutes) 分钟")
      : context.text("\(minutes) min behind head office's", "比总部慢 \(minutes) 分钟")
  }

  private func json(_ status: ReplicaStatus, _ notices: [NewsLine], _ context: Context) -> JSON {
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
      "role": .string(identity.role.rawValue), "head_office": .optional(identity.headOffice?.url),
      "pending": .integer(Int64(status.pending)),
      "pending_since": .optional(status.pendingSince.map { context.time($0).rfc3339 }),
      "conflicts": .integer(Int64(status.conflicts)), "quarantined": .integer(Int64(status.quarantined)),
      "cases": .integer(Int64(status.cases)),
      "notices": .array(notices.map { $0.json(context) }),
      "last_sync": .optional(status.lastSync.map { context.time($0).rfc3339 }),
      "clock_offset_ms": .optional(status.clockOffset), "scopes": .array(scopes),
    ]
  }
}
