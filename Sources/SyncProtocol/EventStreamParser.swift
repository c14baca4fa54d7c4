/// Reads server-sent events (WHATWG HTML, section 9.2.6), however the bytes are cut. It keeps the data of
/// `scopes` events; other events, ids and retry times are read over.
package struct EventStreamParser: Sendable {
  /// A line, or the data of an event, is longer than any that head office sends.
  package struct TooLong: Error {}

  private static let limit = 1 << 20
  private var line: [UInt8] = []
  private var data: [UInt8] = []
  private var kind: [UInt8] = []
  private var endedWithReturn = false
  private var isFirst = true

  package init() {}

  /// - Returns: the scopes of each event that ended in these bytes.
  package mutating func read(_ bytes: some Sequence<UInt8>) throws(TooLong) -> [[String]] {
    var events: [[String]] = []
    for byte in bytes {
      // A line ends with CR LF, LF or CR.
      if byte == 0x0A, endedWithReturn {
        endedWithReturn = false
        continue
      }
      endedWithReturn = byte == 0x0D
      guard byte == 0x0A || byte == 0x0D else {
        guard line.count + data.count < Self.limit else { throw TooLong() }
        line.append(byte)
        continue
      }
      if isFirst, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
      isFirst = false
      if line.isEmpty {
        if kind == Array("scopes".utf8), !data.isEmpty {
          events.append(
            String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init))
        }
        data = []
        kind = []
      } else {
        endField()
      }
      line.removeAll(keepingCapacity: true)
    }
    return events
  }

  private mutating func endField() {
    let name = line.prefix { $0 != 0x3A }
    var value = line.dropFirst(name.count + 1)
    if value.first == 0x20 { value = value.dropFirst() }
    switch String(decoding: name, as: UTF8.self) {
    case "event": kind = Array(value)
    case "data":
      if !data.isEmpty { data.append(0x0A) }
      data += value
    default: break
    }
  }
}
