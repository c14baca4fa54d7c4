import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Versioning

/// `casebook survey FILE`: answers of customers, each to its case; what is about no case is a signal.
struct SurveyImport: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: text(SurveyMessage.abstract),
    discussion: text(SurveyMessage.discussion))

  @Argument(
    help: help(SurveyMessage.fileHelp, "file"), completion: .file())
  var file: String

  @Option(help: help(SurveyMessage.mapHelp, "file"), completion: .file())
  var map: String?

  @Option(help: help(ImportMessage.encodingHelp, "encoding"))
  var encoding: String?

  @Flag(help: help(SurveyMessage.withoutCasesHelp))
  var withoutCases = false

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

  /// Of a file of answers that are about no case.
  private static let standardWithoutCases = """
    source: survey
    key: [respondent, answered]
    columns:
      respondent: respondent
      satisfaction: satisfaction
      comment: comment
      answered: at
    """

  func run(in context: Context) throws {
    let batches = ImportedBatches(
      file: file, map: map, encoding: encoding, isDryRun: dryRun, kind: .survey,
      others: ["case", "respondent"],
      otherNames: ["case": ["工单", "工单号", "case number"], "respondent": ["答复人", "填写人"]],
      standard: withoutCases ? Self.standardWithoutCases : Self.standard)
    try batches.run(in: context) {
      try Answer($0, $1, $2, context, isOfCase: !withoutCases)
    } save: { answer, session in
      if let to = answer.to { return try session.addSurvey(answer.id, to: to, answer.edits) }
      return try session.addSignal(answer.id, answer.edits)
    }
  }

  private struct Answer: MadeOfRow {
    let id: RecordID
    /// The case that it is about; nil: none, it is a signal.
    let to: RecordRow?
    let edits: [FieldEdit]

    /// Nil for a row in which nobody has answered anything yet.
    init?(_ row: ImportedRow, _ source: String, _ reader: ReplicaReader, _ context: Context, isOfCase: Bool)
      throws
    {
      let answer = try row.edits(of: .survey, context.terms, now: context.now)
      let reference = row.fields.last { $0.field == "case" }?.text ?? ""
      guard answer.contains(where: { $0.value != .none }) else { return nil }
      func text(_ field: FieldDefinition) -> String? {
        answer.last { $0.field.number == field.number }?.value.text
      }
      guard let satisfaction = text(SurveyField.satisfaction) else {
        throw UnusableRow(reason: Label(SurveyMessage.satisfactionMissing))
      }
      if !isOfCase {
        to = nil
        let who = row.fields.last { $0.field == "respondent" }?.text.trimmingBlanks ?? ""
        edits = Self.signal(
          satisfaction, text(SurveyField.comment), by: who, at: text(SurveyField.at), context)
      } else {
        guard case .number = CaseReference.classify(reference),
          case .found(let found) = try reader.resolve(reference), try reader.deletion(of: found) == .present
        else { throw UnusableRow(reason: Label(SurveyMessage.caseUnknown(reference))) }
        to = found
        edits = [FieldEdit(FieldID(SurveyField.source.number), .text(source))] + answer
      }
      let branch = to == nil ? reader.identity.branch : .headOffice
      let about = to.map { "\($0.id.description)\u{1F}" } ?? ""
      func id(_ key: String) -> RecordID {
        ImportedRecord.id(branch: branch, source: "survey \(source)", key: about + key)
      }
      self.id = try row.keys.lazy.map(id).first(where: reader.holds) ?? id(row.comparedKey)
    }

    /// Four and five are no sign that somebody is unhappy.
    private static func signal(
      _ satisfaction: String, _ comment: String?, by who: String, at: String?, _ context: Context
    ) -> [FieldEdit] {
      let isPraise = (Int(satisfaction) ?? 0) >= 4
      // Who said it stands with it: somebody may have to call.
      let words =
        (comment ?? Vocabulary.satisfaction.text(satisfaction, context.language))
        + (who.isEmpty ? "" : context.text(PunctuationMessage.brackets(who)))
      return [
        FieldEdit(FieldID(SignalField.kind.number), .text(isPraise ? Signal.praise : Signal.survey)),
        FieldEdit(FieldID(SignalField.text.number), .text(words)),
        FieldEdit(FieldID(SignalField.noticedAt.number), .text(at ?? context.now.now.rfc3339)),
        FieldEdit(FieldID(SignalField.channel.number), .text("survey")),
        FieldEdit(FieldID(SignalField.stars.number), .text(satisfaction)),
      ]
    }
  }
}

enum SurveyMessage: Message {
  case mapHelp
  case withoutCasesHelp
  case abstract
  case discussion
  case fileHelp
  case caseUnknown(String)
  case satisfactionMissing

  var label: Label {
    switch self {
    case .withoutCasesHelp:
      Label(en: "The answers are about no case: they become signals.", zhHans: "答复不针对工单，记为不满苗头。")
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
          words), solved, comment, answered, or named as the fields are shown; the last
          three may be empty. The case is its full number. Rows without any answer are
          left out. Importing a file again changes nothing.

          casebook survey everybody.csv --without-cases

          Needs the columns respondent, satisfaction, comment and answered; the first and
          the last tell one answer from another. Each becomes a signal; four and five are
          praise.
          """,
        zhHans: """
          casebook survey 问卷.csv --dry-run
          casebook survey 问卷.csv
          casebook survey 问卷.xlsx --map 对照表.yaml

          不写对照表时，须有以下五列（后三列可留空）：
          case、satisfaction（1 至 5 或文字）、solved、comment、answered，列名也可用中文
          （工单号、满意度、答复时间等）。
          case 为完整工单号。没有任何答复的行不导入。同一文件重复导入不会重复记录。

          casebook survey 全部客户.csv --without-cases

          须有 respondent、satisfaction、comment、answered 四列，以首末两列区分每份答复。
          每份记为一条不满苗头，四、五分记为表扬。
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
