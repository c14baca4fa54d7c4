import TestSupport

@testable import Versioning

/// What merge.json is made from.
enum MergeSource {
  private static let title = FieldID(3)
  private static let severity = FieldID(7)
  private static let deleted: UInt32 = 32
  private static func dot(_ of: UInt64, _ number: UInt64) -> Dot { EncodingSource.dot(of, number) }

  private static func edit(
    _ dot: Dot, at: Int64, _ field: FieldID = title, _ value: Value, _ base: [Dot] = [], counter: UInt16 = 0
  ) -> Change {
    EncodingSource.change(dot, at: at, [FieldWrite(field, value, base: base)], counter: counter)
  }
  /// Of the title.
  private static func edit(
    _ dot: Dot, at: Int64, _ value: Value, _ base: [Dot] = [], counter: UInt16 = 0
  ) -> Change { edit(dot, at: at, title, value, base, counter: counter) }
  private static func note(_ dot: Dot, at: Int64, _ text: String) -> Change {
    EncodingSource.change(
      dot, at: at, [FieldWrite(FieldID(1), .text(text))], record: EncodingSource.child, kind: 2)
  }

  static func vectors() -> [MergeVector] {
    fields() + conflicts() + sets() + repeats() + deletions() + erasures()
  }

  private static func fields() -> [MergeVector] {
    [
      vector(
        "merge_seen_beats_clock", "A change that saw a version replaces it, an hour earlier by its clock.",
        [edit(dot(1, 1), at: 0, .text("甲")), edit(dot(2, 1), at: -3_600_000, .text("乙"), [dot(1, 1)])]),
      vector(
        "merge_different_fields", "Different fields never meet.",
        [edit(dot(1, 1), at: 0, .text("甲")), edit(dot(2, 1), at: 1, severity, .text("minor"))]),
      vector(
        "merge_equal_values", "Equal values without sight of each other: two heads, no conflict.",
        [edit(dot(1, 1), at: 0, .text("甲")), edit(dot(2, 1), at: 1, .text("甲"))]),
      vector(
        "merge_equal_means_bytes", "Composed and decomposed text differ: equal means equal bytes.",
        [edit(dot(1, 1), at: 0, .text("\u{E9}")), edit(dot(2, 1), at: 1, .text("e\u{301}"))]),
      vector(
        "merge_none_against_empty_text", "A cleared field and an empty text differ.",
        [edit(dot(1, 1), at: 0, .none), edit(dot(2, 1), at: 1, .text(""))]),
      vector(
        "merge_replaces_equal_heads",
        "Two equal heads are one value to a person: the next edit replaces both.",
        [
          edit(dot(1, 1), at: 0, .text("甲")), edit(dot(2, 1), at: 1, .text("甲")),
          edit(dot(1, 2), at: 2, .text("乙"), [dot(1, 1), dot(2, 1)]),
        ]),
      vector(
        "merge_carries_base",
        "An edit over an own unsent one carries its base: the one between may be missing.",
        [
          edit(dot(1, 1), at: 0, .text("甲")), edit(dot(2, 1), at: 1, .text("乙"), [dot(1, 1)]),
          edit(dot(2, 2), at: 2, .text("丙"), [dot(1, 1), dot(2, 1)]),
        ]),
      vector(
        "merge_unknown_type", "Values of a type that nobody knows merge like all others.",
        [
          edit(dot(1, 1), at: 0, .opaque(type: 6, bytes: [1])),
          edit(dot(2, 1), at: 1, .opaque(type: 6, bytes: [2])),
        ]),
    ]
  }

  private static func conflicts() -> [MergeVector] {
    let a = edit(dot(1, 1), at: 0, .text("甲"))
    let b = edit(dot(2, 1), at: 1_000, .text("乙"))
    return [
      vector(
        "merge_conflict", "Different values without sight of each other: the later stamp is shown.", [a, b]),
      vector(
        "merge_conflict_by_replica", "Equal times: the replica decides which is shown.",
        [a, edit(dot(2, 1), at: 0, .text("乙"))]),
      vector(
        "merge_conflict_by_counter", "Equal milliseconds: the count decides.",
        [edit(dot(1, 1), at: 0, .text("甲"), counter: 1), edit(dot(2, 1), at: 0, .text("乙"))]),
      vector(
        "merge_three_heads", "Three versions without sight of each other.",
        [a, b, edit(dot(3, 1), at: 500, .text("丙"))]),
      vector(
        "merge_edit_in_conflict", "An ordinary edit replaces the value shown; the conflict stays.",
        [a, b, edit(dot(2, 2), at: 2_000, .text("丙"), [dot(2, 1)])]),
      vector(
        "merge_decision", "A decision replaces all heads, by a slow clock.",
        [a, b, edit(dot(3, 1), at: -5_000, .text("甲"), [dot(1, 1), dot(2, 1)])]),
      vector(
        "merge_decision_misses_one", "A version that a decision did not see stays beside it.",
        [
          a, b, edit(dot(3, 1), at: 500, .text("丙")),
          edit(dot(4, 1), at: 3_000, .text("甲"), [dot(1, 1), dot(2, 1)]),
        ]),
      vector(
        "merge_two_decisions", "Two decisions without sight of each other conflict again.",
        [
          a, b, edit(dot(3, 1), at: 2_000, .text("甲"), [dot(1, 1), dot(2, 1)]),
          edit(dot(4, 1), at: 3_000, .text("乙"), [dot(1, 1), dot(2, 1)]),
        ]),
      vector(
        "merge_fields_of_one_change", "One change in two fields: its verdict is that of both.",
        [
          EncodingSource.change(
            dot(1, 1), at: 0, [FieldWrite(title, .text("甲")), FieldWrite(severity, .text("minor"))]),
          EncodingSource.change(
            dot(2, 1), at: 1, [FieldWrite(title, .text("乙")), FieldWrite(severity, .text("minor"))]),
        ]),
      vector(
        "merge_waiting", "A base that never comes stays unmet.",
        [edit(dot(2, 1), at: 1, .text("乙"), [dot(1, 1), dot(3, 9)])]),
    ]
  }

  private static func sets() -> [MergeVector] {
    let tag = FieldID(19, "urgent")
    return [
      vector(
        "merge_set_elements", "Elements of a set are fields of their own.",
        [
          edit(dot(1, 1), at: 0, tag, .flag(true)), edit(dot(2, 1), at: 1, FieldID(19, "cold"), .flag(true)),
          edit(dot(2, 2), at: 2, tag, .none, [dot(1, 1)]),
        ]),
      vector(
        "merge_set_add_again", "Taken out by one, put in again by another who saw the first only.",
        [
          edit(dot(1, 1), at: 0, tag, .flag(true)), edit(dot(2, 1), at: 1, tag, .none, [dot(1, 1)]),
          edit(dot(3, 1), at: 2, tag, .flag(true), [dot(1, 1)]),
        ]),
    ]
  }

  private static func repeats() -> [MergeVector] {
    let a = edit(dot(1, 1), at: 0, .text("甲"))
    let other = EncodingSource.change(dot(2, 1), at: 1, [FieldWrite(title, .text("乙"))], kind: 9)
    return [
      vector(
        "merge_repeated", "A repeated change is a duplicate and changes nothing.", [a], orders: [[0, 0, 0]]),
      vector(
        "merge_record_mismatch", "A change that names its record's kind wrongly is not applied.",
        [a, other], orders: [[0, 1]]),
    ]
  }

  private static func deletions() -> [MergeVector] {
    let field = FieldID(deleted)
    let a = edit(dot(1, 1), at: 0, .text("甲"))
    let b = edit(dot(2, 1), at: 1_500, severity, .text("minor"))
    let gone = edit(dot(1, 2), at: 2_000, field, .sight([dot(1, 1)]))
    return [
      vector("merge_deleted", "A deletion that saw everything.", [a, gone], deletes: true),
      vector(
        "merge_deletion_missed_edit", "An edit that the deletion did not see.", [a, b, gone], deletes: true),
      vector(
        "merge_deletion_missed_note", "A note that the deletion did not see.",
        [a, note(dot(2, 1), at: 1, "已致电"), gone], deletes: true),
      vector(
        "merge_two_deletions", "Two deletions are one decision.",
        [a, gone, edit(dot(2, 1), at: 2_500, field, .sight([dot(1, 1)]))], deletes: true),
      vector(
        "merge_two_deletions_see_more", "What either saw counts as seen.",
        [a, b, gone, edit(dot(2, 2), at: 2_500, field, .sight([dot(1, 1), dot(2, 1)]))], deletes: true),
      vector(
        "merge_restored", "A restoration that saw the deletion.",
        [a, gone, edit(dot(2, 1), at: 3_000, field, .none, [dot(1, 2)])], deletes: true),
      vector(
        "merge_restored_unseen", "A restoration of an earlier deletion against a later one.",
        [
          a, gone, edit(dot(2, 1), at: 3_000, field, .none, [dot(1, 2)]),
          edit(dot(3, 1), at: 4_000, field, .sight([dot(1, 1)]), [dot(1, 2)]),
        ], deletes: true),
      vector(
        "merge_deletion_decided", "Deleted again with a sight of everything.",
        [
          a, b, gone,
          edit(dot(3, 1), at: 3_000, field, .sight([dot(1, 1), dot(1, 2), dot(2, 1)]), [dot(1, 2)]),
        ],
        deletes: true),
    ]
  }

  private static func erasures() -> [MergeVector] {
    let a = edit(dot(1, 1), at: 0, .text("甲"))
    let b = edit(dot(2, 1), at: 1_000, .text("乙"))
    return [
      vector(
        "merge_erased", "The values of an erased field are gone, whenever they were written.", [a, b],
        erased: [3]),
      vector(
        "merge_erased_replaced", "What replaced what stays.",
        [
          a, edit(dot(2, 1), at: 1, .text("乙"), [dot(1, 1)]),
          edit(dot(3, 1), at: 2, severity, .text("minor")),
        ],
        erased: [3]),
      vector(
        "merge_erased_elements", "All elements of an erased set, and fields that nobody has written.",
        [edit(dot(1, 1), at: 0, FieldID(19, "urgent"), .flag(true)), edit(dot(2, 1), at: 1, .text("乙"))],
        erased: [19, 45]),
      vector(
        "merge_erased_sight", "A deletion's sight is nobody's personal data and stays.",
        [a, edit(dot(1, 2), at: 1, FieldID(deleted), .sight([dot(1, 1)]))], erased: [3, deleted],
        deletes: true),
    ]
  }

  private static func vector(
    _ id: String, _ what: String, _ changes: [Change], orders: [[Int]]? = nil, erased: [UInt32] = [],
    deletes: Bool = false
  ) -> MergeVector {
    let run = MergeRun(changes: changes, erased: erased)
    let all = orders ?? permutations(Array(changes.indices)).sorted { $0.lexicographicallyPrecedes($1) }
    let (states, _) = run.states(all[0])
    return MergeVector(
      id: id, what: what, changes: changes.map { hexadecimal($0.encoded()) },
      spelt: changes.map { Spelt($0) },
      erased: erased.isEmpty ? nil : erased,
      orders: all.map { order in
        MergeVector.Order(
          order: MergeRun.words(order),
          verdicts: run.states(order, erasing: .max).verdicts.joined(separator: ", "))
      }, records: MergeRun.records(states),
      deletion: deletes ? MergeRun.deletion(states, field: deleted) : nil,
      parts: orders == nil && changes.count > 1 ? parts(run) : nil)
  }

  /// Every subset of the first record's changes.
  private static func parts(_ run: MergeRun) -> [MergeVector.Part] {
    let record = run.changes[0].record
    let own = run.changes.indices.filter { run.changes[$0].record == record }
    let plain = MergeRun(changes: run.changes, erased: [])
    return (1..<(1 << own.count)).compactMap { bits in
      let subset = own.indices.filter { bits >> $0 & 1 == 1 }.map { own[$0] }
      guard let state = run.states(subset).states[record], let bare = plain.states(subset).states[record]
      else { return nil }
      return MergeVector.Part(
        changes: MergeRun.words(subset), state: hexadecimal(state.encoded()),
        unerased: run.erased.isEmpty ? nil : hexadecimal(bare.encoded()))
    }
  }
}
