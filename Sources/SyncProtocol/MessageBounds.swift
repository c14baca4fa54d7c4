import FoundationEssentials
package import SwiftProtobuf

/// What a repeated or nested field of a message may hold.
package indirect enum FieldBound: Sendable {
  /// 16 bytes, or nothing.
  case id
  /// At most so many ids of 16 bytes.
  case ids(Int)
  /// At most so many numbers, packed on the wire or not.
  case numbers(Int)
  /// At most so many byte strings or texts.
  case strings(Int)
  /// At most so many messages, each within its own bounds.
  case messages(Int, MessageBounds)
  /// One message, within its bounds.
  case message(MessageBounds)
}

/// How much a message may hold, by the numbers of its fields. Fields that are not named hold one value each.
///
/// What two bytes on the wire say can take a hundred in memory: so these are counted in the bytes, before
/// anything is made of them, and again in a message that was not read from bytes.
package struct MessageBounds: Sendable {
  package let fields: [Int: FieldBound]

  package init(_ fields: [Int: FieldBound] = [:]) { self.fields = fields }
}

/// A message of the protocol. All of them have bounds: none is decoded without.
package protocol BoundedMessage: SwiftProtobuf.Message {
  static var bounds: MessageBounds { get }
  /// How many elements the lists of one message may have, all together, those of nested messages included.
  static var mostElements: Int { get }
}

extension BoundedMessage {
  package static var bounds: MessageBounds { MessageBounds() }
  package static var mostElements: Int { Limits.messageElements }

  /// Checked once for every request, however it came, before anything is done for it.
  /// - Throws: `Refusal`: `too_large`, and `malformed_request` where an id has another length.
  package func checkBounds() throws(Refusal) {
    var counting = ElementCounting(Self.bounds, most: Self.mostElements)
    do { try traverse(visitor: &counting) } catch {
      throw (error as? Refusal) ?? Refusal(.malformedRequest, "The message cannot be read.")
    }
  }
}

/// Counts the elements of a message that was decoded or made.
private struct ElementCounting: Visitor {
  private let bounds: MessageBounds
  private var rest: Int

  init(_ bounds: MessageBounds, most: Int) {
    self.bounds = bounds
    rest = most
  }

  private mutating func count(_ elements: Int, field: Int, most: Int) throws {
    guard elements <= most, elements <= rest else { throw Refusal.tooMany(field: field, most: most) }
    rest -= elements
  }

  private func check(id: Data, field: Int) throws {
    guard id.count == 16 else {
      throw Refusal(.malformedRequest, "Field \(field) holds an id that is not 16 bytes.")
    }
  }

  private mutating func enter(_ message: some SwiftProtobuf.Message, _ bounds: MessageBounds) throws {
    guard !bounds.fields.isEmpty else { return }
    var inner = ElementCounting(bounds, most: rest)
    try message.traverse(visitor: &inner)
    rest = inner.rest
  }

  mutating func visitSingularBytesField(value: Data, fieldNumber: Int) throws {
    if case .id = bounds.fields[fieldNumber] { try check(id: value, field: fieldNumber) }
  }

  mutating func visitSingularMessageField<M: SwiftProtobuf.Message>(value: M, fieldNumber: Int) throws {
    if case .message(let inner) = bounds.fields[fieldNumber] { try enter(value, inner) }
  }

  mutating func visitRepeatedBytesField(value: [Data], fieldNumber: Int) throws {
    switch bounds.fields[fieldNumber] {
    case .ids(let most):
      try count(value.count, field: fieldNumber, most: most)
      for id in value { try check(id: id, field: fieldNumber) }
    case .strings(let most): try count(value.count, field: fieldNumber, most: most)
    default: throw Refusal.tooMany(field: fieldNumber, most: 0)
    }
  }

  mutating func visitRepeatedStringField(value: [String], fieldNumber: Int) throws {
    try count(value.count, field: fieldNumber, most: most(fieldNumber))
  }

  mutating func visitPackedUInt64Field(value: [UInt64], fieldNumber: Int) throws {
    try count(value.count, field: fieldNumber, most: most(fieldNumber))
  }

  mutating func visitPackedUInt32Field(value: [UInt32], fieldNumber: Int) throws {
    try count(value.count, field: fieldNumber, most: most(fieldNumber))
  }

  mutating func visitRepeatedMessageField<M: SwiftProtobuf.Message>(value: [M], fieldNumber: Int) throws {
    guard case .messages(let most, let inner) = bounds.fields[fieldNumber] else {
      throw Refusal.tooMany(field: fieldNumber, most: 0)
    }
    try count(value.count, field: fieldNumber, most: most)
    for message in value { try enter(message, inner) }
  }

  /// A list that has no bound may have nothing in it.
  private func most(_ field: Int) -> Int {
    switch bounds.fields[field] {
    case .numbers(let most), .strings(let most), .ids(let most), .messages(let most, _): most
    default: 0
    }
  }

  mutating func visitUnknown(bytes: Data) {}
  mutating func visitSingularDoubleField(value: Double, fieldNumber: Int) {}
  mutating func visitSingularInt64Field(value: Int64, fieldNumber: Int) {}
  mutating func visitSingularUInt64Field(value: UInt64, fieldNumber: Int) {}
  mutating func visitSingularBoolField(value: Bool, fieldNumber: Int) {}
  mutating func visitSingularStringField(value: String, fieldNumber: Int) {}
  mutating func visitSingularEnumField<E: SwiftProtobuf.Enum>(value: E, fieldNumber: Int) {}
  mutating func visitMapField<KeyType, ValueType: MapValueType>(
    fieldType: _ProtobufMap<KeyType, ValueType>.Type, value: _ProtobufMap<KeyType, ValueType>.BaseType,
    fieldNumber: Int
  ) throws { throw Refusal.tooMany(field: fieldNumber, most: 0) }
  mutating func visitMapField<KeyType, ValueType>(
    fieldType: _ProtobufEnumMap<KeyType, ValueType>.Type,
    value: _ProtobufEnumMap<KeyType, ValueType>.BaseType, fieldNumber: Int
  ) throws where ValueType.RawValue == Int { throw Refusal.tooMany(field: fieldNumber, most: 0) }
  mutating func visitMapField<KeyType, ValueType>(
    fieldType: _ProtobufMessageMap<KeyType, ValueType>.Type,
    value: _ProtobufMessageMap<KeyType, ValueType>.BaseType, fieldNumber: Int
  ) throws { throw Refusal.tooMany(field: fieldNumber, most: 0) }
}

extension Refusal {
  static func tooMany(field: Int, most: Int) -> Refusal {
    Refusal(
      .tooLarge, "More than \(most) elements in field \(field), or too many in all.",
      hint: "Protocol.md lists the limits.")
  }
}
