import Foundation
import Testing

/// A case that people drive with the program, command by command.
struct Story {
  let shop: Shop

  /// Runs a command line that must succeed; words with blanks stand in double quotes.
  func does(_ line: String, by other: Shop? = nil) throws {
    let ran = try (other ?? shop).casebook(Self.words(line))
    try #require(ran.status == 0, "casebook \(line): \(ran.error)")
  }

  /// Runs one that must be refused by a gate, with the words of what is missing.
  func refuses(_ line: String, saying words: String, status: Int32 = 6, by other: Shop? = nil) throws {
    let ran = try (other ?? shop).casebook(Self.words(line) + ["--json"])
    let error = try ran.errorObject()
    #expect(ran.status == status, "\(line): \(ran)")
    #expect((error["message"] as? String)?.contains(words) ?? false, "\(line): \(error)")
  }

  func status(_ reference: String = "1") throws -> String? {
    try shop.json("show", reference)["status"] as? String
  }

  /// From `received` to `assessed`.
  func assess(
    _ severity: String, _ problem: String, _ responsibility: String, need: String, of reference: String = "1"
  )
    throws
  {
    try does(
      "assess \(reference) --severity \(severity) --class \(problem) --responsibility \(responsibility) "
        + "--need \(need) --restated")
  }

  func propose(
    _ title: String, _ remedies: String, steps: String = "Manager brings it", for reference: String = "1"
  )
    throws
  {
    try does(
      "propose \(reference) --title \"\(title)\" \(remedies) --steps \"\(steps)\" --time \"2 hours\" "
        + "--pros \"Done today\" --cons \"Takes a visit\" --guarantee \"Else the money back by Friday\"")
  }

  /// From `resolved` to `archived`.
  /// A minor case that the customer said is settled.
  func confirm(_ reference: String) throws {
    try assess("minor", "product_quality", "third_party", need: "fact", of: reference)
    try propose("Money back", "--remedy refund:20", for: reference)
    try does("accept \(reference) --how phone")
    try does("execute \(reference) --contact \"Li Na\" --commit \"Refund sent\" --due today")
    try does("resolve \(reference) --done")
    try does("callback \(reference) --solved yes --satisfaction 4")
  }

  func close(
    satisfaction: Int, rootCause: String, lesson: String, of reference: String = "1"
  ) throws {
    try does("callback \(reference) --solved yes --satisfaction \(satisfaction) --how phone")
    try does(
      "review \(reference) --root-cause \(rootCause) --lesson \"\(lesson)\" "
        + "--highlights \"Heard out\" --shortcomings \"Slow to begin\"")
    try does("archive \(reference)")
  }

  static func words(_ line: String) -> [String] {
    var words: [String] = []
    for (at, part) in line.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
      if at % 2 == 1 {
        words.append(String(part))
      } else {
        words += part.split(separator: " ").map(String.init)
      }
    }
    return words
  }
}
