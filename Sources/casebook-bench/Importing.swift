import Complaints
import GRDB
import Replica

/// Import of cases into a replica, as `casebook import` does it, against the same bytes through SQLite's C API.
struct Importing {
  let store: ReplicaStore
  /// Rows a second through the C API.
  let floor: Double
  private let rate: Double
  private let recordBytes: Int

  init(cases: Int, branch: BranchCode, folder: TemporaryFolder) throws {
    let rows = SampleCases.rows(cases)
    let path = try folder.folder("large") + "/casebook.sqlite"
    let store = try ReplicaStore.create(path: path, branch: branch)
    let elapsed = try timed { _ = try store.importAll(rows, source: "bench") }
    try check(try store.caseCount() == cases, "all \(cases) cases are there after the import")
    self.store = store
    rate = Double(cases) / elapsed
    let raw = try RawFloor(of: store, limit: cases)
    recordBytes = raw.recordBytes
    floor = try raw.insert(into: folder.file("floor.sqlite"))
  }

  func measurements() throws -> [Measurement] {
    [
      Measurement(
        name: "import", unit: .perSecond, figure: rate, floor: floor, goal: .atLeast(0.4),
        detail: "record, change, search index, list; \(recordBytes) B a record; 4000 a transaction")
    ]
  }
}
