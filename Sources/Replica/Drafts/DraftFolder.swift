package import Complaints
import Glibc
import RecordStore
package import Versioning

/// The drafts beside a store: a folder that only its owner may read, with one file a draft.
package struct DraftFolder: Sendable {
  package let path: String

  /// - Parameter store: the path of the store's file.
  package init(beside store: String) {
    path = (store.lastIndex(of: "/").map { String(store[..<$0]) } ?? ".") + "/drafts"
  }

  func file(_ id: RecordID) -> String { "\(path)/\(id).draft" }

  /// All that can be read, the oldest first.
  package func all() -> [IntakeDraft] {
    StoreFolder.names(in: path).compactMap { name in
      guard name.hasSuffix(".draft") else { return nil }
      return wholeFile(path + "/" + name).flatMap(IntakeDraft.init(file:))
    }.sorted { ($0.beganAt, $0.id) < ($1.beganAt, $1.id) }
  }

  /// The drafts whose id begins or ends with what was typed.
  package func named(_ typed: String) -> [IntakeDraft] {
    let typed = String(typed.foldedCode.filter { $0 != "-" })
    guard !typed.isEmpty else { return [] }
    return all().filter { draft in
      let id = draft.id.description.filter { $0 != "-" }
      return id.hasSuffix(typed) || id.hasPrefix(typed)
    }
  }

  /// Takes a draft away, for good. The folder is synced: after a power cut it does not come back.
  package func remove(_ id: RecordID) {
    unlink(file(id))
    syncFolder()
  }

  /// Those that name a customer: by his id, a phone number, an address or account or the name that was in his case.
  func all(naming customer: CustomerTraces) -> [IntakeDraft] {
    customer.isEmpty ? [] : all().filter(customer.areIn)
  }

  /// How many drafts name a customer.
  package func count(naming customer: CustomerTraces) -> Int { all(naming: customer).count }

  /// Takes away every draft that names a customer who was erased.
  /// - Returns: how many.
  /// - Throws: `StoreError.notWritable` where one cannot be removed.
  @discardableResult
  package func remove(naming customer: CustomerTraces) throws -> Int {
    let found = all(naming: customer)
    for draft in found { try removeFile(file(draft.id)) }
    if !found.isEmpty { syncFolder() }
    return found.count
  }

  func syncFolder() { StagedFile.syncFolder(of: path + "/.") }
}

extension CustomerTraces {
  /// Whether a draft is about the customer: by what was typed into his fields, ended or not, or in any text.
  func areIn(_ draft: IntakeDraft) -> Bool {
    var typed = CustomerTraces()
    for field in Self.fieldsOfCustomer {
      for id in [field.id, IntakeDraft.half(field.id)] {
        if let text = draft[id] { typed.add(text, of: field) }
      }
    }
    return areSame(as: typed) || draft.answers.contains { areNamed(in: $0.text) }
  }
}

/// - Throws: `StoreError.notWritable` where it is there and cannot be removed.
func removeFile(_ path: String) throws {
  guard unlink(path) == 0 || errno == ENOENT else {
    throw StoreError.notWritable(detail: "\(path): \(String(cString: strerror(errno)))")
  }
}

/// A file's bytes; nil where it cannot be read.
func wholeFile(_ path: String) -> [UInt8]? {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return nil }
  defer { close(file) }
  return readToEnd(file)
}
