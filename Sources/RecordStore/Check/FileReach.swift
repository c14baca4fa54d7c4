/// How an erasure reaches a file that lies beside a store.
package enum FileReach: String, Sendable {
  /// The store with its log: its own register says how (`ReplicaStore.texts`, `HeadOfficeTables.texts`).
  case store
  /// No text of a customer is in it: hashes, ids, times.
  case none
  /// A draft or a text that was kept: removed where it names the customer, or has one of the erased texts.
  case text
  /// What a process that was ended left half made: removed.
  case leftover
  /// Another copy of the store, such as a backup or what a restoration set aside: erased as the store is.
  case copy
}
