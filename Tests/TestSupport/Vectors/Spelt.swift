@testable package import Versioning

/// A change or a state in plain words, and back: dots as `replica/number`, bytes and the salt as hexadecimal
/// digits, times in milliseconds since 1970. So the vectors say it.
package struct Spelt: Codable, Equatable {
  package struct Time: Codable, Equatable {
    package var milliseconds: Int64
    package var counter: UInt16
    package var wall: Int64
    package var quality: String
    package var boot: String?
    package var monotonic: UInt64?

    package init(
      milliseconds: Int64, counter: UInt16, wall: Int64, quality: String, boot: String? = nil,
      monotonic: UInt64? = nil
    ) {
      self.milliseconds = milliseconds
      self.counter = counter
      self.wall = wall
      self.quality = quality
      self.boot = boot
      self.monotonic = monotonic
    }
  }

  package struct Group: Codable, Equatable {
    package var first: UInt64
    package var count: UInt64
  }

  package struct Content: Codable, Equatable {
    package var type: String
    package var text: String?
    package var integer: Int64?
    package var flag: Bool?
    package var sight: [String]?
    package var bytes: String?
  }

  package struct Version: Codable, Equatable {
    package var dot: String
    package var author: String
    package var branch: String
    package var time: Time
  }

  package struct Head: Codable, Equatable {
    package var dot: String
    package var value: Content
  }

  package struct Field: Codable, Equatable {
    package var field: UInt32
    package var element: String?
    /// Of a change.
    package var value: Content?
    package var base: [String]?
    /// Of a state.
    package var heads: [Head]?
    package var unmet: [String]?
  }

  package var record: String
  package var kind: UInt32
  package var aggregate: String
  /// Of a state.
  package var erased: [UInt32]?
  package var applied: [String]?
  package var versions: [Version]?
  /// Of a change, and of its envelope.
  package var dot: String?
  package var scope: String?
  package var author: String?
  package var branch: String?
  package var group: Group?
  package var salt: String?
  package var time: Time?
  package var fields: [Field]?
}

// MARK: Into words

extension Spelt {
  package init(_ change: Change) {
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

  package init(_ envelope: ChangeEnvelope) {
    self.init(
      record: envelope.record.description, kind: envelope.kind.rawValue,
      aggregate: envelope.aggregate.description, dot: envelope.dot.description, scope: envelope.scope,
      author: envelope.author.name, branch: envelope.author.branch,
      group: Group(first: envelope.group.first, count: envelope.group.count))
  }

  package init(_ state: RecordState) {
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
  package init(_ times: Times) {
    self.init(
      milliseconds: times.stamp.milliseconds, counter: times.stamp.counter, wall: times.wall,
      quality: "\(times.quality)", boot: times.boot.description, monotonic: times.monotonic)
  }
}

extension Spelt.Content {
  package init(_ value: Value) {
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
  package func change() throws -> Change {
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

  package func state() throws -> RecordState {
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

  package static func dot(_ text: String) throws -> Dot {
    guard let dot = Dot(text: text) else { throw Failure("not a dot: \(text)") }
    return dot
  }

  package static func id(_ text: String) throws -> Identifier {
    guard let id = Identifier(text: text) else { throw Failure("not an id: \(text)") }
    return id
  }
}

extension Spelt.Time {
  package func times() throws -> Times {
    guard let quality = ClockQuality.allCases.first(where: { "\($0)" == quality }) else {
      throw Failure("no quality \(quality)")
    }
    return Times(
      stamp: HybridTime(milliseconds: milliseconds, counter: counter), wall: wall, quality: quality,
      boot: try boot.map(Spelt.id) ?? Identifier(high: 0, low: 0), monotonic: monotonic ?? 0)
  }
}

extension Spelt.Content {
  package func value() throws -> Value {
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
