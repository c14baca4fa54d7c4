import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

struct Emergency: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "emergency",
    abstract: text(EmergencyMessage.abstract),
    discussion: text(EmergencyMessage.discussion))

  @Argument(help: help(EmergencyMessage.wordsHelp, "text"))
  var words: [String] = []

  @Option(help: help(EmergencyMessage.channelHelp, "channel"), completion: choices(.channel))
  var channel = "in_store"

  @Option(help: help(EmergencyMessage.kindHelp, "kind"), completion: choices(.emergencyKind))
  var kind: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    // The plan comes first, whatever is wrong with the store or the words of the command.
    let opened = Result { try context.openStore() }
    let asked = Result { try context.emergencyKind(kind) }
    var named = context.emergencyKinds(in: words.joined(separator: " "))
    let wanted = ((try? asked.get()) ?? nil) ?? named.first?.id
    named.removeAll { $0.id == wanted }
    let read = Result {
      try context.read(opened.get()) {
        try $0.emergencyPlan(of: $0.identity.branch.rawValue, kind: wanted)
      }
    }
    let plan = (try? read.get()) ?? .standard(of: wanted)
    // A plan that could not be printed is no reason not to log the case: it is told with it on standard error.
    let shown = Result {
      guard !context.json else { return }
      for line in context.lines(plan) { try context.out(line) }
      try context.output.flush()
    }
    _ = try read.get()
    _ = try asked.get()
    let store = try opened.get()
    // Nobody has to know that the usual channel was retired.
    let terms = context.terms.withRetired
    _ = try FieldInput.parse(channel, as: terms[CaseField.channel], now: context.now)
    var narrative = words == ["-"] ? try context.readText("-").text : words.joined(separator: " ")
    if narrative.isEmpty, !context.json, isTerminal(0), isTerminal(1) {
      context.err(Label(EmergencyMessage.whatHappenedQuestion))
      narrative = try context.typedLine()
      named = context.emergencyKinds(in: narrative).filter { $0.id != plan.kind }
    }
    context.tellOther(named)
    let draft = try CaseInput.newCase(
      [
        (CaseField.channel.id, channel), (CaseField.narrative.id, narrative),
        (CaseField.emergency.id, "yes"), (CaseField.safety.id, "yes"), (CaseField.severity.id, "severe"),
        (CaseField.urgency.id, "high"),
      ], now: context.now, terms: terms)
    guard draft[CaseField.narrative] != nil else {
      try shown.get()
      if context.json { return try context.emit(context.json(plan, case: nil)) }
      return context.err(Label(EmergencyMessage.logItHint))
    }
    let made = try context.keeping(words.isEmpty ? TypedText(typed: narrative) : nil) {
      try context.write(store) { try $0.newCase(draft) }
    }
    if context.json { return try context.emit(context.json(plan, case: made)) }
    try context.out()
    try context.out(context.text(EmergencyMessage.logged) + made.number)
  }
}

extension Context {
  /// Large and plain: each step on its own, with space around it; the numbers last, so that they are on the screen
  /// when the plan has run through a small window.
  func lines(_ plan: EmergencyPlan) -> [String] {
    let rule = String(repeating: "=", count: min(columns, 60))
    let kind = plan.kind == nil ? "" : "  " + text(name(of: plan)).sanitised(.joined)
    var lines = [rule, style.apply(.bold, to: text(EmergencyMessage.heading) + kind), rule, ""]
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

  /// `{kind, steps: [], phones: [], built_in, case: {id, number}|null}`
  func json(_ plan: EmergencyPlan, case made: (id: RecordID, number: String)?) -> JSON {
    [
      "kind": .optional(plan.kind),
      "steps": .strings(plan.steps.map { text($0) }), "phones": .strings(plan.phones.map { text($0) }),
      "built_in": .bool(plan.isBuiltIn),
      "case": made.map { ["id": .string($0.id.description), "number": .string($0.number)] } ?? .null,
    ]
  }
}

enum EmergencyMessage: Message {
  case abstract
  case discussion
  case heading
  case channelHelp
  case kindHelp
  case logged
  case logItHint
  case wordsHelp
  case whatHappenedQuestion

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Shows what to do now and whom to call; logs the emergency.", zhHans: "应急预案：该做什么、找谁；并登记紧急工单。")
    case .discussion:
      Label(
        en: """
          casebook emergency
          casebook emergency "A guest fainted at table 7"
          casebook emergency --kind fire

          The plan is shown at once, with no network: that of the kind which your words
          name, or --kind; else the one for everything. To log what happened, write it
          after the command, or type it at a terminal once the plan is on the screen
          (Enter alone: nothing is logged).
          """,
        zhHans: """
          casebook emergency
          casebook emergency "7 号桌客人晕倒"
          casebook emergency --kind 火情

          预案立即显示，无需联网：按所写的内容或 --kind 选对应情形，否则显示综合预案。
          情况可直接写在命令后面，也可在命令行窗口中看完预案再输入（直接回车则
          不登记）。
          """)
    case .heading:
      Label(en: "EMERGENCY", zhHans: "紧 急 情 况")
    case .channelHelp:
      Label(en: "Channel: how you heard of it.", zhHans: "渠道。")
    case .kindHelp:
      Label(en: "What kind of emergency it is.", zhHans: "哪种紧急情形。")
    case .logged:
      Label(en: "Logged as an emergency: ", zhHans: "已登记为紧急工单：")
    case .logItHint:
      Label(
        en: "To log it: casebook emergency \"what happened\"", zhHans: "登记紧急工单：casebook emergency \"发生了什么\"")
    case .wordsHelp:
      Label(en: "What happened.", zhHans: "发生了什么。")
    case .whatHappenedQuestion:
      Label(en: "What happened? (Enter alone: do not log it now)", zhHans: "发生了什么？（直接回车：暂不登记）")
    }
  }
}
