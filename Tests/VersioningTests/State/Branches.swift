import TestSupport

@testable import Versioning

/// Some replicas and a head office that work on one record and meet now and then, as the product does: up
/// go changes in the order of their numbers, down comes the state, and a replica is what head office last
/// said plus what it has not told it yet. The oracle is told of everything.
struct Branches {
  struct Replica {
    var received: RecordState?
    var pending: [(change: Change, bit: UInt64)] = []
    /// All events that it holds.
    var held: UInt64 = 0
    var number: UInt64 = 0
    var clock = HybridClock()
    /// How far its wall clock is off, in milliseconds.
    let clockError: Int64
    /// Where false, its stamps may lie below those of changes that it saw.
    let observes: Bool
  }

  static let fields = [title, handler, tag("urgent"), tag("回访")]
  static let values: [[Value]] = [
    [.text("甲"), .text("乙"), .none], [.text("Li Na"), .integer(4), .integer(5)],
    [.flag(true), .none], [.flag(true), .none],
  ]

  var generator: SeededGenerator
  var oracle = Oracle()
  var replicas: [Replica]
  var office: RecordState?
  var officeHolds: UInt64 = 0
  var now: Int64 = morning
  /// All changes with their bits, in the order of making.
  var made: [(change: Change, bit: UInt64)] = []

  init(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let year: Int64 = 365 * 86_400_000
    let observes = generator.chance(1, in: 2)
    replicas = (0..<(2 + generator.below(3))).map { _ in
      let isOff = generator.chance(1, in: 2)
      return Replica(
        clockError: isOff ? Int64(generator.below(7) - 3) * year : Int64(generator.below(20) - 10),
        observes: observes)
    }
    self.generator = generator
  }

  func state(of replica: Int) -> RecordState? {
    var state = replicas[replica].received
    for pending in replicas[replica].pending { state = apply(pending.change, to: state).state }
    return state
  }

  /// One person's edit of one to three fields, or a decision of what is in conflict there.
  mutating func edit(at: Int) throws {
    now += Int64(generator.below(3))
    let held = replicas[at].held
    let state = state(of: at)
    var writes: [FieldWrite] = []
    var events: [Oracle.Write] = []
    for number in Self.fields.indices.shuffled(using: &generator).prefix(1 + generator.below(3)) {
      let field = Self.fields[number]
      let value = Self.values[number][generator.below(Self.values[number].count)]
      let shown = oracle.shown(field, in: held)?.value ?? .none
      guard state?.value(field) ?? .none == shown else { throw Failure("\(field) shows something else") }
      let decides = oracle.isFlagged(field, in: held) && generator.chance(1, in: 2)
      var base = decides ? state?[field]?.heads.map(\.dot) ?? [] : state?[field]?.base(replacing: shown) ?? []
      // Over one's own version that head office may never get, its base comes along.
      for own in replicas[at].pending where base.contains(own.change.dot) {
        base += own.change.write(to: field)?.base ?? []
      }
      writes.append(FieldWrite(field, value, base: base))
      events.append(Oracle.Write(field: field, value: value, shown: decides ? nil : shown))
    }
    replicas[at].number += 1
    let dot = Dot(replica(at + 1), replicas[at].number)
    let wall = now + replicas[at].clockError
    guard let time = replicas[at].clock.next(wallMilliseconds: wall) else {
      throw Failure("clock at its end")
    }
    let bit = oracle.add(Oracle.Event(dot: dot, time: time, sight: held, writes: events))
    var made = change(dot, at: 0, writes)
    made.times = Times(stamp: time, wall: wall)
    replicas[at].held |= bit
    replicas[at].pending.append((made, bit))
    self.made.append((made, bit))
  }

  /// Up go some of the pending changes (all, where the line holds), sometimes one of them twice; down comes
  /// the state, unless the answer is lost.
  mutating func sync(at: Int) throws {
    let pending = replicas[at].pending
    let sent = generator.chance(3, in: 4) ? pending.count : generator.below(pending.count + 1)
    for (change, bit) in pending.prefix(sent) {
      for _ in 0..<(generator.chance(1, in: 8) ? 2 : 1) {
        let wanted = oracle.verdict(on: bit, in: officeHolds)
        let (state, verdict) = apply(change, to: office)
        guard verdict == wanted else { throw Failure("\(change.dot) is \(wanted), not \(verdict)") }
        office = state
        officeHolds |= bit
      }
    }
    guard generator.chance(5, in: 6) else { return }
    replicas[at].received = office
    replicas[at].held |= officeHolds
    replicas[at].pending.removeAll { officeHolds & $0.bit != 0 }
    if replicas[at].observes {
      for (change, bit) in made where officeHolds & bit != 0 {
        replicas[at].clock.observe(change.times.stamp)
      }
    }
  }

  /// Compares a state with what the oracle says of the events that it holds.
  func check(_ state: RecordState?, holding held: UInt64) throws {
    for field in Self.fields {
      let live = oracle.live(field, in: held)
      let heads = state?[field]?.heads ?? []
      guard heads.map(\.dot) == live.map(\.event.dot).sorted() else {
        throw Failure("\(field): heads \(heads.map(\.dot)) instead of \(live.map(\.event.dot))")
      }
      guard state?[field]?.isConflicted ?? false == oracle.isFlagged(field, in: held) else {
        throw Failure("\(field): wrongly flagged or not flagged")
      }
      guard state?[field]?.winner?.dot == oracle.shown(field, in: held)?.event.dot else {
        throw Failure("\(field): another winner")
      }
    }
  }
}
