/// The value of one field. Equal means equal bytes after encoding. `means` is what people call equal: two
/// deletions are the same decision there, whatever each had seen.
package enum Value: Hashable, Sendable {
  /// Cleared, or never set.
  case none
  case text(String)
  case integer(Int64)
  case flag(Bool)
  /// The value of a deletion: the dots of all versions that its author saw in the aggregate.
  case sight([Dot])
  /// A type that this program does not know, kept as it came. `type` is 5 to 7.
  case opaque(type: UInt8, bytes: [UInt8])

  /// Whether a person would call the two the same value.
  package func means(_ other: Value) -> Bool {
    switch (self, other) {
    case (.sight, .sight): true
    default: self == other
    }
  }

  package static func == (a: Value, b: Value) -> Bool {
    switch (a, b) {
    case (.none, .none): true
    // Swift compares text by canonical equivalence; the law asks for bytes.
    case (.text(let x), .text(let y)): x.utf8.elementsEqual(y.utf8)
    case (.integer(let x), .integer(let y)): x == y
    case (.flag(let x), .flag(let y)): x == y
    case (.sight(let x), .sight(let y)): x == y
    case (.opaque(let type, let x), .opaque(let other, let y)): type == other && x == y
    default: false
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .none: hasher.combine(0)
    case .text(let text): for byte in text.utf8 { hasher.combine(byte) }
    case .integer(let number): hasher.combine(number)
    case .flag(let flag): hasher.combine(flag)
    case .sight(let dots): hasher.combine(dots)
    case .opaque(let type, let bytes):
      hasher.combine(type)
      hasher.combine(bytes)
    }
  }
}

/// One field of a record: its number in the kind's schema and, for a set, the element. Each element of a
/// set is a field of its own, so additions and removals of different elements never meet.
package struct FieldID: Hashable, Comparable, Sendable {
  package let number: UInt32
  package let element: String?

  package init(_ number: UInt32, _ element: String? = nil) {
    self.number = number
    self.element = element
  }

  package static func < (a: FieldID, b: FieldID) -> Bool {
    if a.number != b.number { return a.number < b.number }
    switch (a.element, b.element) {
    case (nil, nil), (_, nil): return false
    case (nil, _): return true
    case (let x?, let y?): return x.utf8.lexicographicallyPrecedes(y.utf8)
    }
  }

  package static func == (a: FieldID, b: FieldID) -> Bool {
    guard a.number == b.number else { return false }
    switch (a.element, b.element) {
    case (nil, nil): return true
    case (let x?, let y?): return x.utf8.elementsEqual(y.utf8)
    default: return false
    }
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(number)
    if let element { for byte in element.utf8 { hasher.combine(byte) } }
  }
}

/// What sort of record: a case, a note … The numbers are the schema's; unknown ones are kept.
package struct RecordKind: Hashable, Sendable {
  package let rawValue: UInt32
  package init(_ rawValue: UInt32) { self.rawValue = rawValue }
}

/// Who wrote something, and for which branch. A name is what the author gave; rights come from the device.
package struct Author: Hashable, Comparable, Sendable {
  package let name: String
  package let branch: String

  package init(name: String, branch: String) {
    self.name = name
    self.branch = branch
  }

  package static func < (a: Author, b: Author) -> Bool {
    if !a.name.utf8.elementsEqual(b.name.utf8) { return a.name.utf8.lexicographicallyPrecedes(b.name.utf8) }
    return a.branch.utf8.lexicographicallyPrecedes(b.branch.utf8)
  }

  package static func == (a: Author, b: Author) -> Bool {
    a.name.utf8.elementsEqual(b.name.utf8) && a.branch.utf8.elementsEqual(b.branch.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    for byte in name.utf8 { hasher.combine(byte) }
    for byte in branch.utf8 { hasher.combine(byte) }
  }
}
