import ArgumentParser
import Complaints
import Console
import Glibc
import HeadOffice
import Interchange
import Messages
import RecordStore
import Terminal

struct CheckCommand: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: text(
      .serverCheckAbstract),
    discussion: text(
      .serverCheckDiscussion))

  @OptionGroup var options: ServerOptions

  func run() throws {
    let store = try options.openStore()
    let findings = try options.explaining { try store.examine() }
    let parts: [(String, Label, [StoreFinding])] = [
      ("store", Label(.serverCheckPagesIndexesReferences), findings.pages),
      ("contents", Label(.commonRecordsAndChanges), findings.contents),
      ("digests", Label(.commonDigestOfEachScope), findings.digests),
      ("feeds", Label(.serverCheckPositionsAndCommits), findings.feeds),
      ("chains", Label(.serverCheckEachDevicesChanges), findings.chains),
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
        let word = found.isEmpty ? text(.commonOk) : text(.serverCheckDamaged)
        print("\(label.text(Invocation.language))\(text(.commonColon))\(word)")
        for finding in found { print("  " + finding.label.text(Invocation.language).sanitised()) }
      }
    }
    guard findings.all.isEmpty else {
      fflush(nil)
      throw CommandFailure(
        "damaged", .damaged,
        Label(.commonIsDamagedNothingWasChanged, ["storePath": .text(options.storePath)]),
        hint: Label(
          .serverCheckCopyTheFolderSomewhereSafe))
    }
  }
}
