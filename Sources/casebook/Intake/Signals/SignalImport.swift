import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Versioning

struct SignalImport: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: text(SignalImportMessage.abstract),
    discussion: text(SignalImportMessage.discussion))

  @Argument(help: help(SurveyMessage.fileHelp, "file"), completion: .file())
  var file: String

  @Option(help: help(SurveyMessage.mapHelp, "file"), completion: .file())
  var map: String?

  @Option(help: help(ImportMessage.encodingHelp, "encoding"))
  var encoding: String?

  @Flag(help: help(ImportMessage.dryRunHelp))
  var dryRun = false

  @OptionGroup var common: CommonOptions

  private static let standard = """
    source: reviews
    key: [link, noticed_at, text]
    columns:
      text: text
      kind: kind
      noticed_at: noticed_at
      channel: channel
      link: link
      stars: stars
      reach: reach
      reply: reply
      replied_at: replied_at
    """

  func run(in context: Context) throws {
    let batches = ImportedBatches(
      file: file, map: map, encoding: encoding, isDryRun: dryRun, kind: .signal, standard: Self.standard)
    try batches.run(in: context) {
      try Review($0, $1, $2, context)
    } save: { review, session in
      try session.addSignal(review.id, review.edits)
    }
  }

  private struct Review: MadeOfRow {
    let id: RecordID
    let edits: [FieldEdit]

    init(_ row: ImportedRow, _ source: String, _ reader: ReplicaReader, _ context: Context) throws {
      var edits = try row.edits(
        of: .signal, context.terms, now: context.now)
      func value(_ field: FieldDefinition) -> String? {
        edits.last { $0.field == FieldID(field.number) }?.value.text
      }
      guard value(SignalField.text) != nil else {
        throw UnusableRow(reason: Label(SignalImportMessage.textMissing))
      }
      // What nobody says is told by the stars: four and five are no sign that somebody is unhappy.
      if value(SignalField.kind) == nil {
        let isPraise = value(SignalField.stars).flatMap { Int($0) }.map { $0 >= 4 } ?? false
        edits.append(
          FieldEdit(FieldID(SignalField.kind.number), .text(isPraise ? Signal.praise : "negative_review")))
      }
      if value(SignalField.channel) == nil {
        edits.append(FieldEdit(FieldID(SignalField.channel.number), .text("online_review")))
      }
      self.edits = edits
      let branch = reader.identity.branch
      func id(_ key: String) -> RecordID {
        ImportedRecord.id(branch: branch, source: "signal \(source)", key: key)
      }
      self.id = try row.keys.lazy.map(id).first(where: reader.holds) ?? id(row.comparedKey)
    }
  }
}

enum SignalImportMessage: Message {
  case abstract
  case discussion
  case textMissing

  var label: Label {
    switch self {
    case .abstract: Label(en: "Imports online reviews as signals.", zhHans: "把网上评论导入为不满苗头。")
    case .discussion:
      Label(
        en: """
          casebook signal import reviews.csv --dry-run
          casebook signal import reviews.xlsx --map reviews.yaml

          Without a map the file needs these columns: text, noticed_at, link, kind,
          channel, stars, reach, reply, replied_at, or as the fields are shown. The first
          three tell one review from another; the others may be empty.
          Without a kind, four or five stars are praise and others negative_review.
          Importing a file again changes nothing.
          """,
        zhHans: """
          casebook signal import 评论.csv --dry-run
          casebook signal import 评论.xlsx --map 对照表.yaml

          不写对照表时，须有以下各列：text、noticed_at、link、kind、channel、stars、
          reach、reply、replied_at，列名也可用中文（链接、星级等）。前三列用来区分
          每条评论，其余可留空。
          没有 kind 时，四星、五星记为表扬，其余记为负面评论。
          同一文件重复导入不会重复记录。
          """)
    case .textMissing: Label(en: "the text is missing", zhHans: "没有评论内容")
    }
  }
}
