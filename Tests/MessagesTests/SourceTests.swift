import Messages
import Testing

/// What the compiler cannot see of the messages: it is looked for in the sources themselves.
@Suite struct SourceTests {
  private static let keys = Dictionary(
    uniqueKeysWithValues: MessageKey.allCases.map { ($0.rawValue, $0) })

  @Test func `every message is used`() {
    var used: Set<String> = ["commonListSeparator"]  // By Label.list.
    for source in SwiftSource.all { used.formUnion(source.uses(of: Set(Self.keys.keys)).map(\.key)) }
    #expect(Set(Self.keys.keys).subtracting(used).sorted() == [])
  }

  @Test func `every use of a message gives the values of its placeholders and no others`() throws {
    var count = 0
    for source in SwiftSource.all {
      for use in source.uses(of: Set(Self.keys.keys)) {
        let key = try #require(Self.keys[use.key])
        let wanted = try MessageFormat(Language.en.pattern(key)).placeholders
        let place = "\(source.path):\(use.line) .\(use.key)"
        #expect(Set(use.arguments.keys) == Set(wanted.keys), "\(place)")
        for (name, kind) in wanted where kind == .number {
          #expect(use.arguments[name] == "number", "\(place): \(name)")
        }
        count += 1
      }
    }
    #expect(count >= MessageKey.allCases.count - 1)
  }

  /// Files whose Chinese is no message: words that people type, rules and phrases, tables of characters,
  /// made-up cases.
  private static let content: Set<String> = [
    "Complaints/Clocks/CalendarInput.swift", "Complaints/Currency.swift", "Complaints/DateText.swift",
    "Complaints/Dates/SpokenDateReader.swift", "Complaints/Dates/SpokenDay.swift",
    "Complaints/FieldInput.swift", "Complaints/Loop/PolicyInput.swift", "Complaints/Quality/Period.swift",
    "Complaints/Similar/TellingWords.swift",
    "Complaints/PhoneNumber.swift", "Complaints/Wording/AmountReader.swift",
    "Complaints/Wording/FoldedCharacters.swift", "Complaints/Wording/NamedTime.swift",
    "Complaints/Wording/NumberReader.swift", "Complaints/Wording/PhrasesChinese.swift",
    "Complaints/Wording/RulesChinese.swift", "Complaints/Wording/RulesEnglish.swift",
    "HeadOffice/HeadOfficeStore.swift", "Interchange/CSVWriter.swift", "Interchange/DatePattern.swift",
    "Simulator/Acting.swift", "Simulator/Scenario/DrawingActs.swift", "Simulator/Texts.swift",
    "Spreadsheet/WorkbookWriter.swift", "Terminal/TextUnits.swift", "Terminal/Wrap.swift",
    "casebook-bench/SampleCases.swift",
  ]

  /// Words that people type, in files that hold messages besides.
  private static let typed: [String: Set<String>] = [
    "Complaints/CustomerTraces.swift": [",;:，；：、"],
    "casebook/ConflictResolve.swift": ["删除", "保留"], "casebook/PhraseCommand.swift": ["全部"],
    "casebook/WordingCommand.swift": ["全部"], "casebook/Loop/Propose.swift": ["－", ":：="],
    "casebook/Intake/GuidedIntake.swift": ["。", "〈", "《", "＜", "？"],
    "casebook/Intake/IntakeQuestion.swift": [",，、;； \\u{3000}"],
    "casebook/Reports/ReportOptions.swift": [",，、+"],
  ]

  @Test func `no Chinese stands outside of the catalogues`() {
    var seen: Set<String> = []
    for source in SwiftSource.all {
      for literal in source.literals where literal.text.contains(where: \.isHan) {
        seen.insert(source.path)
        if Self.content.contains(source.path) { continue }
        #expect(
          Self.typed[source.path, default: []].contains(literal.text),
          "\(source.path):\(literal.line): \(literal.text)")
      }
    }
    #expect(Self.content.union(Self.typed.keys).subtracting(seen).sorted() == [], "listed without need")
  }

  @Test func `a text in one language only is no message`() {
    for source in SwiftSource.all where !Self.content.contains(source.path) {
      let code = String(decoding: source.code, as: UTF8.self)
      #expect(!code.contains("Label(en: \""), "\(source.path)")
    }
  }

  @Test func `the reader of sources knows literals, comments and interpolations`() {
    let source = SwiftSource(
      path: "x.swift",
      text: """
        let a = "甲\\(f(.one, ["n": .number(a["b"] ?? 1)]))乙" // "丙" .two
        let b = Label(.three, ["a": .text("x"), "b": .label(.list([.two]))])
        """)
    #expect(source.literals.map(\.text).contains("甲乙"))
    #expect(!source.literals.map(\.text).contains("丙"))
    let uses = source.uses(of: ["one", "two", "three"])
    #expect(uses.map(\.key).sorted() == ["one", "three", "two"])
    #expect(uses.first { $0.key == "one" }?.arguments == ["n": "number"])
    #expect(uses.first { $0.key == "three" }?.arguments == ["a": "text", "b": "label"])
  }
}
