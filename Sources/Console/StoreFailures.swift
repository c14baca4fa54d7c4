import Complaints
package import Language
package import RecordStore

extension CommandFailure {
  /// What is wrong with a store, and what to do.
  /// - Parameter folder: the option that names another folder.
  package init(_ error: StoreError, path: String, folder: String = "--home") {
    let unchanged = Label(ConsoleMessage.nothingChanged)
    switch error {
    case .missing:
      self.init(
        "no_store", .failed, Label(StoreFailuresMessage.missing(path: path)),
        hint: Label(StoreFailuresMessage.initHint))
    case .busy:
      self.init(
        "busy", .busy,
        Label(StoreFailuresMessage.busy(path: path, unchanged: unchanged)),
        hint: Label(StoreFailuresMessage.busyHint),
        retry: true)
    case .damaged(let detail):
      self.init(
        "damaged", .damaged,
        Label(
          StoreFailuresMessage.damaged(path: path, detail: SystemReason.label(detail), unchanged: unchanged)),
        hint: Label(StoreFailuresMessage.damagedHint))
    case .strangeLog:
      self.init(
        "strange_log", .damaged, Label(StoreFailuresMessage.strangeLog(path: path)),
        hint: Label(StoreFailuresMessage.strangeLogHint(command: "casebook backup --restore")))
    case .newer(let version, let known):
      self.init(
        "newer_store", .failed,
        Label(StoreFailuresMessage.newerVersion(path: path, version: version, known: known)),
        hint: Label(StoreFailuresMessage.updateHint))
    case .foreign:
      self.init(
        "not_a_store", .damaged,
        Label(StoreFailuresMessage.notAStore(path: path)),
        hint: Label(StoreFailuresMessage.otherFolderHint(option: folder)))
    case .diskFull:
      self.init(
        "disk_full", .failed,
        Label(StoreFailuresMessage.diskFull(path: path)),
        hint: Label(StoreFailuresMessage.diskFullHint),
        retry: true)
    case .notWritable(let detail):
      self.init(
        "not_writable", .failed,
        Label(
          StoreFailuresMessage.notWritable(
            path: path, detail: SystemReason.label(detail), unchanged: unchanged)),
        hint: Label(StoreFailuresMessage.permissionsHint(option: folder)))
    case .notReadable(let detail):
      self.init(
        "not_readable", .failed,
        Label(
          StoreFailuresMessage.notReadable(
            path: path, detail: SystemReason.label(detail), unchanged: unchanged)))
    case .failed(let detail):
      self.init(
        "store_failed", .failed,
        Label(
          StoreFailuresMessage.unusable(path: path, detail: SystemReason.label(detail), unchanged: unchanged))
      )
    }
  }
}

package enum StoreFailuresMessage: Message {
  case notWritable(path: String, detail: Label, unchanged: Label)
  case permissionsHint(option: String)
  case notReadable(path: String, detail: Label, unchanged: Label)
  case otherFolderHint(option: String)
  case unusable(path: String, detail: Label, unchanged: Label)
  case diskFullHint
  case damaged(path: String, detail: Label, unchanged: Label)
  case busy(path: String, unchanged: Label)
  case notAStore(path: String)
  case initHint
  case busyHint
  case diskFull(path: String)
  case damagedHint
  case strangeLog(path: String)
  case strangeLogHint(command: String)
  case missing(path: String)
  case updateHint
  case newerVersion(path: String, version: Int, known: Int)

  package var label: Label {
    switch self {
    case .notWritable(let path, let detail, let unchanged):
      Label(
        en: "\(path) cannot be written: \(detail.en). \(unchanged.en)",
        zhHans: "\(path) 无法写入：\(detail.zhHans)。\(unchanged.zhHans)")
    case .notReadable(let path, let detail, let unchanged):
      Label(
        en: "\(path) cannot be read: \(detail.en). \(unchanged.en)",
        zhHans: "\(path) 无法读取：\(detail.zhHans)。\(unchanged.zhHans)")
    case .permissionsHint(let option):
      Label(
        en:
          "Check the permissions of the file and its folder, or choose another folder with \(option) <dir>.",
        zhHans: "请检查文件及所在目录的权限，或用 \(option) <目录> 指定其他位置。")
    case .otherFolderHint(let option):
      Label(en: "Choose another folder with \(option) <dir>.", zhHans: "请用 \(option) <目录> 指定其他位置。")
    case .unusable(let path, let detail, let unchanged):
      Label(
        en: "\(path) could not be used: \(detail.en). \(unchanged.en)",
        zhHans: "\(path) 无法使用：\(detail.zhHans)。\(unchanged.zhHans)")
    case .diskFullHint:
      Label(
        en: "Free some space, then run the command again; what was saved earlier is safe.",
        zhHans: "请清理磁盘空间后重试，之前保存的数据不受影响。")
    case .damaged(let path, let detail, let unchanged):
      Label(
        en: "\(path) is damaged: \(detail.en). \(unchanged.en)",
        zhHans: "\(path) 已损坏：\(detail.zhHans)。\(unchanged.zhHans)")
    case .busy(let path, let unchanged):
      Label(
        en: "\(path) is in use by another program, which did not release it in time. \(unchanged.en)",
        zhHans: "\(path) 正被其他程序占用，等待超时。\(unchanged.zhHans)")
    case .notAStore(let path):
      Label(
        en: "\(path) is not a Casebook store. It was not changed.", zhHans: "\(path) 不是 Casebook 数据文件，未做任何改动。"
      )
    case .initHint:
      Label(en: "Run: casebook init --branch <code>", zhHans: "请先运行：casebook init --branch <门店代码>")
    case .busyHint:
      Label(en: "Run the command again in a moment; nothing has been lost.", zhHans: "请稍后重试，已有数据不受影响。")
    case .diskFull(let path):
      Label(en: "The disk that holds \(path) is full. Nothing was saved.", zhHans: "\(path) 所在磁盘已满。本次未保存。")
    case .damagedHint:
      Label(
        en:
          "The file was not changed. Copy it somewhere safe first, then run casebook doctor: it says what helps. What was synced is also at head office.",
        zhHans: "文件未做任何改动。请先把它拷贝到别处，再运行 casebook doctor，它会告诉您怎么修。已同步的内容总部均有保存。")
    case .strangeLog(let path):
      Label(
        en:
          "The log \(path)-wal is not that of the store beside it, which was put there without its own. Nothing was read or changed.",
        zhHans: "\(path) 旁边的日志（-wal 文件）不是它的，可能是恢复数据时遗留的。没有读取或改动任何内容。")
    case .strangeLogHint(let command):
      Label(
        en:
          "Move the store elsewhere and put it in place with \(command) <file>: that sets the log aside. What only the log has is in no backup.",
        zhHans: "请把数据文件移到别处，再用 \(command) <文件> 恢复，日志会另行保存。只在日志里的内容，备份中没有。")
    case .missing(let path):
      Label(en: "There is no Casebook here yet: \(path).", zhHans: "这里还没有 Casebook 数据：\(path)。")
    case .updateHint:
      Label(en: "Install the newer version of the program on this computer.", zhHans: "请更新本机的 casebook。")
    case .newerVersion(let path, let version, let known):
      Label(
        en:
          "\(path) was made by a newer Casebook (format \(version); this program knows up to \(known)). It was not changed.",
        zhHans: "\(path) 由更高版本的 Casebook 创建（格式 \(version)，本程序支持到 \(known)），未做任何改动。")
    }
  }
}
