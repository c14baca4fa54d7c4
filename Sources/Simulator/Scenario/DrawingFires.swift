/// A device and head office are both put back from backups, or the device's store is copied before head office is put
/// back: numbers that others have seen are given again. Of chance alone the two hardly ever meet in that order.
extension Scenario {
  /// After how many steps it happens in this seed; nil: it does not.
  func fireAt(_ steps: Int) -> Int? {
    guard repertoire.isSuperset(of: [.fires, .copies, .officeCopies]) else { return nil }
    var fire = Seeded(seed, 0xF18E)
    return fire.chance(85) ? fire.below(steps / 2 + 1) : nil
  }

  mutating func burn() {
    let device = random.below(shape.members.count)
    let isCopied = members.count < World.deviceLimit && random.chance(50)
    var writer = device
    let saved = [Step.machine(device: device, isCopied ? .clone : .backup), .office(.backup)]
    for step in random.chance(50) ? saved : saved.reversed() { add(step) }
    if isCopied {
      members.append(members[device])
      known.append(known[device])
      writer = members.count - 1
    }
    write(at: writer)
    for other in members.indices.shuffled(using: &random) where other != device && random.chance(70) {
      sync(other)
      if random.chance(30) { write(at: other) }
    }
    let others = members.indices.filter { $0 != device && $0 != writer }
    if repertoire.contains(.turnover), random.chance(50), let gone = random.pick(others) {
      add(.machine(device: gone, .dies))
    }
    if !isCopied { add(.machine(device: device, .restoreBackup)) }
    add(.office(.restoreBackup))
    if random.chance(30), let other = random.pick(others) { sync(other) }
    write(at: device)
  }

  /// A few acts of one device, and mostly they go up.
  private mutating func write(at device: Int) {
    for _ in 0..<(1 + random.below(3)) {
      if let act = act(random.pick([.edit, .edit, .edit, .note, .tag, .delete]) ?? .edit, device) {
        add(.act(device: device, act))
      }
    }
    if random.chance(80) { sync(device) }
  }

  private mutating func sync(_ device: Int) {
    exchange(device)
    add(.sync(device: device, []))
  }

  private mutating func add(_ step: Step) { append(event(step, isTight: random.chance(50))) }
}
