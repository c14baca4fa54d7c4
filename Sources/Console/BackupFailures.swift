import Complaints
import Messages
import RecordStore

extension CommandFailure {
  package static func backupExists(_ file: String) -> CommandFailure {
    CommandFailure(
      "file_exists", .failed,
      Label(.backupFailuresThereIsAFileAlready, ["file": .text(file)]),
      hint: Label(.backupFailuresGiveAnotherNameOrForce))
  }

  /// What went wrong while a copy of a store was written: with the store, or with the copy's place.
  package init(backup error: any Error, file: String, store: String) {
    switch StoreError(error) {
    case .damaged?, .busy?: self.init(StoreError(error) ?? .busy, path: store)
    case .diskFull?:
      self.init(
        "disk_full", .failed,
        Label(.backupFailuresTheDiskOfIsFull, ["file": .text(file)]),
        hint: Label(.backupFailuresFreeSomeSpaceOrChoose), retry: true)
    case .notWritable(let detail)?:
      self.init(
        "not_writable", .failed,
        Label(.backupFailuresCouldNotBeWritten, ["file": .text(file), "detail": .text(detail)]),
        hint: Label(.backupFailuresChooseAnotherPlace))
    case let known?: self.init(known, path: store)
    case nil: self.init("failed", .failed, Label(.commonUnexpected, ["error": .text("\(error)")]))
    }
  }
}
