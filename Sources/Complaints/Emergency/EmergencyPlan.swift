package import Messages
package import Versioning

package enum EmergencyPlanField {
  /// The code of the branch; none: every branch that has no plan of its own.
  package static let branch = FieldDefinition(2, "branch", Label(.fieldBranch), .text, in: .record)
  /// One line each, in their order.
  package static let steps = FieldDefinition(3, "steps", Label(.fieldSteps), .longText, in: .record)
  /// `WHO: NUMBER`, one line each.
  package static let phones = FieldDefinition(
    4, "phones", Label(.emergencyPlanPhoneNumbers), .longText, in: .record)

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
      Label(.emergencyPlanLookAfterThePersonFirst),
      Label(
        .emergencyPlanIllHurtOrNotBreathing),
      Label(.emergencyPlanFireSmokeGasEverybodyOut),
      Label(.emergencyPlanViolenceOrAThreatKeep),
      Label(
        .emergencyPlanStopSellingOrUsingWhat),
      Label(.emergencyPlanCallTheManagerOnDuty),
      Label(
        .emergencyPlanPromiseHelpNotMoneyBlame),
      Label(.emergencyPlanWriteDownTheTimeOf),
    ],
    phones: [
      Label(.emergencyPlanAmbulance120), Label(.emergencyPlanFire119), Label(.emergencyPlanPolice110),
    ], isBuiltIn: true)
}
