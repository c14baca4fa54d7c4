import Complaints
import FoundationEssentials
import HeadOffice
import SyncProtocol
import Testing
import Versioning

@Suite struct EnrolmentTests {
  private func code(of attempt: () throws -> Void) -> ErrorCode? {
    do {
      try attempt()
      return nil
    } catch { return (error as? Refusal)?.code }
  }

  @Test func `a code is good once, for one replica, until it expires`() throws {
    let office = try Office()
    let a = TestDevice(replica: Identifier(high: 1, low: 1), branch: "SH01", office: office)
    let b = TestDevice(replica: Identifier(high: 1, low: 2), branch: "SH01", office: office)
    let first = try office.code("SH01", .branchStaff)
    try a.enrol(with: first)
    let token = a.token
    try a.enrol(with: first)
    #expect(a.token != token && a.token.utf8.count == 43, "256 bits, six a character")
    #expect(code { try b.enrol(with: first) } == .codeInvalid)
    let second = try office.code("SH01", .branchStaff)
    office.pass(milliseconds: 900_000)
    try b.enrol(with: second)
    let third = try office.code("SH01", .branchStaff)
    office.pass(milliseconds: 900_001)
    #expect(code { try b.enrol(with: third) } == .codeInvalid)
    #expect(code { try b.enrol(with: "") } == .codeInvalid)
  }

  @Test func `a new token ends the old one, and a wrong one is told from a revoked device`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    let request = device.request()
    let old = device.token
    try device.enrol(with: office.code("SH01", .branchStaff))
    let refusal = await #expect(throws: Refusal.self) {
      try await office.service.exchange(request, token: old)
    }
    #expect(refusal?.code == .unauthorized)
    _ = try office.store.revoke(device.replica.description, now: office.time)
    let revoked = await #expect(throws: Refusal.self) { try await device.exchange() }
    #expect(revoked?.code == .deviceRevoked)
  }

  @Test func `an enrolment anew keeps what was accepted, and takes the new role`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    let before = try await device.exchange([device.newCase(1, record(1))])
    _ = try office.store.revoke(device.replica.description, now: office.time)
    try device.enrol(with: office.code("SH01", .dutyManager))
    let after = try await device.exchange([device.newCase(2, record(2))])
    #expect(before.covered == 1 && after.covered == 2 && after.role == "duty_manager")
  }

  @Test func `a replica stays with its branch and its head office`() throws {
    let office = try Office()
    let device = try office.device("SH01")
    let moved = TestDevice(replica: device.replica, branch: "SH02", office: office)
    #expect(code { try moved.enrol(with: office.code("SH02", .branchStaff)) } == .codeInvalid)
    #expect(code { try device.enrol(with: office.code("SH02", .branchStaff)) } == .wrongBranch)
    // A code that was refused is still good for whom it was meant.
    let code = try office.code("SH02", .branchStaff)
    #expect(self.code { try device.enrol(with: code) } == .wrongBranch)
    let other = TestDevice(replica: Identifier(high: 2, low: 2), branch: "SH02", office: office)
    try other.enrol(with: code)
  }

  @Test func `the tags of the branch's other devices are told`() throws {
    let office = try Office()
    _ = try office.device("SH01")
    _ = try office.device("SH02")
    var request = EnrolRequest()
    request.protocol = 1
    request.replica = Data(Identifier(high: 3, low: 3).bytes)
    request.branch = "SH01"
    request.tag = "MX"
    request.code = try office.code("SH01", .branchStaff)
    #expect(try office.service.enrol(request).tagsTaken == ["KT"])
  }

  @Test func `a malformed replica id, an overlong name and another version are refused`() throws {
    let office = try Office()
    var request = EnrolRequest()
    request.protocol = 1
    request.replica = Data(Identifier(high: 3, low: 3).bytes)
    request.branch = "SH01"
    request.code = try office.code("SH01", .branchStaff)
    request.tag = "CD"
    for change in [
      { (request: inout EnrolRequest) in request.replica.removeLast() },
      { $0.name = String(repeating: "x", count: 201) }, { $0.tag = String(repeating: "X", count: 5) },
      { $0.tag = "K" }, { $0.tag = "" }, { $0.tag = "kt" }, { $0.tag = "K\u{7}" }, { $0.tag = "K T" },
      { $0.tag = "É" },
      { $0.code = String(repeating: "A", count: 65) },
    ] {
      var malformed = request
      change(&malformed)
      #expect(code { _ = try office.service.enrol(malformed) } == .malformedRequest)
    }
    request.protocol = 2
    #expect(code { _ = try office.service.enrol(request) } == .unsupportedProtocol)
  }

  @Test func `an empty exchange leaves the time at which the device was seen`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    try await device.exchange()
    #expect(try office.store.devices().map(\.seenAt) == [office.time])
    let first = office.time
    office.pass(milliseconds: 60_000)
    try await device.exchange()
    #expect(try office.store.devices().map(\.seenAt) == [first])
    office.pass(milliseconds: 600_000)
    try await device.exchange()
    #expect(try office.store.devices().map(\.seenAt) == [office.time])
  }

  @Test func `a revoked device does not come back with the code that it had used`() throws {
    let office = try Office()
    let device = TestDevice(replica: Identifier(high: 0xB0, low: 1), branch: "SH01", office: office)
    let code = try office.code("SH01", .branchStaff)
    try device.enrol(with: code)
    _ = try office.store.revoke(device.replica.description, now: office.time)
    #expect(throws: Refusal.self) { try device.enrol(with: code) }
    #expect(try office.store.devices().map(\.revokedAt) == [office.time])
    try device.enrol(with: office.code("SH01", .branchStaff))
    #expect(try office.store.devices().map(\.revokedAt) == [nil])
  }

  @Test func `whoever is of the earlier version is told to be renewed`() async throws {
    let office = try Office()
    let device = try office.device("SH01")
    for (version, hint) in [(2, "Update the server."), (0, "Update casebook.")] as [(UInt32, String)] {
      var request = device.request()
      request.protocol = version
      let refusal = await #expect(throws: Refusal.self) { try await device.send(request) }
      #expect(refusal?.code == .unsupportedProtocol && refusal?.hint == hint)
    }
  }

  @Test func `a code's letters and digits count, its case, dashes and spaces do not`() throws {
    let office = try Office()
    let alphabet = Array("ACDEFGHJKLMNPQRTUVWXYZ234679")
    for number in 0..<8 as Range<UInt64> {
      let code = try office.code("SH01", .branchStaff)
      let device = TestDevice(replica: Identifier(high: 0xE0, low: number), branch: "SH01", office: office)
      for (at, letter) in zip(code.indices, code) where letter != "-" {
        let others = letter.isNumber ? alphabet.filter(\.isNumber) : alphabet.filter(\.isLetter)
        let other = others[(others.firstIndex(of: letter)! + 1) % others.count]
        let typed = code.replacingCharacters(in: at...at, with: String(other))
        #expect(self.code { try device.enrol(with: typed) } == .codeInvalid, "\(typed) for \(code)")
      }
      try device.enrol(with: " " + code.lowercased().replacing("-", with: " - "))
    }
  }
}
