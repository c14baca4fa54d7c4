import Complaints
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
    case let error as FieldError: self.init(error)
    case let error as InterchangeError:
      self.init(
        "bad_file", .failed, Label(error.message(zh: false), error.message(zh: true)),
        hint: error.hint(zh: false).flatMap { en in error.hint(zh: true).map { Label(en, $0) } })
    default:
      self.init("failed", .failed, Label("Unexpected: \(error)", "意外错误：\(error)"))
    }
  }

  /// A typed value that a field does not take.
  init(_ error: FieldError) {
    let en = error.hint(.en)
    let zhHans = error.hint(.zhHans)
    self.init(
      "bad_value", .usage, Label(error.message(.en), error.message(.zhHans)),
      hint: en.flatMap { en in zhHans.map { Label(en, $0) } })
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
      let en = needs.map { $0.label.en.lowercased() }.joined(separator: ", ")
      let zhHans = needs.map(\.label.zhHans).joined(separator: "、")
      self.init(
        "not_allowed", .notAllowed,
        Label(
          "This device's role (\(role.label.en.lowercased())) does not allow it.",
          "本机角色（\(role.label.zhHans)）无此权限。"),
        hint: Label("It takes one of these roles: \(en).", "需要以下角色之一：\(zhHans)。"))
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
    case .notAHead(let dot):
      self.init(
        "not_a_version", .notFound,
        Label("\(dot) is none of the versions in conflict.", "\(dot) 不是该冲突中的版本。"),
        hint: Label("conflict show lists them.", "可用 conflict show 查看各版本。"))
    }
  }

  init(_ error: StoreError, path: String) {
    let unchanged = Label("Nothing was changed.", "未做任何改动。")
    switch error {
    case .missing:
      self.init(
        "no_store", .failed, Label("There is no Casebook here yet: \(path).", "这里还没有 Casebook 数据：\(path)。"),
        hint: Label("Run: casebook init --branch CODE", "请先运行：casebook init --branch 门店代码"))
    case .busy:
      self.init(
        "busy", .busy,
        Label(
          "\(path) is held by another program, which did not let go of it in time. \(unchanged.en)",
          "\(path) 正被其他程序占用，等待超时。\(unchanged.zhHans)"),
        hint: Label("Run the command again in a moment; nothing has been lost.", "请稍后重试，已有数据不受影响。"),
        retry: true)
    case .damaged(let detail):
      self.init(
        "damaged", .damaged,
        Label("\(path) is damaged: \(detail). \(unchanged.en)", "\(path) 已损坏：\(detail)。\(unchanged.zhHans)"),
        hint: Label(
          "The file was left as it is. Copy it somewhere safe first. What was synced is also at head office.",
          "文件保持原样，请先另行备份。已同步的内容总部均有保存。"))
    case .newer(let version, let known):
      self.init(
        "newer_store", .failed,
        Label(
          "\(path) was made by a newer Casebook (format \(version); this program knows up to \(known)). It was left as it is.",
          "\(path) 由更新版本的 Casebook 创建（格式 \(version)，本程序支持到 \(known)），未做任何改动。"),
        hint: Label("Update casebook on this computer.", "请升级本机的 casebook。"))
    case .foreign:
      self.init(
        "not_a_store", .damaged,
        Label("\(path) is not a Casebook store. It was left as it is.", "\(path) 不是 Casebook 数据文件，未做任何改动。"),
        hint: Label("Choose another folder with --home DIR.", "请用 --home 目录 指定其他位置。"))
    case .diskFull:
      self.init(
        "disk_full", .failed,
        Label("The disk of \(path) is full. Nothing was saved.", "\(path) 所在磁盘已满。本次未保存。"),
        hint: Label(
          "Free some space, then run the command again; what was saved before is safe.",
          "请清理磁盘空间后重试，之前保存的数据不受影响。"),
        retry: true)
    case .notWritable(let detail):
      self.init(
        "not_writable", .failed,
        Label(
          "\(path) cannot be opened for writing: \(detail). \(unchanged.en)",
          "\(path) 无法写入：\(detail)。\(unchanged.zhHans)"),
        hint: Label(
          "Check the rights of the file and of its folder, or choose another with --home DIR.",
          "请检查文件及目录的权限，或用 --home 目录 指定其他位置。"))
    case .failed(let detail):
      self.init(
        "store_failed", .failed,
        Label(
          "\(path) could not be used: \(detail). \(unchanged.en)",
          "\(path) 无法使用：\(detail)。\(unchanged.zhHans)"))
    }
  }
}
