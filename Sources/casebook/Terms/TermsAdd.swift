import ArgumentParser
import Complaints
import Console
import Language
import Replica
import Versioning

struct TermsAdd: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: text(TermsAddMessage.abstract),
    discussion: text(TermsAddMessage.discussion))

  @Argument(help: help(TermsMessage.axisHelp, "axis"))
  var axis: String
  @Argument(help: help(TermsAddMessage.idHelp, "code"))
  var id: String
  @Option(help: help(TermsMessage.labelEnglishHelp, "text"))
  var en: String
  @Option(help: help(TermsMessage.labelChineseHelp, "text"))
  var zh: String
  @Option(parsing: .unconditionalSingleValue, help: help(TermsAddMessage.synonymHelp, "text"))
  var synonym: [String] = []
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let axis = try context.axis(axis)
    guard let key = TermKey(axis, id) else {
      throw CommandFailure.usage(
        Label(PublishedKeysMessage.keyInvalid(id)), hint: Label(TermsAddMessage.idHint))
    }
    let labels = [(TermField.labelEnglish, en), (TermField.labelChinese, zh)]
    let edits = try context.edits(labels)
    try context.requireText(edits, TermField.labelEnglish, TermField.labelChinese)
    let synonyms = try synonym.map { try context.synonym($0) }
    var taken: [Label] = []
    let today = try context.write { session in
      let before = try session.reader.terms()[axis]
      guard before.term(key.id) == nil else {
        throw CommandFailure(
          "already_there", .gateRefused, Label(PublishedKeysMessage.keyTaken(key.id)),
          hint: Label(TermsAddMessage.takenHint("casebook terms rename \(axis.id) \(key.id)")))
      }
      try context.requireFree(key.id, in: before, for: key.id, isLabel: true)
      for label in [en, zh] { try context.requireFree(label: label, in: before, for: key.id) }
      for name in synonym { try context.requireFree(name, in: before, for: key.id, isLabel: false) }
      for name in [key.id, en, zh] {
        guard let holder = before.holder(of: name, besides: key.id), holder.asSynonym else { continue }
        taken.append(Label(TermsAddMessage.wasSynonym(name, of: holder.term.label)))
      }
      _ = try session.publish(nil as Term?, key, in: before, edits + synonyms)
      return try session.reader.terms()[axis]
    }
    try context.tell(key.id, of: today, changed: true)
    if !context.json { for label in taken { context.errAfterwards(label) } }
  }
}

enum TermsAddMessage: Message {
  case abstract
  case discussion
  case idHelp
  case idHint
  case synonymHelp
  case takenHint(String)
  case wasSynonym(String, of: Label)

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Adds a term for all branches (head office).", zhHans: "为所有门店新增选项（总部）。")
    case .discussion:
      Label(
        en: """
          casebook terms add channel live_stream --en "Live stream" --zh 直播间
          casebook terms add product phone_case --en "Phone case" --zh 手机壳 \\
            --synonym 保护壳 --synonym 手机套
          """,
        zhHans: """
          casebook terms add 渠道 live_stream --zh 直播间 --en "Live stream"
          casebook terms add 产品线 phone_case --zh 手机壳 --en "Phone case" \\
            --synonym 保护壳 --synonym 手机套
          """)
    case .idHelp:
      Label(
        en: "A new id, which cases and files keep: a–z, 0–9 and _.", zhHans: "新代码，工单和文件里存的就是它：小写字母、数字和 _。")
    case .idHint:
      Label(
        en: "Use a–z, 0–9 and _, starting with a letter: live_stream", zhHans: "小写字母开头，可含数字和 _，如 live_stream")
    case .synonymHelp:
      Label(en: "What people and files call it besides (repeatable).", zhHans: "其他叫法，录入和导入时都认（可多个）。")
    case .wasSynonym(let name, let former):
      Label(
        en:
          "“\(name)” was another name of “\(former.en)” and means the new term from now on; what was logged before stays there.",
        zhHans: "“\(name)”原是“\(former.zhHans)”的其他叫法，此后指新选项；以前登记的不变。")
    case .takenHint(let command):
      Label(en: "To give it another name: \(command) --en … --zh …", zhHans: "改名请用：\(command) --zh …")
    }
  }
}
