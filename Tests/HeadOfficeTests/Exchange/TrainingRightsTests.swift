import Complaints
import HeadOffice
import Testing
import Versioning

/// Who lays down what is to be learnt, who records that it was, and what an erasure takes of that.
@Suite("Rights over training") struct TrainingRightsTests {
  let office: Office
  let staff: TestDevice
  let manager: TestDevice

  init() throws {
    office = try Office()
    staff = try office.device("SH01")
    manager = try office.device("SH01", .dutyManager)
  }

  private func attendance(
    _ device: TestDevice, _ number: UInt64, _ id: UInt64, of name: String = "Li Na", scope: String? = nil,
    _ more: [FieldWrite] = []
  ) -> Change {
    let writes =
      [
        FieldWrite(FieldID(AttendanceField.person.number), .text(name)),
        FieldWrite(
          FieldID(AttendanceField.subject.number), .text(Remark.subject(named: name, at: "SH01"))),
        FieldWrite(FieldID(AttendanceField.deed.number), .text("read")),
      ] + more
    return device.change(
      number, record(id), writes.sorted { $0.field < $1.field }, kind: .attendance, scope: scope)
  }

  @Test func `a course is head office's, and stands where all have it`() async throws {
    let id = SharedRecord.id(.course, "refunds")
    func course(_ device: TestDevice, scope: String) -> Change {
      device.change(
        1, id, [FieldWrite(FieldID(SharedField.key.number), .text("refunds"))], kind: .course, scope: scope)
    }
    #expect(try await staff.exchange([course(staff, scope: "shared")]).reasons == ["forbidden"])
    #expect(try await manager.exchange([course(manager, scope: "SH01")]).reasons == ["forbidden"])
    let hq = try office.device("HQ", .headOffice)
    #expect(try await hq.exchange([course(hq, scope: "SH01")]).reasons == ["forbidden"])
    let other = try office.device("HQ", .admin)
    #expect(try await other.exchange([course(other, scope: "shared")]).reasons.isEmpty)
  }

  @Test
  func `a branch records what its people learnt, another one and an auditor do not, and all never hold it`()
    async throws
  {
    #expect(try await staff.exchange([attendance(staff, 1, 80)]).reasons.isEmpty)
    let other = try office.device("SH02")
    #expect(try await other.exchange([attendance(other, 1, 81, scope: "SH01")]).reasons == ["forbidden"])
    let auditor = try office.device("HQ", .auditor)
    #expect(try await auditor.exchange([attendance(auditor, 1, 82, scope: "SH01")]).reasons == ["forbidden"])
    let hq = try office.device("HQ", .headOffice)
    #expect(try await hq.exchange([attendance(hq, 1, 83, scope: "shared")]).reasons == ["forbidden"])
    let seminar = try office.device("HQ", .headOffice)
    #expect(try await seminar.exchange([attendance(seminar, 1, 84, scope: "SH01")]).reasons.isEmpty)
    #expect(
      try await manager.exchange([attendance(manager, 1, 85, scope: "SH01/managers")]).reasons == [
        "forbidden"
      ])
  }

  @Test func `what was recorded is never written to again`() async throws {
    #expect(try await staff.exchange([attendance(staff, 1, 80)]).reasons.isEmpty)
    let better = staff.change(
      2, record(80), [FieldWrite(FieldID(AttendanceField.result.number), .text("5/5"))], kind: .attendance)
    #expect(try await staff.exchange([better]).reasons == ["forbidden"])
  }

  @Test func `how somebody did in a drill is written by who leads, and stands with managers`() async throws {
    func score(_ device: TestDevice, scope: String) -> Change {
      device.change(
        1, record(90), [FieldWrite(FieldID(RemarkField.attitude.number), .text("2"))], kind: .remark,
        scope: scope)
    }
    #expect(try await staff.exchange([score(staff, scope: "SH01/managers")]).reasons == ["forbidden"])
    let open = try office.device("SH01", .dutyManager)
    #expect(try await open.exchange([score(open, scope: "SH01")]).reasons == ["forbidden"])
    #expect(try await manager.exchange([score(manager, scope: "SH01/managers")]).reasons.isEmpty)
  }

  @Test
  func `an erasure of an employee takes who it was from what they learnt, one of a customer what names him`()
    async throws
  {
    let admin = try office.device("HQ", .admin)
    let title = FieldWrite(FieldID(AttendanceField.title.number), .text("Complaint of Zhao Qianlong"))
    try await staff.exchange([
      staff.customersCase(1, record(1), "K1"),
      staff.edit(2, record(1), CaseField.customerName, "Zhao Qianlong"),
      attendance(staff, 3, 80), attendance(staff, 4, 81, of: "Wang Fang", [title]),
    ])
    let hash = CustomerHash.of(
      Remark.subject(named: "Li Na", at: "SH01"), headOffice: try #require(admin.headOffice))
    #expect(try await admin.exchange([admin.erasure(1, hash)]).verdicts.map(\.outcome) == [.applied])
    for field in [AttendanceField.person, AttendanceField.subject] {
      #expect(try office.value(record(80), field) == Value.none, "\(field.id)")
      #expect(try office.value(record(81), field) != Value.none, "\(field.id)")
    }
    #expect(try office.value(record(80), AttendanceField.deed) == .text("read"), "that it was done stays")
    try await admin.erase("K1", 2)
    #expect(try office.value(record(81), AttendanceField.title) == Value.none)
    #expect(try office.value(record(81), AttendanceField.person) == .text("Wang Fang"))
  }
}
