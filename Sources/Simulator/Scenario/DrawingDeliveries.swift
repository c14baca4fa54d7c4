/// The ways that a message goes, and what happens meanwhile.
extension Scenario {
  mutating func deliveries() -> [Delivery] {
    guard repertoire.contains(.network), random.chance(45) else { return [] }
    return (0..<(1 + random.below(3))).map { _ in delivery(depth: 0) }
  }

  mutating func delivery(depth: Int) -> Delivery {
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
