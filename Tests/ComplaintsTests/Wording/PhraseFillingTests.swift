import Language
import Testing
import Versioning

@testable import Complaints

/// What is put into phrases, and how to go about a conversation.
@Suite struct PhraseFillingTests {
  private func words(
    _ found: CaseUnderTest, _ id: String, at minutes: Int64 = 0
  ) throws -> (phrase: Phrase, known: [String: String]) {
    let phrase = try #require(Phrases.builtIn[id])
    let all = deadlines(of: found.file, policy: .standard, calendar: BranchCalendar(), zone: .fixed(480))
    let facts = PhraseFacts(found.file, deadlines: all, now: CaseUnderTest.morning + minutes * 60_000)
    let known = facts.words(
      for: phrase, policy: .standard, role: { $0.rawValue },
      time: { "\($0.kind.rawValue)@\(($0.due - CaseUnderTest.morning) / 60_000)" })
    return (phrase, known)
  }

  private func said(_ found: CaseUnderTest, _ id: String, at minutes: Int64 = 0) throws -> String? {
    let (phrase, known) = try words(found, id, at: minutes)
    return phrase.filled(known)
  }

  @Test func `no phrase keeps its braces, whatever the case says or does not say`() throws {
    for phrase in Phrases.builtIn.all {
      guard let bare = phrase.filled([:]) else { continue }
      #expect(!bare.contains("{") && !bare.contains("}"), "\(bare)")
      #expect(phrase.placeholders.isEmpty == !(bare.contains("___") || bare.contains("＿＿")), "\(bare)")
    }
    #expect(Phrase("x", "thanks", "en", "{a} and {b}").filled(["a": "{b}"]) == "{b} and ___")
  }

  @Test func `options are named in their order, and one that is not there is a blank`() throws {
    var found = CaseUnderTest.assessed()
    found.option("soup again")
    #expect(
      try said(found, "en_proposal_two")
        == "There are two ways: soup again, or ___. Which one suits you better?")
    found.option("money back")
    #expect(try said(found, "zh_proposal_two") == "有两个办法供您选：一是soup again，二是money back。您看哪个更合适？")
  }

  @Test func `what is summed up is the option that was agreed, or the only one`() throws {
    var found = CaseUnderTest.assessed()
    found.option("soup again")
    #expect(try said(found, "en_summary")?.contains("we agreed: soup again, done by resolve@") ?? false)
    let second = found.option("money back")
    #expect(try words(found, "en_summary").known["agreed"] == nil)
    found.consent(to: second)
    #expect(try said(found, "zh_closing_done")?.contains("已按money back办完") ?? false)
  }

  @Test func `a phrase that presumes something is for a case that says it`() throws {
    var found = CaseUnderTest.assessed()
    found.option(role: .branchStaff)
    #expect(try said(found, "en_proposal_approval") == nil)
    found.option("dear", role: .branchStaff, remedies: [("refund", .text("900000 CNY"))])
    #expect(try said(found, "en_proposal_approval")?.contains("head_office decides") ?? false)
    #expect(try said(found, "en_proposal_via_store") == nil)
  }

  @Test func `the time is the next one that was not missed, and of a delay the one that was`() throws {
    var found = CaseUnderTest.assessed()
    #expect(try said(found, "en_apology")?.contains("preliminary_answer@60") ?? false)
    #expect(try words(found, "en_apology", at: 61).known["time"]?.hasPrefix("preliminary") != true)
    found.add(
      .commitment,
      [
        (CommitmentField.what, .text("call the kitchen")),
        (CommitmentField.due, .text("2026-11-20T11:00:00+08:00")),
      ])
    found.add(
      .commitment,
      [
        (CommitmentField.what, .text("new soup")), (CommitmentField.due, .text("2026-11-20T10:20:00+08:00")),
        (CommitmentField.doneAt, .text("2026-11-20T10:10:00+08:00")),
      ])
    let progress = try words(found, "en_progress", at: 30).known
    #expect(
      progress["done"] == "new soup" && progress["next"] == "call the kitchen"
        && progress["time"] == "commitment@60")
    #expect(try words(found, "en_progress_delay", at: 30).known["time"] == nil)
    #expect(try words(found, "en_progress_delay", at: 90).known["time"] == "commitment@60")
    #expect(try words(found, "en_progress", at: 90).known["time"] != "commitment@60")
  }

  @Test func `tips come with the mood, and where one writes nobody is led aside`() {
    #expect(HandlingTip.fitting(emotion: "calm", channel: "in_store").isEmpty)
    #expect(HandlingTip.fitting(emotion: nil, channel: nil).isEmpty)
    #expect(HandlingTip.fitting(emotion: "angry", channel: "in_store").first == .place)
    #expect(!HandlingTip.fitting(emotion: "angry", channel: "in_store").contains(.relief))
    #expect(HandlingTip.fitting(emotion: "furious", channel: nil).contains(.relief))
    #expect(!HandlingTip.fitting(emotion: "furious", channel: "phone").contains(.place))
    #expect(HandlingTip.fitting(emotion: "furious", channel: "chat") == [.composure, .relief])
    for emotion in Vocabulary.emotion.terms where emotion.id != "calm" {
      #expect(!HandlingTip.fitting(emotion: emotion.id, channel: "in_store").isEmpty, "\(emotion.id)")
    }
  }
}
