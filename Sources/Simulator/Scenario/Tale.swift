/// What belongs together in life and hardly ever meets by chance. Some seeds tell one, with all that they do else in
/// between; so each comes in many forms.
enum Tale: CaseIterable {
  /// A device of head office writes to a branch's case, sees no other branch any more, and sends it then. The customer
  /// is erased.
  case demoted
  /// Head office is put back from before a branch gave a case away; who has it by now brings it back first. The customer
  /// is erased.
  case givenAway

  var needs: Repertoire {
    switch self {
    case .demoted: [.roles, .erasures]
    case .givenAway: [.transfers, .officeCopies, .erasures]
    }
  }
}

extension Scenario {
  /// The steps of one tale, on a case of its own; others may meet over that too.
  /// - Returns: none where this seed tells none, or its company has not the people for it.
  mutating func tale(_ random: inout Seeded) -> [Step] {
    let tales = Tale.allCases.filter { repertoire.isSuperset(of: $0.needs) }
    guard random.chance(60), let tale = random.pick(tales),
      let branch = random.pick(
        members.indices.filter { members[$0].branch != "HQ" && members[$0].isEnrolled }),
      let admin = random.pick(members.indices.filter { members[$0].role == .admin })
    else { return [] }
    let (label, note) = (nextLabel, nextLabel + 1)
    nextLabel += 2
    cases.append((label, members[branch].branch))
    notes.append((note, label))
    known[branch].insert(label)
    let customer = random.below(3)
    let made: [Step] = [
      .act(device: branch, .newCase(label: label)),
      .act(device: branch, .edit(case: label, [Typed("customer_id", customer + 3)])),
      .sync(device: branch, []),
    ]
    let erased: [Step] = [.act(device: admin, .erase(customer: customer)), .sync(device: admin, [])]
    let written: Step = .act(
      device: branch,
      random.chance(50) ? .note(case: label, label: note) : .edit(case: label, [Typed("narrative", 10)]))
    switch tale {
    case .demoted:
      let office = members.indices.filter { members[$0].branch == "HQ" }
      let writer = random.pick(office.filter { $0 != admin }) ?? admin
      var told: [Step] = [
        .sync(device: writer, []), .act(device: writer, .note(case: label, label: note)),
        // The last of its roles, as `OfficeEvent.role` counts them: branch staff.
        .office(.role(device: writer, 3)), .sync(device: writer, []),
      ]
      // Who is demoted himself asks for it before.
      told.insert(contentsOf: erased, at: writer == admin ? 1 : random.pick([1, 2, 3, 4]) ?? 4)
      return made + told
    case .givenAway:
      let branches = Set(members.map(\.branch)).union(["HQ"]).sorted()
      let target = random.pick(branches.filter { $0 != members[branch].branch }) ?? "HQ"
      let taker = random.pick(members.indices.filter { members[$0].branch == target }) ?? admin
      let backup = [Step.office(.backup)]
      let given: [Step] = [
        written, .act(device: branch, .transfer(case: label, to: branches.firstIndex(of: target) ?? 0)),
        .sync(device: branch, []), .sync(device: taker, []), .sync(device: branch, []),
      ]
      let back: [Step] = [.office(.restoreBackup), .sync(device: taker, []), .sync(device: admin, [])]
      let end = erased + [.sync(device: taker, []), .sync(device: branch, [])]
      return (random.chance(40) ? backup + made : made + backup) + given + back
        + (random.chance(50) ? [.sync(device: branch, [])] : []) + end
    }
  }
}
