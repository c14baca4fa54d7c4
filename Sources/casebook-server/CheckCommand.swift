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
      let agreement = JSON.object([
        ("check", .string("agreement")),
        ("state", .string(findings.agreement.isEmpty ? "ok" : "differs")),
        ("message", .string(text(.serverCheckAgreement))),
        ("details", .strings(findings.agreement.map { $0.label.text(Invocation.language) })),
      ])
      let isWell = findings.all.isEmpty && findings.agreement.isEmpty
      printLine(JSON.object([("ok", .bool(isWell)), ("checks", .array(checks + [agreement]))]))
    } else {
      for (_, label, found) in parts {
        let word = found.isEmpty ? text(.commonOk) : text(.serverCheckDamaged)
        printLine("\(label.text(Invocation.language))\(text(.commonColon))\(word)")
        for finding in found { printLine("  " + finding.label.text(Invocation.language).sanitised()) }
      }
      let word = findings.agreement.isEmpty ? text(.commonOk) : text(.serverCheckDiffers)
      printLine("\(text(.serverCheckAgreement))\(text(.commonColon))\(word)")
      for finding in findings.agreement {
        printLine("  " + finding.label.text(Invocation.language).sanitised())
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
    guard findings.agreement.isEmpty else {
      fflush(nil)
      throw CommandFailure("not_agreed", .failed, Label(.serverCheckTheStoreIsWhole))
    }
  }
}
