import Complaints
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
    names().compactMap { name in
      guard name.hasSuffix(".draft") else { return nil }
      return wholeFile(path + "/" + name).flatMap(IntakeDraft.init(file:))
    }.sorted { ($0.beganAt, $0.id) < ($1.beganAt, $1.id) }
  }

  /// The drafts whose id begins or ends with what was typed.
  package func named(_ typed: String) -> [IntakeDraft] {
    let typed = String(typed.lowercased().filter { $0 != "-" })
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

  /// Takes away every draft that names a customer who was erased: by the customer id, a phone number or an address
  /// that was in the erased case.
  /// - Returns: how many.
  @discardableResult
  package func remove(naming customer: CustomerTraces) -> Int {
    guard !customer.isEmpty else { return 0 }
    let found = all().filter(customer.areIn)
    for draft in found { unlink(file(draft.id)) }
    if !found.isEmpty { syncFolder() }
    return found.count
  }

  func syncFolder() { DraftFile.syncFolder(of: path + "/.") }

  private func names() -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names
  }
}

/// What tells that a text is about a certain customer.
package struct CustomerTraces: Sendable {
  package var customerIDs: Set<String> = []
  package var phones: Set<String> = []
  package var emails: Set<String> = []

  package init() {}

  package var isEmpty: Bool { customerIDs.isEmpty && phones.isEmpty && emails.isEmpty }

  /// Adds what a case says of its customer.
  package mutating func add(_ state: RecordState) {
    for (field, add) in Self.fields {
      for head in state[FieldID(field.number)]?.heads ?? [] {
        if case .text(let text) = head.value { add(&self, text) }
      }
    }
  }

  func areIn(_ draft: IntakeDraft) -> Bool {
    var other = CustomerTraces()
    for (field, add) in Self.fields {
      for id in [field.id, IntakeDraft.half(field.id)] { if let text = draft[id] { add(&other, text) } }
    }
    return !customerIDs.isDisjoint(with: other.customerIDs) || !phones.isDisjoint(with: other.phones)
      || !emails.isDisjoint(with: other.emails)
  }

  private static var fields: [(FieldDefinition, (inout CustomerTraces, String) -> Void)] {
    [
      (CaseField.customerID, { $0.customerIDs.insert($1.spaceless) }),
      (CaseField.phone, { $0.phones.formUnion(PhoneNumber.all($1)) }),
      (CaseField.email, { $0.emails.insert($1.spaceless.lowercased()) }),
    ]
  }
}

extension String {
  fileprivate var spaceless: String { filter { !$0.isWhitespace } }
}

func wholeFile(_ path: String) -> [UInt8]? {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return nil }
  defer { close(file) }
  var all: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 1 << 14)
  while true {
    let count = piece.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { return nil }
    guard count > 0 else { return all }
    all.append(contentsOf: piece[..<count])
  }
}
