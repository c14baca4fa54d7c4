import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica
import Versioning

/// What a notice says, as options of `add` and `edit`.
struct NoticeTexts: ParsableArguments {
  @Option(help: help(NoticeTextsMessage.titleHelp, "text"))
  var title: String?
  @Option(name: .customLong("text"), help: help(NoticeTextsMessage.textHelp, "text"))
  var words: String?
  @Option(
    name: [.customShort("F"), .customLong("file")], help: help(NoticeTextsMessage.fileHelp, "file"),
    completion: .file())
  var file: String?
  @Option(help: help(NoticeTextsMessage.purposeHelp, "kind"), completion: choices(.noticePurpose))
  var purpose: String?
  @Option(help: help(NoticeTextsMessage.productHelp, "text"))
  var product: String?
  @Option(help: help(NoticeTextsMessage.batchHelp, "text"))
  var batch: String?
  @Option(help: help(NoticeTextsMessage.supplierHelp, "text"))
  var supplier: String?
  @Option(parsing: .unconditionalSingleValue, help: help(NoticeTextsMessage.branchHelp, "code"))
  var branch: [String] = []
  @Option(help: help(NoticeTextsMessage.acknowledgeByHelp, "time"))
  var acknowledgeBy: String?
  @Option(help: help(NoticeTextsMessage.untilHelp, "date"))
  var until: String?

  func edits(_ context: Context) throws -> [FieldEdit] {
    guard words == nil || file == nil else {
      throw CommandFailure.usage(Label(NoticeTextsMessage.textTwice))
    }
    func date(_ typed: String?) -> String? { typed.map { Self.none.contains($0.folded) ? "" : $0 } }
    let edits = try context.edits([
      (NoticeField.title, title), (NoticeField.text, try file.map { try context.readText($0).text } ?? words),
      (NoticeField.purpose, purpose), (NoticeField.product, product), (NoticeField.batch, batch),
      (NoticeField.supplier, supplier), (NoticeField.acknowledgeBy, date(acknowledgeBy)),
      (NoticeField.until, date(until)),
    ])
    try context.requireText(edits, NoticeField.title, NoticeField.text, NoticeField.purpose)
    try context.refusePast(edits, NoticeField.acknowledgeBy)
    try context.refusePast(edits, NoticeField.until)
    return edits + (try branchEdits)
  }

  /// The codes that are added and, with a leading -, those that are taken away.
  private var branchEdits: [FieldEdit] {
    get throws {
      try branch.map { typed in
        let isRemoved = typed.hasPrefix("-")
        let code = try BranchCode.checked(isRemoved ? String(typed.dropFirst()) : typed).rawValue
        return FieldEdit(FieldID(NoticeField.branches.number, code), isRemoved ? .none : .flag(true))
      }
    }
  }

  /// What is typed for a date that there is not to be.
  private static let none: Set<String> = ["none", "无", "不需要", "不用"]

  /// Says of branches that are asked whether anything of them is here.
  func tellUnknown(_ context: Context) throws {
    let store = try context.openStore()
    for typed in branch where !typed.hasPrefix("-") {
      try context.tellUnknown(branch: try BranchCode.checked(typed).rawValue, store)
    }
  }
}

struct NoticeAdd: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: text(NoticeAddMessage.abstract),
    discussion: text(NoticeAddMessage.discussion))

  @Argument(help: help(CommonMessage.newIDHelp, "id"))
  var id: String
  @OptionGroup var texts: NoticeTexts
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let key = try context.newKey(id)
    var edits = try texts.edits(context)
    func given(_ field: FieldDefinition) -> String? {
      edits.first { $0.field == FieldID(field.number) }?.value.text
    }
    let missing = [NoticeField.title, NoticeField.purpose, NoticeField.text].filter { given($0) == nil }
    guard missing.isEmpty else {
      throw CommandFailure.usage(
        Label(NoticeAddMessage.missing(.list(missing.map(\.label)))),
        hint: Label(NoticeAddMessage.missingHint))
    }
    // What has to be done at once is to be acknowledged within a day, unless head office says otherwise.
    if texts.acknowledgeBy == nil, given(NoticeField.purpose) != "information" {
      let tomorrow = context.time(context.now.milliseconds + 24 * 3_600_000).rfc3339
      edits.append(FieldEdit(FieldID(NoticeField.acknowledgeBy.number), .text(tomorrow)))
    }
    edits.removeAll { $0.value == .none }
    let due = given(NoticeField.acknowledgeBy).flatMap { DateText(written: $0) }
    try context.write { session in
      guard try !session.reader.notices().contains(where: { $0.key == key }) else {
        throw CommandFailure.keyTaken(key, "notice")
      }
      _ = try session.publish(nil as Notice?, key, edits)
    }
    try context.tell(key, changed: true, .published(key))
    if !context.json {
      context.errAfterwards(
        Label(due.map { NoticeAddMessage.due($0.shown(to: context.zone)) } ?? NoticeAddMessage.notDue))
    }
    try texts.tellUnknown(context)
  }
}

enum NoticeTextsMessage: Message {
  case acknowledgeByHelp
  case batchHelp
  case branchHelp
  case fileHelp
  case productHelp
  case purposeHelp
  case supplierHelp
  case textHelp
  case textTwice
  case titleHelp
  case untilHelp

  var label: Label {
    switch self {
    case .acknowledgeByHelp:
      Label(
        en: "By when branches acknowledge it; none: nobody has to.", zhHans: "签收期限；填 无 表示不需要签收。")
    case .batchHelp: Label(en: "The batch it is about.", zhHans: "涉及的批次。")
    case .branchHelp:
      Label(
        en: "A branch it is for (repeatable); a leading - removes it. None: for all.",
        zhHans: "适用门店（可多个）；前面加 - 为移除，不填则为所有门店。")
    case .fileHelp:
      Label(en: "File with what is to be done; - reads standard input.", zhHans: "处理要求所在的文件；- 表示标准输入。")
    case .productHelp: Label(en: "The product or service it is about.", zhHans: "涉及的产品或服务。")
    case .purposeHelp: Label(en: "What kind of notice it is.", zhHans: "通知类别。")
    case .supplierHelp: Label(en: "The supplier it is about.", zhHans: "涉及的供应商。")
    case .textHelp: Label(en: "What is to be done, in Markdown.", zhHans: "处理要求（Markdown）。")
    case .textTwice:
      Label(
        en: "Give what is to be done with --text or with -F, not both.", zhHans: "处理要求用 --text 或 -F 填写，只能用一个。"
      )
    case .titleHelp: Label(en: "What it is about, in a line.", zhHans: "通知标题，一句话。")
    case .untilHelp:
      Label(en: "The last day that it holds; none: until withdrawn.", zhHans: "有效期至哪天；填 无 表示撤回前一直有效。")
    }
  }
}

enum NoticeAddMessage: Message {
  case abstract
  case discussion
  case due(String)
  case missing(Label)
  case missingHint
  case notDue

  var label: Label {
    switch self {
    case .abstract: Label(en: "Publishes a notice to branches (head office).", zhHans: "向门店发布通知（总部）。")
    case .discussion:
      Label(
        en: """
          casebook notice add thin-carton --title "Stop using carton B-2024" \\
            --purpose stop_use --product "Parcel carton" --batch B-2024 \\
            --text "Set them aside, count them, tell us how many."
          casebook notice add oil-recall --purpose recall --title "Chilli oil recall" \\
            -F recall.md --branch SH01 --branch SH02 --acknowledge-by "tomorrow 10:00"
          casebook notice add new-hours --purpose information --title "Hours" -F hours.md

          Unless you say otherwise it is to be acknowledged within 24 hours; what is for
          information needs no answer. Cases that name the same product, batch and
          supplier say that it is in force.
          """,
        zhHans: """
          casebook notice add thin-carton --title "停用 B-2024 批次纸箱" \\
            --purpose 停用 --product 快递纸箱 --batch B-2024 \\
            --text "全部封存，清点数量并报回。"
          casebook notice add oil-recall --purpose 召回 --title "辣椒油召回" -F 召回.md \\
            --branch SH01 --branch SH02 --acknowledge-by "明天10点"
          casebook notice add new-hours --purpose 告知 --title "营业时间调整" -F 时间.md

          不另说明的，门店须在 24 小时内签收；告知类不需要签收。工单上的产品、批次、
          供应商与通知一致时，会显示该通知有效。
          """)
    case .due(let when):
      Label(en: "Branches are to acknowledge it by \(when).", zhHans: "门店须在 \(when) 前签收。")
    case .missing(let fields): Label(en: "The notice lacks: \(fields.en)", zhHans: "通知还缺：\(fields.zhHans)")
    case .missingHint:
      Label(
        en: "For example: --title \"Stop using carton B-2024\" --purpose stop_use --text \"Set them aside.\"",
        zhHans: "例如：--title \"停用 B-2024 批次纸箱\" --purpose 停用 --text \"全部封存。\"")
    case .notDue: Label(en: "Nobody has to acknowledge it.", zhHans: "这份通知不需要签收。")
    }
  }
}
