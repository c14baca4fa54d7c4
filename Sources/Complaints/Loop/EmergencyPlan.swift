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

  /// None: for whatever no plan of a kind is for.
  package static let kind = FieldDefinition(
    5, "emergency_kind", Vocabulary.emergencyKind.label, .term(.emergencyKind), in: .record, aliases: ["kind"]
  )

  static let all = [SharedField.key, branch, steps, phones, kind]
}

/// What to do, and whom to call, where somebody is ill or in danger (应急预案). It is there with no network.
package struct EmergencyPlan: Sendable, Equatable {
  /// A term of `Vocabulary.emergencyKind`; nil: the one for whatever no plan of a kind is for.
  package private(set) var kind: String?
  /// In both languages where it is the built-in one; else as head office wrote it.
  package var steps: [Label]
  /// Who, and the number.
  package var phones: [Label]
  /// Nothing of it comes from head office.
  package var isBuiltIn: Bool

  /// The key of its record. No branch code has a dash, so each key is of one branch and kind; and programs that know no
  /// kinds see that it is none of theirs.
  package static func key(branch: String?, kind: String? = nil) -> String {
    SharedRecord.key(of: branch) + (kind.map { "-\($0)" } ?? "")
  }

  /// What its record makes of a plan: what it sets stands, the rest is as before. Nil for a record that is none.
  package init?(_ state: RecordState, over plan: EmergencyPlan) {
    let record = SharedRecord(state)
    let kind = record.text(EmergencyPlanField.kind).flatMap { $0.isEmpty ? nil : $0 }
    guard record.key == Self.key(branch: record.text(EmergencyPlanField.branch), kind: kind),
      kind == plan.kind
    else { return nil }
    self = plan
    isBuiltIn = false
    if let text = record.text(EmergencyPlanField.steps), !text.isEmpty { steps = Self.lines(text) }
    if let text = record.text(EmergencyPlanField.phones), !text.isEmpty { phones = Self.lines(text) }
  }

  private init(steps: [Label], phones: [Label], isBuiltIn: Bool, kind: String? = nil) {
    (self.steps, self.phones, self.isBuiltIn, self.kind) = (steps, phones, isBuiltIn, kind)
  }

  /// What a plan of a kind begins with: the steps that are built in for it, else those of the plan for everything, whose
  /// telephone numbers stand in any case.
  package func beginning(_ kind: String) -> EmergencyPlan {
    EmergencyPlan(
      steps: Self.builtInSteps(kind) ?? steps, phones: phones, isBuiltIn: phones == Self.standard.phones,
      kind: kind)
  }

  /// What holds of a kind until head office says otherwise.
  package static func standard(of kind: String?) -> EmergencyPlan {
    kind.flatMap { isBuiltIn($0) ? standard.beginning($0) : nil } ?? standard
  }

  /// Whether there are steps for a kind that nobody has laid down.
  package static func isBuiltIn(_ kind: String) -> Bool { builtInSteps(kind) != nil }

  private static func lines(_ text: String) -> [Label] {
    text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
      .map { Label(verbatim: $0) }
  }

  static let lookAfter = Label(
    en: "Look after the person first. Do not leave them alone.", zhHans: "先照看伤病者，身边始终留人。")
  static let stopSelling = Label(
    en:
      "Stop selling or using whatever may have caused it; keep a sample, the receipt, the batch number and the camera footage.",
    zhHans: "可疑商品立即停售、停用；封存样品，保存小票、批号和监控录像。")
  static let callManager = Label(
    en: "Call the manager on duty, then head office.", zhHans: "通知值班经理，再报总部。")
  static let promiseHelp = Label(
    en: "Promise help, not money; blame nobody; only head office speaks to the press.",
    zhHans: "先表明会全力协助；现场不谈赔偿、不论责任；媒体来访由总部统一答复。")
  static let writeDown = Label(
    en: "Write down the time of each step and who took it.", zhHans: "记下每一步的时间和经手人。")

  /// What holds until head office says otherwise. The numbers are those of mainland China.
  package static let standard = EmergencyPlan(
    steps: [
      lookAfter,
      Label(
        en: "Ill, hurt or not breathing well: call 120 and say the address, floor and nearest entrance.",
        zhHans: "有人发病、受伤或呼吸困难：拨打 120，说清地址、楼层和最近的入口。"),
      Label(en: "Fire, smoke, gas: everybody out, then call 119.", zhHans: "起火、冒烟、漏气：先疏散所有人，再拨打 119。"),
      Label(en: "Violence or a threat: keep your distance and call 110.", zhHans: "暴力或威胁：保持距离，拨打 110。"),
      stopSelling, callManager, promiseHelp, writeDown,
    ],
    phones: [
      Label(en: "Ambulance: 120", zhHans: "急救：120"), Label(en: "Fire: 119", zhHans: "火警：119"),
      Label(en: "Police: 110", zhHans: "报警：110"),
    ], isBuiltIn: true)
}
