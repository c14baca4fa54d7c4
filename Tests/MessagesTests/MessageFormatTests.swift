import Messages
import Testing

@Suite struct MessageFormatTests {
  private func en(_ pattern: String, _ arguments: [String: MessageArgument] = [:]) -> String {
    MessageFormat.text(pattern, arguments, .en)
  }

  @Test func `values stand where their names stand, in any order and more than once`() {
    let arguments: [String: MessageArgument] = ["a": .text("x"), "b": .text("y")]
    #expect(en("{a} and {b}", arguments) == "x and y")
    #expect(en("{b}{a}{b}", arguments) == "yxy")
    #expect(en("{ a }", arguments) == "x")
  }

  @Test func `a value is never read as a pattern`() {
    #expect(en("{a}", ["a": .text("{b} '{' # ''")]) == "{b} '{' # ''")
  }

  @Test(arguments: [
    (0, "0"), (1, "1"), (999, "999"), (1000, "1,000"), (12_345, "12,345"), (123_456, "123,456"),
    (1_234_567, "1,234,567"), (-1, "-1"), (-999, "-999"), (-1000, "-1,000"), (-123_456, "-123,456"),
  ])
  func `numbers are grouped in threes in both languages`(number: Int, text: String) {
    for language in Language.allCases {
      #expect(MessageFormat.text("{n, number}", ["n": .number(number)], language) == text)
      #expect(language.grouped(number) == text)
    }
    #expect(en("{n}", ["n": .number(number)]) == String(number))
  }

  @Test func `the largest numbers fit`() {
    #expect(en("{n, number}", ["n": .number(UInt64.max)]) == "18,446,744,073,709,551,615")
    #expect(en("{n, number}", ["n": .number(Int64.min)]) == "-9,223,372,036,854,775,808")
  }

  private static let waits = "{n, plural, =0 {nothing waits} one {# change waits} other {# changes wait}}."

  @Test(arguments: [
    (0, "nothing waits."), (1, "1 change waits."), (2, "2 changes wait."), (11, "11 changes wait."),
    (21, "21 changes wait."), (101, "101 changes wait."), (1001, "1,001 changes wait."),
    (-1, "-1 change waits."), (-2, "-2 changes wait."),
  ])
  func `English has a singular for one alone`(number: Int, text: String) {
    #expect(en(Self.waits, ["n": .number(number)]) == text)
  }

  @Test(arguments: [1, 2, 1001])
  func `Chinese has no singular`(number: Int) {
    let text = MessageFormat.text(Self.waits, ["n": .number(number)], .zhHans)
    #expect(text == (number == 1001 ? "1,001 changes wait." : "\(number) changes wait."))
  }

  @Test func `branches hold placeholders and plurals of their own`() {
    let pattern = """
      {cases, plural, one {# case of {branch}} other {# cases of {branch}}}, \
      {days, plural, one {{cases, plural, one {a} other {b}} #} other {c #}}
      """
    let one: [String: MessageArgument] = ["cases": .number(2), "days": .number(1), "branch": .text("SH01")]
    #expect(en(pattern, one) == "2 cases of SH01, b 1")
  }

  @Test func `an apostrophe is itself, and quotes before a brace`() {
    #expect(en("the branch's case") == "the branch's case")
    #expect(en("it''s") == "it's")
    #expect(en("'{'name'}'") == "{name}")
    #expect(en("'{name}'") == "{name}")
    #expect(en("say ''{a}''", ["a": .text("x")]) == "say 'x'")
    #expect(en("'{it''s}'") == "{it's}")
    #expect(en("# {n, plural, other {'#' #}}", ["n": .number(3)]) == "# # 3")
    #expect(en("open '{ stays") == "open { stays")
  }

  @Test func `a value that is missing shows its name`() {
    #expect(en("{a}, {b, number}", ["a": .text("x")]) == "x, {b}")
    #expect(en("{n, plural, one {one} other {more}}") == "more")
  }

  @Test func `a label is told in the language of the message`() {
    let arguments: [String: MessageArgument] = ["what": .label(Label(en: "Case", zhHans: "工单"))]
    #expect(MessageFormat.text("<{what}>", arguments, .en) == "<Case>")
    #expect(MessageFormat.text("<{what}>", arguments, .zhHans) == "<工单>")
    let names: [String: MessageArgument] = ["names": .list(["a", "b"])]
    #expect(MessageFormat.text("{names}", names, .en) == "a, b")
    #expect(MessageFormat.text("{names}", names, .zhHans) == "a、b")
  }

  @Test(arguments: [
    ("{a", MessageFormatError.Reason.unclosed), ("a}", .unopened), ("{}", .badName), ("{a b}", .unclosed),
    ("{a, date}", .unknownType), ("{a, number, integer}", .unclosed), ("{a, plural}", .badBranches),
    ("{a, plural, one {x}}", .badBranches), ("{a, plural, other {x} other {y}}", .badBranches),
    ("{a, plural, other x}", .badBranches), ("{a, plural, other {x}", .badName),
    ("{a, plural, other {x", .unclosed),
  ])
  func `a broken pattern is refused, and shown as it is`(
    pattern: String, reason: MessageFormatError.Reason
  ) {
    do throws(MessageFormatError) {
      _ = try MessageFormat(pattern)
      Issue.record("accepted")
    } catch {
      #expect(error.reason == reason)
    }
    #expect(en(pattern, ["a": .number(1)]) == pattern)
  }

  @Test func `placeholders are known with their kinds`() throws {
    let format = try MessageFormat("{a} {b, number} {c, plural, one {{d}} other {#}} {b} '{'e'}'")
    #expect(format.placeholders == ["a": .value, "b": .number, "c": .number, "d": .value])
  }
}

@Suite struct LabelTests {
  private static let (apple, pear) = (Label(en: "Apple", zhHans: "苹果"), Label(en: "Pear", zhHans: "梨"))

  @Test func `labels make lists, lines and parts of sentences`() {
    let list = Label.list([Self.apple, Self.pear])
    #expect(list.en == "Apple, Pear")
    #expect(list.zhHans == "苹果、梨")
    #expect(Label.lines(Self.apple, list).zhHans == "苹果\n苹果、梨")
    #expect(list.lowercased.en == "apple, pear")
    #expect(Label(verbatim: "SH01").zhHans == "SH01")
  }

  @Test func `equal labels say the same`() {
    #expect(Label.list([Self.apple]) == Label.list([Self.apple]))
    #expect(Self.apple != Self.pear)
  }
}
