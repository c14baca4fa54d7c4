/// A sentence for users in both languages of the product.
package struct Bilingual: Hashable, Sendable {
  package let en: String
  package let zhHans: String

  package init(_ en: String, _ zhHans: String) {
    self.en = en
    self.zhHans = zhHans
  }

  package func message(zh: Bool) -> String { zh ? zhHans : en }
}

/// A file that cannot be used at all. (A row that cannot be used is an outcome of its reader, not an error.)
package struct InterchangeError: Error, Hashable, Sendable {
  /// What is wrong, and with which file or line.
  package let problem: Bilingual
  /// What to do about it, where there is something to say.
  package let advice: Bilingual?

  init(_ problem: Bilingual, advice: Bilingual? = nil) {
    self.problem = problem
    self.advice = advice
  }

  package func message(zh: Bool) -> String { problem.message(zh: zh) }
  package func hint(zh: Bool) -> String? { advice?.message(zh: zh) }
}
