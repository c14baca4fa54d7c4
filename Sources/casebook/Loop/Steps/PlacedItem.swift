import Language

/// What a case has several of, told apart by their places: 1, 2 …
enum PlacedItem {
  case commitment, escalation, option, task

  var label: Label {
    switch self {
    case .commitment: Label(CommitmentMessage.commitment)
    case .escalation: Label(EscalateMessage.openEscalation)
    case .option: Label(CommonMessage.option)
    case .task: Label(TaskMessage.task)
    }
  }

  /// What makes the first one.
  func firstCommand(in number: String) -> String {
    switch self {
    case .commitment: "casebook execute \(number) --commit … --due …"
    case .escalation: "casebook escalate \(number) --to … --reason …"
    case .option: "casebook propose \(number) --title … --remedy …"
    case .task: "casebook task add \(number) … --owner <name> --due …"
    }
  }
}
