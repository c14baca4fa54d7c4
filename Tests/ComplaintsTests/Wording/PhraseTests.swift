import Language
import Testing
import Versioning

@testable import Complaints

@Suite struct PhraseTests {
  private let phrases = Phrases.builtIn

  @Test func `there are phrases for every stage in both languages`() {
    #expect(phrases.all.count >= 60)
    for stage in Vocabulary.phraseStage.terms {
      for language in Language.allCases {
        #expect(!phrases.fitting(stage: stage.id, language: language).isEmpty, "\(stage.id) \(language)")
      }
    }
    #expect(Set(phrases.all.map(\.id)).count == phrases.all.count)
    #expect(Set(phrases.all.map(\.text)).count == phrases.all.count)
  }

  @Test func `whatever is said in one language is said in the other as well`() {
    func said(_ language: String) -> Set<Substring> {
      Set(phrases.all.filter { $0.language == language }.map { $0.id.dropFirst(3) })
    }
    #expect(said("en") == said("zh_hans"))
    #expect(said("en").count == 78)
  }

  @Test func `what is said in both languages is for the same guests, moods and channels`() throws {
    for phrase in phrases.all where phrase.language == "en" {
      let chinese = try #require(phrases["zh_" + phrase.id.dropFirst(3)])
      #expect(
        phrase.stage == chinese.stage && phrase.channels == chinese.channels
          && phrase.emotions == chinese.emotions && phrase.segments == chinese.segments
          && phrase.classes == chinese.classes && PhraseOccasion.of(phrase) == PhraseOccasion.of(chinese),
        "\(phrase.id)")
    }
  }

  @Test(
    arguments: [
      ("greeting_review", ["online_review"], [], []), ("open_elderly", [], [], ["elderly"]),
      ("restate_mail", ["email"], [], []), ("empathy_upset", [], ["upset"], []),
      ("empathy_elderly", ["in_store"], [], ["elderly"]),
      ("apology_review", ["online_review", "social_media"], [], []),
      ("progress_message", ["chat", "online_platform"], [], []),
      ("call_back_elderly", ["phone"], [], ["elderly"]),
      ("suggestions_chat", ["chat", "online_platform", "survey"], [], ["young"]),
      ("thanks_patience", [], ["calm", "anxious"], []),
    ] as [(String, Set<String>, Set<String>, Set<String>)])
  func `what is said to some only is for whom it was written`(
    id: String, channels: Set<String>, emotions: Set<String>, segments: Set<String>
  ) throws {
    let phrase = try #require(phrases["zh_" + id])
    #expect(phrase.channels == channels && phrase.emotions == emotions && phrase.segments == segments)
  }

  @Test func `every term of a phrase is one, and every channel, mood and segment has phrases`() {
    for phrase in phrases.all {
      #expect(SharedRecord.isKey(phrase.id))
      #expect(
        Vocabulary.phraseStage.term(phrase.stage) != nil && Vocabulary.language.term(phrase.language) != nil)
      #expect(phrase.channels.allSatisfy { Vocabulary.channel.term($0) != nil }, "\(phrase.id)")
      #expect(phrase.emotions.allSatisfy { Vocabulary.emotion.term($0) != nil }, "\(phrase.id)")
      #expect(phrase.segments.allSatisfy { Vocabulary.segment.term($0) != nil }, "\(phrase.id)")
      #expect(phrase.classes.allSatisfy { Vocabulary.problemClass.term($0) != nil }, "\(phrase.id)")
    }
    for segment in ["elderly", "young", "vip"] {
      for language in ["en", "zh_hans"] {
        #expect(phrases.all.contains { $0.segments.contains(segment) && $0.language == language })
      }
    }
  }

  @Test func `no phrase breaks a rule of wording`() {
    for phrase in phrases.all {
      let findings = checkWording(phrase.text, authority: Policy.standard.authority(.branchStaff))
      #expect(findings.isEmpty, "\(phrase.id): \(findings.map { "\($0.rule.id) “\($0.found)”" })")
    }
  }

  private let few = Phrases([
    Phrase("all", "empathy", "en", "For everybody"),
    Phrase("angry", "empathy", "en", "When angry", emotions: ["angry"]),
    Phrase("phone", "empathy", "en", "By phone", channels: ["phone"]),
    Phrase("old", "empathy", "en", "For the old", segments: ["elderly"]),
    Phrase("old_phone", "empathy", "en", "For the old by phone", channels: ["phone"], segments: ["elderly"]),
    Phrase("gone", "empathy", "en", "Retired", isRetired: true),
    Phrase("zh", "empathy", "zh_hans", "中文"),
    Phrase("thanks", "thanks", "en", "Thanks"),
  ])

  @Test func `the most fitting come first and those for others are left out`() {
    func ids(_ phrases: [Phrase]) -> [String] { phrases.map(\.id) }
    #expect(
      ids(
        few.fitting(
          stage: "empathy", channel: "phone", emotion: "angry", segment: ["elderly"], language: .en))
        == ["old_phone", "old", "angry", "phone", "all"])
    #expect(
      ids(few.fitting(stage: "empathy", channel: "chat", emotion: "calm", segment: ["vip"], language: .en))
        == ["all"])
    let mixed = Phrases([
      Phrase("a_phone", "empathy", "en", "By phone", channels: ["phone"]),
      Phrase("b_angry", "empathy", "en", "When angry", emotions: ["angry"]),
      Phrase("c_old", "empathy", "en", "For the old", segments: ["elderly"]),
    ])
    #expect(
      ids(mixed.fitting(channel: "phone", emotion: "angry", segment: ["elderly"])) == [
        "c_old", "b_angry", "a_phone",
      ],
      "who somebody is says more than the mood, the mood more than the channel")
    // Where nothing is known of the customer, what is for everybody goes first.
    #expect(
      ids(few.fitting(stage: "empathy", language: .en)) == ["all", "angry", "old", "phone", "old_phone"])
    #expect(ids(few.fitting(stage: "empathy", segment: ["vip", "elderly"], language: .en)).first == "old")
    #expect(ids(few.fitting(language: .zhHans)) == ["zh"])
    #expect(ids(few.fitting()).count == 7)
    #expect(ids(few.fitting()).last == "old_phone")
  }

  @Test func `a phrase for a problem class is for cases of that class`() {
    let phrases = Phrases([
      Phrase("all", "apology", "en", "For everybody"),
      Phrase("rude", "apology", "en", "Rude", classes: ["service_attitude"]),
    ])
    func ids(_ problemClass: String?) -> [String] {
      phrases.fitting(stage: "apology", problemClass: problemClass).map(\.id)
    }
    #expect(ids("service_attitude") == ["rude", "all"])
    #expect(ids("process_efficiency") == ["all"])
    #expect(ids(nil) == ["all", "rude"], "where nobody said, what is for everybody goes first")
    for id in ["zh_apology_service", "en_apology_service"] {
      #expect(Phrases.builtIn[id]?.classes == ["service_attitude"])
    }
  }

  @Test func `a phrase that presumes something is offered where the case says it`() throws {
    func suits(_ id: String, _ situation: PhraseSituation) throws -> [Bool] {
      try ["zh_" + id, "en_" + id].map { situation.suits(try #require(Phrases.builtIn[$0])) }
    }
    let plain = PhraseSituation(story: "房间空调噪音大", mayBeIll: false)
    for id in [
      "empathy_health", "empathy_abuse", "empathy_wait", "apology_spilt", "progress_refund", "summary_done",
      "closing_done", "proposal_unable", "proposal_unfounded", "call_back_missed", "call_back_unhappy",
    ] { #expect(try suits(id, plain) == [false, false], "\(id)") }
    for id in ["empathy", "apology", "emergency", "summary", "complaint"] {
      #expect(try suits(id, plain) == [true, true], "\(id)")
    }
    func story(_ text: String) -> PhraseSituation { PhraseSituation(story: text, mayBeIll: false) }
    for text in ["汤洒了一地", "The soup LEAKED"] {
      #expect(try suits("apology_spilt", story(text)) == [true, true])
    }
    for text in ["等了三天", "Still waiting"] { #expect(try suits("empathy_wait", story(text)) == [true, true]) }
    #expect(try suits("empathy_abuse", story("客人骂了收银员")) == [true, true])
    #expect(try suits("empathy_health", PhraseSituation(story: nil, mayBeIll: true)) == [true, true])
    #expect(
      try suits("progress_refund", PhraseSituation(story: nil, remedies: ["refund"], mayBeIll: false))
        == [true, true])
    for id in ["summary_done", "closing_done"] {
      #expect(try suits(id, PhraseSituation(story: nil, mayBeIll: false, isDone: true)) == [true, true])
    }
    #expect(
      try suits("call_back_missed", PhraseSituation(story: nil, mayBeIll: true, isDone: true)) == [
        false, false,
      ])
  }

  @Test func `phrases are found by all of the words, folded`() {
    #expect(Phrases.containing(["ＯＬＤ", "phone"], in: few.all).map(\.id) == ["old_phone"])
    #expect(Phrases.containing(["致谢"], in: few.all).map(\.id) == ["thanks"])
    #expect(Phrases.containing(["nowhere"], in: few.all).isEmpty)
  }

  @Test func `what stands in braces is to be filled in, each once`() {
    #expect(
      Phrase("a", "greeting", "en", "{name} at {branch}, {name}. {").placeholders == ["name", "branch"])
    #expect(Phrase("a", "greeting", "en", "}{}{x").placeholders.isEmpty)
  }
}

@Suite struct SharedRecordTests {
  /// - Parameter id: where it is not the one that the key names.
  private func state(_ kind: RecordKind, _ key: String, _ writes: [(FieldID, Value)], id: RecordID? = nil)
    -> RecordState
  {
    let record = id ?? SharedRecord.id(kind, key)
    let all = [(FieldID(SharedField.key.number), Value.text(key))] + writes
    let change = Change(
      dot: Dot(RecordID(high: 1, low: 1), 1), record: record, kind: kind, aggregate: record, scope: "shared",
      author: Author(name: "Chen", branch: "HQ"), group: Group(first: 1, count: 1), salt: 1,
      writes: all.map { FieldWrite($0.0, $0.1) }.sorted { $0.field < $1.field },
      times: Times(
        stamp: HybridTime(milliseconds: 1, counter: 0), wall: 1, quality: .local,
        boot: Identifier(high: 0, low: 0), monotonic: 1))
    return apply(change, to: nil).state
  }

  private func field(_ field: FieldDefinition, _ element: String? = nil) -> FieldID {
    FieldID(field.number, element)
  }

  @Test
  func
    `head office publishes policies, calendars, rules, phrases, plans, terms, articles, studies, courses and notices`()
  {
    #expect(
      SharedRecord.kinds == [
        .policy, .calendar, .wordingRule, .phrase, .emergencyPlan, .term, .article, .study, .course, .notice,
      ]
        && SharedRecord.kinds.allSatisfy(\.isOfHeadOffice) && !RecordKind.case.isOfHeadOffice)
  }

  @Test func `what is built in says so, and what a branch reads of its own does not`() {
    #expect(Phrases.builtIn.all.allSatisfy(\.isBuiltIn) && WordingRule.builtIn.allSatisfy(\.isBuiltIn))
    #expect(Phrase(state(.phrase, "a", [(field(PhraseField.text), .text("x"))]))?.isBuiltIn != true)
  }

  @Test func `what a record sets stands over what is built in, the rest is as it was`() throws {
    let builtIn = try #require(Phrases.builtIn["zh_empathy_wait"])
    let record = state(
      .phrase, "zh_empathy_wait",
      [
        (field(PhraseField.text), .text("辛苦您等了这么久。")), (field(PhraseField.emotions, "upset"), .none),
        (field(PhraseField.channels, "phone"), .flag(true)),
      ])
    let phrase = try #require(Phrase(record, over: builtIn))
    #expect(phrase.text == "辛苦您等了这么久。" && phrase.stage == "empathy" && phrase.language == "zh_hans")
    #expect(phrase.emotions == ["anxious"] && phrase.channels == ["phone"] && !phrase.isBuiltIn)

    let rule = try #require(
      WordingRule(
        state(.wordingRule, "zh_soon", [(field(WordingRuleField.retired), .flag(true))]),
        over: WordingRule.builtIn.first { $0.id == "zh_soon" }))
    #expect(rule.isRetired && rule.pattern.contains("尽快") && !rule.why.zhHans.isEmpty)
  }

  @Test func `a text that head office empties is empty, and does not come back from what is built in`() throws
  {
    let emptied = state(.phrase, "zh_thanks", [(field(PhraseField.text), .none)])
    #expect(try #require(Phrase(emptied, over: Phrases.builtIn["zh_thanks"])).text.isEmpty)
  }

  @Test func `a record of its own has what it sets and nothing else`() throws {
    let phrase = try #require(Phrase(state(.phrase, "hello", [(field(PhraseField.text), .text("Hello"))])))
    #expect(phrase.id == "hello" && phrase.stage.isEmpty && !phrase.isRetired && phrase.channels.isEmpty)
    // No stage, no language: it is kept, and offered to nobody who asks for one.
    #expect(Phrases([phrase]).fitting(language: .en).isEmpty)
  }

  @Test func `a record is named by its key alone`() {
    #expect(SharedRecord.id(.phrase, "a") == SharedRecord.id(.phrase, "a"))
    #expect(SharedRecord.id(.phrase, "a") != SharedRecord.id(.wordingRule, "a"))
    #expect(SharedRecord.id(.phrase, "zh_thanks").description == "73686172-6564-81b7-a503-e0c8f4db9b49")
    // As an earlier version published it.
    let former = SharedRecord.formerID(.phrase, "zh_thanks")
    #expect(former.description == "ed03dd7a-df35-81b7-a503-e0c8f4db9b49")
    #expect(SharedRecord(state(.phrase, "zh_thanks", [], id: former)).key == "zh_thanks")
    let other = state(.phrase, "a", [])
    #expect(SharedRecord(other).key == "a")
    #expect(Phrase(other, over: Phrases.builtIn["zh_thanks"]) == nil)
    #expect(Phrase(state(.phrase, "a", [], id: SharedRecord.id(.phrase, "b"))) == nil)
    for text in ["", "1a", "A", "a b", "ä", String(repeating: "a", count: 65)] {
      #expect(!SharedRecord.isKey(text))
    }
  }

  @Test func `a phrase and a rule know the values of their fields`() throws {
    let phrase = try #require(Phrases.builtIn["zh_greeting_phone"])
    #expect(phrase.value(field(PhraseField.stage)) == .text("greeting"))
    #expect(phrase.value(field(PhraseField.channels, "phone")) == .flag(true))
    #expect(phrase.value(field(PhraseField.channels, "chat")) == .none)
    #expect(phrase.value(field(PhraseField.retired)) == .none)
    let retired = Phrase("gone", "empathy", "en", "Retired", isRetired: true)
    #expect(retired.value(field(PhraseField.retired)) == .flag(true))
    let rule = try #require(WordingRule.builtIn.first { $0.id == "en_soon" })
    #expect(rule.value(field(WordingRuleField.kind)) == .text("vague"))
    #expect(rule.value(FieldID(99)) == .none)
  }
}
