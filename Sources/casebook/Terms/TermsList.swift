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
    let ids = width(rows.map(\.term.id), Label(DomainMessage.id), context)
    guard fitsWhole(rows, ids, context) else { return try printByAxis(rows, context) }
    var table = Table(
      (axis == nil ? [Column(context.text(TermsListMessage.axisColumn))] : []) + [
        Column(context.text(DomainMessage.id), minWidth: ids),
        Column(context.text(ProgramMessage.name), minWidth: 8),
        Column(
          context.text(TermField.synonyms.label), minWidth: Self.synonymsWidth, isFlexible: true),
        Column(context.text(TermsListMessage.sourceColumn)),
      ])
    for (axis, term) in rows {
      table.add(
        (self.axis == nil ? [Cell(context.text(axis.label))] : []) + [
          Cell(term.id, style: term.retired ? .dim : .plain), Cell(context.text(term.label)),
          synonyms(term, axis, context), Cell(context.text(source(term, axis, context)), style: .dim),
        ])
    }
    try context.print(table)
  }

  private static let synonymsWidth = 10

  private func width(_ texts: [String], _ title: Label, _ context: Context) -> Int {
    max(context.text(title).displayWidth, texts.map(\.displayWidth).max() ?? 0)
  }

  /// Whether nothing but synonyms has to be cut. Elsewhere than on a terminal nothing is.
  private func fitsWhole(
    _ rows: [(axis: Vocabulary, term: Term)], _ ids: Int, _ context: Context
  ) -> Bool {
    guard context.style.isTerminal else { return true }
    let sources = rows.map { context.text(source($0.term, $0.axis, context)) }
    let axes = rows.map { context.text($0.axis.label) }
    let columns =
      [
        ids, width(rows.map { context.text($0.term.label) }, Label(ProgramMessage.name), context),
        max(width([], TermField.synonyms.label, context), Self.synonymsWidth),
        width(sources, Label(TermsListMessage.sourceColumn), context),
      ] + (axis == nil ? [width(axes, Label(TermsListMessage.axisColumn), context)] : [])
    return columns.reduce(0, +) + 2 * (columns.count - 1) <= context.columns
  }

  /// In a narrow window each axis has a heading, and its terms below: an id that is cut names nothing, so what gives way is
  /// where they are from, then synonyms, then names.
  private func printByAxis(_ rows: [(axis: Vocabulary, term: Term)], _ context: Context) throws {
    for (at, axis) in rows.map(\.axis).enumerated() where at == 0 || rows[at - 1].axis.id != axis.id {
      if at > 0 { try context.out() }
      let title = "\(context.text(axis.label))  \(axis.id)"
      try context.out(context.style.apply(.bold, to: title.truncated(toWidth: context.columns)))
      let terms = rows.filter { $0.axis.id == axis.id }.map(\.term)
      let ids = terms.map(\.id.displayWidth).max() ?? 0
      let names = terms.map { shown($0, context).displayWidth }.max() ?? 0
      let hasSynonyms = ids + names + Self.synonymsWidth + 4 <= context.columns
      var table = Table(
        [Column("", minWidth: ids), Column("", isFlexible: true)]
          + (hasSynonyms ? [Column("", minWidth: Self.synonymsWidth, isFlexible: true)] : []))
      table.hasHeader = false
      for term in terms {
        table.add(
          [
            Cell(term.id, style: term.retired ? .dim : .plain), Cell(shown(term, context)),
          ] + (hasSynonyms ? [synonyms(term, axis, context)] : []))
      }
      try context.print(table)
    }
  }

  /// Its name, with the mark that it is used no more.
  private func shown(_ term: Term, _ context: Context) -> String {
    context.text(term.label) + (term.retired ? " · " + context.text(TermField.retired.label) : "")
  }

  private func synonyms(_ term: Term, _ axis: Vocabulary, _ context: Context) -> Cell {
    Cell(
      axis.synonyms(of: term).map { $0.sanitised(.joined) }
        .joined(separator: context.text(PunctuationMessage.comma)))
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
