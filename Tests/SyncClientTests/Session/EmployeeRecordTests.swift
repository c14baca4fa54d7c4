import Complaints
import FoundationEssentials
import HeadOffice
import RecordStore
import Replica
import SyncClient
import TestSupport
import Testing
import Versioning

/// What is said of employees: no device of branch staff ever holds a byte of it (law 8).
@Suite("What is said of employees")
struct EmployeeRecordTests {
  private struct Shop {
    let world: World
    let staff: TestReplica
    let manager: TestReplica
    let other: TestReplica
    let hq: TestReplica
    static let words = ["zzremarkzz", "zznamezz", "zzoutcomezz"]

    init() async throws {
      world = try World()
      staff = try await world.replica("SH01")
      manager = try await world.replica("SH01", role: .dutyManager)
      other = try await world.replica("SH02", role: .dutyManager)
      hq = try await world.replica("HQ", role: .admin)
      await settle()
    }

    func settle(_ times: Int = 2) async {
      for _ in 0..<times {
        for device in [manager, staff, other, hq] { #expect(await device.sync().failure == nil) }
      }
      world.wait()
    }

    /// The words that stand in a device's files.
    func held(_ device: TestReplica, _ more: [String] = []) -> [String] {
      (Self.words + more).filter { world.holds($0, device.store.path) }
    }

    /// - Parameter complaint: its case.
    @discardableResult
    func remark(
      _ device: TestReplica, text: String = "zzremarkzz was kind", at branch: String = "SH01",
      of name: String = "zznamezz", complaint: RecordID? = nil
    ) throws -> RecordID {
      try device.store.write { session in
        var edits: [FieldEdit] = [
          (RemarkField.employee, name), (RemarkField.subject, Remark.subject(named: name, at: branch)),
          (RemarkField.kind, "compliment"), (RemarkField.text, text),
        ].map { FieldEdit(FieldID($0.number), .text($1)) }
        if let complaint {
          edits.append(FieldEdit(FieldID(RemarkField.complaint.number), .text(complaint.description)))
        }
        return try session.newRemark(edits, at: BranchCode(typed: branch))
      }
    }

    func edit(_ device: TestReplica, _ id: RecordID, _ field: FieldDefinition, _ text: String) throws {
      try device.store.write { session in
        guard let remark = try session.reader.remarks().first(where: { $0.id == id }) else { return }
        try session.edit(remark, [FieldEdit(FieldID(field.number), .text(text))])
      }
    }

    func texts(_ device: TestReplica) throws -> [String?] {
      try device.store.read { try $0.remarks().map(\.text) }
    }
  }

  @Test func `managers of the branch and head office have it, staff and other branches not a byte`()
    async throws
  {
    let shop = try await Shop()
    let id = try shop.remark(shop.manager)
    await shop.settle()
    try shop.edit(shop.hq, id, RemarkField.outcome, "zzoutcomezz")
    await shop.settle()
    let late = try await shop.world.replica("SH01")
    let second = try await shop.world.replica("SH01", role: .dutyManager)
    for device in [late, second] { #expect(await device.sync().failure == nil) }
    #expect(await second.sync().failure == nil)
    for device in [shop.manager, shop.hq, second] {
      #expect(try shop.texts(device) == ["zzremarkzz was kind"])
      #expect(shop.held(device).count == Shop.words.count)
    }
    for device in [shop.staff, shop.other, late] {
      #expect(shop.held(device, ["SH01/managers"]).isEmpty, "\(shop.held(device))")
      #expect(try !device.holds(id))
    }
    #expect(throws: WriteRefusal.self) { try shop.texts(shop.staff) }
    #expect(throws: WriteRefusal.self) { try shop.remark(shop.staff) }
    for device in [shop.manager, shop.staff, shop.hq] { #expect(try device.store.examine().all.isEmpty) }
  }

  @Test func `it is found by no search, and in no list of what is at a device`() async throws {
    let shop = try await Shop()
    let id = try shop.remark(shop.manager)
    await shop.settle()
    for device in [shop.manager, shop.hq] {
      #expect(try device.found("zzremarkzz") == 0 && device.found("zznamezz") == 0)
      #expect(try device.cases().isEmpty && device.conflicts().isEmpty)
      #expect(try device.holds(id))
    }
  }

  @Test func `two who write what came of it are in conflict, which managers decide`() async throws {
    let shop = try await Shop()
    let id = try shop.remark(shop.manager)
    await shop.settle()
    try shop.edit(shop.manager, id, RemarkField.outcome, "zzoutcomezz here")
    try shop.edit(shop.hq, id, RemarkField.outcome, "zzoutcomezz there")
    await shop.settle()
    for device in [shop.manager, shop.hq] {
      #expect(try device.conflicts().map(\.number) == ["zznamezz"])
      #expect(try device.status().conflicts == 1)
    }
    try shop.manager.decide("zzoutcomezz here")
    await shop.settle()
    #expect(try shop.hq.conflicts().isEmpty && shop.world.office.quarantine().isEmpty)
    for device in [shop.staff, shop.other] { #expect(shop.held(device).isEmpty) }
  }

  @Test(arguments: [true, false])
  func `a manager's device that is one of staff from now on keeps no byte of it`(isByEnrolling: Bool)
    async throws
  {
    let shop = try await Shop()
    let second = try await shop.world.replica("SH01", role: .dutyManager)
    let own = try second.new([("channel", "email"), ("narrative", "zzownzz")])
    let mine = try shop.remark(second, text: "zzminezz was late")
    try shop.remark(shop.hq)
    #expect(await second.sync().failure == nil)
    await shop.settle()
    #expect(await second.sync().failure == nil)
    try shop.edit(second, mine, RemarkField.outcome, "zzoutcomezz")
    #expect(await second.sync().failure == nil)
    #expect(shop.held(second, ["zzminezz"]).count == 4)
    if isByEnrolling {
      try await second.enrol(with: shop.world.code("SH01", .branchStaff))
    } else {
      let device = try second.id
      try await shop.world.office.pool.write { db in
        try db.run(
          "UPDATE devices SET role = ? WHERE replica = (SELECT rid FROM replicas WHERE id = ?)",
          values: [.text(Role.branchStaff.rawValue), .id(device)])
      }
    }
    #expect(await second.sync().failure == nil)
    #expect(shop.held(second, ["zzminezz"]).isEmpty, "\(shop.held(second, ["zzminezz"]))")
    #expect(
      try second.holds(own) && !second.holds(mine) && second.value(own, "narrative") == .text("zzownzz"))
    #expect(try second.store.examine().all.isEmpty)
    #expect(throws: WriteRefusal.self) { try shop.texts(second) }
    // It goes on as any other.
    try second.edit(own, "title", "after")
    for device in [second, shop.staff] { #expect(await device.sync().failure == nil) }
    #expect(try shop.staff.value(own, "title") == .text("after") && shop.held(shop.staff).isEmpty)
    // And gets it back with its role.
    try await second.enrol(with: shop.world.code("SH01", .dutyManager))
    for _ in 0..<2 { #expect(await second.sync().failure == nil) }
    #expect(try shop.texts(second).count == 2)
  }

  @Test func `what such a device had not sent leaves it once head office has it`() async throws {
    let shop = try await Shop()
    let second = try await shop.world.replica("SH01", role: .dutyManager)
    #expect(await second.sync().failure == nil)
    let id = try shop.remark(second)
    try await second.enrol(with: shop.world.code("SH01", .branchStaff))
    #expect(try second.status().pending == 1 && !second.holds(id))
    #expect(await second.sync().failure == nil)
    #expect(try second.quarantined().map(\.reason) == ["forbidden"])
    #expect(try second.quarantined().map(\.isHidden) == [true])
    #expect(shop.held(second).isEmpty, "\(shop.held(second))")
    // Head office has all of it, and whoever may decide takes it.
    let held = try #require(try shop.world.office.quarantine().first)
    #expect(try Change(decoding: held.change.encoded).writes.count == 4)
    try await second.enrol(with: shop.world.code("SH01", .dutyManager))
    try second.wish(.retry, held.dot)
    for _ in 0..<3 { #expect(await second.sync().failure == nil) }
    await shop.settle()
    #expect(try shop.texts(second) == ["zzremarkzz was kind"] && shop.texts(shop.hq).count == 1)
    #expect(try second.quarantined().isEmpty)
  }

  @Test func `an answer by file that was written before it was lowered brings nothing of it`() async throws {
    let shop = try await Shop()
    let second = try await shop.world.replica("SH01", role: .dutyManager)
    #expect(await second.sync().failure == nil)
    try shop.remark(shop.manager)
    await shop.settle()
    let answer = try await shop.world.service.answer(bundle: try writeBundle(second.store).file).answer
    try await second.enrol(with: shop.world.code("SH01", .branchStaff))
    #expect(await second.sync().failure == nil)
    _ = try? readBundle(answer, into: second.store)
    #expect(shop.held(second).isEmpty, "\(shop.held(second))")
    #expect(await second.sync().failure == nil)
    #expect(shop.held(second).isEmpty)
  }

  @Test func `a head office that lost it gets it back from those who hold it, and staff hears nothing`()
    async throws
  {
    let shop = try await Shop()
    let copy = try shop.world.backUpOffice()
    let id = try shop.remark(shop.manager)
    try shop.staff.new()
    await shop.settle()
    try shop.edit(shop.hq, id, RemarkField.outcome, "zzoutcomezz")
    let case1 = try shop.staff.new()
    await shop.settle()
    try shop.world.restoreOffice(copy)
    for device in [shop.staff, shop.other, shop.manager, shop.hq] { await device.sync() }
    await shop.settle(3)
    for device in [shop.manager, shop.hq] {
      #expect(try shop.texts(device) == ["zzremarkzz was kind"])
      #expect(try device.status().unrepaired.isEmpty && device.status().differing.isEmpty)
      #expect(try device.store.read { try $0.remarks().map(\.outcome) } == ["zzoutcomezz"])
    }
    for device in [shop.staff, shop.other] {
      #expect(shop.held(device, ["SH01/managers"]).isEmpty, "\(shop.held(device))")
    }
    #expect(try shop.hq.holds(case1))
    #expect(
      try shop.manager.digest("SH01/managers") == shop.hq.digest("SH01/managers")
        && shop.hq.digest("SH01/managers") != nil)
  }

  @Test func `what is said of an employee is erased everywhere, and of others it stays`() async throws {
    let shop = try await Shop()
    let id = try shop.remark(shop.manager)
    try shop.remark(shop.hq, text: "zzstayszz", of: "Li Na")
    await shop.settle()
    try shop.edit(shop.hq, id, RemarkField.outcome, "zzoutcomezz")
    await shop.settle()
    let subjects = [Remark.subject(named: "zznamezz", at: "SH01")]
    #expect(throws: WriteRefusal.self) {
      try shop.manager.store.write { try $0.eraseEmployee(subjects, reason: .text("asked")) }
    }
    _ = try shop.hq.store.write { try $0.eraseEmployee(subjects, reason: .text("asked for it")) }
    await shop.settle(3)
    let words = ["zzremarkzz", "zznamezz", "zzoutcomezz"]
    for path in [shop.manager.store.path, shop.hq.store.path, shop.world.officePath] {
      for word in words { #expect(!shop.world.holds(word, path), "\(word) in \(path)") }
      #expect(shop.world.holds("zzstayszz", path))
    }
    let progress = try await erasureStatus(shop.hq.store, over: shop.hq.transport).get()
    #expect(progress.map(\.waiting.count) == [0] && progress.map(\.records) == [1])
    #expect(try shop.manager.store.read { try $0.remarks().map(\.kind) } == ["compliment", "compliment"])
  }

  @Test func `an erasure of a customer reaches what names him, and leaves of whom it was said`() async throws
  {
    let shop = try await Shop()
    let case1 = try shop.staff.new([
      ("channel", "phone"), ("narrative", "cold soup"), ("customer_name", "ZhangWeiXq"),
      ("phone", "13812345678"), ("customer_id", "KH-77-Q"),
    ])
    await shop.settle()
    try shop.remark(shop.manager, text: "zzlinkedzz", complaint: case1)
    try shop.remark(shop.manager, text: "praised by zzbyzz, 138-1234-5678")
    await shop.settle()
    _ = try shop.hq.store.write { try $0.eraseCustomer("KH-77-Q", reason: .text("asked for it")) }
    await shop.settle(3)
    for path in [shop.manager.store.path, shop.hq.store.path, shop.world.officePath] {
      for word in ["zzlinkedzz", "zzbyzz", "138-1234-5678"] {
        #expect(!shop.world.holds(word, path), "\(word) in \(path)")
      }
    }
    #expect(try shop.manager.store.read { try $0.remarks().map(\.employee) } == ["zznamezz", "zznamezz"])
    let progress = try await erasureStatus(shop.hq.store, over: shop.hq.transport).get()
    #expect(progress.map(\.waiting.count) == [0])
    #expect(shop.held(shop.staff).isEmpty)
  }
}
