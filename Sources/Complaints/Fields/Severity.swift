package import Language

package enum Severity: String, Sendable, CaseIterable {
  case minor, moderate, severe

  package var label: Label { Vocabulary.severity.term(rawValue)?.label ?? Label(verbatim: rawValue) }
}
