import ArgumentParser
import Console
import Language

/// `casebook survey …`
struct SurveyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "survey",
    abstract: text(SurveyCommandMessage.abstract),
    discussion: text(SurveyCommandMessage.discussion),
    subcommands: [SurveyAsk.self, SurveyImport.self],
    defaultSubcommand: SurveyImport.self)
}

enum SurveyCommandMessage: Message {
  case abstract
  case discussion

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Satisfaction surveys: whom to ask, what they answered.", zhHans: "满意度调查：发问卷，收答复。")
    case .discussion:
      Label(
        en: """
          casebook survey ask --output ask.csv     whom to ask, with columns to fill in
          casebook survey ask.csv                  imports the answers
          """,
        zhHans: """
          casebook survey ask --output 问卷.csv    列出要调查的客户，文件里留好答复各列
          casebook survey 问卷.csv                 导入答复
          """)
    }
  }
}
