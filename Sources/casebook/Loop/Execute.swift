import ArgumentParser
import Complaints
import Console
import Versioning

struct Execute: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "execute",
    abstract: text("Begins or goes on with what was agreed.", "开始或继续执行方案。"),
    discussion: text(
      """
      casebook execute 7 --contact "Li Na" --commit "New dish on the table" --due "2026-11-22 15:50"
      casebook execute 7 --commit "Voucher handed over" --due today --owner "Wang Wei"

      The customer has one person to ask for. Every commitment has a date.
      """,
      """
      casebook execute 7 --contact 李娜 --commit "重做的菜上桌" --due "2026-11-22 15:50"
      casebook execute 7 --commit "代金券交给客户" --due 今天 --owner 王伟

      客户只需找一位联系人；每项承诺都有期限。
      """))

  @Argument(help: help("The case.", "工单。", "case"))
  var reference: String

  @Option(help: help("Whom the customer asks for.", "单一联系人。", "name"))
  var contact: String?

  @OptionGroup var promise: PromiseOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let promised = try promise.edits(context)
    try context.take(
      .execute, reference, edits: try context.edits([(CaseField.singleContact, contact)]),
      words: [promise.commit]
    ) { session, row, _ in
      if let promised { _ = try session.add(.commitment, to: row, promised) }
    }
  }
}

/// Something promised, with its date.
struct PromiseOptions: ParsableArguments {
  @Option(help: help("What is promised.", "承诺事项。", "text"))
  var commit: String?

  @Option(help: help("By when.", "期限。", "time"))
  var due: String?

  @Option(help: help("Who sees to it.", "负责人。", "name"))
  var owner: String?

  /// - Throws: `CommandFailure` for a promise without a date.
  func edits(_ context: Context) throws -> [FieldEdit]? {
    guard let commit else {
      guard due == nil, owner == nil else {
        throw CommandFailure.usage(
          Label("--due and --owner go with --commit.", "--due、--owner 需与 --commit 一起使用。"))
      }
      return nil
    }
    guard let due else {
      throw CommandFailure.usage(
        Label("By when? A commitment has a date: --due TIME", "期限是什么时候？请写 --due 时间"),
        hint: Label("For example: --due \"2026-11-22 18:00\"", "例如：--due \"2026-11-22 18:00\""))
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
    abstract: text("Ends a commitment, or changes it.", "完成、免除或修改承诺。"),
    discussion: text(
      """
      casebook commitment 7 1 --done
      casebook commitment 7 2 --waive "the customer did not want it any more"
      casebook commitment 7 2 --due tomorrow
      """,
      """
      casebook commitment 7 1 --done
      casebook commitment 7 2 --waive "客户表示不再需要"
      casebook commitment 7 2 --due 明天
      """))

  @Argument(help: help("The case.", "工单。", "case"))
  var reference: String

  @Argument(help: help("The commitment's place, where there are several.", "承诺序号（有多项时）。", "n"))
  var place: String?

  @Flag(help: help("It was kept.", "已完成。"))
  var done = false

  @Option(help: help("It is not owed any more: why.", "免除原因。", "reason"))
  var waive: String?

  @Option(help: help("Another date.", "新的期限。", "time"))
  var due: String?

  @Option(help: help("Another person.", "新的负责人。", "name"))
  var owner: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([
      (CommitmentField.doneAt, done ? "now" : nil), (CommitmentField.waived, waive),
      (CommitmentField.due, due), (CommitmentField.owner, owner),
    ])
    guard !edits.isEmpty, !(done && waive != nil) else {
      throw CommandFailure.usage(
        Label(
          "Say what became of it: --done, --waive REASON or --due TIME.",
          "请说明结果：--done、--waive 原因 或 --due 时间。"))
    }
    try context.record(reference, said: Label("saved", "已保存")) { session, row, file in
      let number = try session.reader.number(of: row)
      let all = place == nil ? file.openCommitments : file.commitments
      let chosen = try context.pick(place, of: all, Label("commitment", "承诺"), in: number)
      try session.change(try session.row(of: chosen), of: row, edits)
      return chosen.id
    }
  }
}

struct ProgressCommand: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "progress",
    abstract: text("Records what the customer was told on the way.", "记录告知客户的进展。"),
    discussion: text(
      """
      casebook progress 7 "The part arrives tomorrow at ten" --how phone
      """,
      """
      casebook progress 7 "配件明天十点到" --how 电话热线
      """))

  @Argument(help: help("The case.", "工单。", "case"))
  var reference: String

  @Argument(help: help("What was said.", "告知内容。", "text"))
  var words: String

  @Option(help: help("How: a channel.", "告知方式（渠道）。", "channel"))
  var how: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([(ProgressField.text, words), (ProgressField.how, how)])
    try context.record(reference, said: Label("noted", "已记录"), words: [words]) { session, row, _ in
      try session.append(.progress, to: row, edits)
    }
  }
}
