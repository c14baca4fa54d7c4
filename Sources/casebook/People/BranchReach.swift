import Complaints
import Language
import Replica

extension WriteSession {
  /// Whether who works at a branch is written down from here: at the own one, and at head office at each. A branch of which
  /// nothing has come yet is not known here; head office knows all of them, and takes what is written for it, or holds
  /// it back, saying that there is no such branch.
  func reaches(_ branch: String) -> Bool {
    branch == identity.branch.rawValue || identity.role.seesEveryBranch(enrolledAt: identity.branch)
  }

  /// What is to be said of a branch that is written to; nil: it is the own one, or something of it is here.
  func notice(ofNew branch: String) throws -> Label? {
    guard try branch != identity.branch.rawValue && db.scope(branch) == nil else { return nil }
    return Label(BranchReachMessage.newBranch(branch))
  }
}

enum BranchReachMessage: Message {
  case newBranch(String)

  var label: Label {
    switch self {
    case .newBranch(let code):
      Label(
        en:
          "Nothing of branch \(code) is here yet. Head office gets this at the next sync, if it has such a branch; if not: casebook quarantine list",
        zhHans:
          "本机还没有门店 \(code) 的任何记录。下次同步时交给总部；若总部没有该门店，可用 casebook quarantine list 查看。")
    }
  }
}
