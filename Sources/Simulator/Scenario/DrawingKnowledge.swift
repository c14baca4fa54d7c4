/// What becomes of what a case taught: who writes it, who publishes it, whom it helped.
extension Scenario {
  mutating func actOfKnowledge(_ kind: Kind, _ device: Int) -> Act? {
    let branch = members[device].branch
    switch kind {
    case .manuscript:
      guard manuscripts.count < 4 else { return nil }
      let (complaint, isStudy) = (someCase(at: device), random.chance(50))
      manuscripts.append((nextLabel, branch))
      nextLabel += 1
      return .manuscript(label: nextLabel - 1, case: complaint, isStudy: isStudy)
    case .knowledge:
      let here = manuscripts.filter { branch == "HQ" || $0.branch == branch }
      let work = manuscriptWork(isOffice: branch == "HQ")
      return random.pick(here).map { .knowledge(manuscript: $0.label, work) }
    case .published:
      guard !manuscripts.isEmpty else { return nil }
      let place = random.below(2)
      // Who may not publish only tries.
      if random.chance(branch == "HQ" ? 60 : 10) {
        return .published(place, random.chance(50) ? .reword(random.below(4)) : .retire(random.chance(60)))
      }
      let (complaint, hasHelped) = (someCase(at: device), random.chance(60))
      helpful.append(nextLabel)
      nextLabel += 1
      return .published(place, .helpful(label: nextLabel - 1, case: complaint, hasHelped))
    case .course:
      guard branch == "HQ" || random.chance(15) else { return nil }
      return .course(random.below(2), random.below(6))
    case .attendance:
      attendances.append(nextLabel)
      nextLabel += 1
      return .attendance(label: nextLabel - 1, course: random.below(2))
    default: return nil
    }
  }

  private mutating func manuscriptWork(isOffice: Bool) -> ManuscriptWork {
    let number = random.below(4)
    if random.chance(isOffice ? 60 : 5) { return random.chance(70) ? .publish(number) : .sendBack(number) }
    return switch random.below(8) {
    case 0, 1: .title(number)
    case 2, 3, 4: .text(number)
    case 5: .tag(number, add: random.chance(65))
    default: .handIn
    }
  }

  /// What a hostile device forges of it. What was said and is said anew is left out where head office may have lost it: then
  /// it is said for the first time.
  func forgery(_ random: inout Seeded) -> HostileAct? {
    let said: [KnowledgeForgery: [Int]] = [.helpfulAgain: helpful, .attendanceAgain: attendances]
    let forgeries = KnowledgeForgery.allCases.filter { one in
      said[one].map { !$0.isEmpty && !repertoire.contains(.officeCopies) } ?? true
    }
    guard let forgery = random.pick(forgeries) else { return nil }
    let label = said[forgery].map { random.pick($0) } ?? random.pick(manuscripts)?.label
    return .knowledge(label: label ?? 0, forgery)
  }
}

/// What head office tells branches to do, and who says that it was read.
extension Scenario {
  mutating func notice(_ device: Int) -> Act {
    let place = random.below(2)
    // Who may not publish only tries; at a branch two say it at once, too.
    let publishes = random.chance(branchOf(device) == "HQ" ? 85 : 8)
    guard publishes else { return .notice(place, .acknowledge) }
    let number = random.below(4)
    return switch random.below(6) {
    case 0, 1, 2: .notice(place, .publish(number))
    case 3: .notice(place, .retitle(number))
    default: .notice(place, .withdraw(random.chance(50)))
    }
  }
}
