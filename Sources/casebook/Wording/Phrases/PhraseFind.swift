import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica

struct PhraseFind: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: text(PhraseFindMessage.findAbstract),
    discussion: text(PhraseFindMessage.findDiscussion))

  @Argument(help: help(CommonMessage.wordsHelp, "words"))
  var words: [String]
  @OptionGroup var filter: PhraseFilter
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let words = try wordsToFind(words)
    let phrases = try context.read { try $0.phrases() }
    try context.print(Phrases.containing(words, in: filter.fitting(phrases, context)))
  }
}

enum PhraseFindMessage: Message {
  case findAbstract
  case findDiscussion

  var label: Label {
    switch self {
    case .findAbstract:
      Label(en: "Finds phrases that contain every word.", zhHans: "按关键词查找话术（须全部出现）。")
    case .findDiscussion:
      Label(
        en: "casebook phrase find voucher --stage proposal", zhHans: "casebook phrase find 办法 --stage 提出方案")
    }
  }
}
