/// What is wrong, for checks in loops too long for an expectation each.
package struct Failure: Error, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}
