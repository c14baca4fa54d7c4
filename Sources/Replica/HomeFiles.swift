import GRDB
import Glibc
import RecordStore
package import Versioning

/// The files that lie beside a replica's store, and how an erasure reaches each. A file that the programs make and
/// that is not named here is one that no erasure reaches, and a test fails.
package struct HomeFiles: Sendable {
  package enum Way: String, Sendable {
    /// The store with its log: its own register says how (`ReplicaStore.texts`).
    case store
    /// No text of a customer is in it.
    case none
    /// A draft or a text that was kept: removed where it names the customer, or has one of the erased texts.
    case text
    /// What a process that was ended left half made: removed.
    case leftover
    /// Another copy of this store, such as a backup that was made here: erased as the store is.
    case copy
  }

  private let folder: String
  private let store: String

  /// - Parameter path: the store's.
  package init(beside path: String) {
    let slash = path.lastIndex(of: "/")
    folder = slash.map { String(path[...$0]) } ?? ""
    store = slash.map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// How a file is reached, by its name in the folder (`drafts/` with what follows); nil: it is not the product's.
  package func way(of name: String) -> Way? {
    switch name {
    case store, store + "-wal", store + "-shm", store + "-journal": return .store
    case "sync.lock", "staged", "drafts": return Way.none
    case _ where DraftFile.isDraft(name): return .leftover
    case _ where name.hasPrefix("drafts/") && name.hasSuffix(".draft"): return .text
    case _ where Self.isKeptText(name): return .text
    case _ where copies().contains(folder + name): return .copy
    default: return nil
    }
  }

  /// `text-XXXXXX.txt`, or `text-ID-XXXXXX.txt` where it is of a case.
  private static func isKeptText(_ name: String) -> Bool { name.hasPrefix("text-") && name.hasSuffix(".txt") }

  /// Where the text of a case is kept while an editor has it.
  /// - Parameter record: the case; nil where there is none yet.
  package static func keptTextPrefix(of record: RecordID?) -> String {
    record.map { "text-\($0)-" } ?? "text-"
  }

  /// Removes what names somebody who was erased.
  /// - Throws: `StoreError.notWritable`.
  func remove(_ erased: ErasedTraces) throws {
    DraftFile.removeAbandoned(in: folder)
    try DraftFolder(beside: folder + store).remove(naming: erased.customers)
    guard !erased.isEmpty else { return }
    for name in StoreFolder.names(in: folder) where Self.isKeptText(name) {
      let isOfCase = erased.cases.contains { name.hasPrefix(Self.keptTextPrefix(of: $0)) }
      guard isOfCase || erased.areIn(String(decoding: wholeFile(folder + name) ?? [], as: UTF8.self)) else {
        continue
      }
      try removeFile(folder + name)
    }
  }

  /// Other copies of the store in its folder: their names.
  func copies() -> [String] {
    StoreFolder.stores(in: folder, layout: ReplicaStore.layout)
      .filter { $0 != store && !DraftFile.isDraft($0) }.map { folder + $0 }
  }
}

extension ErasedTraces {
  func areIn(_ text: String) -> Bool {
    customers.areNamed(in: text) || texts.contains { text.firstRange(of: $0) != nil }
  }
}

extension ReplicaStore {
  /// Reaches what lies beside the store, before what was erased in it is committed: afterwards nobody knows any more
  /// whom to look for.
  func eraseBeside(_ erased: ErasedTraces, _ orders: [ErasureOrder], _ db: Database) throws {
    guard !erased.isEmpty || orders.contains(where: { !$0.isEmpty }) else { return }
    let files = HomeFiles(beside: path)
    try files.remove(erased)
    var trouble: String?
    for copy in files.copies() {
      do { try CopyErasing(of: db, orders: orders).erase(copy, surroundings) } catch {
        trouble = copy
      }
    }
    try db.setMeta(.erasureTrouble, trouble)
    // What stands in a copy is not gone.
    if trouble != nil { try db.run("DELETE FROM erasures_done", values: []) }
  }
}

extension MetaKey<String> {
  /// A copy of the store in its folder that an erasure could not reach.
  static var erasureTrouble: MetaKey<String> { MetaKey("erasure_trouble") }
}
