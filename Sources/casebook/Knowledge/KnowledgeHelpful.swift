import ArgumentParser
import Complaints
import Console
import Language
import Replica

struct KnowledgeHelpful<Subject: KnowledgeSubject>: CasebookCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "helpful", abstract: text(KnowledgeHelpfulMessage.helpfulAbstract(Subject.form.one)),
      discussion: text(KnowledgeHelpfulMessage.helpfulDiscussion(Subject.form.rawValue)))
  }

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @Flag(help: help(KnowledgeHelpfulMessage.noHelp))
  var no = false
  @Option(name: .customLong("case"), help: help(KnowledgeHelpfulMessage.helpfulCaseHelp, "case"))
  var reference: String?
  @Option(help: help(KnowledgeHelpfulMessage.commentHelp, "text"))
  var comment: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let comment = try context.value(comment, HelpfulField.comment)
    try context.change(id, Subject.form) { session, item in
      let complaint = try reference.map { try context.resolveCase(session.reader, $0).id }
      _ = try session.say(!no, of: item, in: complaint, comment: comment)
      return item.stage == .retired
        ? Label(KnowledgeHelpfulMessage.notedRetired(item.name))
        : Label(KnowledgeHelpfulMessage.noted(item.name))
    }
  }
}

enum KnowledgeHelpfulMessage: Message {
  case commentHelp
  case helpfulAbstract(Label)
  case helpfulCaseHelp
  case helpfulDiscussion(String)
  case noHelp
  case noted(String)
  case notedRetired(String)

  var label: Label {
    switch self {
    case .commentHelp: Label(en: "What was missing, or what helped.", zhHans: "哪里有用，或还缺什么。")
    case .helpfulAbstract(let noun):
      Label(en: "Says whether \(noun.en) helped.", zhHans: "反馈\(noun.zhHans)是否有用。")
    case .helpfulCaseHelp: Label(en: "In which case.", zhHans: "用在哪个工单。")
    case .helpfulDiscussion(let command):
      Label(
        en: """
          casebook \(command) helpful refunds --case 12
          casebook \(command) helpful refunds --no --comment "foreign cards are missing"
          """,
        zhHans: """
          casebook \(command) helpful refunds --case 12
          casebook \(command) helpful refunds --no --comment "没写境外卡"
          """)
    case .noHelp: Label(en: "It did not help.", zhHans: "没有帮上忙。")
    case .noted(let id): Label(en: "Noted for “\(id)”.", zhHans: "已记下对“\(id)”的反馈。")
    case .notedRetired(let id):
      Label(
        en: "Noted for “\(id)”, which is no longer used: it is shown to nobody any more.",
        zhHans: "已记下对“\(id)”的反馈。该内容已下架，不再提示给任何人。")
    }
  }
}
