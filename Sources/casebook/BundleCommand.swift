import ArgumentParser
import Bundles
import Complaints
import Console
import Interchange
import Replica
import SyncClient
import SyncProtocol

/// `casebook bundle …`: the exchange by file.
struct BundleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: text("Exchanges with head office by file, where there is no network.", "没有网络时，用文件与总部交换数据。"),
    discussion: text(
      """
      casebook bundle enrol TICKET           once, with the ticket that head office gave
      casebook bundle write /media/usb/SH01.bundle
      casebook-server bundle answer SH01.bundle SH01.answer      (at head office)
      casebook bundle read /media/usb/SH01.answer

      Only head office can read a bundle, only this device its answer. It does no harm to carry one twice, in
      the wrong order, or to lose it.
      """,
      """
      casebook bundle enrol 接入票据            仅一次，使用总部给的票据文件
      casebook bundle write /media/usb/SH01.bundle
      casebook-server bundle answer SH01.bundle SH01.answer      （在总部运行）
      casebook bundle read /media/usb/SH01.answer

      只有总部能读取数据包，只有本机能读取应答。重复携带、顺序颠倒或遗失均不影响数据。
      """),
    subcommands: [BundleEnrol.self, BundleWrite.self, BundleRead.self])
}

struct BundleEnrol: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "enrol", abstract: text("Joins this device to a head office by its ticket.", "凭票据文件接入总部。"))

  @Argument(help: help("The ticket.", "票据文件。", "file"), completion: .file())
  var file: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let bytes = try WholeFile.read(file, limit: 1 << 16)
    guard let ticket = BundleTicket(text: String(decoding: bytes, as: UTF8.self)) else {
      throw CommandFailure(
        "not_a_ticket", .failed, Label("\(file) is no ticket of a head office.", "\(file) 不是总部的接入票据。"),
        hint: Label(
          "Head office makes one: casebook-server bundle ticket BRANCH FILE",
          "请总部生成：casebook-server bundle ticket 门店 文件"))
    }
    let store = try context.openStore()
    let identity = try context.read(store) { $0.identity }
    do { try store.enrol(ticket) } catch let failure as EnrolmentFailure {
      throw CommandFailure(failure, branch: identity.branch)
    } catch { throw CommandFailure(explaining: error, home: context.home) }
    if context.json {
      return try context.emit([
        "branch": .string(ticket.branch), "head_office": .string(ticket.headOffice.description),
      ])
    }
    context.err(
      Label(
        "Joined; head office hears of it with the first bundle: casebook bundle write FILE",
        "已接入，首个数据包送达后生效：casebook bundle write 文件"))
  }
}

struct BundleWrite: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "write", abstract: text("Writes a bundle for head office.", "生成发往总部的数据包。"))

  @Argument(help: help("The file.", "文件。", "file"), completion: .file())
  var file: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let store = try context.openStore()
    let written = try context.exchangingByFile(store, file) { try writeBundle(store) }
    try WholeFile.write(written.file, to: file)
    if context.json {
      return try context.emit([
        "changes": .integer(Int64(written.changes)), "remaining": .integer(Int64(written.remaining)),
        "bytes": .integer(Int64(written.file.count)),
      ])
    }
    context.err(
      Label(
        "\(written.changes) changes in \(file). They stay pending until the answer is read.",
        "\(file) 含 \(written.changes) 项修改。读取应答之前仍为待同步。"))
    if written.remaining > 0 {
      context.err(
        Label(
          "\(written.remaining) more did not fit: write another bundle after reading the answer.",
          "另有 \(written.remaining) 项未装下，读取应答后请再生成一个数据包。"))
    }
  }
}

struct BundleRead: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: text("Reads head office's answer.", "读取总部的应答。"))

  @Argument(help: help("The file.", "文件。", "file"), completion: .file())
  var file: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let store = try context.openStore()
    let bytes = try WholeFile.read(file, limit: Limits.bundleBytes)
    let reading = try context.exchangingByFile(store, file) { try readBundle(bytes, into: store) }
    if let refusal = reading.refusal { throw CommandFailure(refusal) }
    if context.json {
      return try context.emit([
        "pushed": .integer(Int64(reading.accepted)), "pulled": .integer(Int64(reading.pulled)),
        "quarantined": .integer(Int64(reading.quarantined)), "late": .bool(reading.isLate),
        "needs_another": .bool(reading.needsAnother),
      ])
    }
    try context.out(
      context.text(
        "Sent \(reading.accepted), received \(reading.pulled).",
        "已上报 \(reading.accepted) 项，取回 \(reading.pulled) 项。"))
    if reading.isLate {
      context.err(
        Label(
          "The answer was older than what is here; nothing in it was needed twice.", "此应答早于本机现有内容，重复部分已忽略。"))
    }
    if reading.needsAnother {
      context.err(
        Label(
          "Head office needs another bundle: casebook bundle write FILE",
          "总部还需要一个数据包：casebook bundle write 文件"))
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
        "sync_running", .busy, Label("A sync of this store is running.", "本机已有一个同步正在进行。"),
        hint: Label("Wait for it to end.", "请等它结束。"), retry: true)
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
        Label("This replica has no key of a head office yet.", "本机尚无总部密钥。"),
        hint: Label(
          "Run: casebook bundle enrol TICKET, or enrol once over the network.",
          "请运行：casebook bundle enrol 票据文件，或联网接入一次。"))
    case .unknownSerial:
      self.init(
        "unknown_bundle", .failed,
        Label(
          "\(path) answers a bundle that is not known here any more. Nothing was changed.",
          "\(path) 对应的数据包在本机已无记录，未做任何改动。"),
        hint: Label("Write a new bundle and carry that.", "请重新生成数据包送往总部。"))
    }
  }
}
