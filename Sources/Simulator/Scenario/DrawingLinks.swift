/// Which cases are said to be one complaint, or to have to do with each other.
extension Scenario {
  mutating func link(_ device: Int) -> Act? {
    let label = someCase(at: device)
    // Whoever sees every branch links cases of several; others try now and then.
    let isWide = members[device].branch == "HQ" || random.chance(10)
    let other = isWide ? random.pick(cases)?.label ?? label : someCase(at: device)
    let number = random.below(5)
    return label == other ? nil : .link(case: label, to: other, number)
  }
}
