package import Language

/// A file that cannot be used at all. (A row that cannot be used is an outcome of its reader, not an error.)
package struct InterchangeError: Error, Hashable, Sendable {
  /// What is wrong, and with which file or line.
  package let problem: Label
  /// What to do about it, where there is something to say.
  package let advice: Label?
  /// It is a table, but not of the columns that are looked for.
  package let isOfColumns: Bool

  init(_ problem: Label, advice: Label? = nil, isOfColumns: Bool = false) {
    self.problem = problem
    self.advice = advice
    self.isOfColumns = isOfColumns
  }

  package func message(_ language: Language) -> String { problem.text(language) }
  package func hint(_ language: Language) -> String? { advice?.text(language) }
}
