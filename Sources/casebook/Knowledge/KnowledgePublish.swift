import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica
import Terminal

struct KnowledgePublish<Subject: KnowledgeSubject>: CasebookCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "publish", abstract: text(KnowledgePublishMessage.publishAbstract(Subject.form.one)),
      discussion: text(KnowledgePublishMessage.publishDiscussion(Subject.form.rawValue)))
  }

  @Argument(help: help(CommonMessage.idHelp, "id"))
  var id: String
  @Option(name: .customLong("as"), help: help(KnowledgePublishMessage.asHelp, "key"))
  var key: String?
  @Flag(help: help(KnowledgePublishMessage.replaceHelp))
  var replace = false
  @Flag(help: help(KnowledgePublishMessage.yesHelp))
  var yes = false
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let wanted = try key.map { try context.newKey($0) }
    let item = try context.write { session in
      let manuscript = try context.knowledge(id, Subject.form, session.reader)
      try requireFinished(manuscript, as: wanted ?? manuscript.ownKey, session)
      let key = try session.publish(manuscript, as: wanted)
      return try context.knowledge(key, Subject.form, session.reader)
    }
    try context.tell(item, Label(KnowledgePublishMessage.wasPublished(item.name)))
  }

  /// Its author has handed it in, it takes nothing's place unasked, and whatever looks personal in it was looked at.
  private func requireFinished(_ item: KnowledgeItem, as key: String, _ session: WriteSession) throws {
    // What is wrong with these the session says.
    guard !item.isPublished, item.published == nil else { return }
    guard item.stage == .submitted || item.branch == session.identity.branch.rawValue else {
      throw CommandFailure(
        "not_submitted", .gateRefused, Label(KnowledgePublishMessage.notSubmitted(item.name)),
        hint: Label(KnowledgePublishMessage.notSubmittedHint(Subject.form.rawValue, item.name)))
    }
    if !replace,
      let other = try session.reader.publishedKnowledge(Subject.form).first(where: { $0.name == key })
    {
      throw CommandFailure(
        "key_taken", .gateRefused,
        Label(KnowledgePublishMessage.keyTaken(key, title: other.title ?? "–")),
        hint: Label(KnowledgePublishMessage.keyTakenHint))
    }
    let personal = item.looksPersonal
    guard yes || personal.isEmpty else {
      throw CommandFailure(
        "looks_personal", .gateRefused,
        Label(
          KnowledgePublishMessage.looksPersonal(
            .list(
              personal.prefix(5).map {
                Label(KnowledgeMessage.named($0.field.label, $0.text.sanitised(.joined)))
              }))),
        hint: Label(KnowledgePublishMessage.looksPersonalHint))
    }
  }
}

extension KnowledgeItem {
  /// What `promote` would have taken out, where nobody asked it: somebody has to look at it before all have it.
  fileprivate var looksPersonal: [(field: FieldDefinition, text: String)] {
    let rules = Redaction(KnownPersonal())
    return form.content.flatMap { field in
      (field.isSet ? elements(field) : [text(field)].compactMap(\.self)).flatMap { text in
        rules.findings(in: text).map { (field, $0.text) }
      }
    }
  }
}

enum KnowledgePublishMessage: Message {
  case asHelp
  case keyTaken(String, title: String)
  case keyTakenHint
  case looksPersonal(Label)
  case looksPersonalHint
  case notSubmitted(String)
  case notSubmittedHint(String, String)
  case publishAbstract(Label)
  case publishDiscussion(String)
  case replaceHelp
  case wasPublished(String)
  case yesHelp

  var label: Label {
    switch self {
    case .asHelp:
      Label(en: "The key it stands under: a–z, 0–9, _ and -.", zhHans: "发布后的编号：小写字母、数字、_ 和 -。")
    case .keyTaken(let key, let title):
      Label(
        en: "“\(key)” is published already: \(title). Nothing was published.",
        zhHans: "编号“\(key)”已用于：\(title)。未发布。")
    case .keyTakenHint:
      Label(
        en: "Take another key, or publish this in its place with --replace.",
        zhHans: "请换一个编号；要用本稿替换它，请加 --replace。")
    case .looksPersonal(let places):
      Label(
        en: "Some of it may tell who somebody is: \(places.en). Nothing was published.",
        zhHans: "以下内容可能是个人信息：\(places.zhHans)。未发布。")
    case .looksPersonalHint:
      Label(
        en: "Take it out with edit, or confirm with --yes that it names nobody.",
        zhHans: "请用 edit 删去；确认无误可加 --yes 发布。")
    case .notSubmitted(let id):
      Label(en: "Manuscript \(id) was not handed in yet.", zhHans: "稿件 \(id) 尚未提交。")
    case .notSubmittedHint(let command, let id):
      Label(
        en: "Its branch does that: casebook \(command) submit \(id)",
        zhHans: "请由稿件所在门店提交：casebook \(command) submit \(id)")
    case .publishAbstract(let one):
      Label(en: "Publishes \(one.en) to all branches (head office).", zhHans: "向所有门店发布\(one.zhHans)（总部）。")
    case .publishDiscussion(let command):
      Label(
        en: """
          casebook \(command) publish 3f9a2c --as refunds
          casebook \(command) publish 3f9a2c --as refunds --replace

          What the manuscript says now is published, and nothing that it said before.
          Phone numbers, names and the like that stand in it have to be confirmed.
          """,
        zhHans: """
          casebook \(command) publish 3f9a2c --as refunds
          casebook \(command) publish 3f9a2c --as refunds --replace

          只发布稿件现在的内容，不带修改记录。文中的电话、姓名等须先确认。
          """)
    case .replaceHelp:
      Label(en: "In place of what the key has.", zhHans: "替换该编号现有的内容。")
    case .wasPublished(let key):
      Label(
        en: "Published as “\(key)”: branches have it after their next sync.",
        zhHans: "已发布为“\(key)”，门店下次同步后可见。")
    case .yesHelp: Label(en: "What looks personal in it names nobody.", zhHans: "已确认文中没有个人信息。")
    }
  }
}
