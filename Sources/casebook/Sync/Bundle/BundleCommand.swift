import ArgumentParser
import Bundles
import Console
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

extension Context {
  /// Runs an exchange by file while no other exchange of this store runs, and tells its troubles.
  func exchangingByFile<Result>(
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
  case discussion
  case enrolHint
  case fileHelp
  case noKey
  case waitHint
  case newBundleHint

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
    case .discussion:
      Label(
        en: """
          casebook bundle enrol <ticket>        once, with the ticket from head office
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
    case .enrolHint:
      Label(
        en: "Run: casebook bundle enrol <ticket>, or enrol once over the network.",
        zhHans: "请运行：casebook bundle enrol <接入文件>，或联网接入一次。")
    case .fileHelp:
      Label(en: "The file.", zhHans: "文件。")
    case .noKey:
      Label(en: "This device has no key of head office yet.", zhHans: "本机尚无总部密钥。")
    case .waitHint:
      Label(en: "Wait for it to end.", zhHans: "请等同步结束后再试。")
    case .newBundleHint:
      Label(en: "Write a new bundle and take that to head office.", zhHans: "请重新生成上传文件，送往总部。")
    }
  }
}
