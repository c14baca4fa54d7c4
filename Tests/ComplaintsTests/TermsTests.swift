import Language
import Testing
import Versioning
import Zones

@testable import Complaints

/// What head office makes of the terms that are built in, and what it adds.
@Suite("Terms of head office") struct TermsTests {
  private let here = LocalClock(milliseconds: 1_795_334_400_000, zone: .utc)

  private func state(_ key: String, _ writes: [(FieldID, Value)], id: RecordID? = nil) -> RecordState {
    let record = id ?? SharedRecord.id(.term, key)
    let all = [(FieldID(SharedField.key.number), Value.text(key))] + writes
    let change = Change(
      dot: Dot(RecordID(high: 1, low: 1), 1), record: record, kind: .term, aggregate: record, scope: "shared",
      author: Author(name: "Chen", branch: "HQ"), group: Group(first: 1, count: 1), salt: 1,
      writes: all.map { FieldWrite($0.0, $0.1) }.sorted { $0.field < $1.field },
      times: Times(
        stamp: HybridTime(milliseconds: 1, counter: 0), wall: 1, quality: .local,
        boot: Identifier(high: 0, low: 0), monotonic: 1))
    return apply(change, to: nil).state
  }

  private func en(_ text: String) -> (FieldID, Value) {
    (FieldID(TermField.labelEnglish.number), .text(text))
  }
  private func zh(_ text: String) -> (FieldID, Value) {
    (FieldID(TermField.labelChinese.number), .text(text))
  }
  private func synonym(_ text: String, _ value: Value = .flag(true)) -> (FieldID, Value) {
    (FieldID(TermField.synonyms.number, text), value)
  }
  private let retired = (FieldID(TermField.retired.number), Value.flag(true))

  private func channel(_ typed: String, _ terms: Terms) throws -> Value {
    try FieldInput.parse(typed, as: terms[CaseField.channel], now: here)
  }

  @Test func `an added term is typed by its id, its labels and synonyms, and shown by its label`() throws {
    let terms = Terms([state("channel-live_stream", [en("Live stream"), zh("直播间"), synonym("抖音直播")])])
    for typed in ["live_stream", "LIVE-STREAM", "live stream", "直播间", "抖音直播", "抖音 直播", "Live st"] {
      #expect(try channel(typed, terms) == .text("live_stream"), "\(typed)")
    }
    #expect(FieldDisplay.text(.text("live_stream"), terms[CaseField.channel], .zhHans, to: .utc) == "直播间")
    #expect(FieldDisplay.json(.text("live_stream"), terms[CaseField.channel]) == .string("live_stream"))
    #expect(try channel("phone", terms) == .text("phone"))
    // Whoever has not heard of it shows the id, and takes none of its names.
    #expect(FieldDisplay.text(.text("live_stream"), CaseField.channel, .zhHans, to: .utc) == "live_stream")
    #expect(throws: FieldError.self) { try channel("直播间", .builtIn) }
  }

  @Test func `what a record sets stands over the term that is built in, the rest is as it was`() throws {
    let terms = Terms([state("channel-chat", [zh("在线客服"), synonym("飞书"), synonym("WeChat", .none)])])
    let chat = try #require(terms[.channel].term("chat"))
    #expect(chat.label == Label(en: "Chat", zhHans: "在线客服") && !chat.retired)
    #expect(terms[.channel].terms.map(\.id) == Vocabulary.channel.terms.map(\.id))
    #expect(try channel("飞书", terms) == .text("chat") && channel("微信", terms) == .text("chat"))
    #expect(throws: FieldError.self) { try channel("wechat", terms) }
    #expect(terms[.rootCause].terms == Vocabulary.rootCause.terms)
  }

  @Test func `a retired term is accepted nowhere but where it is looked for, and is shown`() throws {
    let terms = Terms([state("channel-survey", [retired])])
    for typed in ["survey", "满意度调查"] {
      let error = #expect(throws: FieldError.self) { try channel(typed, terms) }
      #expect(error?.reason == .retiredTerm(.channel), "\(typed)")
      #expect(error?.hint(.en)?.contains("survey") == false)
      #expect(try channel(typed, terms.withRetired) == .text("survey"))
    }
    #expect(
      FieldDisplay.text(.text("survey"), terms[CaseField.channel], .en, to: .utc) == "Satisfaction survey")
    #expect(ReportAxis.channel.text("survey", .en, terms) == "Satisfaction survey (retired)")
    #expect(ReportAxis.channel.text("survey", .zhHans, terms) == "满意度调查（已停用）")
    #expect(ReportAxis.channel.text("fax", .zhHans, terms) == "fax")
  }

  @Test func `an id goes before a label, a label before a synonym, one in use before a retired one`() throws {
    // 微信 is a chat until head office says otherwise.
    #expect(try channel("微信", .builtIn) == .text("chat"))
    let own = state("channel-weixin", [en("Weixin"), zh("微信")])
    #expect(try channel("微信", Terms([own])) == .text("weixin"))
    // A label may read like an id, and takes nothing over from it.
    let phone = state("channel-callcentre", [en("Phone"), zh("呼叫中心")])
    #expect(try channel("phone", Terms([phone])) == .text("phone"))
    let old = state("channel-fax", [en("Fax"), zh("传真"), retired])
    let new = state("channel-telefax", [en("Telefax"), zh("传真")])
    #expect(try channel("传真", Terms([old, new])) == .text("telefax"))
    // Also where the one in use is only called so besides.
    let other = state("channel-post", [en("Post"), zh("信件"), synonym("传真")])
    #expect(try channel("传真", Terms([old, other])) == .text("post"))
    #expect(TermNames(Terms([old, other])[.channel])["传真"]?.id == "post")
    #expect(TermNames(Terms([old])[.channel])["传真"]?.id == "fax")
    // Two people may have added one name unseen: nobody guesses which.
    let third = state("channel-telecopy", [en("Telecopy"), zh("传真")])
    let error = #expect(throws: FieldError.self) { try channel("传真", Terms([new, third])) }
    guard case .ambiguousTerm(let terms)? = error?.reason else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(terms.map(\.id) == ["telefax", "telecopy"])
  }

  @Test func `a term with one label has it in both languages, and one without has its id`() {
    let terms = Terms([state("source-a", [zh("门店")]), state("source-b", [])])
    #expect(terms[.source].text("a", .en) == "门店" && terms[.source].text("b", .zhHans) == "b")
    // A label is a line of a list, whoever wrote it.
    let odd = Terms([state("source-c", [en("a\nb\u{202E}c"), zh("丙")])])
    #expect(odd[.source].text("c", .en) == "a b c" || odd[.source].text("c", .en) == "a bc")
  }

  @Test func `a record of no axis of head office, or under no id of its own, changes nothing`() {
    let states = [
      state("status-lost", [en("Lost"), zh("遗失")]), state("channel", [en("x"), zh("x")]),
      state("channel-", [en("x"), zh("x")]), state("channel-a-b", [en("x"), zh("x")]),
      state("channel-fax", [en("x"), zh("x")], id: SharedRecord.id(.term, "channel-other")),
    ]
    let terms = Terms(states)
    for vocabulary in Vocabulary.all { #expect(terms[vocabulary].terms == vocabulary.terms) }
    #expect(TermKey(.severity, "worst") == nil && TermKey(.channel, "Fax") == nil)
    #expect(TermKey(.channel, "fax")?.text == "channel-fax")
    #expect(TermKey(.channel, String(repeating: "a", count: 57)) == nil, "the key is 64 long at most")
  }

  @Test func `a field with the terms of today is the same field`() {
    let terms = Terms([state("segment-tourist", [en("Tourist"), zh("游客")])])
    #expect(terms[CaseField.segment] == CaseField.segment && terms[CaseField.segment].isSet)
    #expect(terms[CaseField.segment].vocabulary?.term("tourist") != nil)
    #expect(terms[CaseField.segment].personal == CaseField.segment.personal)
    #expect(terms[CaseField.channel] === CaseField.channel)
  }

  @Test(arguments: [
    ("channel", "channel"), ("渠道", "channel"), ("class", "problem_class"), ("cause", "cause_area"),
    ("原因", "cause_area"), ("root-cause", "root_cause"), ("root_cause", "root_cause"), ("产品线", "product"),
    ("product", "product"), ("supplier", "supplier"), ("补救", "remedy"),
    ("来源", "source"), ("抱怨来源", "source"), ("信号", "signal"), ("抱怨动机", "motive"),
  ])
  func `an axis is named as a field or a report names it`(typed: String, id: String) {
    #expect(Vocabulary.ofHeadOffice(typed: typed)?.id == id)
  }

  @Test(arguments: ["status", "severity", "role", "handler", "", "colour"])
  func `what rules hang on is none of head office's axes`(typed: String) {
    #expect(Vocabulary.ofHeadOffice(typed: typed) == nil)
  }

  @Test func `names that mean another term are told, those of retired ones are free`() {
    let terms = Terms([state("channel-fax", [en("Fax"), zh("传真"), retired])])[.channel]
    #expect(terms.holder(of: "电话热线", besides: "x")?.term.id == "phone")
    #expect(terms.holder(of: "前台", besides: "x")?.asSynonym == false, "one of the alternatives of a label")
    #expect(terms.holder(of: "we chat", besides: "x") == nil)
    #expect(terms.holder(of: "WECHAT", besides: "x")?.asSynonym == true)
    #expect(terms.holder(of: "微信", besides: "chat") == nil)
    #expect(terms.holder(of: "传真", besides: "x") == nil && terms.holder(of: "FAX", besides: "x") != nil)
  }

  @Test func `what is written freely is told by all that a term is called`() {
    let terms = Terms([
      state("product-phone_case", [en("Phone case"), zh("手机壳/保护壳"), synonym("手机套")])
    ])
    let names = TermNames(terms[.product])
    for text in ["phone_case", "PHONE  CASE", "手机壳", "保护壳", "手机 套", "手机壳/保护壳"] {
      #expect(names[text]?.id == "phone_case", "\(text)")
    }
    #expect(names["手机"] == nil && names[""] == nil)
    #expect(
      names.spellings(of: "手机套") == ["phone case", "phone_case", "保护壳", "手机壳", "手机壳/保护壳", "手机套"])
    #expect(names.spellings(of: "Soup") == ["Soup"])
    #expect(TermNames(.product).spellings(of: "Soup") == ["Soup"])
  }

  @Test func `a draft reads terms as they are today`() throws {
    let terms = Terms([state("channel-live_stream", [en("Live stream"), zh("直播间")])])
    let typed = [("channel", "直播间"), ("narrative", "x")]
    #expect(
      try CaseInput.newCase(typed, now: here, terms: terms)[CaseField.channel] == .text("live_stream"))
    #expect(throws: FieldError.self) { try CaseInput.newCase(typed, now: here) }
  }
}
