import Complaints
import RecordStore
import Versioning

/// A world that is small enough for every sequence of a few steps to be played: two replicas, one head office,
/// one case. Nobody's clock is wrong, and a second passes before each step.
package enum SmallWorld: String, CaseIterable, Codable, Sendable {
  /// Two devices of one branch.
  case pair
  /// One device in each of two branches: the case can move.
  case branches
  /// A branch and an admin at head office, who may erase the customer.
  case office

  var members: [Shape.Member] {
    switch self {
    case .pair: [Shape.Member("SH01", .dutyManager), Shape.Member("SH01", .dutyManager)]
    case .branches: [Shape.Member("SH01", .dutyManager), Shape.Member("SH02", .dutyManager)]
    case .office: [Shape.Member("SH01", .dutyManager), Shape.Member("HQ", .admin)]
    }
  }

  var shape: Shape { Shape(of: self) }

  /// The case, and the customer in it.
  static let label = 1
  private static let customer = 1

  /// Brings the case to everybody who may hold it, and a measured clock to every machine.
  var beginning: [Event] {
    var steps: [Step] = [.act(device: 0, .newCase(label: Self.label))]
    if self == .office {
      steps.append(.act(device: 0, .edit(case: Self.label, [Typed("customer_id", Self.customer)])))
    }
    steps += [.sync(device: 0, []), .sync(device: 1, [])]
    return Self.events(steps, from: 1)
  }

  /// Steps as they stand in a path.
  static func events(_ steps: [Step], from number: Int) -> [Event] {
    steps.enumerated().map { Event(number + $0, after: 1000, $1) }
  }

  /// What may happen besides writing and syncing.
  func repertoire(of asked: Repertoire) -> Repertoire {
    let own: Repertoire =
      switch self {
      case .pair: [.network, .copies, .officeCopies, .roles]
      case .branches: [.network, .copies, .officeCopies, .roles, .transfers]
      case .office: [.network, .copies, .officeCopies, .roles, .erasures]
      }
    return own.intersection(asked)
  }
}

extension World {
  /// Every step that can be taken from here. One that turns out to change nothing costs a look, no more.
  func moves() throws -> [Step] {
    var steps: [Step] = []
    for device in devices {
      steps += acts(device).map { .act(device: device.index, $0) }
      if device.mustEnrol { steps.append(.enrol(device: device.index, [])) }
      steps += ways().map { .sync(device: device.index, $0) }
      steps += happenings(device).map { .machine(device: device.index, $0) }
    }
    if !office.limbo.isEmpty { steps.append(.lateArrival) }
    return steps + (try officeEvents()).map { .office($0) }
  }

  private func acts(_ device: SimulatedDevice) -> [Act] {
    let label = SmallWorld.label
    guard let record = labels.cases[label], let held = device.held.records[record] else { return [] }
    // Two texts are enough: with them two people write the same, or not.
    let title = FieldID(CaseField.title.number)
    var acts: [Act] = [1, 2].filter { number in
      let text = Texts.typed(Typed("title", number), label: label, event: 0)
      return !isSame(held.expected[title]?.value ?? .none, .text(text))
    }.map { .edit(case: label, [Typed("title", $0)]) }
    let presence = oracle.presence(of: held, children: device.held.children(of: record))
    if presence != .deleted { acts.append(.delete(case: label)) }
    if presence != .present { acts.append(.restore(case: label)) }
    if !oracle.conflicts(of: device.held).isEmpty {
      acts += [.resolve(conflict: 0, .head(0)), .resolve(conflict: 0, .head(1))]
    }
    if repertoire.contains(.transfers) {
      let others = oracle.branches.subtracting([held.scope, "HQ"])
      let branches = oracle.branches.sorted()
      acts += branches.indices.filter { others.contains(branches[$0]) }.map { .transfer(case: label, to: $0) }
    }
    if repertoire.contains(.erasures), device.role == .admin { acts.append(.erase(customer: 1)) }
    if repertoire.contains(.roles), device.isHoldingBack {
      acts += [.quarantine(entry: 0, discard: false), .quarantine(entry: 0, discard: true)]
    }
    return acts
  }

  /// The ways that a sync's requests and answers can go: whole, cut before or after head office, and cut after
  /// the first answer.
  private func ways() -> [[Delivery]] {
    guard repertoire.contains(.network) else { return [[]] }
    var ways: [[Fate]] = [
      [], [.requestLost], [.answerLost], [.arrives, .requestLost], [.arrives, .answerLost],
    ]
    if office.limbo.isEmpty { ways.append([.requestLate]) }
    return ways.map { $0.map { Delivery($0) } }
  }

  private func happenings(_ device: SimulatedDevice) -> [MachineEvent] {
    guard repertoire.contains(.copies) else { return [] }
    var found: [MachineEvent] = [.backup]
    if !device.backups.isEmpty { found.append(.restoreBackup) }
    // Three replicas at most.
    if devices.count < 3 { found.append(.clone) }
    return found
  }

  private func officeEvents() throws -> [OfficeEvent] {
    var found: [OfficeEvent] = []
    if repertoire.contains(.officeCopies) {
      found.append(.backup)
      if !office.backups.isEmpty { found.append(.restoreBackup) }
    }
    if repertoire.contains(.roles) {
      for device in devices {
        // Its first role, or one that may not edit.
        let isDemoted = device.granted != device.firstRole
        found.append(.role(device: device.index, isDemoted ? (device.branch == "HQ" ? 1 : 2) : 0))
      }
      if try !office.store.quarantine().isEmpty {
        found += [.quarantine(entry: 0, discard: false), .quarantine(entry: 0, discard: true)]
      }
    }
    return found
  }
}

extension SimulatedDevice {
  /// Whether head office has something of this device in quarantine.
  var isHoldingBack: Bool {
    let count = try? store.queue.inDatabase { db in
      try db.row("SELECT 1 FROM quarantine LIMIT 1") != nil
    }
    return count ?? false
  }
}
