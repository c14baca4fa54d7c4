import Complaints
import Console
import Glibc
import RecordStore
import Replica
import SyncClient
import SyncProtocol

/// What `doctor` looks at, one function a thing.
struct DoctorChecks {
  let context: Context

  // MARK: - The store

  func contents(_ findings: ReplicaFindings, wasRepaired: Bool) -> [DoctorCheck] {
    [
      part("store", findings.pages, Label("Store: pages, indexes, references", "数据库：数据页、索引、引用")),
      part("contents", findings.contents, Label("Records and changes", "记录与修改")),
      part("digests", findings.digests, Label("Digest of each scope", "各范围校验值")),
      part("chain", findings.chain, Label("This device's own changes", "本机的修改序列")),
      part(
        "derived", findings.derived,
        wasRepaired
          ? Label("Lists and search index: made anew", "列表与检索：已重建") : Label("Lists and search index", "列表与检索")
      ),
    ]
  }

  private func part(_ id: String, _ found: [StoreFinding], _ label: Label) -> DoctorCheck {
    guard !found.isEmpty else { return DoctorCheck(id, .ok, label) }
    let isRepairable = found.allSatisfy(\.isRepairable)
    return DoctorCheck(
      id, isRepairable ? .problem : .damaged, label,
      hint: isRepairable
        ? Label(
          "Nothing is lost. Put it right: casebook doctor --repair", "数据没有丢失。修复：casebook doctor --repair")
        : Self.salvageHint,
      details: found.prefix(5).map(\.label)
        + (found.count > 5 ? [Label("… and \(found.count - 5) more", "…… 另有 \(found.count - 5) 项")] : []))
  }

  static let salvageHint = Label(
    "Copy the data folder somewhere safe; then: casebook doctor --salvage NEWFILE",
    "请先备份整个数据目录，再运行：casebook doctor --salvage 新文件")

  // MARK: - The machine

  /// Customers' data and the token are for their owner alone.
  func permissions() -> DoctorCheck {
    var open: [Label] = []
    for (path, allowed) in privateFiles() {
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & 0o777 & ~allowed != 0 else { continue }
      let mode = String(status.st_mode & 0o777, radix: 8)
      open.append(Label("\(path): \(mode)", "\(path)：\(mode)"))
    }
    let label = Label("Files are for their owner alone", "数据文件仅所有者可读")
    guard !open.isEmpty else { return DoctorCheck("permissions", .ok, label) }
    return DoctorCheck(
      "permissions", .problem, Label("Others on this computer can read the data", "本机其他用户可以读取数据"),
      hint: Label("casebook doctor --repair takes that away.", "运行 casebook doctor --repair 即可收回权限。"),
      details: open)
  }

  func repairPermissions() {
    for (path, allowed) in privateFiles() {
      var status = stat()
      guard stat(path, &status) == 0 else { continue }
      chmod(path, status.st_mode & allowed)
    }
  }

  private func privateFiles() -> [(path: String, allowed: mode_t)] {
    [(context.home.directory, 0o700)]
      + ["", "-wal", "-shm"].map { (context.home.storePath + $0, 0o600) }
  }

  func disk() -> DoctorCheck? {
    var disk = statvfs()
    var file = stat()
    guard statvfs(context.home.directory, &disk) == 0 else { return nil }
    stat(context.home.storePath, &file)
    let free = Int64(disk.f_bavail) * Int64(disk.f_frsize)
    let megabytes = free >> 20
    let label = Label("\(megabytes) MB free on the disk", "磁盘剩余 \(megabytes) MB")
    guard free < max(100 << 20, 2 * Int64(file.st_size)) else { return DoctorCheck("disk", .ok, label) }
    return DoctorCheck(
      "disk", free < 10 << 20 ? .problem : .warning, label,
      hint: Label("Free some space: without it nothing can be saved.", "请清理磁盘空间，否则无法保存。"))
  }

  func leftovers() -> DoctorCheck {
    let left = DraftFile.leftovers(of: context.home.storePath).filter(\.isAbandoned)
    guard !left.isEmpty else {
      return DoctorCheck("leftovers", .ok, Label("Nothing is left of interrupted commands", "没有中断命令的残留文件"))
    }
    return DoctorCheck(
      "leftovers", .warning,
      Label("Left by a command that was interrupted; no data is in it", "有中断命令的残留文件，其中没有数据"),
      hint: Label("casebook doctor --repair takes it away.", "运行 casebook doctor --repair 即可清除。"),
      details: left.map { Label(verbatim: $0.path) })
  }

  func removeLeftovers() {
    for left in DraftFile.leftovers(of: context.home.storePath) where left.isAbandoned {
      for suffix in ["", "-wal", "-shm", "-journal"] { unlink(left.path + suffix) }
    }
  }

  // MARK: - Head office

  func enrolment(_ status: ReplicaStatus) -> DoctorCheck {
    if let link = status.identity.headOffice {
      return DoctorCheck("token", .ok, Label("Enrolled at \(link.url)", "已接入 \(link.url)"))
    }
    return DoctorCheck(
      "token", .ok, Label("Works alone: enrolled at no head office", "独立使用：尚未接入总部"))
  }

  func pending(_ status: ReplicaStatus) -> DoctorCheck {
    guard status.pending > 0 else {
      return DoctorCheck("pending", .ok, Label("Nothing waits for head office", "没有待上报的修改"))
    }
    let count = status.pending
    let label =
      status.pendingSince.map { since in
        Label(
          "\(count) changes wait for head office, the oldest since \(context.time(since).short)",
          "\(count) 项修改待上报总部，最早的是 \(context.time(since).short)")
      } ?? Label("\(count) changes wait for head office", "\(count) 项修改待上报总部")
    let isOld = status.pendingSince.map { context.now.milliseconds - $0 > 24 * 3600 * 1000 } ?? false
    guard isOld else { return DoctorCheck("pending", .ok, label) }
    return DoctorCheck(
      "pending", .warning, label,
      hint: status.identity.headOffice == nil
        ? Label(
          "Run: casebook enrol URL CODE; until then make backups: casebook backup FILE",
          "请运行：casebook enrol 网址 验证码；在此之前请备份：casebook backup 文件")
        : Label("Run: casebook sync", "请运行：casebook sync"))
  }

  /// - Parameter offset: how far this machine's clock is ahead, in milliseconds, as just measured or kept.
  func clock(_ offset: Int64?) -> DoctorCheck {
    guard let offset else {
      return DoctorCheck("clock", .ok, Label("Clock: never compared with head office's", "时钟：尚未与总部对过时"))
    }
    let seconds = abs(offset) / 1000
    let label =
      offset >= 0
      ? Label("Clock: \(seconds) s ahead of head office's", "时钟：比总部快 \(seconds) 秒")
      : Label("Clock: \(seconds) s behind head office's", "时钟：比总部慢 \(seconds) 秒")
    guard abs(offset) > Limits.clockTolerance else { return DoctorCheck("clock", .ok, label) }
    return DoctorCheck(
      "clock", .warning, label,
      hint: Label("Set this computer's clock, or let it set itself (NTP).", "请校准本机时钟，或开启自动对时（NTP）。"))
  }

  /// One exchange that moves nothing: the address, the program behind it, the token.
  /// - Returns: the check and how far this machine's clock is ahead, where head office answered.
  func server(_ store: ReplicaStore, _ link: HeadOfficeLink) -> (check: DoctorCheck, offset: Int64?) {
    do {
      var request = try store.nextRequest()
      request.changes = []
      request.pageBytes = 1
      let transport = try HTTPTransport.opened(link)
      let body = try MessageFormat.protobuf.encode(request)
      let answer = try blocking { () async -> Result<[UInt8], TransportFailure> in
        let result: Result<[UInt8], TransportFailure>
        do throws(TransportFailure) {
          result = .success(try await transport.send(body, to: .sync, token: link.token).reply)
        } catch {
          result = .failure(error)
        }
        await transport.shutdown()
        return result
      }
      let response = try MessageFormat.protobuf.decode(SyncResponse.self, from: try answer.get())
      return (
        DoctorCheck(
          "server", .ok,
          Label(
            "Head office answers, message version \(response.protocol)", "总部有应答，消息版本 \(response.protocol)")),
        context.surroundings.wall() - response.clock
      )
    } catch {
      let failure =
        (error as? TransportFailure).map { CommandFailure($0) }
        ?? CommandFailure(explaining: error, home: context.home)
      // No network is how a branch lives, not a fault of it.
      let isOffline = failure.exit == .unreachable
      return (
        DoctorCheck("server", isOffline ? .warning : .problem, failure.message, hint: failure.hint), nil
      )
    }
  }
}
