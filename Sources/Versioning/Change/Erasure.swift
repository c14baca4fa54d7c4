/// The law of erasure: what was written to an erased field is gone, whenever it was or will be written. Who
/// wrote when, and what replaced what, stays: so a state with erased fields is still a function of a set of
/// changes, and erasing commutes with applying them.
extension RecordState {
  /// Takes the values of these fields, with all elements of each, for good.
  package mutating func erase(_ numbers: some Sequence<UInt32>) {
    erased = Set(erased).union(numbers).sorted()
    guard !erased.isEmpty else { return }
    for at in fields.indices {
      let field = fields[at].field
      // Mostly nothing is left to strip: heads are copied only where a value goes.
      guard fields[at].heads.contains(where: { kept($0.value, in: field) != $0.value }) else { continue }
      fields[at].heads = fields[at].heads.map {
        Head(version: $0.version, value: kept($0.value, in: field))
      }
    }
  }

  /// The value as this state may hold it.
  func kept(_ value: Value, in field: FieldID) -> Value {
    erased.isEmpty || value.outlivesErasure || !erased.contains(field.number) ? value : .none
  }
}

extension Change {
  /// The change without its values of these fields: dots, bases and all else are as they were. Its content,
  /// so its hash, is another; the hash of what was accepted is kept beside it.
  ///
  /// - Returns: nil where it has no value there, so nothing would be taken.
  package func erasing(_ fields: Set<UInt32>) -> Change? {
    let stripped = writes.map { write in
      guard fields.contains(write.field.number), !write.value.outlivesErasure else { return write }
      return FieldWrite(field: write.field, value: .none, sortedBase: write.base)
    }
    guard zip(stripped, writes).contains(where: { $0.value != $1.value }) else { return nil }
    return Change(
      dot: dot, record: record, kind: kind, aggregate: aggregate, scope: scope, author: author, group: group,
      salt: salt, writes: stripped, times: times)
  }
}

extension Value {
  /// A sight holds dots and nothing of a person's; without it a deletion would no longer know what it saw.
  var outlivesErasure: Bool {
    switch self {
    case .none, .sight: true
    default: false
    }
  }
}

extension [UInt8] {
  /// How many there are, then each as its difference from the one before (the first from 0).
  mutating func append(erased numbers: [UInt32]) {
    append(varint: numbers.count)
    var previous: UInt32 = 0
    for number in numbers {
      append(varint: UInt64(number - previous))
      previous = number
    }
  }
}

extension ByteReader {
  /// At least one number: a state without erased fields has another encoding.
  mutating func erasedFields() throws(MalformedBytes) -> [UInt32] {
    let start = offset
    let count = try count(ofAtLeast: 1)
    guard count > 0 else { throw MalformedBytes("empty list of erased fields", at: start) }
    var numbers: [UInt32] = []
    numbers.reserveCapacity(count)
    var number: UInt64 = 0
    for _ in 0..<count {
      let step = try varint()
      guard step > 0 || numbers.isEmpty else {
        throw MalformedBytes("erased fields not ascending", at: start)
      }
      let (next, overflow) = number.addingReportingOverflow(step)
      guard !overflow, let field = UInt32(exactly: next) else {
        throw MalformedBytes("field number above 32 bits", at: start)
      }
      number = next
      numbers.append(field)
    }
    return numbers
  }
}
