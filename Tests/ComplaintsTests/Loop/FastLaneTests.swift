import Language
import Testing
import Versioning

@testable import Complaints

/// What head office's policy lets a problem class skip.
@Suite struct FastLaneTests {
  private static func policy(_ typed: String...) throws -> Policy {
    var policy = Policy.standard
    for text in typed { try policy.setLane(typed: text, classes: .problemClass) }
    return policy
  }

  private static func lacking(_ step: LoopStep, _ found: CaseUnderTest, _ policy: Policy) -> [Requirement] {
    missing(for: step, found.file, policy: policy)
  }

  @Test func `a class skips what its lane names, and nothing else`() throws {
    let bare = CaseUnderTest([
      (CaseField.channel, "phone"), (CaseField.narrative, "x"), (CaseField.severity, "moderate"),
      (CaseField.problemClass, "product_quality"), (CaseField.responsibility, "third_party"),
    ])
    #expect(Self.lacking(.propose, bare, .standard) == [.restated, .need, .option])
    #expect(Self.lacking(.propose, bare, try Self.policy("product_quality=needs")) == [.option])
    #expect(
      Self.lacking(.propose, bare, try Self.policy("product_quality=contact")) == [.restated, .need, .option])
    let other = try #require(Vocabulary.problemClass.terms.first { $0.id != "product_quality" }).id
    #expect(Self.lacking(.propose, bare, try Self.policy("\(other)=needs")) == [.restated, .need, .option])
  }

  @Test func `an option beyond somebody's limit needs no approval there`() throws {
    var found = CaseUnderTest([
      (CaseField.channel, "phone"), (CaseField.narrative, "x"), (CaseField.severity, "moderate"),
      (CaseField.problemClass, "product_quality"), (CaseField.responsibility, "third_party"),
    ])
    found.option()
    let lane = try Self.policy("product_quality=approval")
    let option = try #require(found.file.options.first)
    #expect(!found.file.needsNoApproval(option, policy: .standard))
    #expect(found.file.needsNoApproval(option, policy: lane))
    #expect(!missing(toLeave: .proposed, found.file, policy: .standard).isEmpty)
    #expect(missing(toLeave: .proposed, found.file, policy: lane).isEmpty)
  }

  @Test func `solved on the spot takes no contact and no commitment; a review may be empty`() throws {
    let found = CaseUnderTest([(CaseField.severity, "minor"), (CaseField.problemClass, "product_quality")])
    let lane = try Self.policy("product_quality=contact,review")
    #expect(missing(toLeave: .executing, found.file, policy: .standard) == [.contact, .commitment])
    #expect(missing(toLeave: .executing, found.file, policy: lane).isEmpty)
    #expect(!missing(toLeave: .confirmed, found.file, policy: .standard).isEmpty)
    #expect(missing(toLeave: .confirmed, found.file, policy: lane).isEmpty)
  }

  @Test func `a severe case skips nothing`() throws {
    let found = CaseUnderTest([(CaseField.severity, "severe"), (CaseField.problemClass, "product_quality")])
    let lane = try Self.policy("product_quality=needs,approval,contact,review")
    for status in CaseStatus.allCases {
      #expect(
        missing(toLeave: status, found.file, policy: lane)
          == missing(toLeave: status, found.file, policy: .standard))
    }
  }

  @Test func `a lane is typed by id or label, and ended by none`() throws {
    let label = try #require(Vocabulary.problemClass.term("product_quality")).label.zhHans
    let lane: Set<FastLaneStep> = [.approval, .contact]
    #expect(try Self.policy("product_quality=approval,contact").lanes == ["product_quality": lane])
    #expect(try Self.policy("\(label)=审批、对接人与承诺").lanes == ["product_quality": lane])
    for none in ["none", "off", "无"] {
      #expect(try Self.policy("product_quality=approval", "product_quality=\(none)").lanes.isEmpty)
    }
    #expect(throws: PolicyInputError.laneShape) { try Self.policy("product_quality") }
    #expect(throws: PolicyInputError.laneShape) { try Self.policy("product_quality=") }
    #expect(throws: PolicyInputError.unknownClass("zz")) { try Self.policy("zz=approval") }
    #expect(throws: PolicyInputError.unknownLaneStep("zz")) { try Self.policy("product_quality=approval,zz") }
  }

  @Test func `a later version gets a lane that was changed before it begins, except where it has its own`()
    throws
  {
    let before = Policy.standard
    let after = try Self.policy("product_quality=approval")
    #expect(before.carrying(from: before, to: after, over: before).lanes == after.lanes)
    let own = try Self.policy("product_quality=review")
    #expect(own.carrying(from: before, to: after, over: before).lanes == own.lanes)
    #expect(after.carrying(from: after, to: before, over: after).lanes.isEmpty)
  }
}
