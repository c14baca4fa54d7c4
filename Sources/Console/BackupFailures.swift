import Complaints
import RecordStore

extension CommandFailure {
  package static func backupExists(_ file: String) -> CommandFailure {
    CommandFailure(
      "file_exists", .failed,
      Label("There is a file \(file) already. It was left as it is.", "文件 \(file) 已存在，未做任何改动。"),
      hint: Label("Give another name, or --force to replace it.", "请换一个文件名，或加 --force 替换。"))
  }

  /// What went wrong while a copy of a store was written: with the store, or with the copy's place.
  package init(backup error: any Error, file: String, store: String) {
    switch StoreError(error) {
    case .damaged?, .busy?: self.init(StoreError(error) ?? .busy, path: store)
    case .diskFull?:
      self.init(
        "disk_full", .failed,
        Label("The disk of \(file) is full. No backup was written.", "\(file) 所在磁盘已满，未写入备份。"),
        hint: Label("Free some space or choose another place.", "请清理磁盘空间，或换一个位置。"), retry: true)
    case .notWritable(let detail)?:
      self.init(
        "not_writable", .failed,
        Label("\(file) could not be written: \(detail).", "无法写入 \(file)：\(detail)。"),
        hint: Label("Choose another place.", "请换一个位置。"))
    case let known?: self.init(known, path: store)
    case nil: self.init("failed", .failed, Label("Unexpected: \(error)", "意外错误：\(error)"))
    }
  }
}
