import ArgumentParser
import Complaints
import Console
import Language
import Versioning

struct Execute: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "execute",
    abstract: text(ExecuteMessage.executeAbstract),
    discussion: text(ExecuteMessage.executeDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Option(help: help(ExecuteMessage.contactHelp, "name"))
  var contact: String?

  @OptionGroup var promise: PromiseOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let promised = try promise.edits(context)
    try context.takeStep(
      .execute, reference, edits: try context.edits([(CaseField.singleContact, contact)]),
      words: [promise.commit]
    ) { session, row, _ in
      if let promised { _ = try session.add(.commitment, to: row, promised) }
    }
  }
}

/// Something promised, with its date.
struct PromiseOptions: ParsableArguments {
  @Option(help: help(ExecuteMessage.commitHelp, "text"))
  var commit: String?

  @Option(help: help(CommonMessage.dueHelp, "time"))
  var due: String?

  @Option(help: help(ExecuteMessage.ownerHelp, "name"))
  var owner: String?

  /// - Throws: `CommandFailure` for a promise without a date.
  func edits(_ context: Context) throws -> [FieldEdit]? {
    guard let commit else {
      guard due == nil, owner == nil else {
        throw CommandFailure.usage(Label(ExecuteMessage.dueOwnerWithoutCommit))
      }
      return nil
    }
    guard let due else {
      throw CommandFailure.usage(
        Label(ExecuteMessage.dueMissing),
        hint: Label(ExecuteMessage.dueMissingHint))
    }
    return try context.edits([
      (CommitmentField.what, commit), (CommitmentField.due, due),
      (CommitmentField.owner, owner ?? context.author),
    ])
  }
}

struct Commitment: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "commitment",
    abstract: text(ExecuteMessage.commitmentAbstract),
    discussion: text(ExecuteMessage.commitmentDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(ExecuteMessage.commitmentPlaceHelp, "n"))
  var place: String?

  @Flag(help: help(ExecuteMessage.commitmentDoneHelp))
  var done = false

  @Option(help: help(ExecuteMessage.commitmentWaiveHelp, "reason"))
  var waive: String?

  @Option(help: help(ExecuteMessage.commitmentDueHelp, "time"))
  var due: String?

  @Option(help: help(ExecuteMessage.commitmentOwnerHelp, "name"))
  var owner: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([
      (CommitmentField.doneAt, done ? "now" : nil), (CommitmentField.waived, waive),
      (CommitmentField.due, due), (CommitmentField.owner, owner),
    ])
    guard !edits.isEmpty, !(done && waive != nil) else {
      throw CommandFailure.usage(Label(ExecuteMessage.commitmentChangeMissing))
    }
    try context.record(reference, said: Label(ExecuteMessage.commitmentSaved)) { session, row, file in
      let number = try session.reader.number(of: row)
      let all = place == nil ? file.openCommitments : file.commitments
      let chosen = try context.pick(place, of: all, Label(ExecuteMessage.commitment), in: number)
      try session.change(try session.row(of: chosen), of: row, edits)
      return chosen.id
    }
  }
}

struct ProgressCommand: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "progress",
    abstract: text(ExecuteMessage.progressAbstract),
    discussion: text(ExecuteMessage.progressDiscussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(ExecuteMessage.progressTextHelp, "text"))
  var words: String

  @Option(help: help(ExecuteMessage.progressHowHelp, "channel"))
  var how: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([(ProgressField.text, words), (ProgressField.how, how)])
    try context.record(reference, said: Label(CommonMessage.noted), words: [words]) { session, row, _ in
      try session.append(.progress, to: row, edits)
    }
  }
}

enum ExecuteMessage: Message {
  case commitmentAbstract
  case commitmentDiscussion
  case executeAbstract
  case commitmentDueHelp
  case commitmentOwnerHelp
  case dueMissing
  case commitment
  case executeDiscussion
  case dueOwnerWithoutCommit
  case dueMissingHint
  case progressHowHelp
  case commitmentWaiveHelp
  case commitmentDoneHelp
  case commitmentSaved
  case commitmentChangeMissing
  case commitmentPlaceHelp
  case commitHelp
  case progressTextHelp
  case ownerHelp
  case contactHelp
  case progressAbstract
  case progressDiscussion

  var label: Label {
    switch self {
    case .commitmentAbstract:
      Label(en: "Completes, waives or changes a commitment.", zhHans: "完成、取消或修改承诺。")
    case .commitmentDiscussion:
      Label(
        en: """
          casebook commitment 7 1 --done
          casebook commitment 7 2 --waive "the customer no longer wants it"
          casebook commitment 7 2 --due tomorrow
          """,
        zhHans: """
          casebook commitment 7 1 --done
          casebook commitment 7 2 --waive "客户表示不再需要"
          casebook commitment 7 2 --due 明天
          """)
    case .executeAbstract:
      Label(en: "Starts or continues what was agreed.", zhHans: "开始或继续执行商定的方案。")
    case .commitmentDueHelp:
      Label(en: "New due date.", zhHans: "新的期限。")
    case .commitmentOwnerHelp:
      Label(en: "New person responsible.", zhHans: "新的负责人。")
    case .dueMissing:
      Label(en: "A commitment needs a due date: --due TIME", zhHans: "承诺要有期限：--due <时间>")
    case .commitment:
      Label(en: "commitment", zhHans: "承诺")
    case .executeDiscussion:
      Label(
        en: """
          casebook execute 7 --contact "Li Na" --commit "New dish on the table" \\
            --due "2026-11-22 15:50"
          casebook execute 7 --commit "Voucher handed over" --due today \\
            --owner "Wang Wei"

          Give the customer one contact person; give every commitment a due date.
          """,
        zhHans: """
          casebook execute 7 --contact 李娜 --commit "重做的菜上桌" \\
            --due "2026-11-22 15:50"
          casebook execute 7 --commit "代金券交给客户" --due 今天 --owner 王伟

          给客户定一位对接人；每项承诺都要写明期限。
          """)
    case .dueOwnerWithoutCommit:
      Label(en: "--due and --owner need --commit.", zhHans: "--due、--owner 需与 --commit 一起使用。")
    case .dueMissingHint:
      Label(en: "For example: --due \"2026-11-22 18:00\"", zhHans: "例如：--due \"2026-11-22 18:00\"")
    case .progressHowHelp:
      Label(en: "How the customer was told (a channel).", zhHans: "告知方式（渠道）。")
    case .commitmentWaiveHelp:
      Label(en: "Waive it; give the reason.", zhHans: "取消承诺，并写明原因。")
    case .commitmentDoneHelp:
      Label(en: "Mark it done.", zhHans: "标为已完成。")
    case .commitmentSaved:
      Label(en: "saved", zhHans: "已保存")
    case .commitmentChangeMissing:
      Label(
        en: "Give --done, --waive REASON, --due TIME or --owner NAME; not --done and --waive together.",
        zhHans: "请写明改什么：--done、--waive <原因>、--due <时间> 或 --owner <姓名>；--done 与 --waive 不能同用。")
    case .commitmentPlaceHelp:
      Label(en: "Commitment number, if there are several.", zhHans: "承诺序号（有多项时）。")
    case .commitHelp:
      Label(en: "What is promised.", zhHans: "承诺事项。")
    case .progressTextHelp:
      Label(en: "What the customer was told.", zhHans: "告知内容。")
    case .ownerHelp:
      Label(en: "Who is responsible.", zhHans: "负责人。")
    case .contactHelp:
      Label(en: "The customer's contact person.", zhHans: "客户的对接人。")
    case .progressAbstract:
      Label(en: "Records an update given to the customer.", zhHans: "记录告知客户的进展。")
    case .progressDiscussion:
      Label(
        en: "casebook progress 7 \"The part arrives tomorrow at ten\" --how phone",
        zhHans: "casebook progress 7 \"配件明天十点到\" --how 电话")
    }
  }
}
