import Complaints
import Interchange
import Language
import Versioning

/// What an erasure of a customer empties of what is here: whatever is counted is emptied, and whatever is emptied is counted.
struct ErasureReach {
  /// How many of each kind hold something personal that goes.
  let records: [RecordKind: Int]
  let drafts: Int

  private var kinds: [RecordKind] { Schema.kinds.filter { records[$0] ?? 0 > 0 } }

  var json: JSON { .object(kinds.map { ($0.id, .integer(Int64(records[$0] ?? 0))) }) }

  /// `2 × case, 3 × note, 1 × draft`.
  var label: Label {
    var parts = kinds.compactMap { kind in kind.label.map { ($0, records[kind] ?? 0) } }
    if drafts > 0 { parts.append((Label(ErasureReachMessage.draft), drafts)) }
    guard !parts.isEmpty else { return Label(StatusMessage.nothingWaiting) }
    return .list(parts.map { Label(ErasureReachMessage.part($0.lowercased, $1)) })
  }
}

enum ErasureReachMessage: Message {
  case draft
  case part(Label, Int)

  var label: Label {
    switch self {
    case .draft: Label(en: "draft", zhHans: "草稿")
    case .part(let kind, let count):
      Label(en: "\(count.grouped) × \(kind.en)", zhHans: "\(kind.zhHans) \(count.grouped)")
    }
  }
}
