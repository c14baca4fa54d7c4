import Complaints
import FoundationEssentials
import RecordStore
import Replica
import TestSupport
import Testing
import Versioning

/// A backup in the place of a store.
@Suite("Putting back")
struct PuttingBackTests {
  private func putBack(_ backup: String, on desk: Desk, acceptingAnother: Bool = false) throws -> PutBack {
    try ReplicaStore.putBack(
      backup: backup, to: desk.path, aside: desk.folder.appending(path: "aside-\(UUID().uuidString)").path,
      acceptingAnother: acceptingAnother)
  }

  private func names(_ desk: Desk) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: desk.folder.path)).union(
      DraftFolder(beside: desk.path).all().map(\.name))
  }

  @Test func `a branch's own backup comes back with what was typed beside it, another branch's when asked`()
    throws
  {
    let desk = try Desk()
    try desk.new()
    let draft = RecordID(high: 7, low: 1)
    try OpenDraft(draft, at: 5, in: DraftFolder(beside: desk.path)).add(
      .answer(field: "channel", text: "phone"))
    let backup = desk.folder.appending(path: "mine.sqlite").path
    try desk.store.backup(to: backup, replacing: false)
    try desk.new()

    let done = try putBack(backup, on: desk)
    #expect(done.cases == 1 && done.unsent == 1 && done.texts == 0, "the draft is there still")
    #expect(try ReplicaStore.open(path: desk.path).read { try $0.visibleCases() } == 1)

    let other = try Desk(branch: "SH02")
    #expect(throws: PuttingBackFailure.self) { try putBack(backup, on: other) }
    #expect(DraftFolder(beside: other.path).all().isEmpty)
    let taken = try putBack(backup, on: other, acceptingAnother: true)
    #expect(taken.identity.branch.rawValue == "SH01" && taken.texts == 1)
    #expect(DraftFolder(beside: other.path).all().map(\.id) == [draft])
  }

  @Test func `a backup that is not there is told of as missing`() throws {
    let desk = try Desk()
    let nowhere = desk.folder.appending(path: "none.sqlite").path
    let error = #expect(throws: StoreError.self) { try putBack(nowhere, on: desk) }
    guard case .missing(let path)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(path == nowhere)
  }

  @Test func `a plain copy of a store is a backup without texts`() throws {
    let desk = try Desk()
    try desk.new()
    let copy = desk.folder.appending(path: "plain.sqlite").path
    try StoreBackup.write(desk.store.queue, to: copy, replacing: false)
    let done = try putBack(copy, on: desk)
    #expect(done.cases == 1 && done.texts == 0)
  }

  @Test func `a backup puts nothing beside the store but drafts and kept texts, whatever names are in it`()
    throws
  {
    let desk = try Desk()
    try OpenDraft(RecordID(high: 7, low: 1), at: 5, in: DraftFolder(beside: desk.path)).add(
      .answer(field: "channel", text: "phone"))
    let path = desk.folder.appending(path: "forged.sqlite").path
    try desk.store.backup(to: path, replacing: false)
    let forged = try ReplicaStore.open(path: path)
    let strange = [
      "letter.odt", "sync.lock", "drafts/run.sh", "drafts/.hidden.draft", "drafts//x.draft",
      "drafts/../text-1.txt", "text-../../text-2.txt", "casebook.sqlite", "other/text-3.txt",
    ]
    try forged.queue.inDatabase { db in
      for name in strange + ["text-abc.txt"] {
        try db.run("INSERT INTO beside VALUES (?, ?)", values: [.text(name), .blob([1])])
      }
    }
    try forged.queue.close()
    let other = try Desk()
    let before = try names(other)
    #expect(try putBack(path, on: other).texts == 2)
    let new = try names(other).subtracting(before).filter { !$0.hasPrefix("aside-") }
    #expect(new == ["drafts", "text-abc.txt", DraftFolder(beside: other.path).all()[0].name])
  }
}
