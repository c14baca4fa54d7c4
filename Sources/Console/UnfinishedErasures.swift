package import Messages

extension Label {
  /// What head office has not finished of its erasures, as an ErasureStatusResponse has it; nil for what a newer one
  /// says.
  package init?(unfinishedErasure code: String) {
    switch code {
    case "ledger": self.init(.eraseHeadOfficeLedgerLeft)
    case "log": self.init(.eraseHeadOfficeLogLeft)
    case _ where code.hasPrefix("copy "):
      self.init(.eraseHeadOfficeCopyLeft, ["name": .text(String(code.dropFirst(5)))])
    default: return nil
    }
  }
}
