import CaseIndex
import Complaints
import Console
import Language
import RecordStore
import Replica
import Terminal
import Versioning

/// A conflict as a person looks at it: what was there before, and every version beside it.
struct ConflictPage {
  let context: Context
  let conflict: Conflict
  let base: [BaseVersion]
  /// The reasons given for deletions, by the dot of the deletion.
  let reasons: [Dot: String]
  let role: Role

  init(_ context: Context, _ reader: ReplicaReader, _ conflict: Conflict) throws {
    self.context = context
    self.conflict = conflict
    base = try reader.base(of: conflict)
    role = reader.identity.acting
    var reasons: [Dot: String] = [:]
    if conflict.kind == .deletion {
      for child in try reader.db.children(of: conflict.root.id) where child.kind == .deletion {
        guard let head = try child.decoded()?[FieldID(DeletionField.reason.number)]?.winner else { continue }
        // The reason is written just before the deletion, in one group.
        reasons[Dot(head.dot.replica, head.dot.number + 1)] = context.display(
          head.value, DeletionField.reason)
      }
    }
    self.reasons = reasons
  }

  /// Widest value that still stands in a table.
  private static let short = 28
  /// From here on what matters in a text is what differs.
  private static let long = 160

  func lines() -> [String] {
    let style = context.style
    var lines = [style.apply(.bold, to: title), ""]
    let texts = (base.map(\.value).map { text($0) } + conflict.choices.map(text))
    if conflict.kind == .deletion
      || texts.allSatisfy({ $0.displayWidth <= Self.short && !$0.utf8.contains(0x0A) })
    {
      lines += table().lines(width: context.columns, style: style)
    } else if texts.allSatisfy({ $0.displayWidth <= Self.long && !$0.utf8.contains(0x0A) }) {
      lines += sideBySide(panels(), width: context.columns, style: style)
    } else {
      lines += differences()
    }
    return lines + [""] + advice.flatMap { wrap($0, width: context.columns) }
  }

  private var title: String {
    [
      context.text(CommonMessage.conflict) + " \(conflict.id)", conflict.number,
      context.conflictLabel(conflict),
    ].joined(separator: " · ").sanitised(.joined)
  }

  // MARK: - Short values

  private func table() -> Table {
    let isDeletion = conflict.kind == .deletion
    var table = Table([
      Column("#"), Column(context.text(ConflictPageMessage.value), minWidth: 12, isFlexible: isDeletion),
      Column(context.text(CommonMessage.author), minWidth: 6, isFlexible: true),
      Column(context.text(DomainMessage.branch)),
      Column(context.text(ConflictPageMessage.time)), Column(context.text(CommonMessage.clock)), Column(""),
    ])
    for version in base {
      table.add([
        Cell("–", style: .dim), Cell(text(version.value), style: .dim),
        Cell(version.author.name, style: .dim),
        Cell(version.author.branch, style: .dim), Cell(context.shown(version.madeAt), style: .dim), "",
        Cell(context.text(ConflictPageMessage.before), style: .dim),
      ])
    }
    for choice in conflict.choices {
      let version = choice.head.version
      table.add([
        Cell("\(choice.number)", style: .bold), Cell(text(choice), style: choice.isShown ? .bold : .plain),
        Cell(version.author.name), Cell(version.author.branch), Cell(context.shown(version.madeAt)),
        Cell(clock(version.quality), style: version.quality == .untrusted ? .yellow : .plain),
        Cell(choice.isShown ? context.text(ConflictPageMessage.shownNow) : "", style: .green),
      ])
    }
    return table
  }

  // MARK: - Longer ones

  /// The time stands below: a title is one line.
  private func panels() -> [Panel] {
    base.map {
      Panel(
        context.text(ConflictPageMessage.beforeTitle) + "\($0.author.name) \($0.author.branch)",
        text($0.value) + "\n\n" + context.shown($0.madeAt))
    }
      + conflict.choices.map { choice in
        let version = choice.head.version
        return Panel(
          "\(choice.number) · \(version.author.name) \(version.author.branch)" + shownNow(choice),
          text(choice) + "\n\n\(context.shown(version.madeAt)) · \(clock(version.quality))")
      }
  }

  /// Every version as what it changed in the one before; where that is not known, in the one shown now.
  private func differences() -> [String] {
    let choices = conflict.choices
    var lines: [String] = []
    if let before = base.last {
      let compared = context.text(ConflictPageMessage.comparedWith) + who(before.author, before.madeAt)
      lines += [context.style.apply(.dim, to: compared.sanitised(.joined)), ""]
    }
    for choice in choices {
      if choice.number > 1 { lines.append("") }
      lines.append(context.style.apply(.bold, to: heading(choice).sanitised(.joined)))
      let from = base.last.map { text($0.value) } ?? (choice.number > 1 ? text(choices[0]) : nil)
      if let from {
        lines += LineDiff(from: from + "\n", to: text(choice) + "\n")
          .unified(style: context.style, language: context.language, width: context.columns)
      } else {
        lines += wrap(text(choice), width: context.columns, indent: 2)
      }
    }
    return lines
  }

  // MARK: - Words

  private func heading(_ choice: ConflictChoice) -> String {
    let version = choice.head.version
    return "\(choice.number) · \(who(version.author, version.madeAt)) · \(clock(version.quality))"
      + shownNow(choice)
  }

  private func shownNow(_ choice: ConflictChoice) -> String {
    choice.isShown ? context.text(ConflictPageMessage.shownNowMark) : ""
  }

  private func who(_ author: Author, _ madeAt: Int64) -> String {
    "\(author.name) \(author.branch) \(context.shown(madeAt))"
  }

  private func text(_ choice: ConflictChoice) -> String {
    if case .sight = choice.head.value {
      let deleted = context.text(CommonMessage.deleted)
      return reasons[choice.head.dot].map { deleted + context.text(PunctuationMessage.colon) + $0 } ?? deleted
    }
    guard conflict.kind == .deletion else { return text(choice.head.value) }
    if choice.field == conflict.field { return context.text(CommonMessage.restored) }
    return context.fieldLabel(choice.field, choice.record.kind) + context.text(PunctuationMessage.colon)
      + context.display(choice.head.value, choice.definition)
  }

  private func text(_ value: Value) -> String {
    guard conflict.field.element != nil else { return context.display(value, conflict.definition) }
    return context.elementText(value)
  }

  private func clock(_ quality: ClockQuality) -> String {
    switch quality {
    case .local: context.text(ConflictPageMessage.ownClock)
    case .exact: context.text(ConflictPageMessage.exactClock)
    case .estimated: context.text(ConflictPageMessage.estimatedClock)
    case .untrusted: context.text(ConflictPageMessage.untrustedClock)
    }
  }

  private var advice: [String] {
    let id = conflict.id
    let settles = role.settlesConflictsOfAnyBranch || role.settlesConflictsOfOwnBranch
    guard settles else {
      return [
        context.text(ConflictPageMessage.mayNotSettle)
      ]
    }
    var lines = [
      context.text(ConflictPageMessage.howToSettle),
      "  casebook conflict resolve \(id) --take 1 [--note "
        + context.text(ConflictPageMessage.notePlaceholder) + "]",
    ]
    if conflict.kind == .field {
      lines.append(
        "  casebook conflict resolve \(id) --value " + context.text(ConflictPageMessage.valuePlaceholder))
    } else {
      lines.append(
        context.text(ConflictPageMessage.deletionAdvice))
    }
    return lines
  }
}

enum ConflictPageMessage: Message {
  case mayNotSettle
  case before
  case beforeTitle
  case comparedWith
  case estimatedClock
  case exactClock
  case ownClock
  case shownNow
  case shownNowMark
  case deletionAdvice
  case howToSettle
  case untrustedClock
  case value
  case valuePlaceholder
  case time
  case notePlaceholder

  var label: Label {
    switch self {
    case .mayNotSettle:
      Label(
        en: "A duty manager or head office settles it; until then everybody sees the version shown now.",
        zhHans: "由值班经理或总部处理；在此之前，大家看到的是“当前显示”的内容。")
    case .before:
      Label(en: "before", zhHans: "修改前")
    case .beforeTitle:
      Label(en: "Before · ", zhHans: "修改前 · ")
    case .comparedWith:
      Label(en: "Compared with: ", zhHans: "对比：")
    case .estimatedClock:
      Label(en: "estimated", zhHans: "估算")
    case .exactClock:
      Label(en: "exact", zhHans: "准确")
    case .ownClock:
      Label(en: "own clock", zhHans: "本机时钟")
    case .shownNow:
      Label(en: "shown now", zhHans: "当前显示")
    case .shownNowMark:
      Label(en: " · shown now", zhHans: " · 当前显示")
    case .deletionAdvice:
      Label(
        en: "Taking the deletion deletes the case; taking another version (or “winner”) keeps it.",
        zhHans: "选择“删除”即删除工单，选择其他版本（或 winner）则保留工单。")
    case .howToSettle:
      Label(en: "To settle it:", zhHans: "处理方式：")
    case .untrustedClock:
      Label(en: "untrusted", zhHans: "不可信")
    case .value:
      Label(en: "Value", zhHans: "内容")
    case .valuePlaceholder:
      Label(en: "<value>", zhHans: "<新内容>")
    case .time:
      Label(en: "When", zhHans: "时间")
    case .notePlaceholder:
      Label(en: "<reason>", zhHans: "<说明>")
    }
  }
}
