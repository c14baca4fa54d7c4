import TestSupport
import Testing
import Versioning

@testable import Complaints

/// Questions of a training: how they are written, asked and counted.
@Suite("A quiz") struct QuizTests {
  private static let soup = """
    ? The soup is cold. What is done first?
    + Say sorry, and bring another one.
    - Explain that the kitchen is busy.
    - Ask the guest to wait
      for the manager.
    ! Feelings before facts.
    """

  @Test func `a question has one better handling, the usual one first of the wrong ones, and says why`()
    throws
  {
    let quiz = try Quiz(typed: Self.soup)
    let one = try #require(quiz.questions.first)
    #expect(quiz.questions.count == 1)
    #expect(one.question == "The soup is cold. What is done first?")
    #expect(one.better == "Say sorry, and bring another one.")
    #expect(
      one.wrong == ["Explain that the kitchen is busy.", "Ask the guest to wait\nfor the manager."])
    #expect(one.why == "Feelings before facts.")
  }

  @Test func `what is written is read again, with full-width signs too, and a text may begin with a sign`()
    throws
  {
    let quiz = try Quiz(typed: Self.soup)
    #expect(try Quiz(typed: quiz.stored) == quiz && Quiz(stored: quiz.stored) == quiz)
    let chinese = try Quiz(typed: "？汤是凉的\n＋换一份\n－解释\n！先处理情绪")
    #expect(
      chinese.questions == [QuizQuestion("汤是凉的", better: "换一份", wrong: ["解释"], why: "先处理情绪")])
    let signs = Quiz([QuizQuestion("a\n- b", better: "+ c", wrong: ["- d\n? e"], why: nil)])
    #expect(try Quiz(typed: signs.stored) == signs)
  }

  @Test func `what is no question is told with its line, and left out of what is asked`() throws {
    let two = "? a\n+ b\n- c\n\n? d\n+ e\n"
    #expect(throws: QuizProblem.noneWrong(line: 5)) { try Quiz(typed: two) }
    #expect(Quiz(stored: two).questions.map(\.question) == ["a"])
    #expect(throws: QuizProblem.notOneBetter(line: 1)) { try Quiz(typed: "? a\n+ b\n+ c\n- d") }
    #expect(throws: QuizProblem.notOneBetter(line: 1)) { try Quiz(typed: "? a\n- d") }
    #expect(throws: QuizProblem.noQuestion(line: 2)) { try Quiz(typed: "\n+ b\n- c") }
    #expect(throws: QuizProblem.sameTwice(line: 1)) { try Quiz(typed: "? a\n+ b\n- b") }
    #expect(throws: QuizProblem.empty) { try Quiz(typed: " \n") }
  }

  @Test func `chance puts the answers in order, the same chance in the same, and none is lost`() throws {
    let one = try #require(try Quiz(typed: Self.soup).questions.first)
    var places: Set<Int> = []
    for seed in 0..<40 {
      var chance = TextChance("\(seed)")
      var again = TextChance("\(seed)")
      let answers = one.answers(using: &chance)
      #expect(answers.map(\.text) == one.answers(using: &again).map(\.text))
      #expect(Set(answers.map(\.text)) == Set([one.better] + one.wrong))
      #expect(answers.filter(\.isRight).map(\.text) == [one.better])
      places.insert(try #require(answers.firstIndex { $0.isRight }))
    }
    #expect(places == [0, 1, 2], "the right one stands anywhere")
  }

  @Test(arguments: [(5, 5, true), (4, 5, true), (3, 5, false), (3, 4, false), (1, 1, true), (0, 0, false)])
  func `four of five right answers pass`(right: Int, all: Int, isPassed: Bool) {
    #expect(QuizResult(right: right, of: all).isPassed == isPassed)
  }

  @Test func `a result is right of all and nothing else`() {
    #expect(QuizResult(stored: "4/5") == QuizResult(right: 4, of: 5))
    for text in ["", "4", "6/5", "-1/5", "0/0", "4/5/6", "a/b"] { #expect(QuizResult(stored: text) == nil) }
    let quiz = Quiz([QuizQuestion("a", better: "b", wrong: ["c"], why: nil)])
    #expect(quiz.result([nil]) == QuizResult(right: 0, of: 1))
  }

  @Test func `a study asks for its better handling against the usual one, and teaches its lesson`() throws {
    func study(_ values: (FieldDefinition, String)...) throws -> KnowledgeItem {
      let id = RecordID(high: 1, low: 2)
      let all = [(ManuscriptField.form, "study")] + values
      let change = Change(
        dot: Dot(ReplicaID(high: 1, low: 1), 1), record: id, kind: .manuscript, aggregate: id, scope: "SH01",
        author: Author(name: "Li Na", branch: "SH01"), group: Group(first: 1, count: 1), salt: 7,
        writes: all.map { FieldWrite(FieldID($0.0.number), .text($0.1)) }.sorted { $0.field < $1.field },
        times: Times(stamp: HybridTime(milliseconds: 1_800_000_000_000), wall: 1_800_000_000_000))
      return try #require(KnowledgeItem(apply(change, to: nil).state, scope: "SH01"))
    }
    let whole = try study(
      (ManuscriptField.background, "Parcels arrived crushed."), (ManuscriptField.usual, "Refund each."),
      (ManuscriptField.better, "Stop the carton."), (ManuscriptField.lesson, "Look for the cause."))
    #expect(
      QuizQuestion(study: whole)
        == QuizQuestion(
          "Parcels arrived crushed.", better: "Stop the carton.", wrong: ["Refund each."],
          why: "Look for the cause."))
    #expect(try QuizQuestion(study: study((ManuscriptField.better, "Stop the carton."))) == nil)
  }
}
