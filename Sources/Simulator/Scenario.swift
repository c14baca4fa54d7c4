/// Makes the steps of a run from its seed: nothing else goes into them.
///
/// Each seed leaves some things out and does others more often, so that rare meetings of few things come up
/// (Groce, Zhang, Eide, Chen, Regehr: "Swarm Testing", 2012).
struct Scenario {
  let shape: Shape
  /// See `World.pageBytes`.
  let pageBytes: Int
  private(set) var events: [Event] = []

  private let repertoire: Repertoire
  private var random: Seeded
  private var number = 0
  private var cases: [(label: Int, branch: String)] = []
  private var notes: [(label: Int, of: Int)] = []
  /// The devices of the run, copies of stores among them.
  private var members: [Shape.Member]
  /// Which cases each device will have by then, and head office, as far as can be told without playing.
  private var known: [Set<Int>]
  private var atOffice: Set<Int> = []
  /// The fields that this seed's people write to most.
  private var favourites: [String] = []
  private var nextLabel = 1
  private var weights: [(Kind, weight: Int)] = []
  /// How many devices came later.
  private var newcomers = 0
  /// Devices that exchange by file only, and how far each device's clock was set in all.
  private var byFile: Set<Int> = []
  private var jumped: [Int: Int64] = [:]
  /// Much happens to those by file in this seed.
  private let favoursFiles: Bool

  init(seed: UInt64, steps: Int, repertoire: Repertoire) {
    var chosen = Seeded(seed, 0x6AFE)
    // One that is asked for alone is there.
    let grave = Repertoire.grave.filter(repertoire.contains)
    self.repertoire =
      grave.count < 2
      ? repertoire
      : repertoire.subtracting(
        grave.filter { _ in chosen.chance(65) }.reduce([]) { $0.union($1) })
    let repertoire = self.repertoire
    random = Seeded(seed, 0x5CE7_A510)
    shape = Shape(index: random.below(Shape.count))
    members = shape.members
    known = members.map { _ in [] }
    if repertoire.contains(.erasures) { favourites.append("customer_id") }
    pageBytes = random.chance(35) ? 200 + random.below(1200) : 0
    favoursFiles = repertoire.contains(.bundles) && chosen.chance(50)
    let isTight = random.chance(40)
    favourites += (0..<2).map { _ in random.pick(Self.fields) ?? "title" }
    // Draws nothing where it is left out, so that the seeds without it stay what they were.
    for kind in Kind.allCases where kind != .hostile || repertoire.contains(.hostile) {
      let weight = weight(kind)
      let factor = random.chance(15) && kind != .sync && kind != .edit ? 0 : random.chance(15) ? 3 : 1
      if weight * factor > 0 { weights.append((kind, weight * factor)) }
    }
    if random.chance(80) { begin() }
    while number < steps {
      let kind = cases.isEmpty ? .create : random.weighted(weights) ?? .edit
      guard let step = step(kind) else { continue }
      events.append(event(step, isTight: isTight))
    }
  }

  /// Something to quarrel about, known to all.
  private mutating func begin() {
    for _ in 0..<(1 + random.below(2)) {
      let device = device()
      guard let create = act(.create, device) else { continue }
      events.append(event(.act(device: device, create), isTight: false))
      for other in [device] + members.indices {
        exchange(other)
        events.append(event(.sync(device: other, []), isTight: true))
      }
    }
  }

  private func weight(_ kind: Kind) -> Int {
    func of(_ what: Repertoire, _ weight: Int) -> Int { repertoire.contains(what) ? weight : 0 }
    return switch kind {
    case .create: 2
    case .importRow: 2
    case .edit: 30
    case .tag: 5
    case .note: 5
    case .withdraw: 3
    case .delete: 3
    case .restore: 5
    case .resolve: 9
    case .read: 2
    case .decide: 2
    case .open: 3
    case .save: 4
    case .newer: of(.newer, 5)
    case .work: 6
    case .sync: 24
    case .enrol: 2
    case .late: of(.network, 3)
    case .crash, .reboot: of(.crashes, 1)
    case .crashAt: of(.crashes, 4)
    case .clock: of(.clocks, favoursFiles ? 8 : 3)
    case .diskFull, .diskFree: of(.fullDisks, 1)
    case .officeCrash: of(.crashes, 2)
    case .officeDisk, .officeFree: of(.fullDisks, 1)
    case .copy: of(.copies, 4)
    case .officeCopy: of(.officeCopies, 3)
    case .revoke: of(.revocations, 2)
    case .transfer: of(.transfers, 5)
    case .erase: of(.erasures, 2)
    case .role, .officeQuarantine: of(.roles, 3)
    case .quarantine: of(.roles, 4)
    case .bundle: of(.bundles, favoursFiles ? 30 : 12)
    case .ticket: of(.bundles, 4)
    case .dies: of(.turnover, 2)
    case .newDevice: of(.turnover, 2)
    case .hostile: of(.hostile, 10)
    case .draft, .keptText: of(.erasures, 1)
    case .signal: of(.erasures, 2)
    }
  }

  private mutating func event(_ step: Step, isTight: Bool) -> Event {
    number += 1
    // Where nothing passes, stamps tie.
    let after: Int64 =
      isTight && random.chance(70)
      ? 0 : random.pick([0, 0, 1, 5, 300, 4000, 60_000, 900_000, 9_000_000]) ?? 0
    return Event(number, after: after, step)
  }

  private func branchOf(_ device: Int) -> String { members[device].branch }

  private mutating func device() -> Int { random.below(members.count) }

  /// Where much is to happen to the devices by file, mostly one of them.
  private mutating func device(for kind: Kind) -> Int {
    let files = byFile.sorted()
    if favoursFiles, [.bundle, .clock, .create, .note].contains(kind), random.chance(70),
      let one = random.pick(files)
    {
      return one
    }
    return device()
  }

  /// A case that the device probably has; now and then any.
  private mutating func someCase(at device: Int) -> Int {
    let near = known[device].sorted()
    guard !near.isEmpty, !random.chance(3) else { return random.pick(cases)?.label ?? 1 }
    // People meet over the same few.
    return near[min(random.below(near.count), random.below(near.count))]
  }

  private static let fields = [
    "title", "severity", "handler", "narrative", "phone", "amount", "safety", "customer_id",
  ]

  private mutating func typed() -> Typed {
    let field = random.pick(random.chance(85) ? favourites : Self.fields) ?? "title"
    return Typed(field, random.chance(30) ? 10 + number : random.below(4))
  }

  /// What a sync brings about, believed to go well.
  private mutating func exchange(_ device: Int) {
    atOffice.formUnion(known[device])
    let branch = members[device].branch
    for label in atOffice where branch == "HQ" || cases.contains(where: { $0 == (label, branch) }) {
      known[device].insert(label)
    }
  }

  private mutating func choice() -> Choice {
    switch random.below(5) {
    case 0, 1: .winner
    case 2, 3: .head(random.below(4))
    default: .value(random.below(4))
    }
  }

  private mutating func step(_ kind: Kind) -> Step? {
    let device = device(for: kind)
    if let act = act(kind, device) { return .act(device: device, act) }
    switch kind {
    case .sync:
      let deliveries = deliveries()
      if (deliveries.first?.fate ?? .arrives) == .arrives { exchange(device) }
      return .sync(device: device, deliveries)
    case .enrol:
      // Who belongs to head office enrols again only now and then.
      guard !members[device].isEnrolled || random.chance(20) else { return nil }
      // Whoever exchanges by file goes on so, mostly.
      if byFile.contains(device), random.chance(80) { return nil }
      byFile.remove(device)
      return .enrol(
        device: device, repertoire.contains(.network) && random.chance(40) ? [delivery(depth: 1)] : [])
    case .late: return .lateArrival
    case .crash: return .machine(device: device, .crash)
    case .crashAt:
      return .machine(
        device: device, .crashAt(commit: random.below(4), afterCommit: random.chance(50)))
    case .reboot: return .machine(device: device, .reboot)
    case .clock:
      var jump = jump()
      // Somebody sets it right.
      if let wrong = jumped[device], wrong != 0, random.chance(50) { jump = -wrong }
      jumped[device, default: 0] += jump
      return .machine(device: device, .clock(jump))
    case .diskFull: return .machine(device: device, .diskFull(pages: random.below(3)))
    case .diskFree: return .machine(device: device, .diskFree)
    case .officeCrash:
      return .office(
        random.chance(30) ? .crash : .crashAt(commit: random.below(3), afterCommit: random.chance(50)))
    case .officeDisk: return .office(.diskFull(pages: random.below(3)))
    case .officeFree: return .office(.diskFree)
    case .copy:
      let copying = random.pick([.backup, .backup, .restoreBackup, .clone]) ?? MachineEvent.backup
      if copying == .clone, members.count < World.deviceLimit {
        members.append(members[device])
        known.append(known[device])
      }
      return .machine(device: device, copying)
    case .officeCopy: return .office(random.chance(50) ? .backup : .restoreBackup)
    case .revoke: return .office(.revoke(device: device))
    case .role: return .office(.role(device: device, random.below(branchOf(device) == "HQ" ? 4 : 3)))
    case .officeQuarantine:
      return .office(.quarantine(entry: random.below(6), discard: random.chance(50)))
    case .bundle:
      switch random.below(3) {
      case 0: return .bundle(device: device, .write)
      case 1: return .bundle(device: device, .answer(random.below(6)))
      default: return .bundle(device: device, .read(random.below(6)))
      }
    case .ticket:
      let alone = members.indices.filter { !members[$0].isEnrolled }
      guard let one = random.pick(alone) else { return nil }
      byFile.insert(one)
      return .bundle(device: one, .ticket)
    case .dies: return .machine(device: device, .dies)
    case .newDevice:
      let branches = Set(shape.members.map(\.branch)).sorted()
      let place = random.below(branches.count)
      guard branches[place] != "HQ", newcomers < 2, members.count < World.deviceLimit else { return nil }
      newcomers += 1
      members.append(Shape.Member(branches[place], .branchStaff, isEnrolled: false))
      known.append([])
      return .office(.newDevice(branch: place))
    case .hostile:
      guard members[device].branch != "HQ" else { return nil }
      let label = someCase(at: device)
      let other = random.pick(cases)?.label ?? label
      // Cases of others too: it knows their ids.
      let meant = random.chance(25) ? other : label
      let field = typed()
      return .hostile(
        device: device,
        HostileAct.draw(&random, case: meant, other: other, devices: members.count) { field })
    default: return nil
    }
  }

  private mutating func act(_ kind: Kind, _ device: Int) -> Act? {
    let branch = members[device].branch
    if members[device].role == .auditor, kind != .note, !random.chance(5) { return nil }
    switch kind {
    case .create:
      guard cases.count < 3 else { return nil }
      cases.append((nextLabel, branch))
      known[device].insert(nextLabel)
      nextLabel += 1
      return .newCase(label: nextLabel - 1)
    case .importRow:
      // A branch's devices have the same file: two rows of it.
      let label = 1000 + (shape.branches.firstIndex(of: branch) ?? 9) * 10 + random.below(2)
      if !cases.contains(where: { $0.label == label }) { cases.append((label, branch)) }
      known[device].insert(label)
      return .importRow(label: label)
    case .edit:
      var fields = [typed()]
      let other = typed()
      if random.chance(20), other.field != fields[0].field { fields.append(other) }
      return .edit(case: someCase(at: device), fields)
    case .tag:
      return .tag(
        case: someCase(at: device), random.pick(["vip", "young", "老客"]) ?? "vip", add: random.chance(65))
    case .note:
      let label = someCase(at: device)
      notes.append((nextLabel, label))
      nextLabel += 1
      return .note(case: label, label: nextLabel - 1)
    case .withdraw:
      let here = notes.filter { known[device].contains($0.of) }
      return random.pick(here).map { .withdraw(note: $0.label, reason: random.below(2)) }
    case .delete: return .delete(case: someCase(at: device))
    case .restore: return .restore(case: someCase(at: device))
    case .transfer: return .transfer(case: someCase(at: device), to: random.below(4))
    case .erase: return branch == "HQ" ? .erase(customer: random.below(3)) : nil
    case .quarantine: return .quarantine(entry: random.below(4), discard: random.chance(30))
    case .resolve: return .resolve(conflict: random.below(4), choice())
    case .read: return .read(conflict: random.below(4))
    case .decide: return .decide(choice())
    case .open: return .open(case: someCase(at: device))
    case .save: return .save(typed())
    case .newer: return newer(device)
    case .work:
      let number = random.below(6)
      let work: Work =
        switch random.below(4) {
        case 0: .need(number)
        case 1: .progress(number)
        case 2: .callBack(number)
        default: .reword(number)
        }
      return .work(case: someCase(at: device), work)
    case .draft: return .draft(customer: random.below(3))
    case .keptText: return .keptText(case: someCase(at: device))
    case .signal: return .signal(case: someCase(at: device))
    default: return nil
    }
  }

  private mutating func newer(_ device: Int) -> Act {
    let label = someCase(at: device)
    let number = random.below(6)
    switch random.below(5) {
    case 0: return .newer(case: label, .field(number))
    case 1: return .newer(case: label, .element(number))
    case 2: return .newer(case: label, .term(number))
    case 3: return .newer(case: label, .type(number))
    default:
      nextLabel += 1
      return .newerRecord(case: label, label: nextLabel - 1)
    }
  }

  /// In milliseconds.
  private mutating func jump() -> Int64 {
    if repertoire.contains(.farClocks) {
      let span: [Int64] = [1000, 30_000, 150_000, 3_600_000, 86_400_000, 31_536_000_000, 315_360_000_000]
      return (random.pick(span) ?? 0) * (random.chance(50) ? 1 : -1)
    }
    return -(random.pick([1, 500, 20_000, 3_600_000, 31_536_000_000] as [Int64]) ?? 0)
  }

  // MARK: The network

  private mutating func deliveries() -> [Delivery] {
    guard repertoire.contains(.network), random.chance(45) else { return [] }
    return (0..<(1 + random.below(3))).map { _ in delivery(depth: 0) }
  }

  private mutating func delivery(depth: Int) -> Delivery {
    let fate: Fate =
      switch random.below(16) {
      case 0: .requestLost
      case 1, 2: .requestLate
      case 3, 4, 5: .answerLost
      case 6, 7: .twice
      case 8: .cut(random.below(1000))
      case 9: .refused(random.pick([401, 429, 503]) ?? 503)
      default: .arrives
      }
    var delivery = Delivery(fate)
    if depth == 0, random.chance(35) { delivery.before = meanwhile() }
    if depth == 0, random.chance(35) { delivery.after = meanwhile() }
    return delivery
  }

  private mutating func meanwhile() -> [Event] {
    (0..<(1 + random.below(2))).compactMap { _ -> Event? in
      let device = device()
      let kind = random.weighted(weights) ?? .edit
      if kind == .sync {
        exchange(device)
        return event(.sync(device: device, []), isTight: true)
      }
      return act(kind, device).map { event(.act(device: device, $0), isTight: true) }
    }
  }
}
