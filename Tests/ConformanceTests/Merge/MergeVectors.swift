import TestSupport

@testable import Versioning

/// merge.json.
struct MergeVector: Codable, Equatable, Identifiable {
  /// What becomes of the changes in one order: a verdict for each, in that order.
  struct Order: Codable, Equatable {
    /// Indices of `changes`: `0 2 1`.
    var order: String
    /// `applied, merged, conflict_won`
    var verdicts: String
  }

  /// A record in the end.
  struct Record: Codable, Equatable {
    var record: String
    var state: String
    var fields: [Field]
  }

  struct Field: Codable, Equatable {
    var field: UInt32
    var element: String?
    /// Dots, ascending.
    var heads: [String]
    var winner: String?
    var conflict: Bool
  }

  struct Deletion: Codable, Equatable {
    /// The number of the field of the root that holds the deletion.
    var field: UInt32
    /// `present`, `deleted` or `conflict`.
    var stands: String
    var unseen: [String]
  }

  /// Some of the record's changes, and their state. For any two of these, joining their states gives the
  /// state of both together.
  struct Part: Codable, Equatable {
    var changes: String
    var state: String
    /// Where something is erased: the state without that. Joined with one that has it, it is erased too.
    var unerased: String?
  }

  var id: String
  var what: String
  /// In hexadecimal digits, and the same spelt out.
  var changes: [String]
  var spelt: [Spelt]
  /// Fields of the (one) record that are erased: before, between or after the changes.
  var erased: [UInt32]?
  var orders: [Order]
  var records: [Record]
  var deletion: Deletion?
  /// Of the first change's record.
  var parts: [Part]?
}

/// Applies a vector's changes, with any order of them, and says what there is then.
struct MergeRun {
  let changes: [Change]
  let erased: [UInt32]

  static func words(_ order: [Int]) -> String { order.map(String.init).joined(separator: " ") }
  static func numbers(_ words: String) -> [Int] { words.split(separator: " ").compactMap { Int($0) } }

  /// - Parameter erasing: how many changes are applied before the erasure.
  func states(_ order: [Int], erasing at: Int = 0) -> (states: [RecordID: RecordState], verdicts: [String]) {
    var states: [RecordID: RecordState] = [:]
    var verdicts: [String] = []
    for (step, index) in order.enumerated() {
      if step == at { erase(&states) }
      let change = changes[index]
      var known = states[change.record]
      // A record that is erased before anything of it came.
      if known == nil, step >= at, !erased.isEmpty {
        known = RecordState(record: change.record, kind: change.kind, aggregate: change.aggregate)
        known?.erase(erased)
      }
      let (state, verdict) = apply(change, to: known)
      states[change.record] = state
      verdicts.append(Self.word(verdict))
    }
    if at >= order.count { erase(&states) }
    return (states, verdicts)
  }

  private func erase(_ states: inout [RecordID: RecordState]) {
    guard !erased.isEmpty else { return }
    for id in states.keys { states[id]?.erase(erased) }
  }

  static func word(_ verdict: Verdict) -> String {
    switch verdict {
    case .applied: "applied"
    case .merged: "merged"
    case .conflict(let won): won ? "conflict_won" : "conflict_lost"
    case .duplicate: "duplicate"
    case .quarantined(let reason): "quarantined \(reason.rawValue)"
    }
  }

  static func records(_ states: [RecordID: RecordState]) -> [MergeVector.Record] {
    states.keys.sorted().compactMap { id in
      states[id].map { state in
        MergeVector.Record(
          record: id.description, state: hexadecimal(state.encoded()),
          fields: state.fields.map { field in
            MergeVector.Field(
              field: field.field.number, element: field.field.element,
              heads: field.heads.map(\.dot.description), winner: field.winner?.dot.description,
              conflict: field.isConflicted)
          })
      }
    }
  }

  static func deletion(_ states: [RecordID: RecordState], field: UInt32) -> MergeVector.Deletion? {
    guard let root = states.values.first(where: { $0.record == $0.aggregate }) else { return nil }
    let children = states.values.filter { $0.record != root.record }
    switch deletionState(field: FieldID(field), root: root, children: children) {
    case .present: return .init(field: field, stands: "present", unseen: [])
    case .deleted: return .init(field: field, stands: "deleted", unseen: [])
    case .conflicted(let unseen):
      return .init(field: field, stands: "conflict", unseen: unseen.map(\.description))
    }
  }
}
