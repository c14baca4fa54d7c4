import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Terminal
import Versioning

/// `casebook survey ask`: whom to ask, as a file whose empty columns take the answers.
struct SurveyAsk: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask",
    abstract: text(SurveyAskMessage.abstract),
    discussion: text(SurveyAskMessage.discussion))

  @OptionGroup var which: PeriodOptions

  @Option(help: help(SurveyAskMessage.outputHelp, "file"), completion: .file())
  var output: String?

  @Option(help: help(SurveyAskMessage.limitHelp, "count"))
  var limit: Int?

  @Flag(help: help(SurveyAskMessage.dryRunHelp))
  var dryRun = false

  @OptionGroup var common: CommonOptions

  /// One whom a case gives a way to.
  private struct Customer {
    let row: RecordRow
    let cells: [String]
  }

  private static let columns = [
    "case", "customer_name", "phone", "email", "satisfaction", "solved", "comment", "answered",
  ]

  func run(in context: Context) throws {
    if let limit, limit < 1 { throw CommandFailure.usage(Label(SurveyAskMessage.limitInvalid)) }
    guard dryRun || output != nil else {
      throw CommandFailure.usage(
        Label(SurveyAskMessage.outputMissing), hint: Label(SurveyAskMessage.outputMissingHint))
    }
    let (branch, period) = try which.read(context)
    let (customers, unreachable) = try context.read { reader in
      try reader.requireEditing()
      return try Self.customers(reader, try reader.handledCases(in: period, branch: branch), limit)
    }
    if !dryRun, let output, !customers.isEmpty {
      try Self.write(customers, to: output)
      try context.write { session in
        for customer in customers {
          let edits = [FieldEdit(FieldID(SurveyField.asked.number), .text(session.now.rfc3339))]
          _ = try session.append(.survey, to: customer.row, edits)
        }
      }
      context.done()
    }
    if context.json {
      return try context.emit([
        "asked": .integer(Int64(customers.count)), "unreachable": .integer(Int64(unreachable)),
        "dry_run": .bool(dryRun), "file": .optional(dryRun || customers.isEmpty ? nil : output),
        "from": .string(period.first.description), "to": .string(period.last.description),
      ])
    }
    let count = customers.count
    context.errAfterwards(
      Label(
        count == 0
          ? SurveyAskMessage.nobody
          : dryRun ? SurveyAskMessage.wouldAsk(count) : SurveyAskMessage.asked(count, file: output ?? "")))
    if unreachable > 0 { context.errAfterwards(Label(SurveyAskMessage.unreachable(unreachable))) }
  }

  /// Those who were neither asked nor answered yet, oldest case first.
  private static func customers(
    _ reader: ReplicaReader, _ cases: [RecordID], _ limit: Int?
  ) throws -> (found: [Customer], unreachable: Int) {
    var found: [Customer] = []
    var unreachable = 0
    for id in cases.sorted() where found.count < limit ?? .max {
      guard let row = try reader.db.record(id), let file = try reader.caseFile(row),
        file.records(.survey).isEmpty
      else { continue }
      let contacts = [CaseField.customerName, CaseField.phone, CaseField.email].map {
        file.root.text($0) ?? ""
      }
      let canCall = PhoneNumber.lines(contacts[1]).contains { PhoneNumber.identifies($0.digits) }
      guard canCall || !contacts[2].isEmpty && CustomerName.identifies(contacts[2]) else {
        unreachable += 1
        continue
      }
      let empty = [String](repeating: "", count: columns.count - 1 - contacts.count)
      found.append(Customer(row: row, cells: [try reader.number(of: row)] + contacts + empty))
    }
    return (found, unreachable)
  }

  private static func write(_ customers: [Customer], to path: String) throws {
    let file = try WholeFile(path: path)
    do {
      let writer = CSVWriter(byteOrderMark: true)
      var bytes: [UInt8] = []
      writer.begin(to: &bytes)
      writer.write(columns, to: &bytes)
      for customer in customers { writer.write(customer.cells, to: &bytes) }
      try file.write(bytes)
      try file.finish()
    } catch {
      file.discard()
      throw error
    }
  }
}

enum SurveyAskMessage: Message {
  case abstract
  case asked(Int, file: String)
  case discussion
  case dryRunHelp
  case limitHelp
  case limitInvalid
  case nobody
  case outputHelp
  case outputMissing
  case outputMissingHint
  case unreachable(Int)
  case wouldAsk(Int)

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Writes down whom to ask, and that they were asked.", zhHans: "列出要调查的客户，并记为已发问卷。")
    case .asked(let count, let file):
      Label(
        en:
          "\(count.of("customer", "customers")) to ask: \(file). Fill in the answers and run: casebook survey \(file)",
        zhHans: "待调查客户 \(count.grouped) 位：\(file)。填好答复后运行：casebook survey \(file)")
    case .discussion:
      Label(
        en: """
          casebook survey ask --output ask.csv                    cases of this month
          casebook survey ask --period 2026-Q4 --limit 200 --output ask.csv

          Customers of cases that were logged in the period and are resolved or closed,
          with a phone number or an e-mail address, who were neither asked nor answered
          yet. The file has a column for each answer; filled in, it is read by casebook
          survey. How many of those asked have answered: casebook report satisfaction.
          """,
        zhHans: """
          casebook survey ask --output 问卷.csv                   本月的工单
          casebook survey ask --period 2026-Q4 --limit 200 --output 问卷.csv

          列出该时段登记、已解决或已结案、留有电话或邮箱、尚未发过问卷也没有答复的
          客户。文件里已留好答复各列，填好后用 casebook survey 导入。
          回复率见 casebook report satisfaction。
          """)
    case .dryRunHelp: Label(en: "Only says how many.", zhHans: "只显示数量，不写文件。")
    case .limitHelp: Label(en: "The most to ask.", zhHans: "最多几位。")
    case .limitInvalid: Label(en: "--limit needs a number of 1 or more.", zhHans: "--limit 应为不小于 1 的数字。")
    case .nobody: Label(en: "There is nobody to ask.", zhHans: "没有需要调查的客户。")
    case .outputHelp: Label(en: "The CSV file to write.", zhHans: "要写入的 CSV 文件。")
    case .outputMissing: Label(en: "Say where to write it: --output <file>", zhHans: "请写明输出文件：--output <文件>")
    case .outputMissingHint:
      Label(en: "Or only see how many: --dry-run", zhHans: "只看数量：--dry-run")
    case .unreachable(let count):
      Label(
        en: "\(count.of("case has", "cases have")) neither phone nor e-mail.",
        zhHans: "另有 \(count.grouped) 个工单没有电话和邮箱。")
    case .wouldAsk(let count):
      Label(en: "\(count.of("customer", "customers")) to ask.", zhHans: "待调查客户 \(count.grouped) 位。")
    }
  }
}
