import Complaints
import Console
import Glibc
import Language
import RecordStore
import Replica
import SyncClient
import SyncProtocol

/// What `doctor` looks at, one function a thing.
struct DoctorChecks {
  let context: Context

  // MARK: - The store

  func contents(_ findings: ReplicaFindings, wasRepaired: Bool) -> [DoctorCheck] {
    // What is derived from what is damaged is mended with it; and what was just repaired and is still wrong, no second
    // repair mends.
    let repair = findings.areRepairable && !wasRepaired
    return [
      part(
        "store", findings.pages, Label(DoctorChecksMessage.storeStructure),
        repair: repair ? Label(DoctorChecksMessage.repairHint) : nil),
      part(
        "contents", findings.contents, Label(ProgramMessage.recordsAndChanges),
        repair: repair ? Label(DoctorChecksMessage.repairHint) : nil),
      part("digests", findings.digests, Label(ProgramMessage.digests), repair: nil),
      part("chain", findings.chain, Label(DoctorChecksMessage.ownChanges), repair: nil),
      part(
        "derived", findings.derived,
        wasRepaired
          ? Label(DoctorChecksMessage.derivedDataRebuilt) : Label(DoctorChecksMessage.derivedData),
        repair: repair ? Label(DoctorChecksMessage.derivedRepairHint) : nil),
      part(
        "numbers", findings.numbers, Label(DoctorChecksMessage.numbers),
        repair: repair ? Label(DoctorChecksMessage.numbersRepairHint) : nil),
    ]
  }

  /// - Parameter repair: what is said where it can be repaired; nil: it cannot before something else is.
  private func part(
    _ id: String, _ found: [StoreFinding], _ label: Label, repair: Label?
  ) -> DoctorCheck {
    guard !found.isEmpty else { return DoctorCheck(id, .ok, label) }
    let isRepairable = found.allSatisfy(\.isRepairable)
    return DoctorCheck(
      id, isRepairable ? .problem : .damaged, label,
      hint: isRepairable ? repair ?? Self.salvageHint : Self.salvageHint,
      details: found.prefix(5).map(\.label)
        + (found.count > 5 ? [Label(DoctorChecksMessage.moreFindings(found.count - 5))] : []))
  }

  static let salvageHint = Label(DoctorChecksMessage.salvageHint)

  // MARK: - The machine

  /// Customers' data and the token are for their owner alone.
  /// - Parameter canRepair: whether `repair` would take the others' access away.
  func permissions(canRepair: Bool) -> DoctorCheck {
    var open: [Label] = []
    var paths: [String] = []
    for (path, allowed) in privateFiles() {
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & 0o777 & ~allowed != 0 else { continue }
      let mode = String(status.st_mode & 0o777, radix: 8)
      open.append(Label(DoctorChecksMessage.fileMode(path, mode: mode)))
      paths.append(path)
    }
    let label = Label(DoctorChecksMessage.filesPrivate)
    guard !open.isEmpty else { return DoctorCheck("permissions", .ok, label) }
    return DoctorCheck(
      "permissions", .problem, Label(DoctorChecksMessage.filesReadableByOthers),
      hint: canRepair
        ? Label(DoctorChecksMessage.repairPermissionsHint)
        : Label(DoctorChecksMessage.changeModeHint(paths.map { "'\($0)'" }.joined(separator: " "))),
      details: open)
  }

  /// - Returns: whether there was anything to take away.
  func repairPermissions() -> Bool {
    var wasOpen = false
    for (path, allowed) in privateFiles() {
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & 0o777 & ~allowed != 0 else { continue }
      if chmod(path, status.st_mode & allowed) == 0 { wasOpen = true }
    }
    return wasOpen
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
    let label = Label(DoctorChecksMessage.diskSpace(megabytes: Int(megabytes)))
    guard free < max(100 << 20, 2 * Int64(file.st_size)) else { return DoctorCheck("disk", .ok, label) }
    return DoctorCheck(
      "disk", free < 10 << 20 ? .problem : .warning, label,
      hint: Label(DoctorChecksMessage.freeSpaceHint))
  }

  func leftovers() -> DoctorCheck {
    let left = StagedFile.leftovers(of: context.home.storePath).filter(\.isAbandoned)
    guard !left.isEmpty else {
      return DoctorCheck("leftovers", .ok, Label(DoctorChecksMessage.noLeftovers))
    }
    return DoctorCheck(
      "leftovers", .warning,
      Label(DoctorChecksMessage.leftovers),
      hint: Label(DoctorChecksMessage.removeLeftoversHint),
      details: left.map { Label(verbatim: $0.path) })
  }

  /// - Returns: whether there were any.
  func removeLeftovers() -> Bool {
    let left = StagedFile.leftovers(of: context.home.storePath).filter(\.isAbandoned)
    for file in left { for suffix in ["", "-wal", "-shm", "-journal"] { unlink(file.path + suffix) } }
    return !left.isEmpty
  }

  // MARK: - Head office

  func enrolment(_ status: ReplicaStatus) -> DoctorCheck {
    if let link = status.identity.headOffice {
      return DoctorCheck("token", .ok, Label(DoctorChecksMessage.enrolled(at: link.url)))
    }
    return DoctorCheck(
      "token", .ok, Label(DoctorChecksMessage.notEnrolled))
  }

  /// Whether head office has all that is here, as far as the last exchange told.
  func agreement(_ status: ReplicaStatus) -> DoctorCheck {
    guard status.identity.headOffice != nil else {
      return DoctorCheck("agreement", .ok, Label(DoctorChecksMessage.nothingToCompare))
    }
    guard !status.unrepaired.isEmpty || !status.differing.isEmpty else {
      return DoctorCheck("agreement", .ok, Label(DoctorChecksMessage.agreesWithHeadOffice))
    }
    var details: [Label] = []
    if !status.unrepaired.isEmpty {
      details.append(
        Label(StatusMessage.recordsOf(status.unrepaired.names, count: status.unrepaired.count)))
    }
    details += status.differing.map { Label(verbatim: $0) }
    return DoctorCheck(
      "agreement", .problem, Label(DoctorChecksMessage.differsFromHeadOffice),
      hint: status.identity.exchangeHint,
      details: details)
  }

  /// Whether something lies beside the store that an erasure could not reach; nil: nothing does.
  func erasure(_ status: ReplicaStatus) -> DoctorCheck? {
    status.erasureTrouble.map { file in
      DoctorCheck(
        "erasure", .problem, Label(DoctorChecksMessage.erasureUnfinished(file: file)),
        hint: Label(DoctorChecksMessage.finishErasureHint))
    }
  }

  func pending(_ status: ReplicaStatus) -> DoctorCheck {
    guard status.pending > 0 else {
      return DoctorCheck("pending", .ok, Label(DoctorChecksMessage.nothingPending))
    }
    let count = status.pending
    let label =
      status.pendingSince.map { since in
        Label(DoctorChecksMessage.pendingSince(count, oldest: context.shown(since)))
      } ?? Label(DoctorChecksMessage.pending(count))
    let isOld = status.pendingSince.map { context.now.milliseconds - $0 > 24 * 3600 * 1000 } ?? false
    guard isOld else { return DoctorCheck("pending", .ok, label) }
    return DoctorCheck(
      "pending", .warning, label,
      hint: status.identity.headOffice == nil
        ? Label(DoctorChecksMessage.enrolHint)
        : status.identity.exchangeHint)
  }

  /// - Parameter offset: how far this machine's clock is ahead, in milliseconds, as just measured or kept.
  func clock(_ offset: Int64?) -> DoctorCheck {
    guard let offset else {
      return DoctorCheck("clock", .ok, Label(DoctorChecksMessage.clockNeverCompared))
    }
    guard abs(offset) >= 1000 else {
      return DoctorCheck("clock", .ok, Label(DoctorChecksMessage.clockAgrees))
    }
    let span = Spans.inWords(seconds: abs(offset) / 1000)
    let label =
      offset >= 0
      ? Label(DoctorChecksMessage.clockAhead(by: span))
      : Label(DoctorChecksMessage.clockBehind(by: span))
    guard abs(offset) > Limits.clockTolerance else { return DoctorCheck("clock", .ok, label) }
    return DoctorCheck(
      "clock", .warning, label,
      hint: Label(DoctorChecksMessage.setClockHint))
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
          Label(DoctorChecksMessage.headOfficeAnswers(version: Int(response.protocol)))),
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
