import Complaints
import Interchange
import Language

/// What a number named, by its words: numbers shift where a sync brings what was written before, and what was ticked off has to
/// be seen at once.
struct NamedItem {
  let item: PlacedItem
  /// From 1.
  let place: Int
  /// Nil where an erasure has emptied it.
  let what: String?

  /// - Parameter all: those among which it has its number.
  init(_ item: PlacedItem, _ record: LoopRecord, of all: [LoopRecord]) {
    self.item = item
    place = (all.firstIndex { $0.id == record.id } ?? 0) + 1
    what =
      switch item {
      case .option: record.text(OptionField.title)
      case .escalation: record.text(EscalationField.reason)
      case .commitment, .task: OwedRecord(record)?.what
      }
  }

  /// `commitment 1 “Refund by card”: done`
  func label(_ said: Label) -> Label {
    Label(NamedItemMessage.named(item.label, place: place, what: what ?? "–", said))
  }

  /// `{place, what}`
  var members: [(String, JSON)] { [("place", .integer(Int64(place))), ("what", .optional(what))] }
}

enum NamedItemMessage: Message {
  case named(Label, place: Int, what: String, Label)

  var label: Label {
    switch self {
    case .named(let item, let place, let what, let said):
      Label(
        en: "\(item.en) \(place) “\(what)”: \(said.en)",
        zhHans: "\(item.zhHans) \(place)“\(what)”：\(said.zhHans)")
    }
  }
}
