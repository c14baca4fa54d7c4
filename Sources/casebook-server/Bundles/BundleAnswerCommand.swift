import ArgumentParser
import Bundles
import Complaints
import Console
import HeadOffice
import Interchange
import Language
import RecordStore
import SyncProtocol
import Terminal

struct BundleAnswerCommand: ServerCommand {
  static var changes: Bool { true }

  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: text(BundleAnswerMessage.answerAbstract),
    discussion: text(BundleAnswerMessage.discussion))

  @Argument(help: help(BundleAnswerMessage.bundleHelp, "file"), completion: .file())
  var file: String

  @Argument(help: help(BundleAnswerMessage.answerHelp, "answer"), completion: .file())
  var answer: String

  @Flag(
    help: help(BundleAnswerMessage.revokedHelp))
  var revoked = false

  @OptionGroup var options: ServerOptions

  func run() throws {
    let store = try options.openStore()
    let bytes = try WholeFile.read(file, limit: Limits.bundleBytes)
    let service = HeadOfficeService(
      store: store, now: { ServerOptions.now }, gap: HeadOfficeStore.gapBesideServer)
    let allowRevoked = revoked
    let outcome: BundleOutcome
    do {
      outcome = try blocking { try await service.answer(bundle: bytes, allowRevoked: allowRevoked) }
    } catch let failure as BundleFailure {
      throw CommandFailure(failure, path: file)
    } catch {
      throw StoreError(error).map { CommandFailure(server: $0, path: options.storePath) } ?? error
    }
    try WholeFile.write(outcome.answer, to: answer)
    if options.json {
      return printLine(
        JSON.object([
          ("branch", .string(outcome.branch)), ("replica", .optional(outcome.replica?.description)),
          ("changes", .integer(Int64(outcome.changes))), ("states", .integer(Int64(outcome.states))),
          ("refusal", .optional(outcome.refusal?.code.rawValue)),
        ]))
    }
    printLine(
      text(
        BundleAnswerMessage.answered(
          outcome.branch, changes: outcome.changes, records: outcome.states, file: answer)))
    if let refusal = outcome.refusal {
      tellOnStandardError(text(BundleAnswerMessage.partlyRefused(Self.told(refusal))))
    }
  }
}

extension BundleAnswerCommand {
  /// Why, in both languages; what a branch hears of it is in the answer.
  fileprivate static func told(_ refusal: Refusal) -> Label {
    switch refusal.code {
    case .unknownCursor:
      Label(en: refusal.message, zhHans: "总部数据由旧备份恢复，不认识门店的同步位置。")
    case .replicaDiverged: Label(en: refusal.message, zhHans: "门店的数据与总部记录的不一致。")
    case .clockOutOfTolerance, .stampBehind: Label(en: refusal.message, zhHans: "门店的时钟与总部相差太大。")
    case .deviceRevoked: Label(en: refusal.message, zhHans: "该设备已停用。")
    default: Label(en: refusal.message, zhHans: "原因代码 \(refusal.code.rawValue)。")
    }
  }
}

enum BundleAnswerMessage: Message {
  case answerAbstract
  case discussion
  case answered(String, changes: Int, records: Int, file: String)
  case partlyRefused(Label)
  case revokedHelp
  case answerHelp
  case bundleHelp

  var label: Label {
    switch self {
    case .answerAbstract:
      Label(en: "Takes in a branch's bundle and writes the answer.", zhHans: "接收门店的上传文件，并生成回执。")
    case .discussion:
      Label(
        verbatim: """
          casebook-server bundle answer SH05.bundle SH05.answer
          casebook-server bundle answer SH05.bundle SH05.answer --revoked
          """)
    case .answered(let branch, let changes, let states, let answer):
      Label(
        en:
          "\(branch): \(changes.of("change", "changes")) taken, \(states.of("record", "records")) in \(answer).",
        zhHans: "\(branch)：收到 \(changes.grouped) 项修改，\(answer) 含 \(states.grouped) 条记录。")
    case .partlyRefused(let message):
      Label(
        en: """
          Not all of it was answered: \(message.en) The answer tells the branch what to do.

          """,
        zhHans: """
          未能全部处理：\(message.zhHans)门店读取回执后会看到该怎么办。

          """)
    case .revokedHelp:
      Label(
        en: "Take what a revoked device had not sent yet; it receives no data.",
        zhHans: "接收已停用设备尚未上传的内容，不下发任何数据。")
    case .answerHelp:
      Label(en: "The answer to write.", zhHans: "要写入的回执文件。")
    case .bundleHelp:
      Label(en: "The branch's bundle.", zhHans: "门店的上传文件。")
    }
  }
}
