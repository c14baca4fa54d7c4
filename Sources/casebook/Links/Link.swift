import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import RecordStore
import Replica
import Versioning

/// `casebook link A duplicate_of B`: what a case has to do with another one.
struct Link: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "link", abstract: text(LinkMessage.abstract), discussion: text(LinkMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(LinkMessage.kindHelp, "how"), completion: choices(.linkKind))
  var kind: String

  @Argument(help: help(LinkMessage.otherHelp, "case"))
  var other: String

  @Option(help: help(CommonMessage.whyHelp))
  var reason: String?

  @Flag(help: help(MergeWeightMessage.yesHelp))
  var yes = false

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard case .term(let term) = Vocabulary.linkKind.match(kind), let kind = LinkKind(rawValue: term.id)
    else {
      throw CommandFailure.usage(
        Label(LinkMessage.unknownKind(kind.sanitised(.joined))), hint: Label(LinkMessage.kindsHint))
    }
    try context.link([reference], kind, other, reason: reason, yes: yes)
  }
}

extension Context {
  /// Links cases to another one, all of them or none, and tells it.
  /// - Parameter yes: merges what weighs more than the other as well.
  func link(
    _ references: [String], _ kind: LinkKind, _ other: String, reason: String?, yes: Bool
  ) throws {
    let value = try edits([(LinkField.reason, reason)]).first?.value ?? .none
    if kind == .duplicateOf { try confirmMerging(references, into: other, yes: yes) }
    let (made, numbers, target) = try write { session in
      let end = try resolveCase(session.reader, other)
      let target = try session.reader.number(of: end)
      var (made, numbers): ([RecordID?], [String]) = ([], [])
      for reference in references {
        let row = try resolveCase(session.reader, reference)
        let number = try session.reader.number(of: row)
        guard row.id != end.id else {
          throw CommandFailure("gate", .gateRefused, Label(LinkMessage.itself(number)))
        }
        if kind == .notDuplicateOf { try refuseMerged(session.reader, (row, number), (end, target)) }
        do { made.append(try session.link(row, kind, end, reason: value)) } catch let refusal as WriteRefusal
        {
          guard case .duplicateRing = refusal else { throw refusal }
          throw CommandFailure(
            "gate", .gateRefused, Label(DuplicateMessage.ring(number: number, original: target)),
            hint: Label(LinkMessage.circleHint(number, target)))
        }
        numbers.append(number)
      }
      return (made, numbers, target)
    }
    if json {
      return try emit([
        "cases": .strings(numbers), "link": .string(kind.rawValue), "other": .string(target),
        "links": .array(made.map { .optional($0?.description) }),
      ])
    }
    for (made, number) in zip(made, numbers) {
      let said = text(kind.label)
      err(
        made == nil
          ? Label(LinkMessage.isSaid(number, said, target)) : Label(LinkMessage.linked(number, said, target)))
    }
    if kind == .duplicateOf, made.contains(where: { $0 != nil }) {
      err(Label(LinkMessage.undoHint(numbers[0])))
    }
  }

  /// Nobody says that a case is and is no duplicate of another.
  func refuseMerged(
    _ reader: ReplicaReader, _ one: (row: RecordRow, number: String),
    _ other: (row: RecordRow, number: String)
  ) throws {
    guard try reader.merged(with: one.row.id)?.group.members.contains(other.row.id) ?? false else { return }
    throw CommandFailure(
      "gate", .gateRefused, Label(LinkMessage.areMerged(one.number, other.number)),
      hint: Label(LinkMessage.unmergeHint(one.number)))
  }
}

enum LinkMessage: Message {
  case abstract
  case areMerged(String, String)
  case circleHint(String, String)
  case discussion
  case isSaid(String, String, String)
  case itself(String)
  case kindHelp
  case kindsHint
  case linked(String, String, String)
  case otherHelp
  case undoHint(String)
  case unknownKind(String)
  case unmergeHint(String)

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Says what a case has to do with another one.", zhHans: "说明一个工单与另一工单的关系。")
    case .areMerged(let one, let other):
      Label(
        en: "\(one) and \(other) are merged: they count as one complaint. Nothing was saved.",
        zhHans: "\(one) 与 \(other) 已合并为一件投诉。本次未保存。")
    case .circleHint(let one, let other):
      Label(
        en: "To turn it round: casebook unmerge \(other), then casebook merge \(one) into \(other)",
        zhHans: "如要对调：先 casebook unmerge \(other)，再 casebook merge \(one) into \(other)")
    case .discussion:
      Label(
        en: """
          casebook link 7 related 12
          casebook link 7 repeat_of 122-003 --reason "the same table, a week later"
          casebook link 7 caused_by 5
          casebook link 7 not_duplicate_of 12

          With duplicate_of both count as one complaint, as with casebook merge. What was
          said to be no duplicate is not proposed again by casebook duplicates. Cases of
          different branches are linked by head office. Nothing of either case is changed;
          casebook unlink takes it back.
          """,
        zhHans: """
          casebook link 7 相关 12
          casebook link 7 再次投诉 122-003 --reason "同一桌客人，一周后又来"
          casebook link 7 起因于 5
          casebook link 7 不重复于 12

          “重复于”表示两单合计一件投诉，与 casebook merge 相同。标为“不重复于”的，
          casebook duplicates 不再提示。不同门店的工单由总部关联。两单内容都不改动；
          撤销用 casebook unlink。
          """)
    case .isSaid(let one, let how, let other):
      Label(en: "\(one): \(how) \(other). That was said already.", zhHans: "\(one) \(how) \(other)：此前已登记。")
    case .itself(let number):
      Label(
        en: "\(number) is one and the same case. Nothing was saved.", zhHans: "\(number) 就是它自己。本次未保存。")
    case .kindHelp:
      Label(
        en: "duplicate_of, related, repeat_of, caused_by or not_duplicate_of.",
        zhHans: "重复于、相关、再次投诉、起因于、不重复于。")
    case .kindsHint:
      Label(
        en: "Use duplicate_of, related, repeat_of, caused_by or not_duplicate_of.",
        zhHans: "可用：重复于、相关、再次投诉、起因于、不重复于。")
    case .linked(let one, let how, let other):
      Label(en: "\(one): \(how) \(other).", zhHans: "\(one) \(how) \(other)。")
    case .otherHelp: Label(en: "The other case.", zhHans: "另一个工单。")
    case .undoHint(let number):
      Label(
        en: "They count as one complaint. To take it back: casebook unmerge \(number)",
        zhHans: "合计一件投诉。撤销：casebook unmerge \(number)")
    case .unknownKind(let typed):
      Label(en: "“\(typed)” is not a kind of link.", zhHans: "没有“\(typed)”这种关联方式。")
    case .unmergeHint(let number):
      Label(en: "First: casebook unmerge \(number)", zhHans: "请先运行：casebook unmerge \(number)")
    }
  }
}
