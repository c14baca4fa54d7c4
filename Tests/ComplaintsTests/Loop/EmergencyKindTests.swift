import Language
import Testing
import Versioning

@testable import Complaints

/// Plans by kind of emergency, and which words mean one.
@Suite("Emergency plans by kind") struct EmergencyKindTests {
  @Test(arguments: [
    ("充电器冒烟，烫伤了手", ["fire", "illness"]), ("孩子过敏晕倒", ["allergy", "illness"]), ("客人打架", ["quarrel"]),
    ("顾客信息泄露了", ["data_leak"]), ("smell of gas", ["fire"]), ("汤是凉的", []),
  ])
  func `the words of a story name kinds, those first that cannot wait`(story: String, kinds: [String]) {
    let found = SafetyWords.found(in: story, .safetyWord)
    #expect(SafetyWords.kinds(found, .emergencyKind).map(\.id) == kinds)
  }

  @Test func `every word that is built in names a kind, one of head office the kind of its id`() {
    for word in Vocabulary.safetyWord.terms {
      #expect(SafetyWords.kinds([word], .emergencyKind).count == 1, "\(word.id)")
    }
    let flood = Term("flood", Label(en: "Flood", zhHans: "漏水"))
    #expect(SafetyWords.kinds([flood], .emergencyKind).isEmpty)
    let kinds = Vocabulary("emergency_kind", Label(verbatim: ""), Vocabulary.emergencyKind.terms + [flood])
    #expect(SafetyWords.kinds([flood], kinds).map(\.id) == ["flood"])
  }

  @Test func `words for those who may be ill are not offered for a quarrel or a leak`() {
    #expect(SafetyWords.meanIllness(SafetyWords.found(in: "客人晕倒", .safetyWord)))
    #expect(!SafetyWords.meanIllness(SafetyWords.found(in: "客人打架", .safetyWord)))
    #expect(!SafetyWords.meanIllness([]))
  }

  @Test func `each kind that is built in has steps in both languages, and no number but 120, 119 and 110`() {
    for kind in Vocabulary.emergencyKind.terms {
      let plan = EmergencyPlan.standard(of: kind.id)
      #expect(plan.kind == kind.id && plan.steps.count > 4 && plan.phones == EmergencyPlan.standard.phones)
      for step in plan.steps {
        #expect(!step.en.isEmpty && step.zhHans.contains { $0.isHan })
        for text in [step.en, step.zhHans] {
          let numbers = text.split { !$0.isASCII || !$0.isNumber }.filter { $0.count > 2 }
          #expect(numbers.allSatisfy { ["120", "119", "110"].contains(String($0)) }, "\(text)")
        }
      }
    }
    #expect(EmergencyPlan.standard(of: "flood") == .standard && EmergencyPlan.standard(of: nil) == .standard)
  }

  @Test func `a plan of a kind has a key that no plan of a branch has, and changes no other plan`() throws {
    #expect(EmergencyPlan.key(branch: "SH01", kind: "fire") == "sh01-fire")
    #expect(EmergencyPlan.key(branch: nil, kind: "data_leak") == "every_branch-data_leak")
    #expect(SharedRecord.isKey(EmergencyPlan.key(branch: nil, kind: "data_leak")))
    let key = "every_branch-fire"
    let state = try CaseUnderTest.state(
      .emergencyPlan, SharedRecord.id(.emergencyPlan, key),
      [
        FieldEdit(FieldID(SharedField.key.number), .text(key)),
        FieldEdit(FieldID(EmergencyPlanField.steps.number), .text("先疏散")),
        FieldEdit(FieldID(EmergencyPlanField.kind.number), .text("fire")),
      ])
    #expect(EmergencyPlan(state, over: .standard) == nil)
    #expect(EmergencyPlan(state, over: .standard(of: "illness")) == nil)
    let fire = try #require(EmergencyPlan(state, over: .standard(of: "fire")))
    #expect(
      fire.steps.map(\.zhHans) == ["先疏散"] && fire.phones == EmergencyPlan.standard.phones && !fire.isBuiltIn)
  }
}
