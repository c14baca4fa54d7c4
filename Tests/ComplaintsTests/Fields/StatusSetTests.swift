import Complaints
import Testing

@Suite struct StatusSetTests {
  @Test func `each set holds what its name says`() {
    let early: [CaseStatus] = [.withdrawn, .unfounded, .duplicate]
    #expect(StatusSet.closedEarly.statuses == early)
    #expect(StatusSet.closed.statuses == [.archived] + early)
    #expect(StatusSet.resolved.statuses == [.resolved, .confirmed, .reviewed, .archived])
    #expect(StatusSet.handled.statuses == [.resolved, .confirmed, .reviewed, .archived] + early)
    #expect(
      StatusSet.agreed.statuses == [.accepted, .executing, .resolved, .confirmed, .reviewed, .archived])
    #expect(Set(StatusSet.open.statuses) == Set(CaseStatus.allCases).subtracting(StatusSet.closed.statuses))
    #expect(StatusSet.closed.ids == ["archived", "withdrawn", "unfounded", "duplicate"])
  }
}
