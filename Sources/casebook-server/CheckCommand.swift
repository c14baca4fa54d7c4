import ArgumentParser
import Complaints
import Console
import Glibc
import HeadOffice
import Interchange
import RecordStore
import Terminal

struct CheckCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: text(
      "Looks through the whole store: pages, records, digests, feeds, each device's changes.",
      "全面检查总部数据：数据页、记录、校验值、下发序列、各设备的修改。"),
    discussion: text(
      """
      casebook-server check
      casebook-server check --json

      Changes nothing, and a server goes on meanwhile. Ends with 0 if all is well, with 9 if anything is damaged.
      """,
      """
      casebook-server check
      casebook-server check --json

      只检查，不改动；服务可照常运行。一切正常时退出码为 0，有损坏时为 9。
      """))

  @OptionGroup var options: ServerOptions

  func run() throws {
    let store = try options.openStore()
    let findings = try options.explaining { try store.examine() }
    let parts: [(String, Label, [StoreFinding])] = [
      ("store", Label("Pages, indexes, references", "数据页、索引、引用"), findings.pages),
      ("contents", Label("Records and changes", "记录与修改"), findings.contents),
      ("digests", Label("Digest of each scope", "各范围校验值"), findings.digests),
      ("feeds", Label("Positions and commits", "下发序列"), findings.feeds),
      ("chains", Label("Each device's changes", "各设备的修改"), findings.chains),
    ]
    if options.json {
      let checks = parts.map { id, label, found in
        JSON.object([
          ("check", .string(id)), ("state", .string(found.isEmpty ? "ok" : "damaged")),
          ("message", .string(label.text(Invocation.language))),
          ("details", .strings(found.map { $0.label.text(Invocation.language) })),
        ])
      }
      print(JSON.object([("ok", .bool(findings.all.isEmpty)), ("checks", .array(checks))]).text())
    } else {
      for (_, label, found) in parts {
        let word = found.isEmpty ? text("ok", "正常") : text("damaged", "损坏")
        print("\(label.text(Invocation.language))\(text(": ", "："))\(word)")
        for finding in found { print("  " + finding.label.text(Invocation.language).sanitised()) }
      }
    }
    guard findings.all.isEmpty else {
      fflush(nil)
      throw CommandFailure(
        "damaged", .damaged,
        Label("\(options.storePath) is damaged. Nothing was changed.", "\(options.storePath) 有损坏，未做任何改动。"),
        hint: Label(
          "Copy the folder somewhere safe, then put the latest good backup back: casebook-server restore FILE. "
            + "The branches offer again what it lacks.",
          "请先另行备份整个目录，再用最近的完好备份恢复：casebook-server restore 文件。备份中缺少的内容各门店会重新上报。"))
    }
  }
}
