/// A value as it lies in a row of a file.
package enum StoredValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])
}

/// A row that was found in a page.
package struct StoredRow: Sendable {
  /// Nil in a table without row numbers.
  package let rowid: Int64?
  package let values: [StoredValue]

  package init(rowid: Int64?, values: [StoredValue]) {
    self.rowid = rowid
    self.values = values
  }
}

/// Finds rows in pages of which any may be damaged: what cannot be read is left out, the rest goes on.
///
/// Source: "Database File Format" (sqlite.org/fileformat2.html), sections 1.6 and 2.
extension DamagedFile {
  /// The tables that the file's schema names, with the page where each begins.
  package func tables() -> [String: Int] {
    var tables: [String: Int] = [:]
    for row in rows(from: 1).rows {
      guard row.values.count >= 5, row.values[0] == .text("table"), case .text(let name) = row.values[1],
        case .integer(let root) = row.values[3], root > 0, root <= Int64(pageCount)
      else { continue }
      tables[name] = Int(root)
    }
    return tables
  }

  /// The rows of the table that begins on a page, and all pages that were met on the way.
  package func rows(from root: Int) -> (rows: [StoredRow], pages: Set<Int>) {
    var rows: [StoredRow] = []
    var met: Set<Int> = []
    var waiting = [root]
    while let number = waiting.popLast() {
      guard met.insert(number).inserted, let bytes = page(number) else { continue }
      let start = number == 1 ? 100 : 0
      rows += cells(bytes, start: start)
      guard bytes.count > start, bytes[start] == 5 || bytes[start] == 2 else { continue }
      var children = [Int(bytes.bigEndian32(start + 8))]
      for at in pointers(bytes, start: start, from: 12) { children.append(Int(bytes.bigEndian32(at))) }
      waiting += children.reversed().filter { $0 >= 1 && $0 <= pageCount }
    }
    return (rows, met)
  }

  /// The rows of one page, whatever it belongs to.
  package func rows(inPage bytes: [UInt8], number: Int) -> [StoredRow] {
    cells(bytes, start: number == 1 ? 100 : 0)
  }

  private func pointers(_ bytes: [UInt8], start: Int, from: Int) -> [Int] {
    let count = bytes.bigEndian16(start + 3)
    guard count <= bytes.count / 4 else { return [] }
    return (0..<count).map { bytes.bigEndian16(start + from + 2 * $0) }.filter {
      $0 > start && $0 < bytes.count
    }
  }

  private func cells(_ bytes: [UInt8], start: Int) -> [StoredRow] {
    guard bytes.count > start + 8 else { return [] }
    switch bytes[start] {
    case 5: return []
    case 2:
      return pointers(bytes, start: start, from: 12).compactMap { cell(bytes, $0 + 4, isTable: false) }
    case 10: return pointers(bytes, start: start, from: 8).compactMap { cell(bytes, $0, isTable: false) }
    // 13; or a page whose first byte was damaged: rows prove themselves.
    default: return pointers(bytes, start: start, from: 8).compactMap { cell(bytes, $0, isTable: true) }
    }
  }

  private func cell(_ bytes: [UInt8], _ at: Int, isTable: Bool) -> StoredRow? {
    var at = at
    guard let length = bytes.sqliteVarint(&at), length > 0, length <= 1 << 30 else { return nil }
    var rowid: Int64?
    if isTable {
      guard let number = bytes.sqliteVarint(&at) else { return nil }
      rowid = number
    }
    guard let payload = payload(bytes, at, count: Int(length), isTable: isTable),
      let values = Self.values(payload)
    else { return nil }
    return StoredRow(rowid: rowid, values: values)
  }

  /// What lies in the page, and the rest from the chain of overflow pages (section 1.6 and 1.7).
  private func payload(_ bytes: [UInt8], _ at: Int, count: Int, isTable: Bool) -> [UInt8]? {
    let most = isTable ? usableBytes - 35 : (usableBytes - 12) * 64 / 255 - 23
    var local = count
    if count > most {
      let least = (usableBytes - 12) * 32 / 255 - 23
      let fitting = least + (count - least) % (usableBytes - 4)
      local = fitting <= most ? fitting : least
    }
    guard at + local <= bytes.count else { return nil }
    var payload = Array(bytes[at..<at + local])
    guard count > local else { return payload }
    guard count <= pageCount * usableBytes else { return nil }
    var next = Int(bytes.bigEndian32(at + local))
    while payload.count < count {
      guard let overflow = page(next), overflow.count >= usableBytes else { return nil }
      payload += overflow[4..<min(usableBytes, 4 + count - payload.count)]
      next = Int(overflow.bigEndian32(0))
    }
    return payload
  }

  /// A row's values (section 2.1).
  private static func values(_ payload: [UInt8]) -> [StoredValue]? {
    var at = 0
    guard let header = payload.sqliteVarint(&at), header >= 1, header <= payload.count else { return nil }
    var values: [StoredValue] = []
    var body = Int(header)
    while at < Int(header) {
      guard let type = payload.sqliteVarint(&at), type >= 0 else { return nil }
      let size: Int
      switch type {
      case 0, 8, 9: size = 0
      case 1...4: size = Int(type)
      case 5: size = 6
      case 6, 7: size = 8
      case 12...: size = Int((type - 12) / 2)
      default: return nil
      }
      guard size <= payload.count - body else { return nil }
      let bytes = payload[body..<body + size]
      body += size
      switch type {
      case 0: values.append(.null)
      case 8: values.append(.integer(0))
      case 9: values.append(.integer(1))
      case 7: values.append(.real(Double(bitPattern: UInt64(bitPattern: signed(bytes)))))
      case 1...6: values.append(.integer(signed(bytes)))
      case _ where type % 2 == 0: values.append(.blob(Array(bytes)))
      default:
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        values.append(.text(text))
      }
    }
    return values
  }

  private static func signed(_ bytes: ArraySlice<UInt8>) -> Int64 {
    var value: Int64 = (bytes.first ?? 0) >= 0x80 ? -1 : 0
    for byte in bytes { value = value << 8 | Int64(byte) }
    return value
  }
}

extension [UInt8] {
  /// Big-endian groups of 7 bits, at most 9 bytes (section 1.6); moves on past it.
  fileprivate func sqliteVarint(_ at: inout Int) -> Int64? {
    var value: UInt64 = 0
    for position in 0..<9 {
      guard at >= 0, at < count else { return nil }
      let byte = self[at]
      at += 1
      if position == 8 { return Int64(bitPattern: value << 8 | UInt64(byte)) }
      value = value << 7 | UInt64(byte & 0x7F)
      if byte < 0x80 { return Int64(bitPattern: value) }
    }
    return nil
  }
}
