import ArgumentParser
import Complaints
import Console
import Language
import Versioning

/// Which of the two a command is about: `casebook article …` and `casebook study …` are the same commands.
protocol KnowledgeSubject {
  static var form: KnowledgeForm { get }
  /// What it says, as options.
  associatedtype Texts: KnowledgeTexts
  /// What a list is narrowed to besides.
  associatedtype Filters: KnowledgeFilters
}

protocol KnowledgeFilters: ParsableArguments {
  /// A term of `Vocabulary.articleKind`; nil: of any.
  func kind(_ context: Context) throws -> String?
}

protocol KnowledgeTexts: ParsableArguments {
  /// What was typed for fields of a manuscript.
  func typed(_ context: Context) throws -> [(FieldDefinition, String?)]
}

enum ArticleSubject: KnowledgeSubject {
  static let form = KnowledgeForm.article

  struct Filters: KnowledgeFilters {
    @Option(help: help(KnowledgeOptionMessage.ofKindHelp, "kind"), completion: choices(.articleKind))
    var kind: String?

    func kind(_ context: Context) throws -> String? {
      try context.term(kind, of: context.terms[ManuscriptField.kind])
    }
  }

  struct Texts: KnowledgeTexts {
    @Option(help: help(KnowledgeOptionMessage.kindHelp, "kind"), completion: choices(.articleKind))
    var kind: String?
    @Option(help: help(KnowledgeOptionMessage.summaryHelp, "text"))
    var summary: String?
    @Option(help: help(KnowledgeOptionMessage.bodyHelp, "text"))
    var body: String?
    @Option(
      name: [.customShort("F"), .customLong("file")], help: help(KnowledgeOptionMessage.fileHelp, "file"),
      completion: .file())
    var file: String?

    func typed(_ context: Context) throws -> [(FieldDefinition, String?)] {
      guard body == nil || file == nil else {
        throw CommandFailure.usage(Label(KnowledgeOptionMessage.bodyTwice))
      }
      let text = try file.map { try context.readText($0).text } ?? body
      return [
        (ManuscriptField.kind, kind), (ManuscriptField.summary, summary), (ManuscriptField.body, text),
      ]
    }
  }
}

enum StudySubject: KnowledgeSubject {
  static let form = KnowledgeForm.study

  struct Filters: KnowledgeFilters {
    func kind(_ context: Context) -> String? { nil }
  }

  struct Texts: KnowledgeTexts {
    @Option(help: help(KnowledgeOptionMessage.backgroundHelp, "text"))
    var background: String?
    @Option(help: help(KnowledgeOptionMessage.usualHelp, "text"))
    var usual: String?
    @Option(help: help(KnowledgeOptionMessage.betterHelp, "text"))
    var better: String?
    @Option(help: help(KnowledgeOptionMessage.resultHelp, "text"))
    var result: String?
    @Option(help: help(KnowledgeOptionMessage.valueHelp, "text"))
    var value: String?
    @Option(help: help(KnowledgeOptionMessage.lessonHelp, "text"))
    var lesson: String?

    func typed(_ context: Context) -> [(FieldDefinition, String?)] {
      [
        (ManuscriptField.background, background), (ManuscriptField.usual, usual),
        (ManuscriptField.better, better), (ManuscriptField.result, result), (ManuscriptField.value, value),
        (ManuscriptField.lesson, lesson),
      ]
    }
  }
}

/// What both say besides.
struct KnowledgeFacts: ParsableArguments {
  @Option(help: help(KnowledgeOptionMessage.titleHelp, "text"))
  var title: String?
  @Option(help: help(CommonMessage.languageHelp, "language"), completion: .list(["zh-Hans", "en"]))
  var language: String?
  @Option(
    parsing: .unconditionalSingleValue, help: help(KnowledgeOptionMessage.typeHelp, "term"),
    completion: choices(.type))
  var type: [String] = []
  @Option(
    name: .customLong("class"), parsing: .unconditionalSingleValue,
    help: help(KnowledgeOptionMessage.classHelp, "term"), completion: choices(.problemClass))
  var classes: [String] = []
  @Option(parsing: .unconditionalSingleValue, help: help(KnowledgeOptionMessage.tagHelp, "word"))
  var tag: [String] = []
  @Option(help: help(KnowledgeOptionMessage.lookAgainHelp, "date"))
  var lookAgain: String?

  func edits(_ context: Context) throws -> [FieldEdit] {
    let single = try context.edits([
      (ManuscriptField.title, title), (ManuscriptField.language, language),
      (ManuscriptField.lookAgain, lookAgain),
    ])
    try context.refusePast(single, ManuscriptField.lookAgain)
    let sets: [([String], FieldDefinition)] = [
      (type, ManuscriptField.types), (classes, ManuscriptField.classes), (tag, ManuscriptField.tags),
    ]
    return try single
      + sets.flatMap { typed, field in
        try typed.flatMap { try FieldInput.edits($0, of: context.terms[field], now: context.now) }
      }
  }
}

enum KnowledgeOptionMessage: Message {
  case backgroundHelp
  case betterHelp
  case bodyHelp
  case bodyTwice
  case classHelp
  case fileHelp
  case kindHelp
  case lessonHelp
  case lookAgainHelp
  case ofKindHelp
  case resultHelp
  case summaryHelp
  case tagHelp
  case titleHelp
  case typeHelp
  case usualHelp
  case valueHelp

  var label: Label {
    switch self {
    case .backgroundHelp: Label(en: "What happened.", zhHans: "事情的背景。")
    case .betterHelp: Label(en: "The better handling.", zhHans: "优化后的做法。")
    case .bodyHelp: Label(en: "The text, in Markdown.", zhHans: "正文（Markdown）。")
    case .bodyTwice:
      Label(en: "Give the text with --body or with -F, not both.", zhHans: "正文用 --body 或 -F 填写，只能用一个。")
    case .classHelp:
      Label(
        en: "A problem class it is for (repeatable); a leading - removes it. None: for all.",
        zhHans: "适用的问题分类（可多个）；前面加 - 为移除，不填则不限。")
    case .fileHelp: Label(en: "File with the text; - reads standard input.", zhHans: "正文所在的文件；- 表示标准输入。")
    case .kindHelp: Label(en: "What kind of article it is.", zhHans: "文章类别。")
    case .lessonHelp: Label(en: "What is learnt from it.", zhHans: "经验教训。")
    case .lookAgainHelp: Label(en: "The day to look at it again.", zhHans: "到这天再复查一遍。")
    case .ofKindHelp: Label(en: "Only articles of this kind.", zhHans: "只列此类别的文章。")
    case .resultHelp: Label(en: "What came of it.", zhHans: "结果如何。")
    case .summaryHelp: Label(en: "What it is about, in a sentence.", zhHans: "一句话摘要。")
    case .tagHelp: Label(en: "A tag (repeatable); a leading - removes it.", zhHans: "标签（可多个）；前面加 - 为移除。")
    case .titleHelp: Label(en: "Its title.", zhHans: "标题。")
    case .typeHelp:
      Label(en: "A type of complaint it is for (repeatable).", zhHans: "适用的投诉类型（可多个）。")
    case .usualHelp: Label(en: "The usual, wrong handling.", zhHans: "常见的错误做法。")
    case .valueHelp: Label(en: "What else it is good for.", zhHans: "还能用在哪里。")
    }
  }
}
