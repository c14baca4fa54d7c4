import Testing
import Versioning

@testable import Complaints

/// What no command makes shows as a conflict of kind rule, and what commands make does not.
@Suite struct RuleTests {
  private func rules(_ found: CaseUnderTest, _ policy: Policy = .standard) -> [CaseRule] {
    brokenRules(found.file) { policy }.map(\.rule)
  }

  /// Through the whole loop, step by step.
  private func archived(_ role: Role = .branchStaff, remedies: [(String, Value)] = [("redo", .flag(true))])
    -> CaseUnderTest
  {
    var found = CaseUnderTest.assessed()
    let option = found.option(role: role, remedies: remedies)
    found.step(.propose)
    found.consent(to: option)
    found.step(.accept)
    for step in [LoopStep.execute, .resolve, .callBack, .review, .archive] {
      found.now += 60_000
      found.step(step)
    }
    return found
  }

  @Test func `a case that went all the way breaks nothing, nor one that was closed early or taken up again`()
  {
    var found = archived()
    #expect(rules(found) == [])
    found.step(.reopen, reason: "x")
    #expect(rules(found) == [])
    found.step(.propose)
    #expect(rules(found) == [])
    var withdrawn = CaseUnderTest()
    withdrawn.step(.withdraw, reason: "x")
    #expect(rules(withdrawn) == [])
    #expect(rules(CaseUnderTest()) == [])
  }

  @Test func `a call-back after the end may lead back to work, and a hold stays where it is`() {
    var found = archived()
    found.step(.callBack, to: .executing)
    #expect(rules(found) == [])
    found.step(.hold, reason: "x", until: "2026-11-21")
    found.step(.hold, reason: "y", until: "2026-11-22")
    #expect(rules(found) == [])
  }

  @Test func `a broken rule names the versions of the state together with what stands against it`() throws {
    var found = archived()
    let open = found.add(.commitment, [(CommitmentField.what, .text("回电"))])
    let broken = try #require(brokenRules(found.file).first { $0.rule == .resolvedWithOpenCommitment })
    let state = found.root?[FieldID(CaseField.status.number)]?.heads.map(\.dot) ?? []
    let commitment = found.children[open]?.headVersions.map(\.dot) ?? []
    #expect(!state.isEmpty && !commitment.isEmpty)
    #expect(broken.versions == Set(state + commitment).sorted())
  }

  @Test func `a state without a step to it is flagged, and reopening puts it right`() {
    var found = CaseUnderTest()
    found.set([(CaseField.status, "archived")])
    #expect(rules(found) == [.stateWithoutItsSteps])
    found.step(.reopen, reason: "x")
    #expect(rules(found) == [])
  }

  @Test func `a step that no command takes, and one from where nothing led, are flagged`() {
    var jumped = CaseUnderTest()
    jumped.step(.archive)
    #expect(rules(jumped) == [.stateWithoutItsSteps])
    var unreached = CaseUnderTest()
    for (step, from, to) in [("review", "confirmed", "reviewed"), ("archive", "reviewed", "archived")] {
      unreached.add(
        .step, [(StepField.step, .text(step)), (StepField.from, .text(from)), (StepField.to, .text(to))])
    }
    unreached.set([(CaseField.status, "archived")])
    #expect(rules(unreached) == [.stateWithoutItsSteps])
  }

  @Test func `a step and a state of a newer version are let be`() {
    var found = CaseUnderTest.assessed()
    found.add(
      .step,
      [
        (StepField.step, .text("mediate")), (StepField.from, .text("assessed")),
        (StepField.to, .text("proposed")),
      ])
    found.set([(CaseField.status, "proposed")])
    #expect(rules(found) == [])
    found.set([(CaseField.status, "mediated")])
    #expect(rules(found) == [])
  }

  @Test func `a time before 2000, or after it was written, is flagged, and no deadline counts from it`() {
    for (typed, isImpossible) in [
      ("0001-01-01T00:00:00+00:00", true), ("1999-12-31T23:59:59+00:00", true),
      ("2009-05-01T09:00:00+08:00", false),
      ("2026-11-21T09:59:00+08:00", false), ("2026-11-22T10:00:00+08:00", true),
      ("9999-01-01T00:00:00+00:00", true), ("2099-01-01T00:00:00Z", true), ("2026-11-20T01:00:00Z", false),
      ("rubbish", true), ("", false),
    ] {
      var found = CaseUnderTest()
      found.set([(CaseField.loggedAt, typed)])
      #expect(rules(found) == (isImpossible ? [.impossibleTime] : []), "\(typed)")
      let logged = found.file.logged(in: .fixed(480))?.milliseconds ?? 0
      #expect((PlausibleTime.first...CaseUnderTest.morning + 86_400_000).contains(logged), "\(typed)")
    }
  }

  @Test func `what stood in a file may be older than this program, but no time is made up by saying so`() {
    for (typed, isImpossible) in [
      ("0001-01-01", true), ("1899-12-31", true), ("1900-01-01", false), ("1987-05-01", false),
      ("9999-01-01", true), ("rubbish", true),
    ] {
      var found = CaseUnderTest(id: Identifier(high: 0x8000, low: 1))
      found.set([(CaseField.importSource, "old.csv"), (CaseField.loggedAt, typed)])
      #expect(rules(found) == (isImpossible ? [.impossibleTime] : []), "\(typed)")
    }
  }

  @Test func `what a wrong clock said is possible, and what was typed by its side is not`() {
    for years in [10, -40] as [Int64] {
      var found = CaseUnderTest()
      found.ahead = years * 365 * 86_400_000
      func time(_ milliseconds: Int64) -> String {
        let at = CaseUnderTest.morning + found.ahead + milliseconds
        return DateText.time(LocalTime(milliseconds: at, offsetMinutes: 480)).stored
      }
      found.set([(CaseField.loggedAt, time(-1000))])
      #expect(rules(found) == [])
      #expect(found.file.logged(in: .fixed(480))?.milliseconds == CaseUnderTest.morning - 1000)
      for typed in [-60_000, 1000] as [Int64] {
        found.set([(CaseField.loggedAt, time(typed))])
        #expect(rules(found) == [.impossibleTime], "\(typed)")
      }
    }
  }

  @Test func `a low stamp lets no program write a time that is still to come`() {
    func isImpossible(_ typed: String, stamp: Int64) -> Bool {
      guard let date = DateText(stored: typed) else { return false }
      return PlausibleTime.isImpossible(date.start(in: .fixed(480)), stamp: stamp, isImported: false)
    }
    for stamp in [0, 5000, CaseUnderTest.morning] as [Int64] {
      #expect(isImpossible("2099-01-01", stamp: stamp), "\(stamp)")
    }
    #expect(!isImpossible("2026-11-20", stamp: CaseUnderTest.morning))
  }

  @Test func `no time before 2000 counts, whatever a clock showed`() {
    for madeAt in [Int64.min, -1, 0, PlausibleTime.first - 1] {
      #expect(PlausibleTime.made(madeAt) == PlausibleTime.first)
    }
    #expect(PlausibleTime.made(CaseUnderTest.morning) == CaseUnderTest.morning)
    #expect(PlausibleTime.made(.max) < .max, "it can be reckoned with")
  }

  @Test func `what was agreed to beyond its authority is flagged until somebody who may approves it`() {
    let dear = [("compensation", Value.text("5000000 CNY"))]
    var found = archived(remedies: dear)
    #expect(rules(found) == [.agreedBeyondAuthority])
    #expect(brokenRules(found.file).isEmpty, "without a policy authority is not looked at")
    let option = found.file.options[0].record.id
    found.approve(option, as: .dutyManager)
    #expect(rules(found) == [.agreedBeyondAuthority])
    found.approve(option, as: .headOffice)
    #expect(rules(found) == [])
    #expect(rules(archived(.admin, remedies: dear)) == [])
    var policy = Policy.standard
    policy.set(.unlimited, .branchStaff, .minor)
    #expect(rules(archived(remedies: dear), policy) == [])
  }

  @Test func `an acceptance without a consent that counts is flagged, in whatever state the case is by now`()
  {
    for status in [CaseStatus.accepted, .executing, .resolved, .archived] {
      for consent in ["none", "of nothing", "of another option", "unseen"] {
        var found = CaseUnderTest.assessed()
        let option = found.option(remedies: [("compensation", .text("5000000 CNY"))])
        found.step(.propose)
        let seen = found.children[option]?.headVersions.map(\.dot).sorted() ?? []
        if consent != "none" {
          found.add(
            .consent,
            [
              (ConsentField.option, .text(consent == "of nothing" ? "x" : option.description)),
              (
                ConsentField.seen,
                .sight(consent == "unseen" ? [] : consent == "of nothing" ? seen : [Dot(option, 1)])
              ),
              (ConsentField.at, .text("2026-11-20T10:30:00+08:00")), (ConsentField.how, .text("phone")),
            ])
        }
        found.step(.accept)
        for step in [LoopStep.execute, .resolve, .callBack, .review, .archive]
        where found.file.status != status {
          found.now += 60_000
          found.step(step)
        }
        #expect(rules(found).contains(.stateWithoutItsSteps), "\(status), \(consent)")
      }
    }
  }

  @Test
  func `an option that was made dearer or withdrawn after the consent is held to authority all the same`() {
    for isWithdrawn in [false, true] {
      var found = archived()
      let option = found.file.options[0].record.id
      found.add(
        .option, isWithdrawn ? [(OptionField.withdrawn, .flag(true))] : [], to: option,
        remedies: [("compensation", .text("5000000 CNY"))])
      #expect(rules(found) == [.agreedBeyondAuthority], "\(isWithdrawn)")
    }
  }

  @Test func `a severity that was set afterwards takes nobody's authority back`() {
    var found = archived(remedies: [("voucher", .text("5000 CNY"))])
    found.now += 60_000
    found.set([(CaseField.severity, "severe")])
    #expect(rules(found) == [])
  }

  @Test func `of two roles that stand against each other none but the least counts`() {
    var found = CaseUnderTest.assessed()
    let option = found.option(role: .admin, remedies: [("compensation", .text("5000000 CNY"))])
    #expect(found.file.options[0].role == .admin)
    // Written without sight of the other.
    let clash = Change(
      dot: Dot(Identifier(high: 0xB, low: 1), 1), record: option, kind: .option, aggregate: CaseUnderTest.id,
      scope: "SH01", author: Author(name: "王", branch: "SH01"), group: Group(first: 1, count: 1), salt: 1,
      writes: [FieldWrite(FieldID(OptionField.role.number), .text("duty_manager"))],
      times: Times(stamp: HybridTime(milliseconds: 1, counter: 1), wall: 1))
    let state = apply(clash, to: found.children[option]).state
    #expect(CaseOption(LoopRecord(state)).role == .branchStaff)
  }
}
