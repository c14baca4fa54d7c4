import TestSupport

@testable import Versioning

/// Plain words read back.
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
