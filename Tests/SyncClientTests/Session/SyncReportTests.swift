import SyncClient
import Testing
import Versioning

@Suite("What a sync reports")
struct SyncReportTests {
  @Test func `an attempt that went on after another tells what both did`() {
    let (one, two) = (Identifier(high: 1, low: 1), Identifier(high: 1, low: 2))
    var earlier = SyncReport()
    (earlier.pushed, earlier.pulled, earlier.conflicts, earlier.quarantined) = (1, 2, 3, 4)
    earlier.traffic = Traffic(requests: 1, bytesUp: 10, bytesDown: 20)
    (earlier.isNewIncarnation, earlier.hasRecovered) = (true, true)
    (earlier.digestMismatches, earlier.differing) = (["SH01", "shared"], [one])
    earlier.unrepairedScopes = ["SH01"]
    var later = SyncReport()
    (later.pushed, later.pulled, later.conflicts, later.quarantined) = (10, 20, 30, 40)
    later.traffic = Traffic(requests: 2, bytesUp: 1, bytesDown: 2)
    (later.digestMismatches, later.differing) = (["SH01"], [two])
    later.add(earlier)
    #expect([later.pushed, later.pulled, later.conflicts, later.quarantined] == [11, 22, 33, 44])
    #expect(later.traffic == Traffic(requests: 3, bytesUp: 11, bytesDown: 22))
    #expect(later.isNewIncarnation && later.hasRecovered)
    #expect(later.digestMismatches.sorted() == ["SH01", "shared"] && later.differing == [one, two])
    #expect(later.unrepairedScopes.isEmpty, "the later one has put that right")
    // The other way round, what was found later stays.
    var quiet = SyncReport()
    quiet.isNewIncarnation = true
    quiet.add(SyncReport())
    #expect(quiet.isNewIncarnation && !quiet.hasRecovered)
  }
}
