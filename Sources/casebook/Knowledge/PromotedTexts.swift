import CaseIndex
import Complaints
import Console
import Language
import RecordStore
import Replica
import Versioning

/// The texts of a study of a case, and what is to be taken out of them.
struct PromotedTexts: Equatable {
  struct Found: Hashable {
    let field: FieldDefinition
    let finding: RedactionFinding
  }

  private let texts: [(field: FieldDefinition, text: String)]
  let findings: [Found]
  private let draft: StudyDraft
  private let redaction: Redaction

  /// - Throws: `CommandFailure` where the case is not reviewed.
  init(_ row: RecordRow, _ reader: ReplicaReader) throws {
    guard let file = try reader.caseFile(row) else { throw StoreError.damaged(detail: "record \(row.id)") }
    if case .deleted = try reader.deletion(of: row) {
      throw CommandFailure(explaining: WriteRefusal.deleted(number: try reader.number(of: row)), home: nil)
    }
    if file.root.state.erased.contains(CaseField.narrative.number) {
      throw CommandFailure(
        "erased", .gateRefused, Label(PromoteMessage.erased(try reader.number(of: row))))
    }
    guard [.reviewed, .archived].contains(file.status), !file.records(.review).isEmpty else {
      let number = try reader.number(of: row)
      throw CommandFailure(
        "gate", .gateRefused, Label(PromoteMessage.notReviewed(number)),
        hint: Label(PromoteMessage.notReviewedHint(number)))
    }
    draft = StudyDraft(file)
    let redaction = Redaction(try reader.knownPersonal(of: [row.id]).first ?? KnownPersonal())
    self.redaction = redaction
    texts = draft.texts
    findings = draft.texts.flatMap { field, text in
      redaction.findings(in: text).map { Found(field: field, finding: $0) }
    }
  }

  static func == (a: PromotedTexts, b: PromotedTexts) -> Bool {
    a.findings == b.findings && a.texts.elementsEqual(b.texts) { $0.field == $1.field && $0.text == $1.text }
  }

  /// Places of the removals that a person undoes, by their numbers.
  /// - Throws: `CommandFailure` for a number that none has, or what the case itself says of somebody.
  func kept(_ numbers: [Int]) throws -> Set<Int> {
    for number in numbers {
      guard findings.indices.contains(number - 1) else {
        throw CommandFailure.usage(
          Label(PromoteMessage.unknownNumber(number)), hint: Label(PromoteMessage.unknownNumberHint))
      }
      guard !findings[number - 1].finding.isKnown else {
        throw CommandFailure("known_personal", .gateRefused, Label(PromoteMessage.knownStays(number)))
      }
    }
    return Set(numbers.map { $0 - 1 })
  }

  /// The texts without what is personal.
  func redacted(keeping kept: Set<Int>) -> [(FieldDefinition, String)] {
    let going = findings.indices.filter { !kept.contains($0) }.map { findings[$0] }
    return texts.map { field, text in
      let left = redaction.redacted(
        text, going.filter { $0.field == field }.map(\.finding), draft.language)
      return (field, field == ManuscriptField.title && left.count > 60 ? left.prefix(59) + "…" : left)
    }
  }

  /// What stands around a removal.
  func surroundings(of at: Int) -> (before: String, after: String) {
    let one = findings[at]
    guard let text = texts.first(where: { $0.field == one.field })?.text else { return ("", "") }
    let characters = Array(text)
    let (low, high) = (one.finding.range.lowerBound, one.finding.range.upperBound)
    let (first, last) = (max(0, low - 16), min(characters.count, high + 16))
    return (
      (first > 0 ? "…" : "") + String(characters[first..<low]),
      String(characters[high..<last]) + (last < characters.count ? "…" : "")
    )
  }

  /// What a manuscript is given: the texts, and what the case says of its class. A tag that names somebody is left out.
  func edits(_ texts: [(FieldDefinition, String)]) throws -> [FieldEdit] {
    var edits = texts.map { FieldEdit(FieldID($0.0.number), .text($0.1)) }
    let language = draft.language == .zhHans ? "zh_hans" : "en"
    edits.append(FieldEdit(FieldID(ManuscriptField.language.number), .text(language)))
    let sets: [(FieldDefinition, [String])] = [
      (ManuscriptField.types, draft.types), (ManuscriptField.classes, draft.classes),
      (ManuscriptField.tags, draft.tags.filter { redaction.findings(in: $0).isEmpty }),
    ]
    for (field, elements) in sets {
      edits += elements.map { FieldEdit(FieldID(field.number, $0), .flag(true)) }
    }
    return edits
  }
}

enum PromoteMessage: Message {
  case abstract
  case caseChanged
  case caseChangedHint
  case caseMissing
  case caseMissingHint
  case discussion
  case dryRunHelp
  case erased(String)
  case keepHelp
  case knownQuestion
  case knownStays(Int)
  case nextHint(String)
  case notConfirmed
  case notConfirmedHint
  case notReviewed(String)
  case notReviewedHint(String)
  case previewHint
  case promotedBefore([String])
  case question
  case rulesHelp
  case saveQuestion
  case staysMark
  case stopped
  case unknownNumber(Int)
  case unknownNumberHint
  case written(String, removed: Int)
  case yesHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Writes a case study of a reviewed case, without personal data.",
        zhHans: "把已复盘的工单写成典型案例稿件，并去除个人信息。")
    case .caseChanged:
      Label(en: "The case was changed meanwhile: nothing was saved.", zhHans: "工单刚被修改，本次未保存。")
    case .caseChangedHint:
      Label(en: "Look at it once more: casebook promote", zhHans: "请重新运行 casebook promote 核对。")
    case .caseMissing: Label(en: "Say which case.", zhHans: "请写明工单。")
    case .caseMissingHint:
      Label(en: "For example: casebook promote 12 --dry-run", zhHans: "例如：casebook promote 12 --dry-run")
    case .discussion:
      Label(
        en: """
          casebook promote 12                     shows each removal and asks
          casebook promote 12 --dry-run           shows them and saves nothing
          casebook promote 12 --yes --keep 3      removes all but the third
          casebook promote --rules                what is looked for

          Nothing is saved that nobody confirmed. What the case itself says of its
          customer or of staff always goes; it is looked for once more before the study
          is handed in and published.
          """,
        zhHans: """
          casebook promote 12                     逐条显示并询问
          casebook promote 12 --dry-run           只显示，不保存
          casebook promote 12 --yes --keep 3      全部去除，只保留第 3 条
          casebook promote --rules                查看识别规则

          未经确认的内容不会保存。工单里客户和员工的信息一律去除，提交和发布前还会
          再核对一遍。
          """)
    case .dryRunHelp: Label(en: "Show what would be removed; save nothing.", zhHans: "只显示将去除的内容，不保存。")
    case .erased(let number):
      Label(
        en: "What \(number) was about has been erased: there is nothing to write a study of.",
        zhHans: "工单 \(number) 的内容已按要求删除，无法写成案例。")
    case .keepHelp: Label(en: "Leave the removal of this number (repeatable).", zhHans: "保留这一条（序号，可多个）。")
    case .knownQuestion: Label(en: "Goes: Enter, q stops › ", zhHans: "去除：回车，q 退出 › ")
    case .knownStays(let number):
      Label(
        en: "\(number) is what the case says of somebody: it cannot stay.",
        zhHans: "第 \(number) 条是工单中的个人信息，不能保留。")
    case .nextHint(let id):
      Label(
        en: "Complete it with casebook study edit \(id), then: casebook study submit \(id)",
        zhHans: "请用 casebook study edit \(id) 补全，再提交：casebook study submit \(id)")
    case .notConfirmed:
      Label(en: "Nobody confirmed what is removed: nothing was saved.", zhHans: "去除的内容未经确认，没有保存。")
    case .notConfirmedHint:
      Label(
        en: "Look with --dry-run, then run it with --yes, and --keep <number> for what may stay.",
        zhHans: "请先用 --dry-run 核对，再加 --yes 运行；可保留的用 --keep <序号>。")
    case .notReviewed(let number): Label(en: "\(number) is not reviewed yet.", zhHans: "工单 \(number) 尚未复盘。")
    case .notReviewedHint(let number):
      Label(en: "See what comes next: casebook next \(number)", zhHans: "可用 casebook next \(number) 查看下一步。")
    case .previewHint:
      Label(
        en: "Nothing was saved. To save it: --yes, or without options at a terminal.",
        zhHans: "没有保存。保存请加 --yes，或在终端中直接运行。")
    case .promotedBefore(let ids):
      Label(
        en: "A study was written of this case before: casebook study show \(ids[0])",
        zhHans: "此工单已写过案例：casebook study show \(ids[0])")
    case .question: Label(en: "Remove it? Enter yes, k keeps it, q stops › ", zhHans: "去除吗？回车去除，k 保留，q 退出 › ")
    case .rulesHelp: Label(en: "List what is looked for.", zhHans: "列出识别规则。")
    case .saveQuestion: Label(en: "Save it so? y, or q stops › ", zhHans: "这样保存吗？y 保存，q 退出 › ")
    case .staysMark: Label(en: "  (stays)", zhHans: "（保留）")
    case .stopped: Label(en: "Stopped: nothing was saved.", zhHans: "已退出，没有保存。")
    case .unknownNumber(let number): Label(en: "There is no removal \(number).", zhHans: "没有第 \(number) 条。")
    case .unknownNumberHint:
      Label(en: "--dry-run lists them with their numbers.", zhHans: "可用 --dry-run 查看各条序号。")
    case .written(let id, let removed):
      Label(
        en: "Manuscript \(id) was saved; \(removed.of("removal", "removals")).",
        zhHans: "稿件 \(id) 已保存，去除 \(removed.grouped) 处。")
    case .yesHelp: Label(en: "Confirm all removals.", zhHans: "确认全部去除。")
    }
  }
}
