import Complaints
import Console
import Language
import Replica
import Terminal
import Versioning

/// Which plan a story asks for, and the plan where the next step is told.
extension Context {
  /// The kinds of emergencies that a text names, those first that cannot wait.
  func emergencyKinds(in story: String) -> [Term] {
    SafetyWords.kinds(SafetyWords.found(in: story, terms[.safetyWord]), terms[.emergencyKind])
  }

  /// A kind that a person names.
  func emergencyKind(_ typed: String?) throws -> String? {
    try term(typed, of: terms[EmergencyPlanField.kind])
  }

  /// How to see a plan: `casebook emergency-plan --kind fire`.
  static func planCommand(_ kind: Term?) -> String {
    "casebook emergency-plan" + (kind.map { " --kind \($0.id)" } ?? "")
  }

  /// The plan of an emergency that is not over, by what its story names; nil: it is none.
  func emergencyPlan(for file: CaseFile, of branch: String, _ reader: ReplicaReader) throws -> EmergencyPlan?
  {
    guard file.root.flag(CaseField.emergency), file.status.map({ !$0.isClosed }) ?? true else { return nil }
    let story = [CaseField.title, CaseField.narrative].compactMap { file.root.text($0) }
    return try reader.emergencyPlan(
      of: branch, kind: emergencyKinds(in: story.joined(separator: "\n")).first?.id)
  }

  /// The same plan as `emergency` shows, close together.
  func suggest(_ plan: EmergencyPlan?) throws {
    guard let plan else { return }
    try out(style.apply([.bold, .red], to: text(Label(NextEmergencyMessage.heading(name(of: plan))))))
    for (at, step) in plan.steps.enumerated() {
      let line = "\(at + 1)  " + text(step).sanitised(.joined)
      for line in wrap(line, width: min(columns, 100), indent: 5, firstIndent: 2) { try out(line) }
    }
    for phone in plan.phones { try out("  ☎  " + text(phone).sanitised(.joined)) }
  }

  /// What a plan is called: by its kind, where it is of one.
  func name(of plan: EmergencyPlan) -> Label {
    plan.kind.flatMap { terms[.emergencyKind].term($0)?.label } ?? RecordKind.emergencyPlan.label
      ?? Label(verbatim: "")
  }

  /// Plans of other kinds that a story names.
  func tellOther(_ kinds: some Sequence<Term>) {
    for kind in kinds {
      errAfterwards(Label(NextEmergencyMessage.other(kind.label, Self.planCommand(kind))))
    }
  }
}

enum NextEmergencyMessage: Message {
  case heading(Label)
  case other(Label, String)

  var label: Label {
    switch self {
    case .heading(let kind): Label(en: "Emergency plan: \(kind.en)", zhHans: "应急预案：\(kind.zhHans)")
    case .other(let kind, let command):
      Label(en: "\(kind.en), what to do: \(command)", zhHans: "\(kind.zhHans)的预案：\(command)")
    }
  }
}
