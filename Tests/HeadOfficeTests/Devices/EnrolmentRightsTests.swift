import Complaints
import FoundationEssentials
import GRDB
import HeadOffice
import SyncProtocol
import Testing
import Versioning

/// A code works once, for one role; a replica's id is nobody else's; and nobody gets back what was taken from him.
@Suite struct EnrolmentRightsTests {
  let office: Office

  init() throws { office = try Office() }

  private func refusal(of attempt: () throws -> Void) -> ErrorCode? {
    do {
      try attempt()
      return nil
    } catch { return (error as? Refusal)?.code }
  }

  private func newDevice(_ number: UInt64, _ branch: String = "SH01") -> TestDevice {
    TestDevice(replica: Identifier(high: 0xB1, low: number), branch: branch, office: office)
  }

  private func role(of device: TestDevice) throws -> Role? {
    try office.store.devices().first { $0.replica == device.replica }?.role
  }

  private let drawn = String(repeating: "a", count: 64)

  @Test func `a lost answer is given again to whoever shows the token that it drew`() async throws {
    let device = newDevice(1)
    let code = try office.code("SH01", .dutyManager)
    try device.enrol(with: code, drawn: drawn)
    try await device.exchange([device.newCase(1, record(1))])
    office.pass(milliseconds: 600_000)
    try device.enrol(with: code, drawn: drawn, present: "")
    #expect(try device.token == drawn && role(of: device) == .dutyManager)
    #expect(try await device.exchange().covered == 1)
    let other = String(repeating: "b", count: 64)
    #expect(refusal { try device.enrol(with: code, drawn: other) } == .codeInvalid)
    #expect(refusal { try device.enrol(with: code) } == .codeInvalid)
    #expect(try await device.exchange().covered == 1, "the token is as it was")
  }

  @Test func `a token that head office drew is drawn again for two minutes, until it was used`() async throws
  {
    let code = try office.code("SH01", .branchStaff)
    let device = newDevice(1)
    try device.enrol(with: code)
    office.pass(milliseconds: 120_000)
    try device.enrol(with: code, present: "")
    let late = try office.code("SH01", .branchStaff)
    let second = newDevice(2)
    try second.enrol(with: late)
    office.pass(milliseconds: 120_001)
    #expect(refusal { try second.enrol(with: late) } == .codeInvalid)
    let third = newDevice(3)
    let used = try office.code("SH01", .branchStaff)
    try third.enrol(with: used)
    try await third.exchange()
    #expect(refusal { try third.enrol(with: used) } == .codeInvalid)
  }

  @Test func `a demotion stands, whatever code the device came with`() throws {
    let device = newDevice(1)
    let first = try office.code("SH01", .dutyManager)
    try device.enrol(with: first, drawn: drawn)
    let copy = try device.incarnated(as: Identifier(high: 0xB2, low: 1))
    try device.enrol(with: office.code("SH01", .branchStaff))
    #expect(try role(of: device) == .branchStaff)
    for drawn in ["", drawn] {
      #expect(refusal { try device.enrol(with: first, drawn: drawn) } == .codeInvalid)
    }
    // Nor does an id that was drawn before keep what the device had; one drawn now does not get it either.
    #expect(try role(of: copy) == .branchStaff)
    let later = try device.incarnated(as: Identifier(high: 0xB2, low: 2))
    #expect(try role(of: later) == .branchStaff)
    // And what is given to a copy is the device's, as far as it had more.
    try device.enrol(with: office.code("SH01", .dutyManager))
    #expect(try role(of: device) == .dutyManager && role(of: copy) == .branchStaff)
    try copy.enrol(with: office.code("SH01", .branchStaff))
    #expect(try role(of: device) == .branchStaff)
  }

  @Test func `a colleague's code takes over nobody's id`() async throws {
    let device = newDevice(1)
    try device.enrol(with: office.code("SH01", .dutyManager))
    try await device.exchange([device.newCase(1, record(1))])
    let thief = newDevice(1)
    let code = try office.code("SH01", .branchStaff)
    for present in ["", "no-token-of-this-head-office", drawn] {
      #expect(refusal { try thief.enrol(with: code, present: present) } == .codeInvalid)
    }
    // The same where the id is another branch's, so that it does not tell whose it is.
    let elsewhere = newDevice(1, "SH02")
    let foreign = try office.code("SH02", .branchStaff)
    #expect(refusal { try elsewhere.enrol(with: foreign, present: "") } == .codeInvalid)
    #expect(try await device.exchange().covered == 1, "the colleague goes on")
    // The code was not used up by that.
    try newDevice(2).enrol(with: code)
  }

  @Test func `an id that another branch took after a restoration is given back, once that one is revoked`()
    throws
  {
    let taker = newDevice(1, "SH02")
    try taker.enrol(with: office.code("SH02", .branchStaff))
    let owner = newDevice(1)
    #expect(throws: AdministrationFailure.self) { try office.code("SH01", .branchStaff, for: owner) }
    _ = try office.store.revoke(taker.replica.description, now: office.time)
    let code = try office.code("SH01", .branchStaff, for: owner)
    #expect(refusal { try newDevice(2).enrol(with: code) } == .codeInvalid)
    try owner.enrol(with: code, present: "")
    let device = try #require(try office.store.devices().first { $0.replica == owner.replica })
    #expect(device.branch.rawValue == "SH01" && device.revokedAt == nil)
  }

  @Test func `an administrator's code for one device lets it in without a token, and nobody else`() throws {
    let device = newDevice(1)
    try device.enrol(with: office.code("SH01", .dutyManager))
    let code = try office.code("SH01", .branchStaff, for: device)
    #expect(refusal { try newDevice(2).enrol(with: code) } == .codeInvalid)
    try device.enrol(with: code, present: "")
    #expect(try role(of: device) == .branchStaff)
    #expect(throws: AdministrationFailure.self) { try office.code("SH02", .branchStaff, for: device) }
  }

  @Test func `another device's token is refused, and the code is still good`() async throws {
    let device = newDevice(1)
    try device.enrol(with: office.code("SH01", .dutyManager), drawn: drawn)
    let other = newDevice(2)
    let code = try office.code("SH01", .branchStaff)
    #expect(refusal { try other.enrol(with: code, drawn: drawn) } == .forbidden)
    try other.enrol(with: code, drawn: String(repeating: "b", count: 64))
    try await device.exchange()
  }

  @Test func `a device and its copies go on under so many ids a day, and no more`() throws {
    let device = try office.device("SH01")
    for number in 1...UInt64(Limits.incarnationsPerDay) {
      _ = try device.incarnated(as: Identifier(high: 0xB3, low: number))
    }
    let more = Identifier(high: 0xB3, low: 1_000)
    #expect(refusal { _ = try device.incarnated(as: more) } == .tooManyRequests)
    // A lost answer is given again all the same, and another device is not held up.
    _ = try device.incarnated(as: Identifier(high: 0xB3, low: 1))
    let other = try office.device("SH01")
    _ = try other.incarnated(as: Identifier(high: 0xB4, low: 1))
    office.pass(milliseconds: 86_400_001)
    _ = try device.incarnated(as: more)
  }

  @Test func `who has gone on too often is told when the first of the day's ids is a day old`() throws {
    let device = try office.device("SH01")
    for number in 1...UInt64(Limits.incarnationsPerDay) {
      _ = try device.incarnated(as: Identifier(high: 0xB6, low: number))
      office.pass(milliseconds: 60_000)
    }
    let refusal = #expect(throws: Refusal.self) {
      try device.incarnated(as: Identifier(high: 0xB6, low: 1_000))
    }
    #expect(refusal?.retryAfter == 86_400 - Limits.incarnationsPerDay * 60 + 1)
  }

  @Test func `with a device its copies lose their rights, and their copies, unless it is revoked alone`()
    throws
  {
    let device = try office.device("SH01")
    let copy = try device.incarnated(as: Identifier(high: 0xB7, low: 1))
    let another = try copy.incarnated(as: Identifier(high: 0xB7, low: 2))
    let stranger = try office.device("SH01")
    func revoked() throws -> Set<ReplicaID> {
      Set(try office.store.devices().filter { $0.revokedAt != nil }.map(\.replica))
    }
    let alone = try office.store.revoke(another.replica.description, alone: true, now: office.time)
    #expect(try alone.map(\.replica) == [another.replica] && revoked() == [another.replica])
    let all = try office.store.revoke(device.replica.description, now: office.time)
    #expect(all.map(\.replica) == [device.replica, copy.replica])
    #expect(try revoked() == [device.replica, copy.replica, another.replica])
    #expect(try !revoked().contains(stranger.replica))
  }

  @Test func `who made a code for a known device is found in the audit, with that device`() throws {
    let device = try office.device("SH01")
    _ = try office.code("SH01", .dutyManager, for: device)
    let path = office.folder.appending(path: "head-office.sqlite").path
    let subjects = try DatabaseQueue(path: path).read { db in
      try String.fetchAll(
        db, sql: "SELECT subject FROM audit WHERE action = 'enrolment code made' ORDER BY rowid")
    }
    #expect(subjects == ["SH01 branch_staff", "SH01 duty_manager \(device.replica)"])
  }

  @Test func `a copy of a copy counts like the first`() throws {
    var device = try office.device("SH01")
    for number in 1...UInt64(Limits.incarnationsPerDay) {
      device = try device.incarnated(as: Identifier(high: 0xB5, low: number))
    }
    #expect(refusal { _ = try device.incarnated(as: Identifier(high: 0xB5, low: 1_000)) } == .tooManyRequests)
  }

  @Test func `a revoked device comes to another branch only by a code that is made for it`() throws {
    let device = try office.device("SH01")
    _ = try office.store.revoke(device.replica.description, now: office.time)
    let moved = TestDevice(replica: device.replica, branch: "SH02", office: office)
    let refusal = #expect(throws: Refusal.self) {
      try moved.enrol(with: office.code("SH02", .branchStaff), present: device.token)
    }
    #expect(refusal?.code == .codeInvalid)
    try moved.enrol(with: office.code("SH02", .branchStaff, for: device), present: device.token)
  }

  @Test func `a beginning that several devices have names none of them`() throws {
    let devices = try (0..<2).map { _ in try office.device("SH01") }
    let beginning = String(devices[0].replica.description.prefix(8))
    let failure = #expect(throws: AdministrationFailure.self) {
      try office.store.revoke(beginning, now: office.time)
    }
    guard case .ambiguousDevice(let named)? = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(named.sorted() == devices.map(\.replica.description).sorted())
    #expect(try office.store.devices().allSatisfy { $0.revokedAt == nil })
  }

  @Test func `an administrator of a branch asks for no erasure, and hears of none`() async throws {
    let (central, local) = (try office.device("HQ", .admin), try office.device("SH01", .admin))
    var request = ErasureStatusRequest()
    request.protocol = Limits.protocolVersion
    for (device, may) in [(central, true), (local, false)] {
      request.replica = Data(device.replica.bytes)
      let answer = try? office.service.erasureStatus(request, token: device.token)
      #expect((answer != nil) == may)
    }
  }
}
