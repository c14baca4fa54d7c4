import Testing
import Versioning

@testable import Complaints

/// Each gate, refused once and fulfilled once.
@Suite struct GateTests {
  private func lacking(_ step: LoopStep, _ found: CaseUnderTest, _ policy: Policy = .standard)
    -> [Requirement]
  {
    missing(for: step, found.file, policy: policy)
  }

  @Test func `to assess: what happened, and how it came`() {
    #expect(
      lacking(.assess, CaseUnderTest()) == [.field(CaseField.channel), .field(CaseField.narrative)])
    #expect(
      lacking(.assess, CaseUnderTest([(CaseField.channel, "phone"), (CaseField.narrative, "x")])) == [])
  }

  @Test func `to propose: restated, classified, a need, and an option`() {
    let bare = CaseUnderTest([(CaseField.channel, "phone"), (CaseField.narrative, "x")])
    #expect(
      lacking(.propose, bare) == [
        .restated, .field(CaseField.problemClass), .field(CaseField.severity),
        .field(CaseField.responsibility),
        .need, .option,
      ])
    var whole = CaseUnderTest.assessed()
    #expect(lacking(.propose, whole) == [.option])
    whole.option()
    #expect(lacking(.propose, whole) == [])
    whole.option("退款")
    #expect(lacking(.propose, whole) == [], "two are a choice")
    whole.option("换货")
    #expect(lacking(.propose, whole) == [.fewerOptions(3)])
  }

  @Test func `a need in the customer's own words is one as well`() {
    var found = CaseUnderTest([
      (CaseField.channel, "phone"), (CaseField.narrative, "x"), (CaseField.severity, "minor"),
      (CaseField.problemClass, "product_quality"), (CaseField.responsibility, "third_party"),
    ])
    found.mark(CaseField.listening, "restated")
    found.option()
    #expect(lacking(.propose, found) == [.need])
    found.add(.need, [(NeedField.kind, .text("fact")), (NeedField.text, .text("汤变质了"))])
    #expect(lacking(.propose, found) == [])
  }

  @Test func `to accept: one or two options, also where one was added after they were proposed`() {
    var found = CaseUnderTest.assessed()
    let chosen = found.option()
    found.option("退款")
    found.step(.propose)
    found.consent(to: chosen)
    #expect(lacking(.accept, found) == [])
    found.option("换货")
    #expect(lacking(.accept, found) == [.fewerOptions(3)])
  }

  @Test func `to accept: every option whole`() {
    for field in OptionField.required {
      var found = CaseUnderTest.assessed()
      let option = found.option(without: field)
      found.step(.propose)
      found.consent(to: option)
      let title = field == OptionField.title ? "" : "重做"
      #expect(lacking(.accept, found) == [.wholeOption(title, missing: [field])])
      found.add(.option, [(field, .text("x"))], to: option)
      found.consent(to: option)
      #expect(lacking(.accept, found) == [])
    }
    var free = CaseUnderTest.assessed()
    let option = free.option(remedies: [])
    free.consent(to: option)
    #expect(lacking(.accept, free) == [.wholeOption("重做", missing: [OptionField.remedies])])
  }

  @Test func `beyond authority it takes an approval, by somebody who may`() {
    var found = CaseUnderTest.assessed()
    let option = found.option(remedies: [("refund", .text("60000 CNY")), ("apology", .flag(true))])
    found.step(.propose)
    found.consent(to: option)
    #expect(lacking(.accept, found) == [.approval("重做", by: [.headOffice, .admin])])
    found.approve(option, as: .dutyManager)
    #expect(lacking(.accept, found) == [.approval("重做", by: [.headOffice, .admin])], "not hers to grant")
    found.approve(option, as: .headOffice)
    #expect(lacking(.accept, found) == [])
  }

  @Test func `an approval counts for what it saw`() {
    var found = CaseUnderTest.assessed()
    let option = found.option(remedies: [("refund", .text("20000 CNY"))])
    found.approve(option, as: .dutyManager)
    found.consent(to: option)
    #expect(lacking(.accept, found) == [])
    found.add(.option, [], to: option, remedies: [("refund", .text("30000 CNY"))])
    found.consent(to: option)
    #expect(lacking(.accept, found) == [.freshApproval("重做", changed: ["remedies"])])
    found.approve(option, as: .dutyManager)
    #expect(lacking(.accept, found) == [])
    found.approve(option, as: .dutyManager, granted: false)
    #expect(lacking(.accept, found) == [.rejected("重做")])
  }

  @Test func `limits go by severity and role; another currency is beyond them`() {
    func allows(_ role: Role, _ severity: Severity?, _ amounts: [(Int64, String)]) -> Bool {
      Policy.standard.allows(
        role, severity: severity, cost: amounts.map { Money(minorUnits: $0.0, currency: $0.1) })
    }
    #expect(
      allows(.branchStaff, .minor, [(10_000, "CNY")]) && !allows(.branchStaff, .minor, [(10_001, "CNY")]))
    #expect(!allows(.branchStaff, .moderate, []) && !allows(.branchStaff, nil, []))
    #expect(allows(.dutyManager, .moderate, [(100_000, "CNY")]) && !allows(.dutyManager, .severe, []))
    #expect(!allows(.dutyManager, .minor, [(1, "USD")]) && allows(.headOffice, .severe, [(.max, "USD")]))
    #expect(!allows(.auditor, .minor, []))
  }

  @Test func `to execute: a consent to the option as it is`() {
    var found = CaseUnderTest.assessed()
    let option = found.option()
    found.step(.propose)
    #expect(lacking(.execute, found) == [.choice, .consent])
    found.consent(to: option)
    found.step(.accept)
    #expect(lacking(.execute, found) == [])
    found.add(.option, [(OptionField.cons, .text("再等半小时"))], to: option)
    #expect(lacking(.execute, found) == [.freshConsent("重做", changed: ["cons"])])
    found.consent(to: option)
    #expect(lacking(.execute, found) == [])
    found.add(.option, [(OptionField.withdrawn, .flag(true))], to: option)
    #expect(lacking(.execute, found) == [.choice, .consent])
  }

  @Test func `to resolve: one contact, a commitment, and all of them closed`() {
    var found = CaseUnderTest.assessed()
    #expect(lacking(.resolve, found) == [.contact, .commitment])
    found.set([(CaseField.singleContact, "李娜")])
    let promise = found.add(
      .commitment, [(CommitmentField.what, .text("上菜")), (CommitmentField.due, .text("2026-11-20"))])
    let other = found.add(
      .commitment, [(CommitmentField.what, .text("送券")), (CommitmentField.due, .text("2026-11-20"))])
    #expect(lacking(.resolve, found) == [.closedCommitment("上菜"), .closedCommitment("送券")])
    found.add(.commitment, [(CommitmentField.doneAt, .text("2026-11-20"))], to: promise)
    found.add(.commitment, [(CommitmentField.waived, .text("客户不要"))], to: other)
    #expect(lacking(.resolve, found) == [])
  }

  @Test func `to resolve a severe case: a senior who is named, and who spoke to the customer`() {
    var found = CaseUnderTest.assessed()
    found.set([(CaseField.singleContact, "李娜"), (CaseField.severity, "severe")])
    found.add(
      .commitment,
      [
        (CommitmentField.what, .text("上菜")), (CommitmentField.due, .text("2026-11-20")),
        (CommitmentField.doneAt, .text("2026-11-20")),
      ])
    #expect(lacking(.resolve, found) == [.senior(nil)])
    // Whoever was named and is not to do it any more is nobody.
    found.add(
      .task,
      [
        (TaskField.what, .text("沟通")), (TaskField.purpose, .text("senior")), (TaskField.owner, .text("赵")),
        (TaskField.dropped, .text("休假")),
      ])
    #expect(lacking(.resolve, found) == [.senior(nil)])
    let task = found.add(
      .task,
      [(TaskField.what, .text("沟通")), (TaskField.purpose, .text("senior")), (TaskField.owner, .text("吴总"))])
    #expect(lacking(.resolve, found) == [.senior("吴总")])
    found.add(.task, [(TaskField.doneAt, .text("2026-11-20"))], to: task)
    #expect(lacking(.resolve, found) == [])
    found.set([(CaseField.severity, "moderate")])
    #expect(lacking(.resolve, found) == [])
  }

  @Test func `a severity that was lowered for the consent and raised after it opens no gate`() {
    var found = CaseUnderTest.assessed()
    found.set([(CaseField.singleContact, "李娜"), (CaseField.severity, "minor")])
    let option = found.option()
    found.step(.propose)
    found.consent(to: option)
    found.step(.accept)
    found.add(
      .commitment,
      [
        (CommitmentField.what, .text("上菜")), (CommitmentField.due, .text("2026-11-20")),
        (CommitmentField.doneAt, .text("2026-11-20")),
      ])
    #expect(lacking(.resolve, found) == [])
    found.set([(CaseField.severity, "severe")])
    let approvers = Policy.standard.approvers(severity: .severe, cost: [])
    let wanted: [Requirement] = [.approval("重做", by: approvers), .senior(nil)]
    #expect(lacking(.resolve, found) == wanted)
    // Nor does the review of one that was resolved meanwhile.
    #expect(missing(toLeave: .confirmed, found.file, policy: .standard).prefix(2) == wanted[...])
    found.approve(option, as: .headOffice)
    #expect(lacking(.resolve, found) == [.senior(nil)])
  }

  @Test func `to hold: a reason, and when the customer hears next`() {
    var found = CaseUnderTest.assessed()
    found.step(.hold)
    #expect(lacking(.hold, found) == [.reason, .nextUpdate])
    found.step(.hold, reason: "等供应商", until: "2026-11-21")
    #expect(lacking(.hold, found) == [])
  }

  @Test func `a call-back that went badly owes something more`() {
    var found = CaseUnderTest.assessed()
    found.step(.callBack, to: .executing)
    #expect(lacking(.callBack, found) == [.extraRemedy])
    found.add(.commitment, [(CommitmentField.what, .text("登门")), (CommitmentField.due, .text("2026-11-21"))])
    #expect(lacking(.callBack, found) == [])
    found.step(.callBack)
    #expect(lacking(.callBack, found) == [.closedCommitment("登门")])
  }

  @Test func `what was resolved a second time takes a call after that, not the one of the first time`() {
    func lacking(_ found: CaseUnderTest) -> [Requirement] {
      missing(toLeave: .resolved, found.file, policy: .standard)
    }
    var found = CaseUnderTest.assessed()
    found.step(.resolve)
    #expect(lacking(found) == [.callBack])
    found.now = 60_000
    found.add(.callBack, [(CallBackField.solved, .flag(false))])
    #expect(lacking(found) == [])
    found.now = 120_000
    found.step(.resolve)
    #expect(lacking(found) == [.callBack])
    found.now = 180_000
    found.add(.callBack, [(CallBackField.solved, .flag(true))])
    #expect(lacking(found) == [])
  }

  @Test func `what is missing names the command that brings it`() {
    func command(_ field: FieldDefinition) -> String { Requirement.field(field).command("7") }
    #expect(command(CaseField.channel) == "casebook edit 7 --channel …")
    #expect(command(CaseField.narrative) == "casebook edit 7 --narrative …")
    #expect(command(CaseField.severity) == "casebook assess 7 --severity …")
  }

  @Test func `to review: cause and lesson, and more where it was not minor`() {
    for severity in Severity.allCases {
      var found = CaseUnderTest.assessed(severity)
      if severity == .severe {
        #expect(lacking(.review, found).first == .senior(nil))
        found.add(
          .task,
          [
            (TaskField.what, .text("沟通")), (TaskField.purpose, .text("senior")),
            (TaskField.owner, .text("吴总")), (TaskField.doneAt, .text("2026-11-20")),
          ])
      }
      let short = [ReviewField.rootCause, ReviewField.lesson]
      let long = short + [ReviewField.highlights, ReviewField.shortcomings]
      let wanted = severity == .minor ? short : long
      #expect(lacking(.review, found) == [.lesson(wanted)])
      found.add(.review, wanted.map { ($0, .text("x")) })
      #expect(lacking(.review, found) == [])
    }
  }

  @Test func `to archive: every action in somebody's hands`() {
    var found = CaseUnderTest.assessed()
    let action = found.add(.task, [(TaskField.what, .text("设提示板"))])
    #expect(lacking(.archive, found) == [.taskOwner("设提示板")])
    found.add(.task, [(TaskField.owner, .text("王伟"))], to: action)
    #expect(lacking(.archive, found) == [])
  }

  @Test func `to close early or reopen: a reason, or the case it repeats`() {
    var found = CaseUnderTest.assessed()
    found.step(.withdraw)
    #expect(lacking(.withdraw, found) == [.reason])
    found.step(.withdraw, to: .duplicate)
    #expect(lacking(.withdraw, found) == [.original])
    found.set([(CaseField.duplicateOf, "x")])
    #expect(lacking(.withdraw, found) == [])
    found.step(.reopen)
    #expect(lacking(.reopen, found) == [.reason])
    found.step(.reopen, reason: "又坏了")
    #expect(lacking(.reopen, found) == [])
  }

  @Test func `what is escalated is not closed`() {
    var found = CaseUnderTest.assessed()
    let open = found.add(.escalation, [(EscalationField.to, .text("区域经理"))])
    found.step(.withdraw, reason: "x")
    for step in [LoopStep.withdraw, .archive] { #expect(lacking(step, found) == [.endedEscalation]) }
    #expect(brokenRules(found.file).map(\.rule) == [.closedWhileEscalated])
    found.add(.escalation, [(EscalationField.ends, .text(open.description))])
    #expect(lacking(.withdraw, found) == [] && brokenRules(found.file).isEmpty)
  }

  @Test func `a step is taken from its own state, from those before it that lead there, and from hold`() {
    let from: [LoopStep: Set<CaseStatus>] = [
      .assess: [.received, .assessed, .reopened, .onHold],
      .propose: [.assessed, .reopened, .proposed, .accepted, .onHold],
      .accept: [.proposed, .accepted, .onHold], .execute: [.accepted, .executing, .onHold],
      .hold: [.assessed, .reopened, .proposed, .accepted, .executing, .onHold],
      .resolve: [.executing, .onHold], .callBack: [.resolved, .confirmed, .reviewed, .archived],
      .review: [.confirmed, .reviewed], .archive: [.reviewed],
    ]
    for (step, states) in from { #expect(step.from == states, "\(step)") }
  }

  @Test func `what happened is in the order of its stamps, whatever ids it has`() {
    let kinds: [(RecordKind, FieldDefinition)] = [
      (.step, StepField.reason), (.consent, ConsentField.how), (.approval, ApprovalField.option),
      (.progress, ProgressField.text), (.callBack, CallBackField.satisfaction),
      (.escalation, EscalationField.to),
    ]
    for (kind, field) in kinds {
      var found = CaseUnderTest()
      let ids = [9, 5, 7].map { Identifier(high: 3, low: $0) }
      for (at, id) in ids.enumerated() {
        found.now = Int64(at) * 60_000
        found.add(kind, [(field, .text("x"))], to: id)
      }
      #expect(found.file.records(kind).map(\.id) == ids, "\(kind)")
    }
  }

  @Test func `every state has a way on, and each step leads where it says`() {
    for status in CaseStatus.allCases {
      guard let next = LoopStep.next(after: status) else {
        #expect(status.isClosed && LoopStep.reopen.from.contains(status))
        continue
      }
      #expect(next.from.contains(status), "\(status)")
      #expect(LoopStep(to: next.to) == next)
    }
    #expect(LoopStep(to: .received) == nil && LoopStep(to: .duplicate) == .withdraw)
  }
}
