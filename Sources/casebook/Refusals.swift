import Complaints
import Console
import Interchange
import RecordStore
import Replica

extension CommandFailure {
  /// Tells any error of the layers below as people need it.
  /// - Parameter home: where the store is, if one was used.
  init(explaining error: any Error, home: Home?) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as StoreError: self.init(error, path: home?.storePath ?? "casebook.sqlite")
    case let refusal as WriteRefusal: self.init(refusal)
    case let refusal as StepRefusal: self.init(refusal)
    case let error as FieldError: self.init(error)
    case let error as InterchangeError:
      self.init(
        "bad_file", .failed, error.problem, hint: error.advice)
    default:
      self.init("failed", .failed, Label("Unexpected: \(error)", "意外错误：\(error)"))
    }
  }

  /// A typed value that a field does not take.
  init(_ error: FieldError) {
    self.init("bad_value", .usage, error.message, hint: error.advice)
  }

  init(_ refusal: WriteRefusal) {
    switch refusal {
    case .deleted(let number):
      self.init(
        "deleted", .gateRefused, Label("\(number) has been deleted.", "工单 \(number) 已删除。"),
        hint: Label(
          "To bring it back, run: casebook restore \(number)", "如需恢复，请运行：casebook restore \(number)"))
    case .notDeleted(let number):
      self.init("not_deleted", .gateRefused, Label("\(number) is not deleted.", "工单 \(number) 未被删除。"))
    case .notAllowed(let role, let needs):
      let roles = Label.list(needs.map(\.label.lowercased))
      self.init(
        "not_allowed", .notAllowed,
        Label(
          "This device's role (\(role.label.en.lowercased())) does not allow it.",
          "本机角色（\(role.label.zhHans)）无此权限。"),
        hint: Label("It takes one of these roles: \(roles.en).", "需要以下角色之一：\(roles.zhHans)。"))
    case .versionDiffers(let current):
      self.init(
        "version_differs", .conflictOpen,
        Label(
          "The case has changed: its version is now \(current). Nothing was saved.",
          "工单已有更新，当前版本为 \(current)，本次未保存。"),
        hint: Label("Look at it again with show, then edit once more.", "请先用 show 查看最新内容，再重新修改。"))
    case .conflictChanged(let current?):
      self.init(
        "conflict_changed", .conflictOpen,
        Label(
          "The conflict has changed since it was shown: it is now \(current). Nothing was decided.",
          "该冲突已有变化，现为 \(current)，本次未裁定。"),
        hint: Label(
          "Look at it again: casebook conflict show \(current)", "请重新查看：casebook conflict show \(current)"))
    case .conflictChanged(nil):
      self.init(
        "conflict_changed", .conflictOpen,
        Label("The conflict has been settled meanwhile. Nothing was decided.", "该冲突已被处理，本次未裁定。"),
        hint: Label("See what was decided with history.", "可用 history 查看处理结果。"))
    case .notEnrolled: self = .notEnrolled
    case .alreadyThere(let branch):
      self.init(
        "already_there", .gateRefused, Label("The case belongs to \(branch) already.", "该工单已属于 \(branch)。"))
    case .notAHead(let dot):
      self.init(
        "not_a_version", .notFound,
        Label("\(dot) is none of the versions in conflict.", "\(dot) 不是该冲突中的版本。"),
        hint: Label("conflict show lists them.", "可用 conflict show 查看各版本。"))
    }
  }
}
