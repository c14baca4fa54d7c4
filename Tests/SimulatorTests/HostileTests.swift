import Simulator
import Testing

/// What a device with a real token and somebody's own program does, step by step. Device 0 is of branch SH01 and
/// enrolled in every company.
@Suite("Hostile devices")
struct HostileTests {
  private static let title = Typed("title", 1)
  private static let begin: [Step] = [
    .act(device: 0, .newCase(label: 1)), .sync(device: 0, []),
  ]
  private static let edit: [Step] = [
    .act(device: 0, .edit(case: 1, [Typed("title", 20)])), .sync(device: 0, []),
  ]
  private static func hostile(_ act: HostileAct) -> Step { .hostile(device: 0, act) }
  /// A person and a manuscript of the branch, as head office has them.
  private static let written: [Step] = [
    .act(device: 0, .person(label: 5, at: 0)), .act(device: 0, .manuscript(label: 7, case: 1, isStudy: true)),
    .sync(device: 0, []),
  ]

  static let scripts: [[Step]] = [
    begin + [hostile(.foreignFuture(case: 1, victim: 0, count: 40, [title]))] + edit,
    // What it names was made, and has not come yet.
    begin + [edit[0], hostile(.foreignFuture(case: 1, victim: 0, count: 40, [title])), edit[1]],
    begin + [hostile(.futureSight(case: 1, victim: 0, count: 5))] + edit,
    begin + [
      hostile(.ownFuture(case: 1, count: 3, title)), hostile(.wishes(retries: [], discards: [1])),
      hostile(.edit(case: 1, Typed("title", 2), sees: true)),
      hostile(.edit(case: 1, Typed("title", 3), sees: true)),
    ],
    // Behind one that is refused.
    begin + [
      hostile(.approval(case: 1, role: 0)), hostile(.foreignFuture(case: 1, victim: 0, count: 9, [title])),
    ] + edit + [hostile(.wishes(retries: [2], discards: [1]))],
    begin + written
      + (0..<3).map { hostile(.giveRole(person: 5, role: $0)) } + [hostile(.settleRole(person: 5))]
      + KnowledgeForgery.allCases.map { hostile(.knowledge(label: 7, $0)) },
    begin + (0..<4).map { hostile(.squat(key: $0 % 2, kind: $0)) } + edit,
    begin + (0..<4).map { hostile(.misshapen(case: 1, Typed("title", $0))) } + edit
      + [
        hostile(.misshapen(case: 1, Typed("amount", 1))),
        hostile(.wishes(retries: [2, 5], discards: [1, 3])),
      ] + edit,
    // Of its own branch, twice, in a circle, and a case that is its own duplicate.
    begin + [
      .act(device: 0, .newCase(label: 2)), .sync(device: 0, []), hostile(.link(case: 1, to: 2)),
      hostile(.link(case: 2, to: 1)), hostile(.link(case: 1, to: 2)), hostile(.link(case: 2, to: 2)),
      .sync(device: 0, []), .act(device: 0, .unlink(case: 2)),
    ] + edit,
    begin + [
      hostile(.approval(case: 1, role: 0)), hostile(.edit(case: 1, title, sees: true)),
      hostile(.edit(case: 1, Typed("severity", 1), sees: true)),
      hostile(.wishes(retries: [2, 2, .max], discards: [2, 1, 1, 0])),
    ] + edit,
  ]

  @Test(
    arguments: scripts,
    [31_000_000, 31_000_001, 31_000_007])
  func `each comes to nothing, or to what its role allows`(script: [Step], seed: UInt64) async throws {
    let events = script.enumerated().map { Event($0.offset + 1, after: 1_000, $0.element) }
    let simulation = Simulation(steps: 10, repertoire: [.roles, .hostile], keepsTrace: true)
    let outcome = try await simulation.run(seed: seed, events: events, templates: try Templates())
    #expect(outcome.violation == nil, "\(outcome.trace.joined(separator: "\n"))")
    #expect(outcome.trace.contains { $0.contains("hostile SH01") })
  }
}
