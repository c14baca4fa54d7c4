import ArgumentParser
import Complaints
import Console
import Glibc
import Interchange
import Language
import RecordStore
import Replica
import Versioning

struct Edit: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: text(EditMessage.abstract),
    discussion: text(EditMessage.discussion) + "\n" + FieldArguments.help(except: [CaseField.status.id]))

  static var takesFields: Bool { true }

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(EditMessage.editorFieldHelp, "field"))
  var editorField: String?

  @Flag(help: help(EditMessage.editorHelp))
  var editor = false

  @Option(
    name: [.customShort("F"), .customLong("narrative-file")],
    help: help(CommonMessage.narrativeFileHelp, "file"))
  var narrativeFile: String?

  @Option(
    help: help(EditMessage.ifVersionHelp, "version"))
  var ifVersion: String?

  @OptionGroup var fieldOptions: FieldOptions
  @OptionGroup var common: CommonOptions

  /// What was done to a case.
  private struct Done {
    let id: RecordID
    let number: String
    let version: String
    let changed: Bool
    let conflicts: Int
  }

  func run(in context: Context) throws {
    try context.requireOneNarrative(file: narrativeFile)
    guard editor || editorField == nil else {
      throw CommandFailure.usage(
        Label(EditMessage.oneCaseOnly(extra: editorField ?? "")),
        hint: Label(EditMessage.fieldOptionsHint))
    }
    guard editor || narrativeFile != nil || !context.fields.isEmpty else {
      throw CommandFailure.usage(
        Label(EditMessage.nothingGiven),
        hint: Label(EditMessage.exampleHint(case: reference)))
    }
    try context.refuseStatus(reference)
    context.tellAssumedTimes()
    let store = try context.openStore()
    if editor { return try print(try edited(context, store), context) }
    let narrative = try narrativeFile.map(context.readText)
    let done = try context.keeping(narrative) {
      try context.write(store) { session in
        let row = try context.resolveCase(session.reader, reference)
        let added = narrative.map { [(id: CaseField.narrative.id, text: $0.text)] } ?? []
        return try save(&session, row, seen: nil, added, context)
      }
    }
    try print(done, context)
  }

  /// Opens a text in the editor. What its author saw is the case as it was then: what others write
  /// meanwhile is not replaced.
  private func edited(_ context: Context, _ store: ReplicaStore) throws -> Done {
    let (reference, field) = try editorTarget()
    let (row, seen, number) = try context.read(store) { reader in
      let row = try context.resolveCase(reader, reference)
      if try reader.deletion(of: row) == .deleted {
        throw WriteRefusal.deleted(number: try reader.number(of: row))
      }
      if let ifVersion, ifVersion != row.version { throw WriteRefusal.versionDiffers(current: row.version) }
      return (row, try row.decoded(), try reader.number(of: row))
    }
    guard let seen else {
      throw CommandFailure("not_found", .notFound, Label(EditMessage.noContent(number)))
    }
    let before = if case .text(let text) = seen.value(FieldID(field.number)) { text } else { "" }
    let file: EditedText
    let after: String
    do throws(EditedText.Failure) {
      file = try EditedText(before + "\n", of: row.id, in: context.home.directory)
      after = try file.edit(environment: context.environment, isTerminal: context.style.isTerminal)
    } catch {
      throw CommandFailure(error, number: number, field: field)
    }
    do {
      let done = try context.write(store) { session in
        guard let now = try session.reader.db.record(row.id) else {
          throw CommandFailure(
            "not_found", .notFound, Label(EditMessage.caseGone(number)))
        }
        return try save(&session, now, seen: seen, [(field.id, after)], context)
      }
      file.remove()
      return done
    } catch {
      throw CommandFailure(explaining: error, home: context.home).keepingText(file.path)
    }
  }

  /// `edit CASE --editor [FIELD]`, and `edit --editor FIELD CASE` as well.
  private func editorTarget() throws -> (reference: String, field: FieldDefinition) {
    guard let editorField else { return (reference, CaseField.narrative) }
    for (reference, name) in [(reference, editorField), (editorField, reference)] {
      guard let field = FieldArguments.field(option: name.replacing("_", with: "-")) else { continue }
      switch field.type {
      case .text, .longText: return (reference, field)
      default:
        let name = Label(id: field.id, field.label)
        throw CommandFailure.usage(
          Label(EditMessage.notText(field: name)),
          hint: Label(EditMessage.setOptionHint(field.option)))
      }
    }
    throw CommandFailure.usage(
      Label(EditMessage.unknownField(editorField)),
      hint: Label(EditMessage.fieldsHint))
  }

  private func save(
    _ session: inout WriteSession, _ row: RecordRow, seen: RecordState?,
    _ added: [(id: String, text: String)],
    _ context: Context
  ) throws -> Done {
    let draft = try CaseInput(
      try context.fieldTexts(session.reader) + added, now: context.now, terms: context.terms)
    try draft.requirePossibleTimes()
    try draft.requireTagsNameNobody(in: row.decoded())
    // With an editor the version was compared when it opened; what came since is merged.
    let changed = try session.editCase(row, seen: seen, ifVersion: seen == nil ? ifVersion : nil, draft.edits)
    let reader = session.reader
    return Done(
      id: row.id, number: try reader.number(of: row), version: try reader.db.record(row.id)?.version ?? "",
      changed: changed, conflicts: try reader.conflictIDs(aggregate: row.rid).count)
  }

  private func print(_ done: Done, _ context: Context) throws {
    if context.json {
      return try context.emit([
        "id": .string(done.id.description), "number": .string(done.number), "changed": .bool(done.changed),
        "version": .string(done.version),
      ])
    }
    context.err(
      done.changed
        ? Label(EditMessage.saved(done.number))
        : Label(EditMessage.unchanged(done.number)))
    if done.conflicts > 0 {
      context.err(Label(EditMessage.openConflicts(done.number)))
    }
  }
}

extension CommandFailure {
  /// - Parameters:
  ///   - number, field: of the case whose text was edited.
  fileprivate init(_ failure: EditedText.Failure, number: String, field: FieldDefinition) {
    switch failure {
    case .notWritable(let path, let errno):
      self.init(
        "not_writable", .failed, Label(EditMessage.fileUnusable(path, why: SystemReason.label(errno))))
    case .noEditor:
      self.init(
        "no_editor", .usage,
        Label(EditMessage.noEditor),
        hint: Label(EditMessage.textWithoutEditorHint))
    case .editorFailed(let command, let path):
      self.init(
        "editor_failed", .failed,
        Label(EditMessage.editorFailed(command)),
        hint: path.map { Label(EditMessage.textKeptHint(in: $0)) })
    case .notUTF8(let path):
      self.init(
        "bad_input", .failed, Label(EditMessage.notUTF8(path)),
        hint: Label(
          EditMessage.saveAsUTF8Hint(
            path,
            command: "casebook edit \(number) "
              + (field == CaseField.narrative ? "-F \(path)" : "--\(field.option) \"$(cat \(path))\""))))
    }
  }
}

enum EditMessage: Message {
  case abstract
  case unchanged(String)
  case fileUnusable(String, why: Label)
  case fieldsHint
  case discussion
  case fieldOptionsHint
  case exampleHint(case: String)
  case noContent(String)
  case openConflicts(String)
  case caseGone(String)
  case notText(field: Label)
  case notUTF8(String)
  case nothingGiven
  case oneCaseOnly(extra: String)
  case ifVersionHelp
  case editorHelp
  case textWithoutEditorHint
  case saveAsUTF8Hint(String, command: String)
  case saved(String)
  case setOptionHint(String)
  case editorFailed(String)
  case editorFieldHelp
  case noEditor
  case unknownField(String)
  case textKeptHint(in: String)

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Changes fields of a case.", zhHans: "修改工单内容。")
    case .unchanged(let number):
      Label(en: "\(number) is like that already: nothing to change.", zhHans: "工单 \(number) 内容相同，无需修改。")
    case .fileUnusable(let path, let why):
      Label(en: "\(path) cannot be used: \(why.en).", zhHans: "\(path) 无法使用：\(why.zhHans)。")
    case .fieldsHint:
      Label(en: "casebook edit --help lists them.", zhHans: "可用 casebook edit --help 查看。")
    case .discussion:
      Label(
        en: """
          casebook edit 7 --severity severe --handler "Li Na" --tag +vip --tag -young
          casebook edit 122-007 --class service_attitude --urgency high
          casebook edit @last --phone= --editor expectation
          casebook edit 7 --amount 128 --if-version 3f2a9c01d4e5b607

          An option with nothing after the = empties the field. What others write in
          the meantime is kept. The status cannot be edited: it changes with the steps
          (casebook next <case>).
          """,
        zhHans: """
          casebook edit 7 --severity 严重 --handler 李娜 --tag +vip --tag -young
          casebook edit 122-007 --class 服务态度类 --urgency 高
          casebook edit @last --phone= --editor expectation
          casebook edit 7 --amount 128 --if-version 3f2a9c01d4e5b607

          等号后面留空表示清空该字段。其他人同时写下的内容不会丢失。
          状态不能直接修改，要按步骤办理（casebook next <工单>）。
          """)
    case .fieldOptionsHint:
      Label(en: "Fields are set with options, such as --severity severe.", zhHans: "请用选项填写，例如：--severity 严重")
    case .exampleHint(let reference):
      Label(
        en: "For example: casebook edit \(reference) --severity severe",
        zhHans: "例如：casebook edit \(reference) --severity 严重")
    case .noContent(let number):
      Label(en: "\(number) has no content.", zhHans: "工单 \(number) 没有内容。")
    case .openConflicts(let number):
      Label(
        en: "\(number) has open conflicts: casebook conflict list --case \(number)",
        zhHans: "该工单有冲突待处理：casebook conflict list --case \(number)")
    case .caseGone(let number):
      Label(en: "\(number) is no longer here.", zhHans: "工单 \(number) 已不在本机。")
    case .notText(let name):
      Label(en: "\(name.en) is not a text field.", zhHans: "\(name.zhHans)不是文本字段，不能用编辑器修改。")
    case .notUTF8(let path):
      Label(en: "\(path) is not UTF-8. Nothing was saved.", zhHans: "\(path) 不是 UTF-8 编码，本次未保存。")
    case .nothingGiven:
      Label(en: "Nothing to change was given.", zhHans: "没有给出要修改的内容。")
    case .oneCaseOnly(let editorField):
      Label(en: "One case at a time; remove “\(editorField)”.", zhHans: "一次只能修改一个工单，请去掉“\(editorField)”。")
    case .ifVersionHelp:
      Label(
        en: "Only if the case still has this version (show --json).", zhHans: "仅当工单仍为该版本时修改（见 show --json）。")
    case .editorHelp:
      Label(en: "Opens a long text in $VISUAL or $EDITOR.", zhHans: "用 $VISUAL 或 $EDITOR 打开长文本。")
    case .textWithoutEditorHint:
      Label(
        en: "Or give the text with -F <file> or --<field> <text>.", zhHans: "也可用 -F <文件> 或 --<字段> <内容> 直接填写。")
    case .saveAsUTF8Hint(let path, let command):
      Label(
        en: "Save \(path) as UTF-8, then: \(command)", zhHans: "请将 \(path) 另存为 UTF-8，再运行：\(command)")
    case .saved(let number):
      Label(en: "\(number) saved.", zhHans: "工单 \(number) 已保存。")
    case .setOptionHint(let option):
      Label(en: "Set it with --\(option) <value>.", zhHans: "请用 --\(option) <内容> 修改。")
    case .editorFailed(let command):
      Label(
        en: "The editor “\(command)” ended with an error. Nothing was saved.",
        zhHans: "编辑器“\(command)”出错退出，本次未保存。")
    case .editorFieldHelp:
      Label(en: "The field for --editor (default: narrative).", zhHans: "用编辑器修改的字段（默认：narrative）。")
    case .noEditor:
      Label(en: "There is no editor to open: set VISUAL or EDITOR.", zhHans: "没有可用的编辑器：请设置 VISUAL 或 EDITOR。")
    case .unknownField(let editorField):
      Label(en: "There is no field “\(editorField)”.", zhHans: "没有字段“\(editorField)”。")
    case .textKeptHint(let value):
      Label(en: "Your text is saved in \(value).", zhHans: "写好的内容保存在 \(value)。")
    }
  }
}
