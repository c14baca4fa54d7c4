import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

/// The signals that all cases were made of, by the ids of the cases: a published review has a link, stars and a reply that
/// the case has not.
struct SignalsOfCases {
  private let signals: [String: [Signal]]

  init(_ reader: ReplicaReader) throws {
    var found: [String: [Signal]] = [:]
    for signal in try reader.signals() {
      for id in signal.cases { found[id, default: []].append(signal) }
    }
    signals = found
  }

  subscript(id: RecordID) -> [Signal] { signals[id.description] ?? [] }
}

extension Context {
  /// A member for the JSON of a case; none where it was made of no signal.
  func members(_ signals: [Signal], number: String) -> [(String, JSON)] {
    signals.isEmpty ? [] : [("signals", .array(signals.map { json($0, numbers: [number]) }))]
  }

  /// What is known of the signals that a case was made of, beside what the case says.
  func show(_ signals: [Signal]) throws {
    guard !signals.isEmpty else { return }
    try out()
    try out(style.apply(.bold, to: text(ShownSignalsMessage.heading)))
    for signal in signals {
      let fields = [
        SignalField.link, SignalField.stars, SignalField.reach, SignalField.reply, SignalField.repliedAt,
      ].filter {
        signal.record.text($0) != nil
      }
      let said = fields.map { field in
        text(field.label) + text(PunctuationMessage.colon)
          + FieldDisplay.line(signal.record.value(field), terms[field], language, to: zone)
      }
      let line = ([Vocabulary.signal.text(signal.kind, language)] + said).joined(separator: " · ")
      for part in wrap(line.sanitised(.joined), width: min(columns, 100), indent: 4, firstIndent: 2) {
        try out(part)
      }
    }
  }
}

enum ShownSignalsMessage: Message {
  case heading

  var label: Label {
    switch self {
    case .heading: Label(en: "Made of a signal", zhHans: "由不满苗头转来")
    }
  }
}
