import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica

struct PhraseList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: text(PhraseListMessage.listAbstract),
    discussion: text(PhraseListMessage.listDiscussion))

  @OptionGroup var filter: PhraseFilter
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let phrases = try context.read { try $0.phrases() }
    try context.print(filter.fitting(phrases, context))
  }
}

enum PhraseListMessage: Message {
  case listAbstract
  case listDiscussion

  var label: Label {
    switch self {
    case .listAbstract:
      Label(en: "Lists phrases, the best match first.", zhHans: "列出话术，最合适的在前。")
    case .listDiscussion:
      Label(
        en: "casebook phrase list --stage call_back --segment elderly",
        zhHans: "casebook phrase list --stage 回访 --segment 会员")
    }
  }
}
