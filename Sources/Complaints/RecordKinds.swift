package import Versioning

/// The kinds of record of this version; the numbers are stored and synced. Unknown ones pass untouched.
extension RecordKind {
  /// A complaint case: the root of an aggregate.
  package static let `case` = RecordKind(1)
  /// A note on a case. Never edited; withdrawn at most.
  package static let note = RecordKind(2)
  /// How a conflict was settled.
  package static let decision = RecordKind(3)
  /// Why a case was deleted.
  package static let deletion = RecordKind(4)
  /// Why a deleted case was brought back.
  package static let restoration = RecordKind(5)
  /// That a case was given to another branch, and why.
  package static let transfer = RecordKind(6)
  /// That all personal data of one customer is to be erased: a record of its own, of head office.
  package static let erasure = RecordKind(7)
  /// A rule of the wording check, of head office: see `SharedRecord`.
  package static let wordingRule = RecordKind(23)
  /// Something to say to customers, of head office: see `SharedRecord`.
  package static let phrase = RecordKind(24)

  /// The name of the kind in JSON and messages; nil for a kind that this version does not know.
  package var label: Label? {
    switch self {
    case .case: Label("Case", "工单")
    case .note: Label("Note", "备注")
    case .decision: Label("Decision", "裁定")
    case .deletion: Label("Deletion", "删除")
    case .restoration: Label("Restoration", "恢复")
    case .transfer: Label("Transfer", "移交")
    case .erasure: Label("Erasure", "个人信息删除")
    case .wordingRule: Label("Wording rule", "用语规则")
    case .phrase: Label("Phrase", "话术")
    default: nil
    }
  }

  /// The identifier of the kind in JSON; `kind-9` for a kind that this version does not know.
  package var id: String {
    switch self {
    case .case: "case"
    case .note: "note"
    case .decision: "decision"
    case .deletion: "deletion"
    case .restoration: "restoration"
    case .transfer: "transfer"
    case .erasure: "erasure"
    case .wordingRule: "wording_rule"
    case .phrase: "phrase"
    default: "kind-\(rawValue)"
    }
  }
}
