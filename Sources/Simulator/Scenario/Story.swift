import Complaints

/// A run that begins with what seldom comes about by chance: a restoration, in the middle of something else. Steps of
/// it are left out, change places and have others between them, so that each seed tells it otherwise.
enum Story: CaseIterable {
  /// A store is put back from before an erasure, or copied, and its case has left since.
  case putBack
  /// Two branches are given a case, of which head office loses one.
  case givenTwice
  /// A deletion and its restoration miss an edit, which comes before them once head office is restored.
  case deletedOnce
  /// A device writes to a case that has left; head office forgets the device.
  case forgotten
  /// What a device made is refused when it comes again, and dropped.
  case refused

  /// What it needs.
  var repertoire: Repertoire {
    switch self {
    case .putBack: [.copies, .transfers, .erasures]
    case .givenTwice: [.officeCopies, .transfers, .erasures]
    case .deletedOnce: [.officeCopies]
    case .forgotten: [.officeCopies, .copies, .transfers, .turnover]
    case .refused: [.officeCopies, .roles]
    }
  }

  /// Who is there: a device of a first branch, two of a second, one of a third, and head office's.
  static let members = [
    Shape.Member("SH01", .dutyManager),
    Shape.Member("SH02", .branchStaff), Shape.Member("SH02", .branchStaff),
    Shape.Member("SH03", .dutyManager), Shape.Member("HQ", .admin),
  ]
  private static let (first, author, colleague, third, office) = (0, 1, 2, 3, 4)
  private static let customer = 1

  /// The case of it is known to all who may hold it.
  /// - Parameter label: its case.
  static func beginning(label: Int) -> [Step] {
    [
      .act(device: author, .newCase(label: label)),
      .act(device: author, .edit(case: label, [Typed("customer_id", customer), Typed("title", 11)])),
      .sync(device: author, []), .sync(device: colleague, []), .sync(device: office, []),
    ]
  }

  /// - Parameter copy: the place of the next device that comes.
  func steps(label: Int, copy: Int, _ random: inout Seeded) -> [Step] {
    let (isCopied, isFirst) = (random.chance(45), random.chance(50))
    return switch self {
    case .putBack: Self.putBack(label, copy, isCopied: isCopied, &random)
    case .givenTwice: Self.givenTwice(label, isPending: isFirst, &random)
    case .deletedOnce: Self.deletedOnce(label, isDead: isCopied)
    case .forgotten: Self.forgotten(label, copy, isCopied: isCopied)
    case .refused: Self.refused(label, first: isFirst ? Self.office : Self.colleague)
    }
  }

  private static func sync(_ devices: Int...) -> [Step] { devices.map { .sync(device: $0, []) } }

  private static func moved(_ label: Int, by device: Int, to branch: String) -> Step {
    let branches = Set(members.map(\.branch)).sorted()
    return .act(device: device, .transfer(case: label, to: branches.firstIndex(of: branch) ?? 0))
  }

  private static func note(_ label: Int, by device: Int) -> Step {
    .act(device: device, .note(case: label, label: 900 + label))
  }

  private static func putBack(
    _ label: Int, _ copy: Int, isCopied: Bool, _ random: inout Seeded
  ) -> [Step] {
    let giver = random.pick([author, colleague, office]) ?? author
    var steps: [Step] = []
    if !isCopied {
      steps.append(.machine(device: author, .backup))
      steps.append(.act(device: author, .keptText(case: label)))
    }
    steps.append(.act(device: office, .erase(customer: customer)))
    steps += sync(office)
    if isCopied {
      steps.append(moved(label, by: author, to: "SH03"))
      steps.append(.machine(device: author, .clone))
      steps += sync(author, copy)
    } else {
      steps += sync(author)
      steps.append(moved(label, by: giver, to: "SH03"))
      steps += sync(giver, author)
      steps.append(.machine(device: author, .restoreBackup))
    }
    return steps + sync(author, office)
  }

  private static func givenTwice(_ label: Int, isPending: Bool, _ random: inout Seeded) -> [Step] {
    var steps: [Step] = [.office(.backup), moved(label, by: colleague, to: "SH03")]
    steps += sync(colleague, third)
    steps.append(note(label, by: third))
    steps.append(.act(device: third, .edit(case: label, [Typed("title", 12)])))
    if !isPending { steps += sync(third) }
    steps.append(.office(.restoreBackup))
    steps.append(moved(label, by: author, to: "SH01"))
    steps += sync(author)
    let decision: [Step] = [.act(device: office, .resolve(conflict: 0, .winner))]
    let later: [[Step]] = [sync(colleague, office), sync(third), sync(office), decision]
    for part in later.shuffled(using: &random) { steps += part }
    steps.append(.act(device: office, .erase(customer: customer)))
    return steps + sync(office, third, first)
  }

  private static func deletedOnce(_ label: Int, isDead: Bool) -> [Step] {
    var steps: [Step] = [.office(.backup), .act(device: author, .edit(case: label, [Typed("handler", 1)]))]
    steps += sync(author, office)
    steps.append(.act(device: colleague, .delete(case: label)))
    steps.append(.act(device: colleague, .restore(case: label)))
    steps += sync(colleague)
    steps.append(.office(.restoreBackup))
    steps += sync(office, colleague)
    if isDead { steps.append(.machine(device: author, .dies)) }
    return steps
  }

  private static func forgotten(_ label: Int, _ copy: Int, isCopied: Bool) -> [Step] {
    var steps: [Step] = [.office(.backup)]
    if isCopied {
      steps.append(.machine(device: colleague, .clone))
      steps.append(.act(device: colleague, .newCase(label: label + 1)))
      steps.append(note(label, by: copy))
      steps += sync(colleague, copy)
    } else {
      steps.append(.office(.newDevice(branch: 2)))
      steps.append(.enrol(device: copy, []))
      steps += sync(copy)
    }
    steps.append(moved(label, by: author, to: "SH01"))
    steps += sync(author)
    steps.append(note(label, by: copy))
    steps += sync(copy, office)
    steps.append(.office(.restoreBackup))
    steps += sync(author)
    steps.append(.enrol(device: copy, []))
    return steps + sync(copy, first, office)
  }

  private static func refused(_ label: Int, first: Int) -> [Step] {
    var steps: [Step] = [.office(.backup), .act(device: author, .newCase(label: label + 1))]
    steps += sync(author, colleague, office)
    steps.append(.office(.restoreBackup))
    steps.append(.office(.role(device: author, 0)))
    steps += sync(author, first)
    steps.append(.act(device: author, .quarantine(entry: 0, discard: true)))
    return steps + sync(author, office, colleague)
  }
}

extension Scenario {
  /// Plays one: with some of its steps left out, others between them, and neighbours that have changed places.
  mutating func tell(_ story: Story) {
    var chance = Seeded(seed, 0x5708_1E5)
    let label = nextLabel
    nextLabel += 2
    cases.append((label, "SH02"))
    for index in members.indices where ["SH02", "HQ"].contains(members[index].branch) {
      known[index].insert(label)
    }
    for step in Story.beginning(label: label) { play(step) }
    var steps = story.steps(label: label, copy: members.count, &chance)
    for at in steps.indices.dropLast() where chance.chance(6) { steps.swapAt(at, at + 1) }
    for step in steps where !chance.chance(6) {
      if chance.chance(15) {
        let kind = random.weighted(weights) ?? .edit
        if let other = self.step(kind) { play(other) }
      }
      play(step)
    }
  }

  private mutating func play(_ step: Step) { append(event(step, isTight: false)) }
}
