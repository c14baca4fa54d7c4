import ArgumentParser
import Complaints
import Console
import Language
import Replica
import Versioning

struct TermsSynonym: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "synonym", abstract: text(TermsSynonymMessage.abstract),
    discussion: text(TermsSynonymMessage.discussion))

  @Argument(help: help(TermsMessage.axisHelp, "axis"))
  var axis: String
  @Argument(help: help(TermsMessage.termHelp, "term"))
  var term: String
  @Argument(help: help(TermsSynonymMessage.namesHelp, "text"))
  var names: [String] = []
  @Option(parsing: .unconditionalSingleValue, help: help(TermsSynonymMessage.removeHelp, "text"))
  var remove: [String] = []
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard !names.isEmpty || !remove.isEmpty else {
      throw CommandFailure.usage(Label(TermsSynonymMessage.namesMissing))
    }
    try context.change(term: term, of: axis) { term, axis in
      for name in names { try context.requireFree(name, in: axis, for: term.id, isLabel: false) }
      return try names.map { try context.synonym($0) }
        + remove.flatMap { name in
          // However it is spelt there.
          let wanted = name.folded
          return try axis.synonyms(of: term).filter { $0.folded == wanted }
            .map { try context.synonym($0, isGiven: false) }
        }
    }
  }
}

enum TermsSynonymMessage: Message {
  case abstract
  case discussion
  case namesHelp
  case namesMissing
  case removeHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Says what a term is called besides (head office).", zhHans: "设置选项的其他叫法（总部）。")
    case .discussion:
      Label(
        en: """
          casebook terms synonym channel phone 400 hotline
          casebook terms synonym channel chat --remove WhatsApp

          Synonyms are understood where a term is typed or imported; of products and
          suppliers they group what was written.
          """,
        zhHans: """
          casebook terms synonym 渠道 电话 400 热线
          casebook terms synonym 渠道 聊天 --remove 企微

          录入和导入时都认这些叫法；产品和供应商的不同写法由此归为一类。
          """)
    case .namesHelp:
      Label(en: "What it is called besides.", zhHans: "其他叫法。")
    case .namesMissing:
      Label(en: "Give a synonym, or --remove one.", zhHans: "请填写要增加的叫法，或用 --remove 移除。")
    case .removeHelp:
      Label(en: "A synonym to take away (repeatable).", zhHans: "要移除的叫法（可多个）。")
    }
  }
}
