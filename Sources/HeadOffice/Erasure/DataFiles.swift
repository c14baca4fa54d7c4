package import RecordStore

/// The files in head office's folder of data, and how an erasure reaches each. A file that the programs make there and
/// that is not named here is one that no erasure reaches, and a test fails.
package struct DataFiles: Sendable {
  private let place: StorePlace

  /// - Parameter path: the store's.
  package init(beside path: String) { place = StorePlace(of: path) }

  /// How a file is reached, by its name in the folder; nil: it is not the product's.
  package func way(of name: String) -> FileReach? {
    switch name {
    case _ where place.isStore(name): return .store
    case "erasures.ledger", "server.lock": return FileReach.none
    case _ where place.isCopy(name, layout: HeadOfficeStore.layout): return .copy
    case _ where StagedFile.isDraft(name): return .leftover
    default: return nil
    }
  }

  /// The names of other stores of a head office in the folder.
  func copies() -> [String] { place.copies(layout: HeadOfficeStore.layout) }
}
