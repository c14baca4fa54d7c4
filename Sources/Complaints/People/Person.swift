package import Versioning

/// Somebody who works at a branch (domain.md, section 11).
package struct Person: Sendable, Equatable {
  package let id: RecordID
  /// Of which branch.
  package let branch: String
  package let name: String
  package let short: String?
  package let aliases: [String]
  package let role: Role
  package let hasLeft: Bool
  /// Milliseconds since 1970; nil: never.
  package let pinsVoid: Int64?
  /// When they were laid down; milliseconds since 1970.
  package let since: Int64?

  /// Nil for a record of another kind, or without a name.
  package init?(_ state: RecordState, branch: String) {
    let record = LoopRecord(state)
    guard state.kind == .person, let name = record.text(PersonField.name) else { return nil }
    id = state.record
    self.branch = branch
    self.name = name
    since = record.made?.at
    short = record.text(PersonField.short)
    aliases = state.elements(of: PersonField.aliases.number).filter { $0.value == .flag(true) }
      .compactMap(\.field.element)
    // Where two roles stand against each other, the one that may do least.
    let roles = (state[FieldID(PersonField.role.number)]?.heads ?? []).map { Self.role(of: $0.value) }
    role = roles.reduce(roles.first ?? .branchStaff) { $1.isWithin($0) ? $1 : $0 }
    hasLeft = record.flag(PersonField.left)
    pinsVoid = record.date(PersonField.pinsVoid)?.start(in: .utc).milliseconds
  }

  /// What a value of `role` gives. An auditor is one by the device: no person gets more from one, nor less.
  static func role(of value: Value) -> Role {
    guard case .text(let text) = value, let role = Role(rawValue: text), role != .auditor else {
      return .branchStaff
    }
    return role
  }

  /// All that people write for them, as it is compared.
  package var names: Set<String> { Set(([name, short].compactMap(\.self) + aliases).map(\.folded)) }

  package func isCalled(_ typed: String) -> Bool { names.contains(typed.folded) }
}

extension [Person] {
  /// Who is meant by a name: those who are there before those who have left; of several of one name nobody.
  package func called(_ typed: String) -> Person? {
    let found = filter { $0.isCalled(typed) }
    let present = found.filter { !$0.hasLeft }
    let meant = present.isEmpty ? found : present
    return meant.count == 1 ? meant[0] : nil
  }

  /// The same at a branch before others: of two of one name, the one who works there.
  package func called(_ typed: String, at branch: String) -> Person? {
    filter { $0.branch == branch }.called(typed) ?? called(typed)
  }

  /// Whether two names mean one person: equal after folding, or names of the same one.
  package func areSame(_ a: String, _ b: String) -> Bool {
    if a.folded == b.folded { return true }
    guard let one = called(a), let other = called(b) else { return false }
    return one.id == other.id
  }
}

extension Role {
  /// What somebody of this role may do on a device of another: the lesser of both. An auditor's device writes nothing but
  /// scores, whoever sits there.
  package func bounded(by device: Role) -> Role {
    if device == .auditor { return .auditor }
    return isWithin(device) ? self : device
  }

  /// Lays down who works at a branch.
  package var managesPeople: Bool { self != .auditor && Role.dutyManager.isWithin(self) }
}
