import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Versioning

struct New: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: text(NewMessage.abstract),
    discussion: text(NewMessage.discussion) + "\n" + FieldArguments.help(except: [CaseField.status.id]))

  static var takesFields: Bool { true }

  @Option(
    name: [.customShort("F"), .customLong("narrative-file")],
    help: help(CommonMessage.narrativeFileHelp, "file"),
    completion: .file())
  var narrativeFile: String?

  @Option(
    help: help(NewMessage.draftHelp, "id"))
  var draft: String?

  @OptionGroup var fieldOptions: FieldOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.requireOneNarrative(file: narrativeFile)
    try context.refuseStatusOfNew()
    var context = context
    let signal = try context.removeSignal()
    guard signal == nil || draft == nil else {
      throw CommandFailure.usage(Label(NewMessage.draftAndSignal))
    }
    if context.fields.isEmpty, narrativeFile == nil, context.canAsk {
      return try context.intake(draft, from: signal)
    }
    if let draft { return try context.log(draft, narrative: try narrativeFile.map(context.readText)) }
    if let signal { return try context.log(signal, narrative: try narrativeFile.map(context.readText)) }
    let store = try context.openStore()
    context.tellAssumedTimes()
    // Everything else is checked before a text is read from a pipe, which could not be read again.
    var typed =
      context.fields.contains { $0.definition.type == .reference }
      ? try context.read(store, context.fieldTexts) : context.fields.map { ($0.definition.id, $0.text) }
    let known = try CaseInput.newCase(typed, now: context.now, terms: context.terms)
    try known.requirePossibleTimes()
    try Self.requireIntake(known, hasFile: narrativeFile != nil)
    let narrative = try narrativeFile.map(context.readText)
    let logged = try context.keeping(narrative) {
      if let narrative { typed.append((CaseField.narrative.id, narrative.text)) }
      let draft = try CaseInput.newCase(typed, now: context.now, terms: context.terms)
      try Self.requireIntake(draft, hasFile: false)
      let (id, number) = try context.write(store) { try $0.newCase(draft) }
      return (id: id, number: number, draft: draft)
    }
    try context.tell(
      logged.id, logged.number, like: context.duplicates(of: logged.draft, logged.id, in: store),
      danger: context.danger(in: logged.draft), of: context.returningCustomer(logged.id, in: store))
  }

  /// Channel and narrative are what an intake cannot do without.
  static func requireIntake(_ draft: CaseInput, hasFile: Bool) throws {
    var missing: [FieldDefinition] = []
    if draft[CaseField.channel] == nil { missing.append(CaseField.channel) }
    if draft[CaseField.narrative] == nil, !hasFile { missing.append(CaseField.narrative) }
    guard !missing.isEmpty else { return }
    let names = Label.list(missing.map(\.label.lowercased), separator: Label(NewMessage.listAnd))
    throw CommandFailure.usage(
      Label(NewMessage.requiredMissing(names)),
      hint: Label(NewMessage.requiredMissingHint))
  }
}

enum NewMessage: Message {
  case requiredMissing(Label)
  case abstract
  case listAnd
  case discussion
  case requiredMissingHint
  case draftAndSignal
  case draftHelp

  var label: Label {
    switch self {
    case .requiredMissing(let names):
      Label(en: "A case needs its \(names.en).", zhHans: "登记工单必须填写\(names.zhHans)。")
    case .abstract:
      Label(en: "Logs a complaint and prints its number.", zhHans: "登记投诉工单，并显示工单号。")
    case .listAnd:
      Label(en: " and ", zhHans: "和")
    case .discussion:
      Label(
        en: """
          casebook new --channel phone --narrative "The soup was cold"
          casebook new --channel in_store --severity moderate --type service --tag vip \\
            -F letter.txt
          casebook new --channel email -F mail.txt --customer "Wang Fang" \\
            --phone 13800138000

          Only channel and narrative are needed at once; add the rest later with
          casebook edit. In a terminal, without options, it asks step by step; what was
          typed is kept as a draft (casebook drafts) until it is logged. --signal ID makes
          a case of a signal (casebook signal).
          """,
        zhHans: """
          casebook new --channel 电话 --narrative "汤是凉的"
          casebook new --channel 当场 --severity 一般 --type 服务 --tag vip -F 来信.txt
          cat 邮件.txt | casebook new --channel 邮件 -F - --customer 王芳 \\
            --phone 13800138000

          只有渠道和客户陈述必填，其余可稍后用 casebook edit 补充。
          在命令行窗口中不带选项运行时逐项提问；已填内容在登记前一直留作草稿
          （casebook drafts）。--signal <编号> 把不满苗头转成工单（casebook signal）。
          """)
    case .requiredMissingHint:
      Label(
        en: "For example: casebook new --channel phone --narrative \"What the customer said\"",
        zhHans: "例如：casebook new --channel 电话 --narrative \"客户原话\"")
    case .draftAndSignal:
      Label(en: "Give --draft or --signal, not both.", zhHans: "--draft 和 --signal 只能用一个。")
    case .draftHelp:
      Label(
        en: "Continue this draft, or log it (casebook drafts).", zhHans: "继续填写或直接登记这份草稿（casebook drafts）。")
    }
  }
}
