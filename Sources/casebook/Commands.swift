import ArgumentParser

extension Casebook {
  /// Every command, in the order of help.
  static var commands: [any ParsableCommand.Type] {
    [
      Init.self, New.self, DraftsCommand.self, SignalCommand.self, List.self, Show.self, Edit.self, Note.self,
      Delete.self, Restore.self,
      Next.self, Assess.self, Need.self, Propose.self, Approvals.self, Approve.self, Accept.self,
      Execute.self,
      Commitment.self, ProgressCommand.self, Hold.self, Resolve.self, CallBack.self, Review.self,
      Archive.self,
      Withdraw.self, Reopen.self, Escalate.self, Due.self, Why.self,
      ConflictCommand.self, History.self, Transfer.self, QuarantineCommand.self, EraseCommand.self,
      Enrol.self,
      Sync.self, BundleCommand.self, Search.self, Status.self, News.self, Import.self, Export.self,
      PhraseCommand.self, CheckWording.self, WordingCommand.self,
      Doctor.self, Backup.self, Completion.self,
    ]
  }
}
