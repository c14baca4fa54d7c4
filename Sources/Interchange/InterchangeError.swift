package import Language

/// A file that cannot be used at all. (A row that cannot be used is an outcome of its reader, not an error.)
package struct InterchangeError: Error, Hashable, Sendable {
  /// What is wrong, and with which file or line.
  package let problem: Label
  /// What to do about it, where there is something to say.
  package let advice: Label?
  /// It is a table, but not of the columns that are looked for.
  package let isOfColumns: Bool
  /// It could not even be read: why, and which file.
  package let unreadable: UnreadableFile?
  package let path: String

  init(_ problem: Label, advice: Label? = nil, isOfColumns: Bool = false) {
    self.problem = problem
    self.advice = advice
    self.isOfColumns = isOfColumns
    (unreadable, path) = (nil, "")
  }

  package init(unreadable reason: UnreadableFile, _ path: String) {
    problem = reason.label(path)
    (advice, isOfColumns) = (nil, false)
    (unreadable, self.path) = (reason, path)
  }

  package func message(_ language: Language) -> String { problem.text(language) }
  package func hint(_ language: Language) -> String? { advice?.text(language) }
}
