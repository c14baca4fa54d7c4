/// Who works where, what is owed because of a case, and what head office lays down for all.
extension Scenario {
  mutating func actOfOffice(_ kind: Kind, _ device: Int) -> Act? {
    let branch = members[device].branch
    switch kind {
    case .person:
      guard people.count < 4 else { return nil }
      let branches = (shape.branches + ["HQ"]).sorted()
      let place = random.below(branches.count)
      people.append((nextLabel, branch == "HQ" ? branches[place] : branch))
      nextLabel += 1
      return .person(label: nextLabel - 1, at: place)
    case .editPerson:
      let here = people.filter { branch == "HQ" || $0.branch == branch }
      let edit = personEdit()
      return random.pick(here).map { .editPerson(person: $0.label, edit) }
    case .task:
      let number = random.below(4)
      let work: TaskWork =
        switch random.below(7) {
        case 0, 1: .add(number)
        case 2: .reword(number)
        case 3: .answer(number)
        case 4, 5: .drop(number)
        default: .done
        }
      return .task(case: someCase(at: device), work)
    case .publish:
      // Others only try.
      guard branch == "HQ" || random.chance(10) else { return nil }
      return .publish(term: random.below(3), termEdit())
    default: return nil
    }
  }

  private mutating func personEdit() -> PersonChange {
    let number = random.below(3)
    return switch random.below(5) {
    case 0, 1: .name(number)
    case 2: .role(number)
    case 3: .alias(number, add: random.chance(65))
    default: .left(random.chance(65))
    }
  }

  private mutating func termEdit() -> TermEdit {
    let number = random.below(3)
    return switch random.below(5) {
    case 0, 1: .rename(number)
    case 2: .synonym(number, add: random.chance(65))
    default: .retire(random.chance(65))
    }
  }
}
