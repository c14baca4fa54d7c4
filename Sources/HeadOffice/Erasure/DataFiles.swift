import RecordStore

/// The files in head office's folder of data, and how an erasure reaches each. A file that the programs make there and
/// that is not named here is one that no erasure reaches, and a test fails.
package struct DataFiles: Sendable {
  package enum Way: String, Sendable {
    /// The store with its log: its own register says how (`HeadOfficeTables.texts`).
    case store
    /// No text of a customer is in it: hashes, ids, times.
    case none
    /// What a process that was ended left half made: removed.
    case leftover
    /// Another store of head office, such as a restoration sets aside or a backup is: erased as the store is.
    case copy
  }

  private let place: StorePlace

  /// - Parameter path: the store's.
  package init(beside path: String) { place = StorePlace(of: path) }

  /// How a file is reached, by its name in the folder; nil: it is not the product's.
  package func way(of name: String) -> Way? {
    switch name {
    case _ where place.isStore(name): return .store
    case "erasures.ledger", "server.lock": return Way.none
    case _ where place.isCopy(name, layout: HeadOfficeStore.layout): return .copy
    case _ where StagedFile.isDraft(name): return .leftover
    default: return nil
    }
  }

  /// The names of other stores of a head office in the folder.
  func copies() -> [String] { place.copies(layout: HeadOfficeStore.layout) }
}
