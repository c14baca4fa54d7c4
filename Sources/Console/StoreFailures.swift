import Complaints
package import RecordStore

extension CommandFailure {
  /// What is wrong with a store, and what to do.
  package init(_ error: StoreError, path: String) {
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
