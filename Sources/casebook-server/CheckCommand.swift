import ArgumentParser
import Complaints
import Console
import Glibc
import HeadOffice
import Interchange
import Language
import RecordStore
import Terminal

struct CheckCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: text(CheckMessage.abstract),
    discussion: text(CheckMessage.discussion))

  @OptionGroup var options: ServerOptions

  func run() throws {
    let store = try options.openStore()
    let findings = try options.explaining { try store.examine() }
    let parts: [(String, Label, [StoreFinding])] = [
      ("store", Label(CheckMessage.storePages), findings.pages),
      ("contents", Label(ProgramMessage.recordsAndChanges), findings.contents),
      ("digests", Label(ProgramMessage.digests), findings.digests),
      ("feeds", Label(CheckMessage.feeds), findings.feeds),
      ("chains", Label(CheckMessage.deviceChanges), findings.chains),
    ]
    if options.json {
      let checks = parts.map { id, label, found in
        JSON.object([
          ("check", .string(id)), ("state", .string(found.isEmpty ? "ok" : "damaged")),
          ("message", .string(label.text(Invocation.language))),
          ("details", .strings(found.map { $0.label.text(Invocation.language) })),
        ])
      }
      let agreement = JSON.object([
        ("check", .string("agreement")),
        ("state", .string(findings.agreement.isEmpty ? "ok" : "differs")),
        ("message", .string(text(CheckMessage.agreement))),
        ("details", .strings(findings.agreement.map { $0.label.text(Invocation.language) })),
      ])
      let isWell = findings.all.isEmpty && findings.agreement.isEmpty
      printLine(JSON.object([("ok", .bool(isWell)), ("checks", .array(checks + [agreement]))]))
    } else {
      for (_, label, found) in parts {
        let word = found.isEmpty ? text(ProgramMessage.ok) : text(CheckMessage.damaged)
        printLine("\(label.text(Invocation.language))\(text(PunctuationMessage.colon))\(word)")
        for finding in found { printLine("  " + finding.label.text(Invocation.language).sanitised()) }
      }
      let word = findings.agreement.isEmpty ? text(ProgramMessage.ok) : text(CheckMessage.differ)
      printLine("\(text(CheckMessage.agreement))\(text(PunctuationMessage.colon))\(word)")
      for finding in findings.agreement {
        printLine("  " + finding.label.text(Invocation.language).sanitised())
      }
    }
    guard findings.all.isEmpty else {
      fflush(nil)
      throw CommandFailure(
        "damaged", .damaged,
        Label(CheckMessage.storeDamaged(options.storePath)),
        hint: Label(CheckMessage.damagedHint))
    }
    guard findings.agreement.isEmpty else {
      fflush(nil)
      throw CommandFailure("not_agreed", .failed, Label(CheckMessage.devicesHoldMore))
    }
  }
}

enum CheckMessage: Message {
  case abstract
  case damagedHint
  case agreement
  case differ
  case devicesHoldMore
  case damaged
  case storeDamaged(String)
  case discussion
  case deviceChanges
  case storePages
  case feeds

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Checks the whole store: pages, records, checksums, feeds, each device's changes.",
        zhHans: "全面检查总部数据：数据页、记录、校验值、下发序列、各设备的修改。")
    case .damagedHint:
      Label(
        en:
          "Copy the folder somewhere safe, then restore the latest good backup: casebook-server restore <file>. The branches will send again what it lacks.",
        zhHans: "请先另行备份整个目录，再用最近的完好备份恢复：casebook-server restore <文件>。备份中缺少的内容，各门店会重新上传。")
    case .agreement:
      Label(en: "Devices and head office", zhHans: "设备与总部")
    case .differ:
      Label(en: "differ", zhHans: "不一致")
    case .devicesHoldMore:
      Label(
        en: "The store is undamaged, but devices hold data that is not in it.",
        zhHans: "数据库完好，但有些数据只在设备上，总部没有。")
    case .damaged:
      Label(en: "damaged", zhHans: "损坏")
    case .storeDamaged(let path):
      Label(en: "\(path) is damaged: see the lines above.", zhHans: "\(path) 有损坏，详见上面各行。")
    case .discussion:
      Label(
        en: """
          casebook-server check
          casebook-server check --json

          Changes nothing; the server can keep running. The exit code is 0 if all is
          well, 9 if anything is damaged, 1 if only devices hold some of the data.
          """,
        zhHans: """
          casebook-server check
          casebook-server check --json

          只检查，不改动；服务可照常运行。一切正常时退出码为 0，有损坏时为 9，
          有数据只在设备上时为 1。
          """)
    case .deviceChanges:
      Label(en: "Each device's changes", zhHans: "各设备的修改")
    case .storePages:
      Label(en: "Pages, indexes, references", zhHans: "数据页、索引、引用")
    case .feeds:
      Label(en: "Feeds to the devices", zhHans: "下发序列")
    }
  }
}
