import FoundationEssentials

/// JSON as it stands in a vector: messages in protobuf's JSON mapping. Numbers are whole.
indirect enum JSONText: Codable, Equatable {
  case object([String: JSONText])
  case array([JSONText])
  case text(String)
  case number(Int64)
  case flag(Bool)

  init(_ bytes: [UInt8]) throws { self = try JSONDecoder().decode(JSONText.self, from: Data(bytes)) }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Int64.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let array = try? container.decode([JSONText].self) {
      self = .array(array)
    } else {
      self = .object(try container.decode([String: JSONText].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .object(let members): try container.encode(members)
    case .array(let elements): try container.encode(elements)
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    case .flag(let flag): try container.encode(flag)
    }
  }

  var bytes: [UInt8] {
    get throws { Array(try JSONEncoder().encode(self)) }
  }

  /// Every object in it, changed.
  func replacing(_ change: ([String: JSONText]) -> [String: JSONText]) -> JSONText {
    switch self {
    case .object(let members): .object(change(members.mapValues { $0.replacing(change) }))
    case .array(let elements): .array(elements.map { $0.replacing(change) })
    default: self
    }
  }
}
