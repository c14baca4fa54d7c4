import TestSupport

@testable import Versioning

/// What the golden bytes stand for, built as the product builds it. Names as in Vectors/encoding.json.
enum EncodingSamples {
  static let logged = change(
    dot(1, 1), at: 0,
    [
      FieldWrite(title, .text("电视无法开机")), FieldWrite(handler, .none), FieldWrite(FieldID(5), .integer(-200)),
      FieldWrite(tag("urgent"), .flag(true)),
    ])

  static let edited: Change = {
    var edit = change(
      dot(2, 300), at: 2_000,
      [
        FieldWrite(title, .text("有声无画"), base: [dot(1, 1), dot(2, 299), dot(3, 7)]),
        FieldWrite(FieldID(5), .integer(0), base: [dot(1, 1)]),
      ],
      record: otherRecord, kind: noteKind, author: Author(name: "Wang", branch: "BJ02"))
    edit.group = Group(first: 299, count: 3)
    edit.times = Times(
      stamp: HybridTime(milliseconds: morning + 2_500, counter: 1), wall: morning + 2_000, quality: .exact,
      boot: Identifier(high: 0xB0B1_B2B3_B4B5_46B7, low: 0x88B9_BABB_BCBD_BEBF), monotonic: 86_400_000)
    return edit
  }()

  static let removed = change(
    dot(2, 1), at: 1,
    [FieldWrite(FieldID(2), .sight([dot(1, 1), dot(2, 5), dot(3, 7)]), base: [])],
    author: Author(name: "王芳", branch: "SH01"))

  static let changes: [(name: String, change: Change)] = [
    ("change_logged", logged), ("change_edited", edited), ("change_deletion", removed),
  ]

  /// What is erased of a sample's state, where anything is.
  static let erased: [String: [UInt32]] = [
    "state_erased": [3, 9, 70_000], "state_erased_waiting": [0, .max],
  ]

  static func state(named name: String) throws -> RecordState {
    guard let sample = states.first(where: { $0.name == name }) else { throw Failure("no sample \(name)") }
    var result = try VersioningTests.state(sample.changes)
    result.erase(erased[name] ?? [])
    return result
  }

  static let states: [(name: String, changes: [Change])] = [
    ("state_logged", [logged]),
    (
      "state_conflict",
      [
        titled(dot(1, 1), at: 0, "甲"),
        change(
          dot(2, 1), at: -1_000, [FieldWrite(title, .text("乙"))],
          author: Author(name: "Wang", branch: "BJ02"), counter: 2),
      ]
    ),
    ("state_waiting", [edited]),
    ("state_deleted", [titled(dot(1, 1), at: 0, "甲"), removed]),
    (
      "state_unknown_type",
      [change(dot(1, 2), at: 0, [FieldWrite(FieldID(70_000), .opaque(type: 6, bytes: [0xCA, 0xFE]))])]
    ),
    (
      "state_erased",
      [
        logged,
        change(
          dot(2, 1), at: 1, [FieldWrite(title, .text("乙"), base: [])],
          author: Author(name: "Wang", branch: "BJ02")),
      ]
    ),
    ("state_erased_waiting", [edited]),
  ]
}
