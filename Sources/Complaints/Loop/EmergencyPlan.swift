package import Language
package import Versioning

package enum EmergencyPlanField {
  /// The code of the branch; none: every branch that has no plan of its own.
  package static let branch = FieldDefinition(2, "branch", Label(DomainMessage.branch), .text, in: .record)
  /// One line each, in their order.
  package static let steps = FieldDefinition(3, "steps", Label(DomainMessage.steps), .longText, in: .record)
  /// `WHO: NUMBER`, one line each.
  package static let phones = FieldDefinition(
    4, "phones", Label(en: "Phone numbers", zhHans: "电话"), .longText, in: .record)

  static let all = [SharedField.key, branch, steps, phones]
}

/// What to do, and whom to call, where somebody is ill or in danger (应急预案). It is there with no network.
package struct EmergencyPlan: Sendable, Equatable {
  /// In both languages where it is the built-in one; else as head office wrote it.
  package var steps: [Label]
  /// Who, and the number.
  package var phones: [Label]
  /// Nothing of it comes from head office.
  package var isBuiltIn: Bool

  /// The key of its record.
  package static func key(branch: String?) -> String { SharedRecord.key(of: branch) }

  /// What its record makes of a plan: what it sets stands, the rest is as before. Nil for a record that is none.
  package init?(_ state: RecordState, over plan: EmergencyPlan) {
    let record = SharedRecord(state)
    guard record.key == Self.key(branch: record.text(EmergencyPlanField.branch)) else { return nil }
    self = plan
    isBuiltIn = false
    if let text = record.text(EmergencyPlanField.steps), !text.isEmpty { steps = Self.lines(text) }
    if let text = record.text(EmergencyPlanField.phones), !text.isEmpty { phones = Self.lines(text) }
  }

  private init(steps: [Label], phones: [Label], isBuiltIn: Bool) {
    (self.steps, self.phones, self.isBuiltIn) = (steps, phones, isBuiltIn)
  }

  private static func lines(_ text: String) -> [Label] {
    text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
      .map { Label(verbatim: $0) }
  }

  /// What holds until head office says otherwise. The numbers are those of mainland China.
  package static let standard = EmergencyPlan(
    steps: [
      Label(en: "Look after the person first. Do not leave them alone.", zhHans: "先照看伤病者，身边始终留人。"),
      Label(
        en: "Ill, hurt or not breathing well: call 120 and say the address, floor and nearest entrance.",
        zhHans: "有人发病、受伤或呼吸困难：拨打 120，说清地址、楼层和最近的入口。"),
      Label(en: "Fire, smoke, gas: everybody out, then call 119.", zhHans: "起火、冒烟、漏气：先疏散所有人，再拨打 119。"),
      Label(en: "Violence or a threat: keep your distance and call 110.", zhHans: "暴力或威胁：保持距离，拨打 110。"),
      Label(
        en:
          "Stop selling or using whatever may have caused it; keep a sample, the receipt, the batch number and the camera footage.",
        zhHans: "可疑商品立即停售、停用；封存样品，保存小票、批号和监控录像。"),
      Label(en: "Call the manager on duty, then head office.", zhHans: "通知值班经理，再报总部。"),
      Label(
        en: "Promise help, not money; blame nobody; only head office speaks to the press.",
        zhHans: "先表明会全力协助；现场不谈赔偿、不论责任；媒体来访由总部统一答复。"),
      Label(en: "Write down the time of each step and who took it.", zhHans: "记下每一步的时间和经手人。"),
    ],
    phones: [
      Label(en: "Ambulance: 120", zhHans: "急救：120"), Label(en: "Fire: 119", zhHans: "火警：119"),
      Label(en: "Police: 110", zhHans: "报警：110"),
    ], isBuiltIn: true)
}
