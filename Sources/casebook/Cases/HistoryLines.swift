import Complaints
import Console
import Language
import Replica
import Terminal
import Versioning

/// A history as people read it: one paragraph a change, one line a field.
struct HistoryLines {
  private let context: Context
  private let entries: [HistoryEntry]
  private let width: Int
  /// The numbers of cases that are told by their ids, where they are or were here.
  private let numbers: [String: String]
  /// The value that each version gave to a field.
  private let values: [Place: Value]

  private struct Place: Hashable {
    let record: RecordID
    let field: FieldID
    let dot: Dot
  }

  init(_ context: Context, _ entries: [HistoryEntry], numbers: [String: String]) {
    self.context = context
    self.numbers = numbers
    self.entries = entries
    width = min(context.style.isTerminal ? context.columns : 80, 120)
    values = Dictionary(
      entries.map { (Place(record: $0.record.id, field: $0.field, dot: $0.version.dot), $0.shown) },
      uniquingKeysWith: { first, _ in first })
  }

  func print() throws {
    var last: Dot?
    for entry in entries where !Self.isForPrograms(entry) {
      if entry.version.dot != last {
        if last != nil { try context.out() }
        try context.out(context.style.apply(.bold, to: head(entry)))
        last = entry.version.dot
      }
      for line in lines(entry) { try context.out(line) }
    }
  }

  /// What only the product reads of a record of the loop: ids, and which versions somebody saw.
  private static func isForPrograms(_ entry: HistoryEntry) -> Bool {
    guard entry.record.kind.isOfLoop, let field = Schema.field(entry.record.kind, number: entry.field.number)
    else { return false }
    return field.type == .system
      || [ApprovalField.option, ConsentField.option, EscalationField.ends].contains(field)
  }

  private func head(_ entry: HistoryEntry) -> String {
    let version = entry.version
    var parts = [
      context.shown(version.madeAt),
      "\(version.author.name) \(version.author.branch)".sanitised(.joined),
    ]
    if entry.record.kind != .case {
      parts.append(entry.record.kind.label?.text(context.language) ?? entry.record.kind.id)
    }
    parts.append(
      context.text(HistoryLinesMessage.device)
        + "\(version.dot.replica.description.prefix(8))/\(version.dot.number)"
    )
    if let words = HistoryLinesMessage(version.quality) { parts.append(context.text(words)) }
    return parts.joined(separator: "  ")
  }

  /// `Severity: Minor → Severe  (in conflict)`, `Tags: + vip`
  private func lines(_ entry: HistoryEntry) -> [String] {
    let definition = Schema.field(entry.record.kind, number: entry.field.number)
    let colon = context.text(PunctuationMessage.colon)
    var text: String
    if let value = decided(entry, definition), let definition {
      text = definition.label.text(context.language) + colon + value
    } else if let element = entry.field.element, let definition {
      let name = FieldDisplay.element(element, context.terms[definition], context.language)
      let sign = entry.value == .none ? "− " : "+ "
      // A sum, say, that was named with it.
      let said =
        if case .text(let text) = entry.value { " " + (Money(stored: text)?.text ?? text) } else { "" }
      let value = definition.isSet ? sign + name + said : name + colon + display(entry.value, definition)
      text = definition.label.text(context.language) + colon + value
    } else {
      text = context.fieldLabel(entry.field, entry.record.kind) + colon
      let before = entry.replaced.compactMap {
        values[Place(record: entry.record.id, field: entry.field, dot: $0)]
      }
      if let old = before.last(where: { !$0.means(entry.shown) }) {
        if let changes = changes(old, entry.value, definition) {
          return state(of: entry, under: wrap(text, width: width, indent: 2)) + changes
        }
        text += display(old, definition) + " → "
      }
      text += display(entry.shown, definition)
      if entry.shown != entry.value {
        text += context.text(HistoryLinesMessage.clockSaid(display(entry.value, definition)))
      }
    }
    return state(of: entry, under: wrap(text.sanitised(.joined), width: width, indent: 4, firstIndent: 2))
  }

  /// What a decision kept or did not keep, as the field shows it that it was about; nil for everything else.
  private func decided(_ entry: HistoryEntry, _ definition: FieldDefinition?) -> String? {
    guard definition == DecisionField.value || definition == DecisionField.rejected,
      case .text(let stored) = entry.value
    else { return nil }
    let place = Place(
      record: entry.record.id, field: FieldID(DecisionField.caseField.number), dot: entry.version.dot)
    guard case .text(let name)? = values[place] else { return nil }
    return DecidedField(name).text(stored, context).sanitised(.joined).truncated(toWidth: 400)
  }

  /// Of a long text that was edited, what differs; nil for values that are read at a glance.
  private func changes(_ old: Value, _ new: Value, _ definition: FieldDefinition?) -> [String]? {
    guard case .text(let old) = old, case .text(let new) = new, definition?.type == .longText,
      max(old.displayWidth, new.displayWidth) > width
    else { return nil }
    return LineDiff(from: old + "\n", to: new + "\n")
      .unified(style: context.style, language: context.language, context: 1, width: width - 4)
      .map { "    " + $0 }
  }

  private func state(of entry: HistoryEntry, under lines: [String]) -> [String] {
    var lines = lines
    // Of what a change did only the outcome that is not plain needs words.
    let state: (words: String, style: Style)? =
      switch entry.standing {
      case .current: nil
      case .won: (context.text(HistoryLinesMessage.inConflictShown), .yellow)
      case .open: (context.text(HistoryLinesMessage.inConflictHidden), .yellow)
      case .replaced: (context.text(HistoryLinesMessage.replaced), .dim)
      }
    if let state, let final = lines.popLast() {
      let words = context.text(HistoryLinesMessage.standing(state.words))
      lines.append(final + "  " + context.style.apply(state.style, to: words))
    }
    return lines
  }

  private func display(_ value: Value, _ definition: FieldDefinition?) -> String {
    if case .sight = value { return context.text(HistoryLinesMessage.deleted) }
    if definition == StepField.step, case .text(let id) = value, let step = LoopStep(rawValue: id) {
      return context.text(step.label)
    }
    if let definition, HistoryEntry.namesCase(definition), case .text(let id) = value {
      return numbers[id] ?? context.text(LinkLinesMessage.elsewhere)
    }
    let text = context.display(value, definition).sanitised(.joined)
    return text.truncated(toWidth: 400)
  }
}

extension HistoryEntry {
  /// Whether a field names a case by its id.
  static func namesCase(_ field: FieldDefinition) -> Bool {
    field == LinkField.other || field == CaseField.duplicateOf
  }

  /// The id of the case that it names.
  var namedCase: RecordID? {
    guard let definition = Schema.field(record.kind, number: field.number), Self.namesCase(definition),
      case .text(let id) = value
    else { return nil }
    return RecordID(text: id)
  }

  /// The value as people read it: what a clock said that was wrong, put right.
  var shown: Value {
    guard Schema.field(record.kind, number: field.number)?.type == .date else { return value }
    return RecordState.shown(Head(version: version, value: value))
  }
}

enum HistoryLinesMessage: Message {
  case clockSaid(String)
  case timeCorrected
  case deleted
  case device
  case inConflictHidden
  case inConflictShown
  case replaced
  case timeEstimated
  case timeUnreliable
  case standing(String)

  /// What is said of a time; nil where nobody doubts it.
  init?(_ quality: ClockQuality) {
    switch quality {
    case .local: return nil
    case .exact: self = HistoryLinesMessage.timeCorrected
    case .estimated: self = HistoryLinesMessage.timeEstimated
    case .untrusted: self = HistoryLinesMessage.timeUnreliable
    }
  }

  var label: Label {
    switch self {
    case .clockSaid(let time): Label(en: " (the clock said \(time))", zhHans: "（当时时钟显示 \(time)）")
    case .timeCorrected:
      Label(en: "clock corrected", zhHans: "时间已校正")
    case .deleted:
      Label(en: "deleted", zhHans: "已删除")
    case .device:
      Label(en: "device ", zhHans: "设备 ")
    case .inConflictHidden:
      Label(en: "in conflict, not shown", zhHans: "有冲突，未采用")
    case .inConflictShown:
      Label(en: "in conflict, shown", zhHans: "有冲突，当前采用")
    case .replaced:
      Label(en: "replaced", zhHans: "已被替换")
    case .timeEstimated:
      Label(en: "time estimated", zhHans: "时间为估算")
    case .timeUnreliable:
      Label(en: "time not reliable", zhHans: "时间不可靠")
    case .standing(let words):
      Label(en: "(\(words))", zhHans: "（\(words)）")
    }
  }
}
