import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

/// `casebook employee show NAME`: one page over all that was said of somebody.
struct EmployeeShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text(EmployeeShowMessage.abstract),
    discussion: text(EmployeeShowMessage.discussion))

  @Argument(help: help(EmployeeMessage.nameHelp, "name"))
  var name: String

  @Option(help: help(DueMessage.branchHelp, "branch"))
  var branch: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let code = try branch.map { try BranchCode.checked($0).rawValue }
    let found = try context.read { reader in
      try context.remarks(of: name, branch: code, reader).map {
        ($0, try context.number(ofCaseOf: $0, reader))
      }
    }
    let standing = found.map(\.0).filter { !$0.isWithdrawn }
    let counts = Vocabulary.remarkKind.terms.map { term in
      (term, standing.filter { $0.kind == term.id }.count)
    }
    if context.json {
      return try context.emit([
        "employee": .string(found.first?.0.employee ?? name),
        "counts": .object(counts.map { ($0.id, .integer(Int64($1))) }),
        "records": .array(found.map { context.json($0, number: $1) }),
      ])
    }
    let summary = counts.filter { $0.1 > 0 }.map { "\($0.label.text(context.language)) \($1)" }
    try context.out(
      context.style.apply(.bold, to: (found.first?.0.employee ?? name).sanitised(.joined)) + "  "
        + summary.joined(separator: context.text(PunctuationMessage.comma)))
    guard !found.isEmpty else { return context.err(Label(EmployeeListMessage.none)) }
    for (remark, number) in found {
      let head = [
        remark.name, remark.day?.shown(to: context.zone), remark.branch, context.kindText(remark), number,
        remark.record.made?.author.name,
      ]
      try context.out()
      try context.out(
        context.style.apply(
          .bold, to: head.compactMap(\.self).joined(separator: "  ").sanitised(.joined)))
      try say(remark.text ?? "–", context)
      let marks = context.marks(of: remark).map { field in
        context.text(field.label) + " " + (remark.record.text(field) ?? "")
      }
      if !marks.isEmpty { try say(marks.joined(separator: context.text(PunctuationMessage.comma)), context) }
      if let outcome = remark.outcome {
        try say(
          context.text(RemarkField.outcome.label) + context.text(PunctuationMessage.colon) + outcome, context)
      } else if let due = remark.due, remark.isOpen {
        try say(context.text(EmployeeListMessage.lookAgain(due.shown(to: context.zone))), context)
      }
      if remark.isWithdrawn {
        let why = remark.record.text(RemarkField.withdrawn) ?? "–"
        try say(
          context.text(RemarkField.withdrawn.label) + context.text(PunctuationMessage.colon) + why, context)
      }
    }
  }

  private func say(_ text: String, _ context: Context) throws {
    for line in wrap(text.sanitised(), width: context.columns, indent: 2, firstIndent: 2) {
      try context.out(line)
    }
  }
}

enum EmployeeShowMessage: Message {
  case abstract
  case discussion

  var label: Label {
    switch self {
    case .abstract: Label(en: "Shows all that was said of one employee.", zhHans: "查看一名员工的全部记录。")
    case .discussion:
      Label(
        en: """
          casebook employee show "Li Na"
          casebook employee show "Li Na" --branch SH01
          """,
        zhHans: """
          casebook employee show 李娜
          casebook employee show 李娜 --branch SH01
          """)
    }
  }
}
