import ArgumentParser
import Bundles
import Complaints
import Console
import Interchange
import Language
import Replica
import SyncClient
import SyncProtocol

/// `casebook bundle …`: the exchange by file.
struct BundleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: text(BundleMessage.abstract),
    discussion: text(BundleMessage.discussion),
    subcommands: [BundleEnrol.self, BundleWrite.self, BundleRead.self])
}

struct BundleEnrol: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "enrol", abstract: text(BundleMessage.enrolAbstract))

  @Argument(help: help(BundleMessage.ticketHelp, "file"), completion: .file())
  var file: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let bytes = try WholeFile.read(file, limit: 1 << 16)
    guard let ticket = BundleTicket(text: String(decoding: bytes, as: UTF8.self)) else {
      throw CommandFailure(
        "not_a_ticket", .failed, Label(BundleMessage.notATicket(file)),
        hint: Label(BundleMessage.ticketHint))
    }
    let store = try context.openStore()
    let identity = try context.read(store) { $0.identity }
    do { try store.enrol(ticket) } catch let failure as EnrolmentFailure {
      throw CommandFailure(failure, branch: identity.branch)
    } catch { throw CommandFailure(explaining: error, home: context.home) }
    context.done()
    if context.json {
      return try context.emit([
        "branch": .string(ticket.branch), "head_office": .string(ticket.headOffice.description),
      ])
    }
    context.err(Label(BundleMessage.enrolled))
  }
}

struct BundleWrite: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "write", abstract: text(BundleMessage.writeAbstract))

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
    context.err(Label(BundleMessage.written(file, changes: written.changes)))
    if written.remaining > 0 {
      context.err(Label(BundleMessage.moreRemaining(written.remaining)))
    }
  }
}

struct BundleRead: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: text(BundleMessage.readAbstract))

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
      context.text(BundleMessage.exchanged(sent: reading.accepted, received: reading.pulled)))
    if reading.isLate {
      context.err(Label(BundleMessage.answerLate))
    }
    if reading.needsAnother {
      context.err(Label(BundleMessage.anotherNeeded))
    }
  }
}

extension Context {
  /// Runs an exchange by file while no other exchange of this store runs, and tells its troubles.
  fileprivate func exchangingByFile<Result>(
    _ store: ReplicaStore, _ file: String, _ body: () throws -> Result
  ) throws -> Result {
    guard let lock = try explaining({ try SyncLock(path: home.lockPath) }) else {
      throw CommandFailure(
        "sync_running", .busy, Label(BundleMessage.syncRunning),
        hint: Label(BundleMessage.waitHint), retry: true)
    }
    do { return try withExtendedLifetime(lock) { try body() } } catch let failure as BundleFailure {
      throw CommandFailure(failure, path: file)
    } catch let problem as BundleProblem {
      throw CommandFailure(problem, path: file)
    } catch let failure as ExchangeFailure {
      throw CommandFailure(failure)
    } catch { throw CommandFailure(explaining: error, home: home) }
  }
}

extension CommandFailure {
  fileprivate init(_ problem: BundleProblem, path: String) {
    switch problem {
    case .noKey:
      self.init(
        "not_enrolled", .failed,
        Label(BundleMessage.noKey),
        hint: Label(BundleMessage.enrolHint))
    case .unknownSerial:
      self.init(
        "unknown_bundle", .failed,
        Label(BundleMessage.unknownBundle(path)),
        hint: Label(BundleMessage.newBundleHint))
    }
  }
}

enum BundleMessage: Message {
  case syncRunning
  case abstract
  case unknownBundle(String)
  case written(String, changes: Int)
  case discussion
  case enrolAbstract
  case ticketHint
  case anotherNeeded
  case notATicket(String)
  case enrolled
  case moreRemaining(Int)
  case readAbstract
  case enrolHint
  case exchanged(sent: Int, received: Int)
  case answerLate
  case fileHelp
  case ticketHelp
  case noKey
  case waitHint
  case newBundleHint
  case writeAbstract

  var label: Label {
    switch self {
    case .syncRunning:
      Label(en: "A sync is already running here.", zhHans: "本机正在同步。")
    case .abstract:
      Label(en: "Exchanges with head office by file, where there is no network.", zhHans: "没有网络时，用文件与总部交换数据。")
    case .unknownBundle(let path):
      Label(
        en: "\(path) answers a bundle that this device no longer knows. Nothing was changed.",
        zhHans: "\(path) 对应的上传文件在本机已无记录，未做任何改动。")
    case .written(let file, let changes):
      Label(
        en:
          "\(changes.plural("\(changes.grouped) change in \(file). It stays", "\(changes.grouped) changes in \(file). They stay")) pending until the answer is read.",
        zhHans: "\(file) 含 \(changes.grouped) 项修改。读取回执之前仍为待上传。")
    case .discussion:
      Label(
        en: """
          casebook bundle enrol TICKET        once, with the ticket from head office
          casebook bundle write /media/usb/SH01.bundle
          casebook-server bundle answer SH01.bundle SH01.answer      (at head office)
          casebook bundle read /media/usb/SH01.answer

          Only head office can read a bundle, only this device its answer. It does no
          harm to carry one twice, in the wrong order, or to lose it.
          """,
        zhHans: """
          casebook bundle enrol <接入文件>        仅一次，使用总部给的接入文件
          casebook bundle write /media/usb/SH01.bundle
          casebook-server bundle answer SH01.bundle SH01.answer      （在总部运行）
          casebook bundle read /media/usb/SH01.answer

          只有总部能读取上传文件，只有本机能读取回执。
          重复携带、顺序颠倒或遗失均不影响数据。
          """)
    case .enrolAbstract:
      Label(en: "Enrols this device with a ticket from head office.", zhHans: "用总部给的接入文件接入总部。")
    case .ticketHint:
      Label(
        en: "Head office makes one: casebook-server bundle ticket BRANCH FILE",
        zhHans: "请总部生成：casebook-server bundle ticket <门店> <文件>")
    case .anotherNeeded:
      Label(
        en: "Head office needs another bundle: casebook bundle write FILE",
        zhHans: "总部还需要一份上传文件：casebook bundle write <文件>")
    case .notATicket(let file):
      Label(en: "\(file) is not a ticket from head office.", zhHans: "\(file) 不是总部生成的接入文件。")
    case .enrolled:
      Label(
        en: "Enrolled; head office learns of it from the first bundle: casebook bundle write FILE",
        zhHans: "已接入，第一份上传文件送达总部后生效：casebook bundle write <文件>")
    case .moreRemaining(let remaining):
      Label(
        en: "\(remaining.grouped) more did not fit: write another bundle after reading the answer.",
        zhHans: "另有 \(remaining.grouped) 项未装下，读取回执后请再生成一份上传文件。")
    case .readAbstract:
      Label(en: "Reads head office's answer.", zhHans: "读取总部的回执。")
    case .enrolHint:
      Label(
        en: "Run: casebook bundle enrol TICKET, or enrol once over the network.",
        zhHans: "请运行：casebook bundle enrol <接入文件>，或联网接入一次。")
    case .exchanged(let accepted, let pulled):
      Label(
        en: "Sent \(accepted.grouped), received \(pulled.grouped).",
        zhHans: "已上传 \(accepted.grouped) 项，下载 \(pulled.grouped) 项。")
    case .answerLate:
      Label(
        en: "The answer is older than the data here; what was here already was skipped.",
        zhHans: "此回执早于本机现有内容，重复部分已忽略。")
    case .fileHelp:
      Label(en: "The file.", zhHans: "文件。")
    case .ticketHelp:
      Label(en: "The ticket from head office.", zhHans: "总部给的接入文件。")
    case .noKey:
      Label(en: "This device has no key of head office yet.", zhHans: "本机尚无总部密钥。")
    case .waitHint:
      Label(en: "Wait for it to end.", zhHans: "请等同步结束后再试。")
    case .newBundleHint:
      Label(en: "Write a new bundle and take that to head office.", zhHans: "请重新生成上传文件，送往总部。")
    case .writeAbstract:
      Label(en: "Writes a bundle for head office.", zhHans: "生成送往总部的上传文件。")
    }
  }
}
