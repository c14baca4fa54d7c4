package import Versioning

/// A change or a state in plain words: dots as `replica/number`, bytes and the salt as hexadecimal
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
