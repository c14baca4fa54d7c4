import GRDB
import Glibc
package import RecordStore
package import Versioning

/// The files that lie beside a replica's store, and how an erasure reaches each. A file that the programs make and
/// that is not named here is one that no erasure reaches, and a test fails.
package struct HomeFiles: Sendable {
  private let place: StorePlace

  /// - Parameter path: the store's.
  package init(beside path: String) { place = StorePlace(of: path) }

  /// How a file is reached, by its name in the folder (`drafts/` with what follows); nil: it is not the product's.
  package func way(of name: String) -> FileReach? {
    switch name {
    case _ where place.isStore(name): return .store
    case "sync.lock", "staged", "drafts": return FileReach.none
    case _ where StagedFile.isDraft(name): return .leftover
    case _ where name.hasPrefix("drafts/") && name.hasSuffix(".draft"): return .text
    case _ where Self.isKeptText(name): return .text
    case _ where place.isCopy(name, layout: ReplicaStore.layout): return .copy
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

  /// The case of a kept text; nil where its name tells none.
  private static func keptTextCase(_ name: String) -> RecordID? {
    let parts = name.dropFirst("text-".count).split(separator: "-", omittingEmptySubsequences: false)
    return RecordID(text: parts.dropLast().joined(separator: "-"))
  }

  /// The cases of which an editor kept a text.
  func casesOfKeptTexts() -> Set<RecordID> {
    Set(StoreFolder.names(in: place.folder).filter(Self.isKeptText).compactMap(Self.keptTextCase))
  }

  /// Removes what names somebody who was erased.
  /// - Parameters:
  ///   - left: what an earlier erasure could not remove. By now nothing may tell any more whom it names.
  ///   - isErased: whether a case was erased, now or earlier: somebody may have kept a text of it since.
  /// - Returns: what could not be removed. As `left`, by names in the folder.
  func remove(_ erased: ErasedTraces, left: [String], isErased: (RecordID) throws -> Bool) rethrows
    -> [String]
  {
    StagedFile.removeAbandoned(in: place.folder)
    let drafts = DraftFolder(beside: place.folder + place.name)
    var names = Set(left.filter { way(of: $0) == .text })
    names.formUnion(drafts.all(naming: erased.customers).map { "drafts/\($0.id).draft" })
    for name in StoreFolder.names(in: place.folder) where Self.isKeptText(name) {
      let isOfCase =
        try Self.keptTextCase(name).map { try erased.cases.contains($0) || isErased($0) } ?? false
      let text = isOfCase || erased.isEmpty ? [] : wholeFile(place.folder + name) ?? []
      if isOfCase || erased.areIn(String(decoding: text, as: UTF8.self)) { names.insert(name) }
    }
    let kept = names.sorted().filter { name in
      do { try removeFile(place.folder + name) } catch { return true }
      return false
    }
    if !names.isEmpty { drafts.syncFolder() }
    return kept
  }

  func path(of name: String) -> String { place.folder + name }

  /// Other copies of the store in its folder: their paths.
  func copies() -> [String] { place.copies(layout: ReplicaStore.layout).map { place.folder + $0 } }
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
    guard try !erased.isEmpty || orders.contains(where: { !$0.isEmpty }) || db.meta(.erasureTrouble) != nil
    else { return }
    // A backup that somebody put here by hand brought it.
    try BesideTable.drop(db)
    var erased = erased
    erased.cases.formUnion(try departedCases(of: orders, db))
    let files = HomeFiles(beside: path)
    let left = try db.meta(.erasureLeft)?.split(separator: "\n").map(String.init) ?? []
    let kept = try files.remove(erased, left: left) { try db.isErased($0) }
    var troubles = kept.map(files.path)
    let copies = files.copies()
    let erasing = try copies.isEmpty ? nil : CopyErasing(of: db, orders: orders)
    for copy in copies {
      do { try erasing?.erase(copy, surroundings) } catch { troubles.append(copy) }
    }
    try db.setMeta(.erasureTrouble, troubles.first)
    try db.setMeta(.erasureLeft, kept.isEmpty ? nil : kept.joined(separator: "\n"))
    // What stands there is not gone.
    if !troubles.isEmpty { try db.run("DELETE FROM erasures_done WHERE told = 0", values: []) }
  }
}

extension MetaKey<String> {
  /// A file in the store's folder, such as a copy of it, that an erasure could neither empty nor remove.
  static var erasureTrouble: MetaKey<String> { MetaKey("erasure_trouble") }
  /// The names, by lines, of all texts there that it could not remove: they are removed as soon as that can be done.
  static var erasureLeft: MetaKey<String> { MetaKey("erasure_left") }
}
