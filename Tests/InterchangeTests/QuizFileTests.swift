import Complaints
import Interchange
import Testing

/// Questions that are read from a file.
@Suite("A file with questions") struct QuizFileTests {
  private static let expected = Quiz([
    QuizQuestion("汤是凉的，先做什么？", better: "先道歉。", wrong: ["解释厨房忙。", "请客人等。"], why: "先情绪后事情。"),
    QuizQuestion("A guest shouts.", better: "Listen.", wrong: ["Tell them to calm down."], why: nil),
  ])

  @Test(arguments: [
    """
    ? 汤是凉的，先做什么？
    + 先道歉。
    - 解释厨房忙。
    - 请客人等。
    ! 先情绪后事情。
    ? A guest shouts.
    + Listen.
    - Tell them to calm down.
    """,
    """
    - question: 汤是凉的，先做什么？
      better: 先道歉。
      usual: 解释厨房忙。
      wrong:
        - 请客人等。
      why: 先情绪后事情。
    - question: A guest shouts.
      better: Listen.
      usual: Tell them to calm down.
    """,
    """
    [{"question": "汤是凉的，先做什么？", "better": "先道歉。", "usual": "解释厨房忙。",
      "wrong": ["请客人等。"], "why": "先情绪后事情。"},
     {"question": "A guest shouts.", "better": "Listen.", "usual": "Tell them to calm down."}]
    """,
  ]) func `lines, YAML and JSON say the same`(text: String) throws {
    #expect(try QuizFile.read(text) == Self.expected)
  }

  @Test func `what is missing or unknown is told with its line`() throws {
    for (text, words) in [
      ("- question: a\n  better: b", "Line 1"), ("- question: a\n  better: b\n  usual: b", "Line 1"),
      ("- question: a\n  answer: b\n  usual: c", "“answer”"), ("- a\n- b", "Line 1"),
      ("question: a", "neither questions"), ("", "neither questions"), ("? a\n+ b", "Line 1"),
      ("- question: [a", "YAML"),
    ] {
      let problem = try #require(throws: QuizFile.Problem.self) { try QuizFile.read(text) }
      #expect(problem.label.en.contains(words), "\(text): \(problem.label.en)")
    }
  }
}
