import Complaints
import Messages
package import RecordStore

extension CommandFailure {
  /// What is wrong with a store, and what to do.
  package init(_ error: StoreError, path: String) {
    let unchanged = Label(.commonNothingWasChanged)
    switch error {
    case .missing:
      self.init(
        "no_store", .failed, Label(.storeFailuresThereIsNoCasebookHere, ["path": .text(path)]),
        hint: Label(.storeFailuresRunCasebookInitBranchCode))
    case .busy:
      self.init(
        "busy", .busy,
        Label(
          .storeFailuresIsHeldByAnotherProgram, ["path": .text(path), "unchanged": .label(unchanged)]),
        hint: Label(.storeFailuresRunTheCommandAgainIn),
        retry: true)
    case .damaged(let detail):
      self.init(
        "damaged", .damaged,
        Label(
          .storeFailuresIsDamaged,
          ["path": .text(path), "detail": .text(detail), "unchanged": .label(unchanged)]),
        hint: Label(
          .storeFailuresTheFileWasLeftAs))
    case .newer(let version, let known):
      self.init(
        "newer_store", .failed,
        Label(
          .storeFailuresWasMadeByANewer,
          ["path": .text(path), "version": .number(version), "known": .number(known)]),
        hint: Label(.storeFailuresUpdateCasebookOnThisComputer))
    case .foreign:
      self.init(
        "not_a_store", .damaged,
        Label(.storeFailuresIsNotACasebookStore, ["path": .text(path)]),
        hint: Label(.storeFailuresChooseAnotherFolderWithHome))
    case .diskFull:
      self.init(
        "disk_full", .failed,
        Label(.storeFailuresTheDiskOfIsFull, ["path": .text(path)]),
        hint: Label(
          .storeFailuresFreeSomeSpaceThenRun),
        retry: true)
    case .notWritable(let detail):
      self.init(
        "not_writable", .failed,
        Label(
          .storeFailuresCannotBeOpenedForWriting,
          ["path": .text(path), "detail": .text(detail), "unchanged": .label(unchanged)]),
        hint: Label(
          .storeFailuresCheckTheRightsOfThe))
    case .failed(let detail):
      self.init(
        "store_failed", .failed,
        Label(
          .storeFailuresCouldNotBeUsed,
          ["path": .text(path), "detail": .text(detail), "unchanged": .label(unchanged)]))
    }
  }
}
