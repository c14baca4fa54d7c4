/// What happens next: to machines, to head office, to the network, or by somebody's hand.
extension Scenario {
  mutating func step(_ kind: Kind) -> Step? {
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
      let (entry, discards) = (random.below(6), random.chance(50))
      var other = beside()
      return .office(other.chance(30) ? .warrant(entry: entry) : .quarantine(entry: entry, discard: discards))
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
      var act = HostileAct.draw(&random, case: meant, other: other, devices: members.count) { field }
      // What is asked for is asked for by one that has something.
      if case .wishes = act { return .hostile(device: device, act) }
      var fresh = beside()
      let isStranger = fresh.chance(60)
      if repertoire.contains(.office), fresh.chance(30) {
        act = .ofOffice(&fresh, people: people.map(\.label))
      }
      if repertoire.contains(.knowledge), fresh.chance(30), let forged = forgery(&fresh) { act = forged }
      if repertoire.contains(.links), fresh.chance(30) { act = .link(case: label, to: other) }
      return isStranger ? .stranger(device: device, act) : .hostile(device: device, act)
    default: return nil
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
}
