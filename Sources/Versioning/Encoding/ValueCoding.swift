/// A value is a varint (length of the payload << 3 | type) and the payload.
enum ValueType {
  static let none: UInt64 = 0
  static let text: UInt64 = 1
  static let integer: UInt64 = 2
  static let flag: UInt64 = 3
  static let sight: UInt64 = 4
}

extension [UInt8] {
  /// - Parameter index: where a replica stands in the table of the record or change.
  mutating func append(value: Value, index: (ReplicaID) -> Int) {
    switch value {
    case .none:
      append(varint: ValueType.none)
    case .text(let text):
      append(varint: UInt64(text.utf8.count) << 3 | ValueType.text)
      append(contentsOf: text.utf8)
    case .integer(let number):
      let payload = shortest(number)
      append(varint: UInt64(payload.count) << 3 | ValueType.integer)
      append(contentsOf: payload)
    case .flag(let flag):
      append(varint: 1 << 3 | ValueType.flag)
      append(flag ? 1 : 0)
    case .sight(let dots):
      var payload: [UInt8] = []
      payload.append(dots: dots, index: index)
      append(varint: UInt64(payload.count) << 3 | ValueType.sight)
      append(contentsOf: payload)
    case .opaque(let type, let bytes):
      append(varint: UInt64(bytes.count) << 3 | UInt64(type & 7))
      append(contentsOf: bytes)
    }
  }

  /// Dots as (index, number), ascending by index, then number. No count: they fill their payload.
  mutating func append(dots: [Dot], index: (ReplicaID) -> Int) {
    for (at, number) in dots.map({ (index($0.replica), $0.number) }).sorted(by: <) {
      append(varint: at)
      append(varint: number)
    }
  }
}

extension ByteReader {
  /// - Parameter replicas: the table; `used` marks the entries that something points to.
  mutating func value(replicas: [ReplicaID], used: inout [Bool]) throws(MalformedBytes) -> Value {
    let start = offset
    let header = try varint()
    guard header >> 3 <= UInt64(remaining) else { throw MalformedBytes("value beyond the end", at: start) }
    let length = Int(header >> 3)
    switch header & 7 {
    case ValueType.none:
      guard length == 0 else { throw MalformedBytes("cleared value with a payload", at: start) }
      return .none
    case ValueType.text:
      return .text(try text(length))
    case ValueType.integer:
      let payload = try slice(length)
      guard length <= 8 else { throw MalformedBytes("integer above 64 bits", at: start) }
      var number: Int64 = payload.first.map { $0 >= 0x80 ? -1 : 0 } ?? 0
      for byte in payload { number = number << 8 | Int64(byte) }
      guard shortest(number).count == length else {
        throw MalformedBytes("integer not in its shortest form", at: start)
      }
      return .integer(number)
    case ValueType.flag:
      guard length == 1 else { throw MalformedBytes("flag of another length than 1", at: start) }
      let byte = try byte()
      guard byte < 2 else { throw MalformedBytes("flag that is neither 0 nor 1", at: start) }
      return .flag(byte == 1)
    case ValueType.sight:
      let end = offset + length
      var dots: [Dot] = []
      var previous: (Int, UInt64) = (-1, 0)
      while offset < end {
        let next = (try index(below: replicas.count), try varint())
        guard next > previous, next.1 > 0 else { throw MalformedBytes("dots not ascending", at: start) }
        previous = next
        used[next.0] = true
        dots.append(Dot(replicas[next.0], next.1))
      }
      guard offset == end else { throw MalformedBytes("dots beyond their payload", at: start) }
      return .sight(dots.sorted())
    case let type:
      return .opaque(type: UInt8(type), bytes: Array(try slice(length)))
    }
  }
}

/// Two's complement, big-endian, without bytes that only repeat the sign; zero has none.
private func shortest(_ number: Int64) -> [UInt8] {
  var bytes = withUnsafeBytes(of: number.bigEndian) { Array($0) }
  while let first = bytes.first {
    let next = bytes.count > 1 ? bytes[1] : 0
    let repeatsSign = (first == 0 && next < 0x80) || (first == 0xFF && bytes.count > 1 && next >= 0x80)
    guard repeatsSign else { break }
    bytes.removeFirst()
  }
  return bytes
}
