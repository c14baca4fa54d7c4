extension ImportReader {
  /// That a file is Chinese text in GB 18030 says nothing of each of its rows: it may be put together of several, and
  /// nearly all bytes are codes of something.
  func judge(_ row: CSVRow) throws(Rejection) {
    guard !judgedColumns.isEmpty else { return }
    var text = ForeignText()
    for column in judgedColumns where column < row.count {
      guard text.add(row[column]) else { continue }
      throw Rejection(foreign(row[column], column))
    }
    guard text.isForeign,
      let column = judgedColumns.first(where: { column in
        column < row.count && row[column].contains { $0 >= 0x80 }
      })
    else { return }
    throw Rejection(foreign(row[column], column))
  }

  private func foreign(_ cell: ArraySlice<UInt8>, _ column: Int) -> ImportReaderMessage {
    guard let text = encoding.decode(cell) else {
      return ImportReaderMessage.invalidBytes(column: columnNames[column], encoding: encoding.shown)
    }
    return ImportReaderMessage.foreignText(
      text.count > 24 ? text.prefix(24) + "…" : text, column: columnNames[column])
  }
}
