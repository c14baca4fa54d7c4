import ArgumentParser
import Bundles
import Complaints
import Console
import Interchange
import Language
import Replica
import SyncClient
import SyncProtocol

struct BundleRead: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: text(BundleReadMessage.readAbstract),
    discussion: text(BundleReadMessage.discussion))

  @Argument(help: help(BundleMessage.fileHelp, "file"), completion: .file())
  var file: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let store = try context.openStore()
    let bytes = try WholeFile.read(file, limit: Limits.bundleBytes)
    let reading = try context.exchangingByFile(store, file) { try readBundle(bytes, into: store) }
    if let refusal = reading.refusal { throw CommandFailure(refusal) }
    context.done()
    if !reading.unrepaired.isEmpty {
      context.err(
        Label(
          SyncOutcomeMessage.notAtHeadOffice(reading.unrepaired.count, of: reading.unrepaired.names)))
    }
    if context.json {
      return try context.emit([
        "pushed": .integer(Int64(reading.accepted)), "pulled": .integer(Int64(reading.pulled)),
        "quarantined": .integer(Int64(reading.quarantined)), "late": .bool(reading.isLate),
        "needs_another": .bool(reading.needsAnother),
        "unrepaired": .strings(reading.unrepaired.map(\.caseName)),
      ])
    }
    try context.out(
      context.text(SyncOutcomeMessage.exchanged(sent: reading.accepted, received: reading.pulled)))
    if reading.isLate {
      context.err(Label(BundleReadMessage.answerLate))
    }
    if reading.needsAnother {
      context.err(Label(BundleReadMessage.anotherNeeded))
    }
  }
}

enum BundleReadMessage: Message {
  case anotherNeeded
  case readAbstract
  case discussion
  case answerLate

  var label: Label {
    switch self {
    case .anotherNeeded:
      Label(
        en: "Head office needs another bundle: casebook bundle write <file>",
        zhHans: "总部还需要一份上传文件：casebook bundle write <文件>")
    case .readAbstract:
      Label(en: "Reads head office's answer.", zhHans: "读取总部的回执。")
    case .discussion:
      Label(
        en: """
          casebook bundle read /media/usb/SH05.answer

          It does no harm to read an answer twice.
          """,
        zhHans: """
          casebook bundle read /media/usb/SH05.answer

          同一份回执重复读取不影响数据。
          """)
    case .answerLate:
      Label(
        en: "The answer is older than the data here; what was here already was skipped.",
        zhHans: "此回执早于本机现有内容，重复部分已忽略。")
    }
  }
}
