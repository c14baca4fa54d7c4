extension CaseFile {
  /// Whether somebody logged the case, handles it, is its contact, or took part in its loop.
  /// - Parameter people: who is known to work there: names of one person are the same.
  package func wasHandled(by person: String, among people: [Person] = []) -> Bool {
    [root.text(CaseField.handler), root.text(CaseField.singleContact)].contains {
      $0.map { people.areSame($0, person) } ?? false
    }
      || Schema.kinds.filter { $0 == .case || $0.isOfLoop }
        .flatMap { $0 == .case ? [root] : records($0) }
        .contains { record in record.state.headVersions.contains { people.areSame($0.author.name, person) } }
  }
}
