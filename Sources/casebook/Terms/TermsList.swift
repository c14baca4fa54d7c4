import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Terminal

struct TermsList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(TermsListMessage.abstract),
    discussion: text(TermsListMessage.discussion))

  @Argument(help: help(TermsListMessage.axisHelp, "axis"))
  var axis: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let named = try axis.map { [try context.axis($0)] } ?? Vocabulary.ofHeadOffice
    let terms = try context.read { try $0.terms() }
    let rows = named.flatMap { axis in
      let today = terms[axis]
      return today.terms.map { (axis: today, term: $0) }
    }
    if context.json { return try context.emit(.array(rows.map { context.json($0.term, of: $0.axis) })) }
    guard !rows.isEmpty else { return context.err(Label(TermsListMessage.none)) }
    var table = Table(
      (axis == nil ? [Column(context.text(TermsListMessage.axisColumn))] : []) + [
        Column(context.text(DomainMessage.id)),
        Column(context.text(ProgramMessage.name), minWidth: 8),
        Column(context.text(TermField.synonyms.label), minWidth: 10, isFlexible: true),
        Column(context.text(TermsListMessage.sourceColumn)),
      ])
    for (axis, term) in rows {
      table.add(
        (self.axis == nil ? [Cell(context.text(axis.label))] : []) + [
          Cell(term.id, style: term.retired ? .dim : .plain), Cell(context.text(term.label)),
          Cell(
            axis.synonyms(of: term).map { $0.sanitised(.joined) }
              .joined(separator: context.text(PunctuationMessage.comma))),
          Cell(context.text(source(term, axis, context)), style: .dim),
        ])
    }
    try context.print(table)
  }

  private func source(_ term: Term, _ axis: Vocabulary, _ context: Context) -> Label {
    if term.retired { return TermField.retired.label }
    return Label(context.isBuiltIn(term, of: axis) ? CommonMessage.builtIn : CommonMessage.fromHeadOffice)
  }
}

enum TermsListMessage: Message {
  case abstract
  case axisColumn
  case axisHelp
  case discussion
  case none
  case sourceColumn

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Lists the terms, retired ones too.", zhHans: "列出选项，包括已停用的。")
    case .axisColumn:
      Label(en: "Axis", zhHans: "维度")
    case .axisHelp:
      Label(en: "Only of this axis.", zhHans: "只看该维度。")
    case .discussion:
      Label(
        en: """
          casebook terms list
          casebook terms list cause
          """,
        zhHans: """
          casebook terms list
          casebook terms list 原因
          """)
    case .none:
      Label(en: "Head office has no terms of this axis yet.", zhHans: "总部还没有为该维度设选项。")
    case .sourceColumn:
      Label(en: "From", zhHans: "来自")
    }
  }
}
