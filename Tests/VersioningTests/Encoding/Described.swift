@testable import Versioning

/// A change or a state in plain words, as Vectors/encoding.json has it: dots as `replica/number`, bytes and
/// the salt as hexadecimal digits, times in milliseconds since 1970.
struct Described: Codable, Equatable {
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
  /// Of a state; not there where nothing was erased.
  var erased: [UInt32]?
  var applied: [String]?
  var versions: [Version]?
  /// Of a change.
  var dot: String?
  var scope: String?
  var author: String?
  var branch: String?
  var group: Group?
  var salt: String?
  var time: Time?
  var fields: [Field]

  init(_ state: RecordState) {
    record = state.record.description
    kind = state.kind.rawValue
    aggregate = state.aggregate.description
    erased = state.erased.isEmpty ? nil : state.erased
    applied = state.applied.dots.map(\.description)
    versions = state.headVersions.map { version in
      Version(
        dot: version.dot.description, author: version.author.name, branch: version.author.branch,
        time: Time(
          milliseconds: version.time.milliseconds, counter: version.time.counter, wall: version.wall,
          quality: "\(version.quality)"))
    }
    fields = state.fields.map { field in
      Field(
        field: field.field.number, element: field.field.element,
        heads: field.heads.map { Head(dot: $0.dot.description, value: Content($0.value)) },
        unmet: field.unmet.map(\.description))
    }
  }

  init(_ change: Change) {
    record = change.record.description
    kind = change.kind.rawValue
    aggregate = change.aggregate.description
    dot = change.dot.description
    scope = change.scope
    author = change.author.name
    branch = change.author.branch
    group = Group(first: change.group.first, count: change.group.count)
    salt = hexadecimal((0..<8).map { UInt8(truncatingIfNeeded: change.salt >> (56 - 8 * $0)) })
    time = Time(
      milliseconds: change.times.stamp.milliseconds, counter: change.times.stamp.counter,
      wall: change.times.wall, quality: "\(change.times.quality)", boot: change.times.boot.description,
      monotonic: change.times.monotonic)
    fields = change.writes.map { write in
      Field(
        field: write.field.number, element: write.field.element, value: Content(write.value),
        base: write.base.map(\.description))
    }
  }
}

extension Described.Content {
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
