import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

struct WordingShow: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text(WordingShowMessage.showAbstract),
    discussion: text(WordingShowMessage.showDiscussion))

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let rule = try context.rule(id, in: context.read { try $0.wordingRules() })
    if context.json { return try context.emit(context.json(rule)) }
    let head = [rule.id, Vocabulary.wordingKind.text(rule.kind, context.language)]
    try context.out(context.style.apply(.bold, to: head.joined(separator: "  ").sanitised(.joined)))
    let facts = [
      (context.text(WordingShowMessage.patternLabel), rule.pattern),
      (context.text(CommonMessage.why), rule.text(rule.why, context.language)),
      (context.text(CommonMessage.better), rule.text(rule.better, context.language)),
    ]
    for (label, fact) in facts {
      for line in wrap(label + fact, width: context.columns, indent: 4, firstIndent: 2) {
        try context.out(line)
      }
    }
    var notes = [
      rule.isBuiltIn ? context.text(CommonMessage.builtIn) : context.text(CommonMessage.fromHeadOffice)
    ]
    if rule.isRetired { notes.append(context.text(WordingShowMessage.retiredNote)) }
    if WordingPattern(rule.pattern) == nil {
      notes.append(
        context.text(WordingShowMessage.unreadablePatternNote))
    }
    for line in notes { try context.out(context.style.apply(.dim, to: line)) }
  }
}

enum WordingShowMessage: Message {
  case patternLabel
  case retiredNote
  case showAbstract
  case showDiscussion
  case unreadablePatternNote

  var label: Label {
    switch self {
    case .patternLabel:
      Label(en: "Looks for: ", zhHans: "查找：")
    case .retiredNote:
      Label(en: "Retired: no longer checked", zhHans: "已停用，不再检查")
    case .showAbstract:
      Label(en: "Shows one rule in full.", zhHans: "查看一条规则。")
    case .showDiscussion:
      Label(en: "casebook wording show en_soon", zhHans: "casebook wording show zh_soon")
    case .unreadablePatternNote:
      Label(
        en: "This program is too old to read its pattern: the rule has no effect here",
        zhHans: "本程序较旧，无法识别其写法，该规则不起作用")
    }
  }
}
