import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Versioning

/// `casebook survey FILE`: answers of customers, each to its case.
struct SurveyCommand: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "survey",
    abstract: text(SurveyMessage.abstract),
    discussion: text(SurveyMessage.discussion))

  @Argument(
    help: help(SurveyMessage.fileHelp, "file"), completion: .file())
  var file: String

  @Option(help: help(SurveyMessage.mapHelp, "file"), completion: .file())
  var map: String?

  @Option(help: help(ImportMessage.encodingHelp, "name"))
  var encoding: String?

  @Flag(help: help(ImportMessage.dryRunHelp))
  var dryRun = false

  @OptionGroup var common: CommonOptions

  /// The columns of a file that names them as the fields are named.
  private static let standard = """
    source: survey
    key: [case, answered]
    columns:
      case: case
      satisfaction: satisfaction
      solved: solved
      comment: comment
      answered: at
    """

  func run(in context: Context) throws {
    let batches = ImportedBatches(
      file: file, map: map, encoding: encoding, isDryRun: dryRun, kind: .survey, others: ["case"],
      standard: Self.standard)
    try batches.run(in: context) {
      try Answer($0, $1, $2, context)
    } save: { answer, session in
      try session.addSurvey(answer.id, to: answer.to, answer.edits)
    }
  }

  private struct Answer: MadeOfRow {
    let id: RecordID
    let to: RecordRow
    let edits: [FieldEdit]

    init(_ row: ImportedRow, _ source: String, _ reader: ReplicaReader, _ context: Context) throws {
      let reference = row.fields.last { $0.field == "case" }?.text ?? ""
      guard case .number = CaseReference.classify(reference),
        case .found(let found) = try reader.resolve(reference), try reader.deletion(of: found) == .present
      else { throw UnusableRow(reason: Label(SurveyMessage.caseUnknown(reference))) }
      edits =
        [FieldEdit(FieldID(SurveyField.source.number), .text(source))]
        + (try row.edits(of: .survey, context.terms, now: context.now))
      guard edits.contains(where: { $0.field.number == SurveyField.satisfaction.number }) else {
        throw UnusableRow(reason: Label(SurveyMessage.satisfactionMissing))
      }
      to = found
      func id(_ key: String) -> RecordID {
        ImportedRecord.id(
          branch: .headOffice, source: "survey \(source)", key: "\(found.id.description)\u{1F}\(key)")
      }
      self.id = try row.keys.lazy.map(id).first(where: reader.holds) ?? id(row.comparedKey)
    }
  }
}

enum SurveyMessage: Message {
  case mapHelp
  case abstract
  case discussion
  case fileHelp
  case caseUnknown(String)
  case satisfactionMissing

  var label: Label {
    switch self {
    case .mapHelp:
      Label(en: "Your own column map (YAML).", zhHans: "自备的对照表（YAML）。")
    case .abstract:
      Label(en: "Imports answers to a satisfaction survey.", zhHans: "导入满意度调查的答复。")
    case .discussion:
      Label(
        en: """
          casebook survey answers.csv --dry-run
          casebook survey answers.csv
          casebook survey answers.xlsx --map survey.yaml

          Without a map the file needs five columns: case, satisfaction (1 to 5, or in
          words), solved, comment, answered; the last three may be empty. The case is its
          full number. Importing a file again changes nothing.
          """,
        zhHans: """
          casebook survey 问卷.csv --dry-run
          casebook survey 问卷.csv
          casebook survey 问卷.xlsx --map 对照表.yaml

          不写对照表时，须有以下五列（后三列可留空）：
          case、satisfaction（1 至 5 或文字）、solved、comment、answered。
          case 为完整工单号。同一文件重复导入不会重复记录。
          """)
    case .fileHelp:
      Label(en: "The CSV or Excel (.xlsx) file.", zhHans: "CSV 文件或 Excel 文件（.xlsx）。")
    case .caseUnknown(let reference):
      Label(en: "there is no case “\(reference)” here", zhHans: "本机没有工单“\(reference)”")
    case .satisfactionMissing:
      Label(en: "the satisfaction is missing", zhHans: "没有填写满意度")
    }
  }
}
