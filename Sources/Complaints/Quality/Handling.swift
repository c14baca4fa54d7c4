extension CaseFile {
  /// Whether somebody logged the case, handles it, is its contact, or took part in its loop.
  package func wasHandled(by person: String) -> Bool {
    let person = person.folded
    return [root.text(CaseField.handler), root.text(CaseField.singleContact)].contains {
      $0?.folded == person
    }
      || Schema.kinds.filter { $0 == .case || $0.isOfLoop }
        .flatMap { $0 == .case ? [root] : records($0) }
        .contains { record in record.state.headVersions.contains { $0.author.name.folded == person } }
  }
}
