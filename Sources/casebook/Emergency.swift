import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica
import Terminal
import Versioning

struct Emergency: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "emergency",
    abstract: text(.emergencyAbstract),
    discussion: text(
      .emergencyDiscussion))

  @Argument(help: help(.emergencyWhatHappened, "text"))
  var words: [String] = []

  @Option(help: help(.emergencyHowItCameToYou, "channel"), completion: choices(.channel))
  var channel = "in_store"

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    // The plan comes first, whatever is wrong with the store or the words of the command.
    let opened = Result { try context.openStore() }
    let read = Result {
      try context.read(opened.get()) { try $0.emergencyPlan(of: $0.identity.branch.rawValue) }
    }
    let plan = (try? read.get()) ?? .standard
    if !context.json {
      for line in context.lines(plan) { try context.out(line) }
      try context.output.flush()
    }
    _ = try read.get()
    let store = try opened.get()
    _ = try context.value(channel, CaseField.channel)
    var narrative = words.joined(separator: " ")
    if narrative.isEmpty, !context.json, isTerminal(0), isTerminal(1) {
      context.err(
        Label(.emergencyWhatHappenedEnterAloneLog))
      narrative = readLine() ?? ""
    }
    let draft = try CaseDraft.newCase(
      [
        (CaseField.channel.id, channel), (CaseField.narrative.id, narrative),
        (CaseField.emergency.id, "yes"), (CaseField.safety.id, "yes"), (CaseField.severity.id, "severe"),
        (CaseField.urgency.id, "high"),
      ], now: context.now)
    guard draft[CaseField.narrative] != nil else {
      if context.json { return try context.emit(context.json(plan, case: nil)) }
      return context.err(
        Label(.emergencyToLogItCasebookEmergency))
    }
    let made = try context.keeping(words.isEmpty ? TypedText(typed: narrative) : nil) {
      try context.write(store) { try $0.newCase(draft) }
    }
    if context.json { return try context.emit(context.json(plan, case: made)) }
    try context.out()
    try context.out(context.text(.emergencyLoggedAsAnEmergency) + made.number)
  }
}

struct EmergencyPlanCommand: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "emergency-plan",
    abstract: text(.emergencyPlanAbstract),
    discussion: text(
      .emergencyPlanDiscussion))

  @Option(help: help(.emergencyTheBranch, "branch"))
  var branch: String?
  @Option(help: help(.emergencyFileWithTheStepsOne, "file"), completion: .file())
  var steps: String?
  @Option(
    parsing: .singleValue, help: help(.emergencyWhoAndTheNumberSeveral, "who: number"))
  var phone: [String] = []
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    let text = try steps.map(context.readText)
    let edits = try context.edits([
      (EmergencyPlanField.steps, text?.text),
      (EmergencyPlanField.phones, phone.isEmpty ? nil : phone.joined(separator: "\n")),
    ])
    let store = try context.openStore()
    let changed =
      try edits.isEmpty
      ? nil
      : context.keeping(text) { try context.write(store) { try $0.publishEmergencyPlan(of: code, edits) } }
    let plan = try context.read(store) { reader in
      try reader.emergencyPlan(of: code ?? (edits.isEmpty ? reader.identity.branch.rawValue : nil))
    }
    if context.json { return try context.emit(context.json(plan, case: nil)) }
    for line in context.lines(plan) { try context.out(line) }
    guard let changed else { return }
    context.err(
      changed
        ? Label(.emergencyThePlanIsSavedBranches)
        : .unchanged)
  }
}

extension Context {
  /// Large and plain: each step on its own, with space around it; the numbers last, so that they are on the screen
  /// when the plan has run through a small window.
  fileprivate func lines(_ plan: EmergencyPlan) -> [String] {
    let rule = String(repeating: "=", count: min(columns, 60))
    var lines = [rule, style.apply(.bold, to: text(.emergencyEmergency)), rule, ""]
    for (at, step) in plan.steps.enumerated() {
      lines += wrap("\(at + 1).  " + text(step).sanitised(.joined), width: columns, indent: 4, firstIndent: 0)
      lines.append("")
    }
    for phone in plan.phones {
      lines += wrap("☎  " + text(phone).sanitised(.joined), width: columns, indent: 6, firstIndent: 3)
        .map { style.apply(.bold, to: $0) }
    }
    return lines + ["", rule]
  }

  /// `{steps: [], phones: [], built_in, case: {id, number}|null}`
  fileprivate func json(_ plan: EmergencyPlan, case made: (id: RecordID, number: String)?) -> JSON {
    [
      "steps": .strings(plan.steps.map { text($0) }), "phones": .strings(plan.phones.map { text($0) }),
      "built_in": .bool(plan.isBuiltIn),
      "case": made.map { ["id": .string($0.id.description), "number": .string($0.number)] } ?? .null,
    ]
  }
}
