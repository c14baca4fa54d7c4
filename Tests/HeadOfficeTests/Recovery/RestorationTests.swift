import Complaints
import FoundationEssentials
import HeadOffice
import RecordStore
import SyncProtocol
import Testing
import Versioning

/// A backup in the place of head office's store.
@Suite struct RestorationTests {
  @Test func `another head office's backup takes no store's place unless that is asked for`() async throws {
    let (office, other) = (try Office(), try Office())
    let device = try office.device("SH01")
    try await device.exchange([device.newCase(1, record(1))])
    let backup = office.folder.appending(path: "backup.sqlite").path
    try office.store.backup(to: backup, replacing: false)

    func restore(over office: Office, acceptingAnother: Bool = false) throws -> HeadOfficeStore {
      try HeadOfficeStore.restore(
        backup: backup, to: office.folder.appending(path: "head-office.sqlite").path,
        aside: office.folder.appending(path: "aside.sqlite").path, now: office.time,
        acceptingAnother: acceptingAnother)
    }
    let refusal = #expect(throws: RestorationFailure.self) { try restore(over: other) }
    guard case .anotherHeadOffice? = refusal else {
      Issue.record("\(String(describing: refusal))")
      return
    }
    #expect(try restore(over: other, acceptingAnother: true).id == office.store.id)
    #expect(try restore(over: office).id == office.store.id)
    // Where nothing stands there is nothing to compare with.
    let empty = office.folder.appending(path: "new.sqlite").path
    let fresh = try HeadOfficeStore.restore(
      backup: backup, to: empty, aside: empty + ".aside", now: office.time)
    #expect(fresh.id == office.store.id)
  }
}
