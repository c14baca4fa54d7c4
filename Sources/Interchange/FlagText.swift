import Complaints

/// Yes and no as programs write them beside words: Access has -1 for yes, and numbers get a point in a column with gaps.
package enum FlagText {
  package static func plain(_ text: String) -> String {
    text == "-1" || text == "-1.0" ? "1" : text.wholeNumber
  }
}
