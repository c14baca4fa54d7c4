import ArgumentParser
import Bundles
import Complaints
import Console
import Interchange
import Language
import Replica
import SyncClient
import SyncProtocol

struct BundleWrite: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "write", abstract: text(BundleWriteMessage.writeAbstract),
    discussion: text(BundleWriteMessage.discussion))

  @Argument(help: help(BundleMessage.fileHelp, "file"), completion: .file())
  var file: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let store = try context.openStore()
    let written = try context.exchangingByFile(store, file) { try writeBundle(store) }
    try WholeFile.write(written.file, to: file)
    context.done()
    if context.json {
      return try context.emit([
        "changes": .integer(Int64(written.changes)), "remaining": .integer(Int64(written.remaining)),
        "bytes": .integer(Int64(written.file.count)),
      ])
    }
    context.err(Label(BundleWriteMessage.written(file, changes: written.changes)))
    if written.remaining > 0 {
      context.err(Label(BundleWriteMessage.moreRemaining(written.remaining)))
    }
  }
}

enum BundleWriteMessage: Message {
  case written(String, changes: Int)
  case moreRemaining(Int)
  case writeAbstract
  case discussion

  var label: Label {
    switch self {
    case .written(let file, let changes):
      Label(
        en:
          "\(changes.plural("\(changes.grouped) change in \(file). It stays", "\(changes.grouped) changes in \(file). They stay")) pending until the answer is read.",
        zhHans: "\(file) 含 \(changes.grouped) 项修改。读取回执之前仍为待上传。")
    case .moreRemaining(let remaining):
      Label(
        en: "\(remaining.grouped) more did not fit: write another bundle after reading the answer.",
        zhHans: "另有 \(remaining.grouped) 项未装下，读取回执后请再生成一份上传文件。")
    case .writeAbstract:
      Label(en: "Writes a bundle for head office.", zhHans: "生成送往总部的上传文件。")
    case .discussion:
      Label(
        en: """
          casebook bundle write /media/usb/SH05.bundle

          Take the file to head office, and read the answer here afterwards.
          """,
        zhHans: """
          casebook bundle write /media/usb/SH05.bundle

          把文件送到总部，再把总部的回执带回本机读取。
          """)
    }
  }
}
