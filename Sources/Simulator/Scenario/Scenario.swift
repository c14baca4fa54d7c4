/// Makes the steps of a run from its seed: nothing else goes into them.
///
/// Each seed leaves some things out and does others more often, so that rare meetings of few things come up
/// (Groce, Zhang, Eide, Chen, Regehr: "Swarm Testing", 2012).
struct Scenario {
  let shape: Shape
  /// See `World.pageBytes`.
  let pageBytes: Int
  /// See `WorkClock`: how long each look at head office's clock takes.
  let lookTakes: Int64
  private(set) var events: [Event] = []

  let repertoire: Repertoire
  let seed: UInt64
  var random: Seeded
  var number = 0
  var cases: [(label: Int, branch: String)] = []
  var notes: [(label: Int, of: Int)] = []
  /// What was said of employees.
  var remarks: [Int] = []
  /// Who was laid down, and where.
  var people: [(label: Int, branch: String)] = []
  /// Which manuscripts there are, and what was said of what was published of them.
  var manuscripts: [(label: Int, branch: String)] = []
  var helpful: [Int] = []
  /// What somebody said to have learnt.
  var attendances: [Int] = []
  /// The devices of the run, copies of stores among them.
  var members: [Shape.Member]
  /// Which cases each device will have by then, and head office, as far as can be told without playing.
  var known: [Set<Int>]
  private var atOffice: Set<Int> = []
  /// The fields that this seed's people write to most.
  private var favourites: [String] = []
  var nextLabel = 1
  var weights: [(Kind, weight: Int)] = []
  /// How many devices came later.
  var newcomers = 0
  /// Devices that exchange by file only, and how far each device's clock was set in all.
  var byFile: Set<Int> = []
  var jumped: [Int: Int64] = [:]
  /// Much happens to those by file in this seed.
  private let favoursFiles: Bool

  init(seed: UInt64, steps: Int, repertoire: Repertoire) {
    self.seed = seed
    var chosen = Seeded(seed, 0x6AFE)
    // In a third of the seeds what a request asks for is done in parts: of one step, of two, of a few.
    var budget = Seeded(seed, 0xB0D6E7)
    lookTakes = budget.chance(33) ? budget.pick([31_000_000, 16_000_000, 9_000_000]) ?? 0 : 0
    // One that is asked for alone is there.
    let grave = Repertoire.grave.filter(repertoire.contains)
    var told = Seeded(seed, 0x5708_1E51)
    let stories = Story.allCases.filter { repertoire.isSuperset(of: $0.repertoire) }
    let story: Story? = repertoire.contains(.stories) && told.chance(20) ? told.pick(stories) : nil
    let narrowed: Repertoire =
      grave.count < 2
      ? repertoire
      : repertoire.subtracting(
        grave.filter { _ in chosen.chance(65) }.reduce([]) { $0.union($1) })
    self.repertoire = narrowed.union(story?.repertoire ?? [])
    let repertoire = self.repertoire
    random = Seeded(seed, 0x5CE7_A510)
    let drawn = Shape(index: random.below(Shape.count))
    let hasOffice =
      story == nil && !repertoire.isDisjoint(with: [.office, .knowledge]) && told.chance(50)
    shape =
      hasOffice
      ? Shape(ofOffice: drawn.index) : story == nil ? drawn : Shape(ofStories: drawn.index)
    members = shape.members
    known = members.map { _ in [] }
    if repertoire.contains(.erasures) { favourites.append("customer_id") }
    pageBytes = random.chance(35) ? 200 + random.below(1200) : 0
    favoursFiles = repertoire.contains(.bundles) && chosen.chance(50)
    let isTight = random.chance(40)
    favourites += (0..<2).map { _ in random.pick(Self.fields) ?? "title" }
    for kind in Kind.allCases where kind.later.map(repertoire.contains) ?? true {
      let weight = weight(kind)
      let factor = random.chance(15) && kind != .sync && kind != .edit ? 0 : random.chance(15) ? 3 : 1
      if weight * factor > 0 { weights.append((kind, weight * factor)) }
    }
    if let story { tell(story) } else if random.chance(80) { begin() }
    var apart = Seeded(seed, 0x57_0417)
    var tale = self.tale(&apart)[...]
    let all = steps + tale.count
    var fire = fireAt(steps)
    while number < all {
      if let at = fire, number >= at {
        burn()
        fire = nil
      }
      // Mostly at once, and now and then after whatever else happens.
      if apart.chance(tale.isEmpty ? 0 : 50), let next = tale.popFirst() {
        number += 1
        events.append(Event(number, after: apart.pick([0, 5, 4000, 900_000]) ?? 0, next))
        continue
      }
      let kind = cases.isEmpty ? .create : random.weighted(weights) ?? .edit
      guard let step = step(kind) else { continue }
      events.append(event(step, isTight: isTight))
    }
  }

  mutating func append(_ event: Event) { events.append(event) }

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
    case .remark: of(.remarks, 8)
    case .outcome: of(.remarks, 12)
    case .person: of(.office, 8)
    case .editPerson, .task: of(.office, 14)
    case .publish: of(.office, 12)
    case .manuscript: of(.knowledge, 8)
    case .knowledge: of(.knowledge, 30)
    case .published: of(.knowledge, 14)
    case .course: of(.knowledge, 6)
    case .attendance: of(.knowledge, 10)
    case .notice: of(.knowledge, 18)
    case .link: of(.links, 16)
    case .unlink: of(.links, 7)
    }
  }

  mutating func event(_ step: Step, isTight: Bool) -> Event {
    number += 1
    // Where nothing passes, stamps tie.
    let after: Int64 =
      isTight && random.chance(70)
      ? 0 : random.pick([0, 0, 1, 5, 300, 4000, 60_000, 900_000, 9_000_000]) ?? 0
    return Event(number, after: after, step)
  }

  /// Chance for what came to the seeds later: it moves nothing else in them.
  func beside() -> Seeded { Seeded(seed, 0xBE51_DE00 &+ UInt64(number)) }

  func branchOf(_ device: Int) -> String { members[device].branch }

  mutating func device() -> Int { random.below(members.count) }

  /// Where much is to happen to the devices by file, mostly one of them.
  mutating func device(for kind: Kind) -> Int {
    let files = byFile.sorted()
    if favoursFiles, [.bundle, .clock, .create, .note].contains(kind), random.chance(70),
      let one = random.pick(files)
    {
      return one
    }
    return device()
  }

  /// A case that the device probably has; now and then any.
  mutating func someCase(at device: Int) -> Int {
    let near = known[device].sorted()
    guard !near.isEmpty, !random.chance(3) else { return random.pick(cases)?.label ?? 1 }
    // People meet over the same few.
    return near[min(random.below(near.count), random.below(near.count))]
  }

  private static let fields = [
    "title", "severity", "handler", "narrative", "phone", "amount", "safety", "customer_id",
  ]

  mutating func typed() -> Typed {
    let field = random.pick(random.chance(85) ? favourites : Self.fields) ?? "title"
    return Typed(field, random.chance(30) ? 10 + number : random.below(4))
  }

  /// What a sync brings about, believed to go well.
  mutating func exchange(_ device: Int) {
    atOffice.formUnion(known[device])
    let branch = members[device].branch
    for label in atOffice where branch == "HQ" || cases.contains(where: { $0 == (label, branch) }) {
      known[device].insert(label)
    }
  }

  mutating func choice() -> Choice {
    switch random.below(5) {
    case 0, 1: .winner
    case 2, 3: .head(random.below(4))
    default: .value(random.below(4))
    }
  }
}
