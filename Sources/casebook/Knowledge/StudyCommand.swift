import ArgumentParser
import Console
import Language

/// `casebook study …`
struct StudyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study", abstract: text(KnowledgeCommandsMessage.studyAbstract),
    discussion: text(KnowledgeCommandsMessage.studyDiscussion),
    subcommands: KnowledgeCommands<StudySubject>.all, defaultSubcommand: KnowledgeList<StudySubject>.self)
}
