import Language

/// What somebody goes through from time to time, at head office or as a branch's manager (总部汇总; domain.md, section 9): the
/// kinds of items, in the order in which they come up.
package enum ConsolidationKind: String, CaseIterable, Sendable {
  case duplicates, spikes, promotions, overdue
  case lookAgain = "look_again"
  case manuscripts

  /// What can be done with one of them.
  package var acts: [ConsolidationAct] {
    switch self {
    case .duplicates: [.merge, .related, .distinct, .later]
    case .promotions: [.promote, .dismiss, .later]
    case .lookAgain: [.keep, .later]
    case .spikes, .overdue, .manuscripts: [.seen, .later]
    }
  }

  /// Those that somebody may do something about: whoever sees every branch, of all of them; a branch's manager, of its own
  /// cases. What is published is head office's to look at again.
  package static func offered(to role: Role, at branch: BranchCode) -> [ConsolidationKind] {
    guard role.mayEdit, role != .branchStaff else { return [] }
    return role.seesEveryBranch(enrolledAt: branch) ? allCases : [.duplicates, .overdue, .lookAgain]
  }
}

/// What is done with an item.
package enum ConsolidationAct: String, CaseIterable, Sendable {
  case merge, related, distinct, promote, dismiss, seen, keep, later

  /// The key that does it, at a terminal. One key means one thing within a kind.
  package var key: Character {
    switch self {
    case .merge: "m"
    case .related: "l"
    case .distinct, .dismiss: "n"
    case .promote: "p"
    case .seen, .keep: "k"
    case .later: "s"
    }
  }

  /// Whether the item is put aside by that alone; else what was written says that it is done.
  package var putsAside: Bool {
    switch self {
    case .dismiss, .seen, .later: true
    case .merge, .related, .distinct, .promote, .keep: false
    }
  }
}

extension Vocabulary {
  package static let consolidationKind = Vocabulary(
    "consolidation_kind", Label(en: "Kind of item", zhHans: "事项类别"),
    [
      Term("duplicates", Label(en: "Possible duplicates", zhHans: "疑似重复")),
      Term("spikes", Label(en: "Weeks that stand out", zhHans: "异常周")),
      Term("promotions", Label(en: "Worth a case study", zhHans: "值得写成案例")),
      Term("overdue", Label(en: "Tasks overdue", zhHans: "待办超时")),
      Term("look_again", Label(en: "To look at again", zhHans: "到期复查")),
      Term("manuscripts", Label(en: "Manuscripts handed in", zhHans: "待审稿件")),
    ])

  package static let consolidationAct = Vocabulary(
    "consolidation_act", Label(en: "Act", zhHans: "处理方式"),
    [
      Term("merge", Label(en: "merge", zhHans: "合并")),
      Term("related", Label(en: "related", zhHans: "相关")),
      Term("distinct", Label(en: "not a duplicate", zhHans: "不是重复")),
      Term("promote", Label(en: "write a study", zhHans: "写成案例")),
      Term("dismiss", Label(en: "not worth one", zhHans: "不必写")),
      Term("seen", Label(en: "seen", zhHans: "已知悉")),
      Term("keep", Label(en: "still right", zhHans: "仍然适用")),
      Term("later", Label(en: "later", zhHans: "稍后再看")),
    ])
}
