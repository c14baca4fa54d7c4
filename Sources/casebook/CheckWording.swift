import ArgumentParser
import Complaints
import Console
import Messages
import Replica
import Terminal

struct CheckWording: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-wording",
    abstract: text(.checkWordingAbstract),
    discussion: text(
      .checkWordingDiscussion))

  @Argument(help: help(.checkWordingTheTextReadsStandardInput, "file"), completion: .file())
  var file: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let store = try context.openStore()
    let typed = try context.readText(file)
    let findings = try context.read(store) { try $0.wording(of: typed.text, now: context.now) }
    if context.json { return try context.emit(context.json(findings)) }
    guard !findings.isEmpty else {
      return context.err(Label(.checkWordingNothingToRemarkOn))
    }
    for finding in findings {
      let lines = context.lines(finding, width: context.style.isTerminal ? context.columns : Int.max)
      try context.out(context.style.apply(.bold, to: lines[0]))
      for line in lines.dropFirst() { try context.out(line) }
    }
    context.errAfterwards(
      Label(
        .checkWordingRemarksTheyAreAdvice, ["count": .number(findings.count)]))
  }
}
