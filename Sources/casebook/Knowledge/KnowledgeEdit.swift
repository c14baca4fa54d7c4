import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica
import Versioning

struct KnowledgeEdit<Subject: KnowledgeSubject>: CasebookCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "edit", abstract: text(KnowledgeEditMessage.abstract(Subject.form.noun)),
      discussion: text(KnowledgeEditMessage.discussion(Subject.form)))
  }

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @OptionGroup var facts: KnowledgeFacts
  @OptionGroup var texts: Subject.Texts
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try facts.edits(context) + context.edits(texts.typed(context))
    guard !edits.isEmpty else { throw CommandFailure.usage(Label(KnowledgeEditMessage.changeMissing)) }
    try context.requireText(edits, ManuscriptField.title)
    try context.change(id, Subject.form) { session, item in
      try session.edit(item, edits)
        ? Label(KnowledgeEditMessage.saved(item.name)) : Label(KnowledgeEditMessage.unchanged(item.name))
    }
  }
}

extension Context {
  /// Does something to one of them, and tells what became of it.
  func change(
    _ typed: String, _ form: KnowledgeForm, _ body: (inout WriteSession, KnowledgeItem) throws -> Label
  ) throws {
    let (item, said) = try write { session in
      let item = try knowledge(typed, form, session.reader)
      let said = try body(&session, item)
      let changed = try knowledge(item.name, form, session.reader)
      return (changed, said)
    }
    try tell(item, said)
  }
}

struct KnowledgeSubmit<Subject: KnowledgeSubject>: CasebookCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "submit", abstract: text(KnowledgeEditMessage.submitAbstract(Subject.form.noun)),
      discussion: "casebook \(Subject.form.rawValue) submit 3f9a2c")
  }

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.change(id, Subject.form) { session, item in
      try session.submit(item)
      return Label(KnowledgeEditMessage.wasSubmitted(item.name))
    }
  }
}

struct KnowledgePublish<Subject: KnowledgeSubject>: CasebookCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "publish", abstract: text(KnowledgeEditMessage.publishAbstract(Subject.form.noun)),
      discussion: text(KnowledgeEditMessage.publishDiscussion(Subject.form.rawValue)))
  }

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @Option(name: .customLong("as"), help: help(KnowledgeEditMessage.asHelp, "key"))
  var key: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let wanted = try key.map { try context.newKey($0) }
    let item = try context.write { session in
      let manuscript = try context.knowledge(id, Subject.form, session.reader)
      let key = try session.publish(manuscript, as: wanted)
      return try context.knowledge(key, Subject.form, session.reader)
    }
    try context.tell(item, Label(KnowledgeEditMessage.wasPublished(item.name)))
  }
}

struct KnowledgeReturn<Subject: KnowledgeSubject>: CasebookCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "return", abstract: text(KnowledgeEditMessage.returnAbstract),
      discussion: text(KnowledgeEditMessage.returnDiscussion(Subject.form.rawValue)))
  }

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @Option(help: help(CommonMessage.whyHelp, "text"))
  var reason: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let reason = try context.reason(reason, of: ManuscriptField.returned)
    try context.change(id, Subject.form) { session, item in
      try session.sendBack(item, because: reason)
      return Label(KnowledgeEditMessage.wasReturned(item.name))
    }
  }
}

struct KnowledgeRetire<Subject: KnowledgeSubject>: CasebookCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "retire", abstract: text(KnowledgeEditMessage.retireAbstract(Subject.form.noun)),
      discussion: """
        casebook \(Subject.form.rawValue) retire refunds
        casebook \(Subject.form.rawValue) retire refunds --undo
        """)
  }

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @Flag(help: help(CommonMessage.undoHelp))
  var undo = false
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    try context.change(id, Subject.form) { session, item in
      try session.retire(item, undo: undo)
        ? Label(KnowledgeEditMessage.saved(item.name)) : Label(KnowledgeEditMessage.unchanged(item.name))
    }
  }
}

struct KnowledgeHelpful<Subject: KnowledgeSubject>: CasebookCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "helpful", abstract: text(KnowledgeEditMessage.helpfulAbstract(Subject.form.noun)),
      discussion: text(KnowledgeEditMessage.helpfulDiscussion(Subject.form.rawValue)))
  }

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @Flag(help: help(KnowledgeEditMessage.noHelp))
  var no = false
  @Option(name: .customLong("case"), help: help(KnowledgeEditMessage.helpfulCaseHelp, "case"))
  var reference: String?
  @Option(help: help(KnowledgeEditMessage.commentHelp, "text"))
  var comment: String?
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let comment = try context.value(comment, HelpfulField.comment)
    try context.change(id, Subject.form) { session, item in
      let complaint = try reference.map { try context.resolveCase(session.reader, $0).id }
      _ = try session.say(!no, of: item, in: complaint, comment: comment)
      return Label(KnowledgeEditMessage.noted(item.name))
    }
  }
}

enum KnowledgeEditMessage: Message {
  case abstract(Label)
  case asHelp
  case changeMissing
  case commentHelp
  case discussion(KnowledgeForm)
  case helpfulAbstract(Label)
  case helpfulCaseHelp
  case helpfulDiscussion(String)
  case noHelp
  case noted(String)
  case publishAbstract(Label)
  case publishDiscussion(String)
  case retireAbstract(Label)
  case returnAbstract
  case returnDiscussion(String)
  case saved(String)
  case submitAbstract(Label)
  case unchanged(String)
  case wasPublished(String)
  case wasReturned(String)
  case wasSubmitted(String)

  var label: Label {
    switch self {
    case .abstract(let noun):
      Label(
        en: "Changes a manuscript, or at head office a published \(noun.en).",
        zhHans: "修改稿件；总部还可修改已发布的\(noun.zhHans)。")
    case .asHelp:
      Label(
        en: "The key it stands under: a–z, 0–9, _ and -; one that is there is replaced.",
        zhHans: "发布后的编号：小写字母、数字、_ 和 -；已有的会被新内容替换。")
    case .changeMissing:
      Label(
        en: "Say what to change: --title, --tag, --look-again …",
        zhHans: "请写明改什么：--title、--tag、--look-again 等。")
    case .commentHelp: Label(en: "What was missing, or what helped.", zhHans: "哪里有用，或还缺什么。")
    case .discussion(.article):
      Label(
        en: "casebook article edit 3f9a2c -F refunds.md --tag refund",
        zhHans: "casebook article edit 3f9a2c -F refunds.md --tag 退款")
    case .discussion(.study):
      Label(
        en: "casebook study edit 3f9a2c --lesson \"Stop the carton first.\" --tag=-parcel",
        zhHans: "casebook study edit 3f9a2c --lesson \"先停用纸箱。\" --tag=-包裹")
    case .helpfulAbstract(let noun):
      Label(en: "Says whether a \(noun.en) helped.", zhHans: "反馈\(noun.zhHans)是否有用。")
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
    case .publishAbstract(let noun):
      Label(en: "Publishes a \(noun.en) to all branches (head office).", zhHans: "向所有门店发布\(noun.zhHans)（总部）。")
    case .publishDiscussion(let command):
      Label(
        en: """
          casebook \(command) publish 3f9a2c --as refunds

          What the manuscript says now is published, and nothing that it said before.
          """,
        zhHans: """
          casebook \(command) publish 3f9a2c --as refunds

          只发布稿件现在的内容，不带修改记录。
          """)
    case .retireAbstract(let noun):
      Label(
        en: "Takes a \(noun.en) out of use in all branches (head office).",
        zhHans: "在所有门店下架\(noun.zhHans)（总部）。")
    case .returnAbstract:
      Label(en: "Sends a manuscript back, with the reason (head office).", zhHans: "退回稿件并说明原因（总部）。")
    case .returnDiscussion(let command):
      Label(
        en: "casebook \(command) return 3f9a2c --reason \"the result is missing\"",
        zhHans: "casebook \(command) return 3f9a2c --reason \"还缺结果\"")
    case .saved(let id): Label(en: "“\(id)” was saved.", zhHans: "“\(id)”已保存。")
    case .submitAbstract(let noun):
      Label(en: "Hands a \(noun.en) in to head office.", zhHans: "向总部提交\(noun.zhHans)。")
    case .unchanged(let id): Label(en: "“\(id)” says that already.", zhHans: "“\(id)”没有变化。")
    case .wasPublished(let key):
      Label(
        en: "Published as “\(key)”: branches have it after their next sync.",
        zhHans: "已发布为“\(key)”，门店下次同步后可见。")
    case .wasReturned(let id): Label(en: "Manuscript \(id) goes back.", zhHans: "稿件 \(id) 已退回。")
    case .wasSubmitted(let id):
      Label(
        en: "Manuscript \(id) is handed in: head office has it after the next sync.",
        zhHans: "稿件 \(id) 已提交，下次同步后总部可见。")
    }
  }
}
