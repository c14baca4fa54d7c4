import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica

/// What to offer by severity, type and class: for `next` where an option is to be proposed, and for `propose`.
struct RemedyGuidance {
  let guide: RemedyGuide
  /// What whoever works here may grant alone in such a case.
  let limit: Policy.Limit
  let isFree: Bool

  var needsApproval: Bool { !isFree && limit == .none }
}

extension Context {
  func remedyGuidance(for file: CaseFile, policy: Policy, role: Role) -> RemedyGuidance? {
    RemedyGuide(
      severity: file.severity, type: file.root.text(CaseField.type),
      problemClass: file.root.text(CaseField.problemClass),
      isOffered: { terms[.remedy].term($0).map { !$0.retired } ?? false }
    ).map {
      RemedyGuidance(
        guide: $0, limit: policy.limit(role, file.severity), isFree: file.lane(policy).contains(.approval))
    }
  }

  /// - Parameter advice: what satisfied others: where there is some, it has the commands.
  func lines(_ guidance: RemedyGuidance, for number: String, beside advice: RemedyAdvice?) -> [String] {
    var lines = [text(RemedyGuidanceMessage.principle(guidance.guide.severity))]
    for offer in guidance.guide.offers {
      lines.append("  · " + offer.map { terms[.remedy].text($0, language) }.joined(separator: " + "))
      if advice == nil {
        lines.append("      " + "casebook propose \(number) --title … " + options(offer))
      }
    }
    if guidance.needsApproval {
      lines.append("  " + text(RemedyGuidanceMessage.approval))
    } else if !guidance.isFree, case .upTo(let money) = guidance.limit {
      lines.append("  " + text(RemedyGuidanceMessage.limit(money.text)))
    }
    return lines
  }

  private func options(_ offer: [String]) -> String { offer.map { "--remedy \($0)" }.joined(separator: " ") }

  func json(_ guidance: RemedyGuidance) -> JSON {
    [
      "severity": .string(guidance.guide.severity.rawValue),
      "offers": .array(guidance.guide.offers.map { .strings($0) }),
      "needs_approval": .bool(guidance.needsApproval),
    ]
  }
}

enum RemedyGuidanceMessage: Message {
  case approval
  case limit(String)
  case principle(Severity)

  var label: Label {
    switch self {
    case .approval:
      Label(
        en: "Your role offers nothing here without approval; the customer may be told by when it is decided.",
        zhHans: "这一级的方案都要先审批；可以先告诉客户什么时候有结果。")
    case .limit(let amount):
      Label(en: "Without approval you may grant up to \(amount).", zhHans: "您可自行批准的上限：\(amount)。")
    case .principle(.minor):
      Label(en: "Minor: apologise at once, with a small gift.", zhHans: "轻微：当场道歉，加一点小心意。")
    case .principle(.moderate):
      Label(
        en: "Moderate: take it on and make it good: done again free of charge, or better.",
        zhHans: "一般：主动承担，做到位：免费重做或升级。")
    case .principle(.severe):
      Label(
        en: "Severe: a senior speaks to the customer, with a plan made for them.",
        zhHans: "严重：负责人出面，按客户的情况单独定方案。")
    }
  }
}
