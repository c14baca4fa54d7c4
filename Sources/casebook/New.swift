import ArgumentParser
import Complaints
import Console
import Interchange
import RecordStore
import Replica
import Versioning

struct New: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: text("Logs a complaint and prints its number.", "登记一个客诉工单，输出编号。"),
    discussion: text(
      """
      casebook new --channel phone --narrative "The soup was cold"
      casebook new --channel in_store --severity moderate --type service --tag vip -F letter.txt
      pbpaste | casebook new --channel email -F - --customer "Wang Fang" --phone 13800138000

      Everything but channel and narrative can be filled in later with: casebook edit
      """,
      """
      casebook new --channel phone --narrative "汤是凉的"
      casebook new --channel 当场 --severity 中度影响 --type 服务 --tag vip -F 来信.txt
      cat 邮件.txt | casebook new --channel email -F - --customer 王芳 --phone 13800138000

      只有渠道和客户陈述必填，其余可稍后用 casebook edit 补充。
      """) + "\n" + FieldArguments.help())

  static var takesFields: Bool { true }

  @Option(
    name: [.customShort("F"), .customLong("narrative-file")],
    help: help("File with the narrative; - reads standard input.", "客户陈述所在的文件；- 表示标准输入。", "file"),
    completion: .file())
  var narrativeFile: String?

  @OptionGroup var fieldOptions: FieldOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.requireOneNarrative(file: narrativeFile)
    let store = try context.openStore()
    // Everything else is checked before a text is read from a pipe, which could not be read again.
    var typed =
      context.fields.contains { $0.definition.type == .reference }
      ? try context.read(store, context.fieldTexts) : context.fields.map { ($0.definition.id, $0.text) }
    try Self.requireIntake(try CaseDraft.newCase(typed, now: context.now), hasFile: narrativeFile != nil)
    let narrative = try narrativeFile.map(context.readText)
    let (id, number) = try context.keeping(narrative) {
      if let narrative { typed.append((CaseField.narrative.id, narrative.text)) }
      let draft = try CaseDraft.newCase(typed, now: context.now)
      try Self.requireIntake(draft, hasFile: false)
      return try context.write(store) { try $0.newCase(draft) }
    }
    if context.json {
      return try context.emit(["id": .string(id.description), "number": .string(number)])
    }
    try context.out(number)
    if context.errorStyle.isTerminal {
      context.errAfterwards(Label("Logged. To see it: casebook show @last", "已登记。查看：casebook show @last"))
    }
  }

  /// Channel and narrative are what an intake cannot do without.
  private static func requireIntake(_ draft: CaseDraft, hasFile: Bool) throws {
    var missing: [FieldDefinition] = []
    if draft[CaseField.channel] == nil { missing.append(CaseField.channel) }
    if draft[CaseField.narrative] == nil, !hasFile { missing.append(CaseField.narrative) }
    guard !missing.isEmpty else { return }
    let names = Label.list(missing.map(\.label.lowercased), separator: Label(" and ", "和"))
    throw CommandFailure.usage(
      Label("A case needs its \(names.en).", "登记工单需要填写\(names.zhHans)。"),
      hint: Label(
        "For example: casebook new --channel phone --narrative \"What the customer said\"",
        "例如：casebook new --channel phone --narrative \"客户原话\""))
  }
}
