import Complaints
import Console
import Interchange
import Language
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
    case let refusal as KnowledgeRefusal: self.init(refusal)
    case let refusal as TrainingRefusal: self.init(refusal)
    case PinRefusal.signInFirst(let name): self.init(signInFirst: name)
    case let error as FieldError: self.init(error)
    case let error as InterchangeError:
      if let reason = error.unreadable {
        self.init(unreadable: reason, error.path)
      } else {
        // Columns that a map names and the file has not are a wrong call: of the wrong file, or with the wrong map.
        self.init(
          "bad_file", error.isOfColumns ? .usage : .failed, error.problem, hint: error.advice)
      }
    default:
      self.init("failed", .failed, Label(ConsoleMessage.unexpectedError("\(error)")))
    }
  }

  /// A typed value that a field does not take.
  init(_ error: FieldError) {
    var error = error
    func sets(_ option: String) -> Bool {
      Schema.field(.case, option)?.id == error.field || option.replacing("-", with: "_") == error.field
    }
    if let option = Invocation.option(holding: error.typed) {
      // The field that reads a time is not always what was asked for: `--since` is read as the date of a case.
      error.place = ("--\(option)", sets(option) || !error.isOfTime)
    }
    self.init("bad_value", .usage, error.message, hint: error.advice)
  }

  init(_ refusal: WriteRefusal) {
    switch refusal {
    case .deleted(let number):
      self.init(
        "deleted", .gateRefused, Label(RefusalsMessage.deleted(number)),
        hint: Label(RefusalsMessage.restoreHint(number)))
    case .notDeleted(let number):
      self.init("not_deleted", .gateRefused, Label(RefusalsMessage.notDeleted(number)))
    case .notAllowed(let role, let needs):
      let roles = Label.list(needs.map(\.label.lowercased))
      self.init(
        "not_allowed", .notAllowed,
        Label(RefusalsMessage.notAllowed(role: role.label.lowercased)),
        hint: Label(RefusalsMessage.rolesNeededHint(roles)))
    case .settlesConflict(let role, let needs):
      self.init(
        "settles_conflict", .notAllowed,
        Label(RefusalsMessage.settlesConflict(role: role.label.lowercased)),
        hint: Label(RefusalsMessage.settlingRolesHint(Label.list(needs.map(\.label.lowercased)))))
    case .aboutOneself(let name):
      self.init(
        "about_oneself", .notAllowed, Label(RefusalsMessage.aboutOneself(name)),
        hint: Label(RefusalsMessage.aboutOneselfHint))
    case .ownCase(let number):
      self.init(
        "own_case", .notAllowed,
        Label(RefusalsMessage.ownCase(number)))
    case .versionDiffers(let current):
      self.init(
        "version_differs", .conflictOpen,
        Label(RefusalsMessage.versionDiffers(current: current)),
        hint: Label(RefusalsMessage.versionDiffersHint))
    case .conflictChanged(let current?):
      self.init(
        "conflict_changed", .conflictOpen,
        Label(RefusalsMessage.conflictChanged(current: current)),
        hint: Label(RefusalsMessage.conflictChangedHint(current: current)))
    case .conflictChanged(nil):
      self.init(
        "conflict_changed", .conflictOpen,
        Label(RefusalsMessage.alreadySettled),
        hint: Label(RefusalsMessage.alreadySettledHint))
    case .duplicateRing(let number, let original):
      self.init(
        "gate", .gateRefused, Label(DuplicateMessage.ring(number: number, original: original)),
        hint: Label(DuplicateMessage.ringHint))
    case .duplicateOfNothing(let number):
      self.init(
        "gate", .gateRefused, Label(DuplicateMessage.ofNothing(number)),
        hint: Label(DuplicateMessage.ofNothingHint(number)))
    case .notEnrolled: self = .notEnrolled
    case .alreadyThere(let branch, let isMoving):
      self.init(
        "already_there", .gateRefused,
        Label(
          isMoving
            ? RefusalsMessage.alreadyMoving(branch: branch) : RefusalsMessage.alreadyThere(branch: branch)))
    case .notAHead(let dot):
      self.init(
        "not_a_version", .notFound,
        Label(RefusalsMessage.notAVersion("\(dot)")),
        hint: Label(RefusalsMessage.versionsHint))
    }
  }
}

enum RefusalsMessage: Message {
  case versionsHint
  case deleted(String)
  case notAVersion(String)
  case notDeleted(String)
  case aboutOneself(String)
  case aboutOneselfHint
  case ownCase(String)
  case rolesNeededHint(Label)
  case settlingRolesHint(Label)
  case conflictChangedHint(current: String)
  case versionDiffersHint
  case alreadySettledHint
  case alreadyMoving(branch: String)
  case alreadyThere(branch: String)
  case versionDiffers(current: String)
  case alreadySettled
  case conflictChanged(current: String)
  case settlesConflict(role: Label)
  case notAllowed(role: Label)
  case restoreHint(String)

  var label: Label {
    switch self {
    case .versionsHint:
      Label(en: "casebook conflict show lists them.", zhHans: "可用 casebook conflict show 查看各版本。")
    case .deleted(let number):
      Label(en: "\(number) has been deleted.", zhHans: "工单 \(number) 已删除。")
    case .notAVersion(let dot):
      Label(en: "\(dot) is not one of the versions in conflict.", zhHans: "\(dot) 不是该冲突中的版本。")
    case .notDeleted(let number):
      Label(en: "\(number) is not deleted.", zhHans: "工单 \(number) 未被删除。")
    case .aboutOneself(let name):
      Label(
        en: "This is about \(name): it is not theirs to change or take back. Nothing was saved.",
        zhHans: "这是关于\(name)本人的记录，不能由本人修改或撤回。本次未保存。")
    case .aboutOneselfHint:
      Label(en: "Another manager can, or head office.", zhHans: "可由其他经理或总部处理。")
    case .ownCase(let number):
      Label(
        en: "\(number) is your own case: somebody else must score it.", zhHans: "工单 \(number) 由本人经办，须由他人评分。")
    case .rolesNeededHint(let roles):
      Label(
        en:
          "This needs one of these roles, of the device and of whoever is signed in (casebook as): \(roles.en).",
        zhHans: "本机和登录人（casebook as）都须为以下角色之一：\(roles.zhHans)。")
    case .settlingRolesHint(let roles):
      Label(
        en:
          "You can enter another value. Settling the conflict needs one of these roles: \(roles.en). See: casebook conflict list",
        zhHans: "可以填写别的内容；要处理冲突，需要以下角色之一：\(roles.zhHans)。请查看：casebook conflict list")
    case .conflictChangedHint(let current):
      Label(
        en: "Look at it again: casebook conflict show \(current)",
        zhHans: "请重新查看：casebook conflict show \(current)")
    case .versionDiffersHint:
      Label(
        en: "Look at it again with casebook show, then edit once more.",
        zhHans: "请先用 casebook show 查看最新内容，再重新修改。")
    case .alreadySettledHint:
      Label(en: "To see what was decided, use casebook history.", zhHans: "可用 casebook history 查看处理结果。")
    case .alreadyMoving(let branch):
      Label(
        en: "The case is already on its way: it goes to \(branch) at the next sync.",
        zhHans: "该工单已提交移交，下次同步时移交给 \(branch)。")
    case .alreadyThere(let branch):
      Label(en: "The case already belongs to \(branch).", zhHans: "该工单已属于 \(branch)。")
    case .versionDiffers(let current):
      Label(
        en: "The case has changed: its version is now \(current). Nothing was saved.",
        zhHans: "工单已有更新，当前版本为 \(current)，本次未保存。")
    case .alreadySettled:
      Label(
        en: "The conflict has been settled in the meantime. Nothing was decided.",
        zhHans: "该冲突已由他人处理，您这次的决定没有保存。")
    case .conflictChanged(let current):
      Label(
        en: "The conflict has changed since it was shown: it is now \(current). Nothing was decided.",
        zhHans: "该冲突已有变化，现为 \(current)，您这次的决定没有保存。")
    case .settlesConflict(let role):
      Label(
        en:
          "Two values are in conflict here, and this would keep only one of them. That settles the conflict, which this device's role (\(role.en)) may not do.",
        zhHans: "这里有两个不同的内容并存，这样改等于处理冲突；本机角色（\(role.zhHans)）无此权限。")
    case .notAllowed(let role):
      Label(en: "The role \(role.en) does not allow it.", zhHans: "当前角色（\(role.zhHans)）无此权限。")
    case .restoreHint(let number):
      Label(
        en: "To bring it back, run: casebook restore \(number)", zhHans: "如需恢复，请运行：casebook restore \(number)"
      )
    }
  }
}
