@testable import Versioning

/// A change or a state in plain words, and back: dots as `replica/number`, bytes and the salt as hexadecimal
/// digits, times in milliseconds since 1970. The same form as in Tests/VersioningTests/Vectors.
struct Spelt: Codable, Equatable {
  struct Time: Codable, Equatable {
    var milliseconds: Int64
    var counter: UInt16
    var wall: Int64
    var quality: String
    var boot: String?
    var monotonic: UInt64?
  }

  struct Group: Codable, Equatable {
    var first: UInt64
    var count: UInt64
  }

  struct Content: Codable, Equatable {
    var type: String
    var text: String?
    var integer: Int64?
    var flag: Bool?
    var sight: [String]?
    var bytes: String?
  }

  struct Version: Codable, Equatable {
    var dot: String
    var author: String
    var branch: String
    var time: Time
  }

  struct Head: Codable, Equatable {
    var dot: String
    var value: Content
  }

  struct Field: Codable, Equatable {
    var field: UInt32
    var element: String?
    /// Of a change.
    var value: Content?
    var base: [String]?
    /// Of a state.
    var heads: [Head]?
    var unmet: [String]?
  }

  var record: String
  var kind: UInt32
  var aggregate: String
  /// Of a state.
  var erased: [UInt32]?
  var applied: [String]?
  var versions: [Version]?
  /// Of a change, and of its envelope.
  var dot: String?
  var scope: String?
  var author: String?
  var branch: String?
  var group: Group?
  var salt: String?
  var time: Time?
  var fields: [Field]?
}

// MARK: Into words

extension Spelt {
  init(_ change: Change) {
    self.init(
      record: change.record.description, kind: change.kind.rawValue,
      aggregate: change.aggregate.description, dot: change.dot.description, scope: change.scope,
      author: change.author.name, branch: change.author.branch,
      group: Group(first: change.group.first, count: change.group.count),
      salt: hexadecimal((0..<8).map { UInt8(truncatingIfNeeded: change.salt >> (56 - 8 * $0)) }),
      time: Time(change.times),
      fields: change.writes.map { write in
        Field(
          field: write.field.number, element: write.field.element, value: Content(write.value),
          base: write.base.map(\.description))
      })
  }

  init(_ envelope: ChangeEnvelope) {
    self.init(
      record: envelope.record.description, kind: envelope.kind.rawValue,
      aggregate: envelope.aggregate.description, dot: envelope.dot.description, scope: envelope.scope,
      author: envelope.author.name, branch: envelope.author.branch,
      group: Group(first: envelope.group.first, count: envelope.group.count))
  }

  init(_ state: RecordState) {
    self.init(
      record: state.record.description, kind: state.kind.rawValue, aggregate: state.aggregate.description,
      erased: state.erased.isEmpty ? nil : state.erased, applied: state.applied.dots.map(\.description),
      versions: state.headVersions.map { version in
        Version(
          dot: version.dot.description, author: version.author.name, branch: version.author.branch,
          time: Time(
            milliseconds: version.time.milliseconds, counter: version.time.counter, wall: version.wall,
            quality: "\(version.quality)"))
      },
      fields: state.fields.map { field in
        Field(
          field: field.field.number, element: field.field.element,
          heads: field.heads.map { Head(dot: $0.dot.description, value: Content($0.value)) },
          unmet: field.unmet.map(\.description))
      })
  }
}

extension Spelt.Time {
  init(_ times: Times) {
    self.init(
      milliseconds: times.stamp.milliseconds, counter: times.stamp.counter, wall: times.wall,
      quality: "\(times.quality)", boot: times.boot.description, monotonic: times.monotonic)
  }
}

extension Spelt.Content {
  init(_ value: Value) {
    switch value {
    case .none: self.init(type: "none")
    case .text(let text): self.init(type: "text", text: text)
    case .integer(let integer): self.init(type: "integer", integer: integer)
    case .flag(let flag): self.init(type: "flag", flag: flag)
    case .sight(let dots): self.init(type: "sight", sight: dots.map(\.description))
    case .opaque(let type, let bytes): self.init(type: "\(type)", bytes: hexadecimal(bytes))
    }
  }
}

// MARK: From words

extension Spelt {
  func change() throws -> Change {
    guard let dot, let scope, let author, let branch, let group, let salt, let time, let fields,
      let number = UInt64(salt, radix: 16)
    else { throw Failure("not a change") }
    return Change(
      dot: try Self.dot(dot), record: try Self.id(record), kind: RecordKind(kind),
      aggregate: try Self.id(aggregate), scope: scope, author: Author(name: author, branch: branch),
      group: Versioning.Group(first: group.first, count: group.count), salt: number,
      writes: try fields.map { field in
        guard let value = field.value, let base = field.base else { throw Failure("not a write") }
        return FieldWrite(
          FieldID(field.field, field.element), try value.value(), base: try base.map(Self.dot))
      }, times: try time.times())
  }

  func state() throws -> RecordState {
    guard let applied, let versions, let fields else { throw Failure("not a state") }
    var dots = DotSet()
    for dot in applied { dots.insert(try Self.dot(dot)) }
    let known = try versions.map { version in
      let time = try version.time.times()
      return Versioning.Version(
        dot: try Self.dot(version.dot), author: Author(name: version.author, branch: version.branch),
        time: time.stamp, wall: time.wall, quality: time.quality)
    }
    return RecordState(
      record: try Self.id(record), kind: RecordKind(kind), aggregate: try Self.id(aggregate),
      erased: erased ?? [], applied: dots,
      fields: try fields.map { field in
        FieldState(
          field: FieldID(field.field, field.element),
          heads: try (field.heads ?? []).map { head in
            let dot = try Self.dot(head.dot)
            guard let version = known.first(where: { $0.dot == dot }) else { throw Failure("no version") }
            return Versioning.Head(version: version, value: try head.value.value())
          }, unmet: try (field.unmet ?? []).map(Self.dot))
      })
  }

  static func dot(_ text: String) throws -> Dot {
    guard let dot = Dot(text: text) else { throw Failure("not a dot: \(text)") }
    return dot
  }

  static func id(_ text: String) throws -> Identifier {
    guard let id = Identifier(text: text) else { throw Failure("not an id: \(text)") }
    return id
  }
}

extension Spelt.Time {
  func times() throws -> Times {
    guard let quality = ClockQuality.allCases.first(where: { "\($0)" == quality }) else {
      throw Failure("no quality \(quality)")
    }
    return Times(
      stamp: HybridTime(milliseconds: milliseconds, counter: counter), wall: wall, quality: quality,
      boot: try boot.map(Spelt.id) ?? Identifier(high: 0, low: 0), monotonic: monotonic ?? 0)
  }
}

extension Spelt.Content {
  func value() throws -> Value {
    switch type {
    case "none": return .none
    case "text": if let text { return .text(text) }
    case "integer": if let integer { return .integer(integer) }
    case "flag": if let flag { return .flag(flag) }
    case "sight": if let sight { return .sight(try sight.map(Spelt.dot)) }
    default:
      if let number = UInt8(type), let hex = bytes, let content = unhex(hex) {
        return .opaque(type: number, bytes: content)
      }
    }
    throw Failure("not a value: \(type)")
  }
}
