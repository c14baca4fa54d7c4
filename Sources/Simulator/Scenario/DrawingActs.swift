/// What somebody does at a device.
extension Scenario {
  mutating func act(_ kind: Kind, _ device: Int) -> Act? {
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
    case .remark:
      guard remarks.count < 4 else { return nil }
      remarks.append(nextLabel)
      nextLabel += 1
      return .remark(label: nextLabel - 1)
    case .outcome:
      let (remark, text) = (random.pick(remarks), random.below(4))
      return remark.map { .outcome(remark: $0, text) }
    case .person, .editPerson, .task, .publish: return actOfOffice(kind, device)
    case .manuscript, .knowledge, .published, .course, .attendance: return actOfKnowledge(kind, device)
    case .notice: return notice(device)
    case .link: return link(device)
    case .unlink: return .unlink(case: someCase(at: device))
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
}
