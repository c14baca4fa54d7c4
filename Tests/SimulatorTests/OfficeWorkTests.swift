import Complaints
import Testing
import Versioning

@testable import Simulator

/// Who may lay down what, and where it is held then.
@Suite("What the oracle knows of people and terms")
struct OfficeWorkTests {
  private static let record = RecordID(high: 1, low: 2)

  private func change(
    _ kind: RecordKind, in scope: String, by branch: String = "HQ", as role: String? = nil
  ) -> Change {
    let given = role.map { [FieldWrite(FieldID(PersonField.role.number), .text($0))] } ?? []
    return Change(
      dot: Dot(OfficeStory.replica, 1), record: Self.record, kind: kind, aggregate: Self.record, scope: scope,
      author: Author(name: "Li Na", branch: branch), group: Group(first: 1, count: 1), salt: 7, writes: given,
      times: Times(stamp: HybridTime(milliseconds: OfficeStory.now), wall: OfficeStory.now))
  }

  /// A deed that its author saw nothing for.
  private func remember(_ change: Change, in oracle: inout Oracle) -> DeedID {
    oracle.remember(
      change, device: 0, event: 1, madeAt: OfficeStory.now, seenStamp: 0, isCovered: false,
      intent: .ordinary, isReported: true, view: { _ in nil }, aggregate: [])
  }

  @Test func `a duty manager lays down people of the own branch, head office those of any`() {
    let own = change(.person, in: "SH01", by: "SH01")
    let other = change(.person, in: "SH02", by: "SH01")
    for (role, mayOwn) in [(Role.dutyManager, true), (.branchStaff, false), (.auditor, false)] {
      #expect(Oracle.mayWrite(own, role, of: "SH01") == mayOwn)
      #expect(!Oracle.mayWrite(other, role, of: "SH01"))
    }
    #expect(Oracle.mayWrite(other, .headOffice, of: "HQ"))
    #expect(Oracle.mayWrite(other, .admin, of: "HQ"))
    #expect(!Oracle.mayWrite(other, .auditor, of: "HQ"))
    #expect(!Oracle.mayWrite(change(.person, in: "shared"), .admin, of: "HQ"))
  }

  @Test func `nobody gives a role that is above the own, by an edit or by a decision`() {
    func may(_ given: String) -> Bool {
      Oracle.mayWrite(change(.person, in: "SH01", by: "SH01", as: given), .dutyManager, of: "SH01")
    }
    #expect(may("branch_staff") && may("duty_manager") && may("decided 1"))
    #expect(!may("head_office") && !may("admin"))
  }

  @Test func `terms are head office's, and nowhere but where all have them`() {
    #expect(Oracle.mayWrite(change(.term, in: "shared"), .headOffice, of: "HQ"))
    #expect(!Oracle.mayWrite(change(.term, in: "HQ"), .headOffice, of: "HQ"))
    #expect(!Oracle.mayWrite(change(.term, in: "shared"), .auditor, of: "HQ"))
    #expect(!Oracle.mayWrite(change(.term, in: "shared"), .dutyManager, of: "SH01"))
  }

  @Test func `a person whom head office lays down is at the branch that it names, a term is everybody's`()
    throws
  {
    for (kind, scope) in [(RecordKind.person, "SH02"), (.term, "shared"), (.signal, "HQ")] {
      var oracle = Oracle()
      let change = change(kind, in: scope)
      _ = remember(change, in: &oracle)
      _ = try oracle.accept(change, takenAt: OfficeStory.now)
      #expect(oracle.places[Self.record]?.scope == scope)
    }
  }

  @Test func `a person at another branch who waits goes with the role, and at no other time`() {
    var oracle = Oracle()
    let deed = remember(change(.person, in: "SH02"), in: &oracle)
    var before = Holding()
    before.records[Self.record] = Held(
      bytes: [], record: Self.record, kind: .person, aggregate: Self.record, scope: "SH02", deeds: [deed],
      stamps: [:], erased: [], expected: [:])
    let laws = StoreLaws(oracle: oracle, place: "HQ-a")
    func forget(_ role: Role) throws {
      try laws.forgetsNothing(
        before, Holding(), own: [], waiting: [deed], beside: [],
        mayHold: { Oracle.mayHold($0, role, of: "HQ") })
    }
    #expect(throws: Never.self) { try forget(.branchStaff) }
    #expect(throws: Violation.self) { try forget(.admin) }
  }
}
