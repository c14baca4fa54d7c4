extension HistorySource {
  static let headOffice = HistorySource { _, _ in false }
}
