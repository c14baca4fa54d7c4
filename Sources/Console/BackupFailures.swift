import Complaints
import Glibc
package import Language
import RecordStore

extension CommandFailure {
  /// Refuses a place that a backup may not take: of what is no file, of a store in use, and, where nobody says that it
  /// may be replaced, of whatever stands there.
  /// - Throws: `CommandFailure`.
  package static func requirePlace(forBackup file: String, of store: String, replacing: Bool) throws {
    guard Replaceable.isFile(file) else {
      throw CommandFailure(
        "not_a_file", .failed, Label(WholeFileMessage.notAFile(file)),
        hint: Label(WholeFileMessage.otherNameHint))
    }
    guard !Replaceable.isStoreInUse(file, using: store) else {
      throw CommandFailure(
        "is_a_store", .failed, Label(WholeFileMessage.isOfStore(file)),
        hint: Label(WholeFileMessage.otherNameHint))
    }
    guard replacing || access(file, F_OK) != 0 else {
      throw CommandFailure(
        "file_exists", .failed, Label(BackupFailuresMessage.fileExists(file)),
        hint: Label(BackupFailuresMessage.fileExistsHint))
    }
  }

  /// What went wrong while a copy of a store was written: with the store, or with the copy's place.
  package init(backup error: any Error, file: String, store: String) {
    switch StoreError(error) {
    case .damaged?, .busy?: self.init(StoreError(error) ?? .busy, path: store)
    case .diskFull?:
      self.init(
        "disk_full", .failed,
        Label(BackupFailuresMessage.diskFull(file: file)),
        hint: Label(BackupFailuresMessage.diskFullHint), retry: true)
    case .notWritable(let detail)?:
      self.init(
        "not_writable", .failed,
        Label(WholeFileMessage.notWritten(path: file, reason: SystemReason.label(detail))),
        hint: Label(BackupFailuresMessage.otherPlaceHint))
    case let known?: self.init(known, path: store)
    case nil: self.init("failed", .failed, Label(ConsoleMessage.unexpectedError("\(error)")))
    }
  }
}

package enum BackupFailuresMessage: Message {
  case otherPlaceHint
  case diskFullHint
  case fileExistsHint
  case diskFull(file: String)
  case fileExists(String)

  package var label: Label {
    switch self {
    case .otherPlaceHint:
      Label(en: "Choose another place.", zhHans: "请换一个位置。")
    case .diskFullHint:
      Label(en: "Free some space or choose another place.", zhHans: "请清理磁盘空间，或换一个位置。")
    case .fileExistsHint:
      Label(en: "Give another name, or add --force to replace it.", zhHans: "请换一个文件名，或加 --force 替换。")
    case .diskFull(let file):
      Label(en: "The disk for \(file) is full. No backup was written.", zhHans: "\(file) 所在磁盘已满，未写入备份。")
    case .fileExists(let file):
      Label(en: "\(file) already exists. It was not changed.", zhHans: "文件 \(file) 已存在，未做任何改动。")
    }
  }
}
