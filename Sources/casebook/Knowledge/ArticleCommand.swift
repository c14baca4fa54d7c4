import ArgumentParser
import Console
import Language

/// `casebook article …`
struct ArticleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "article", abstract: text(KnowledgeCommandsMessage.articleAbstract),
    discussion: text(KnowledgeCommandsMessage.articleDiscussion),
    subcommands: KnowledgeCommands<ArticleSubject>.all, defaultSubcommand: KnowledgeList<ArticleSubject>.self)
}
