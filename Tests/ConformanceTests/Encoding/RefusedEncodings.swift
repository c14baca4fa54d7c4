@testable import Versioning

/// Bytes that no reader may take, put together from their parts.
enum RefusedEncodings {
  typealias Bytes = [UInt8]

  static func v(_ number: UInt64) -> Bytes {
    var out: Bytes = []
    out.append(varint: number)
    return out
  }
  static func s(_ number: Int64) -> Bytes {
    var out: Bytes = []
    out.append(signed: number)
    return out
  }
  static func t(_ text: String) -> Bytes { v(UInt64(text.utf8.count)) + Array(text.utf8) }
  static let own = EncodingSource.replica(1).bytes
  static let second = EncodingSource.replica(2).bytes
  static let third = EncodingSource.replica(3).bytes
  static let record = EncodingSource.record.bytes

  // MARK: Changes

  /// The parts of a small change: one field, number 3, text 甲.
  private struct Parts {
    var version: Bytes = [1]
    var dot: Bytes = own + [5]
    var record: Bytes = RefusedEncodings.record
    var kind: Bytes = [1]
    var aggregate: Bytes = [0]
    var scope: Bytes = t("SH01")
    var author: Bytes = t("Li Na") + t("SH01")
    var group: Bytes = [0, 1]
    var salt: Bytes = [0x5A, 0x17, 0, 0, 0, 0, 0, 1]
    var replicas: Bytes = [0]
    /// Their count, then the writes.
    var writes: Bytes = [1, 6, 0x19, 0xE7, 0x94, 0xB2, 0]
    var more: Bytes = []
    var times: Bytes = s(EncodingSource.morning) + [0, 0] + Bytes(repeating: 0, count: 16) + [0]

    var bytes: Bytes {
      let content =
        version + dot + record + kind + aggregate + scope + author + group + salt + replicas + writes + more
      return v(UInt64(content.count)) + content + times
    }
  }

  private static func change(
    _ id: String, _ what: String, _ refused: EncodingVector.Refusal, _ edit: (inout Parts) -> Void
  ) -> EncodingVector {
    var parts = Parts()
    edit(&parts)
    return vector(id, what, .change, refused, parts.bytes)
  }

  static func vector(
    _ id: String, _ what: String, _ of: EncodingVector.Subject, _ refused: EncodingVector.Refusal,
    _ bytes: Bytes
  ) -> EncodingVector {
    EncodingVector(
      id: "\(of.rawValue)_refused_\(id)", what: what, of: of, hex: hexadecimal(bytes), refused: refused,
      hash: of == .change ? hexadecimal(ContentHash(wire: bytes).bytes) : nil)
  }

  /// What the others are made from: valid.
  static var plain: EncodingVector {
    get throws {
      EncodingSource.valid(
        "change_plain", "What the refused changes are made from.", try Change(decoding: Parts().bytes))
    }
  }

  static func changes() -> [EncodingVector] {
    let whole = Parts().bytes
    let length = Int(whole[0])
    let integer = { (bytes: Bytes) -> Bytes in [1, 6] + bytes + [0] }
    return [
      vector("nothing", "No bytes.", .change, .cut, []),
      vector("cut_content", "Ends within the content.", .change, .cut, Bytes(whole.prefix(40))),
      vector("cut_times", "Ends within the times.", .change, .cut, Bytes(whole.dropLast(3))),
      vector("trailing", "A byte after the end.", .change, .trailing, whole + [0]),
      change("content_trailing", "A byte after the writes, within the content.", .trailing) { $0.more = [0] },
      vector(
        "length_beyond", "A length beyond the end.", .change, .cut, v(1 << 40) + whole.dropFirst()),
      vector(
        "length_long_form", "The length is not in its shortest form.", .change, .form,
        [UInt8(length) | 0x80, 0] + whole.dropFirst()),
      change("version_0", "Version 0.", .version) { $0.version = [0] },
      change("version_2", "Version 2.", .version) { $0.version = [2] },
      change("number_0", "Number 0.", .range) { $0.dot = own + [0] },
      change("number_65_bits", "A number of more than 64 bits.", .range) {
        $0.dot = own + Bytes(repeating: 0xFF, count: 9) + [2]
      },
      change("kind_33_bits", "A kind of more than 32 bits.", .range) { $0.kind = v(1 << 32) },
      change("aggregate_spelt", "Its own id as that of another aggregate.", .form) {
        $0.aggregate = [1] + record
      },
      change("aggregate_form", "A form of the aggregate that does not exist.", .form) { $0.aggregate = [2] },
      change("text_not_utf8", "A scope that is not UTF-8.", .form) { $0.scope = [2, 0xC3, 0x28] },
      change("text_surrogate", "A surrogate in UTF-8.", .form) { $0.scope = [3, 0xED, 0xA0, 0x80] },
      change("text_overlong", "An overlong form in UTF-8.", .form) { $0.scope = [2, 0xC0, 0xAF] },
      change("text_beyond", "A text beyond the end.", .cut) { $0.author = t("Li Na") + v(1_000) },
      change("group_place", "A place that is not below the count.", .sense) { $0.group = [1, 1] },
      change("group_empty", "A group of none.", .sense) { $0.group = [0, 0] },
      change("group_before_first", "A group that begins before number 1.", .sense) { $0.group = [5, 6] },
      change("replicas_order", "Replicas that do not ascend.", .form) {
        $0.replicas = [2] + third + second
        $0.writes = [1, 6, 0x19, 0xE7, 0x94, 0xB2, 2, 1, 1, 2, 1]
      },
      change("replicas_own", "Its own replica among the others.", .form) {
        $0.replicas = [1] + own
        $0.writes = [1, 6, 0x19, 0xE7, 0x94, 0xB2, 1, 1, 1]
      },
      change("replica_unused", "A replica that nothing names.", .form) { $0.replicas = [1] + second },
      change("fields_repeated", "A field that stands twice.", .form) {
        $0.writes = [2, 6, 0, 0, 0, 0, 0]
      },
      change("elements_order", "Elements that do not ascend.", .form) {
        $0.writes = [2, 7, 1, 0x62, 0, 0, 1, 1, 0x61, 0, 0]
      },
      change("element_before_none", "No element after an element of the same field.", .form) {
        $0.writes = [2, 7, 1, 0x62, 0, 0, 0, 0, 0]
      },
      change("field_33_bits", "A field number of more than 32 bits.", .range) {
        $0.writes = [1] + v(1 << 33) + [0, 0]
      },
      change("none_with_payload", "A cleared value with a payload.", .form) {
        $0.writes = [1, 6, 0x08, 1, 0]
      },
      change("integer_padded", "An integer with a byte that only repeats the sign.", .form) {
        $0.writes = integer([0x12, 0x00, 0x01])
      },
      change("integer_padded_negative", "The same, negative.", .form) {
        $0.writes = integer([0x12, 0xFF, 0xFF])
      },
      change("integer_zero_with_byte", "0 as a byte: it has none.", .form) {
        $0.writes = integer([0x0A, 0])
      },
      change("integer_9_bytes", "An integer of 9 bytes.", .range) {
        $0.writes = integer([0x4A] + Bytes(repeating: 0x11, count: 9))
      },
      change("flag_2", "A flag of 2.", .form) { $0.writes = integer([0x0B, 2]) },
      change("flag_2_bytes", "A flag of two bytes.", .form) { $0.writes = integer([0x13, 0, 1]) },
      change("value_beyond", "A value beyond the end.", .cut) {
        $0.writes = [1, 6] + v(5_000 << 3 | 1) + [0]
      },
      change("base_repeated", "A dot that stands twice in a base.", .form) {
        $0.writes = [1, 6, 0, 2, 0, 1, 0, 1]
      },
      change("base_index", "A base with an index outside of the replicas.", .sense) {
        $0.writes = [1, 6, 0, 1, 1, 1]
      },
      change("base_later", "A base that names an own change which is not earlier.", .sense) {
        $0.writes = [1, 6, 0, 1, 0, 5]
      },
      change("base_number_0", "Number 0 in a base.", .form) { $0.writes = [1, 6, 0, 1, 0, 0] },
      change("sight_order", "Dots of a sight that do not ascend.", .form) {
        $0.writes = [1, 6, 0x24, 0, 2, 0, 1, 0]
      },
      change("sight_beyond", "A sight whose dots go beyond its payload.", .form) {
        $0.writes = [1, 6, 0x1C, 0, 1, 0, 1, 0]
      },
      change("stamp_before_1970", "A stamp before 1970.", .range) {
        $0.times = s(0) + s(-1) + [0] + Bytes(repeating: 0, count: 17)
      },
      change("stamp_49_bits", "A stamp beyond 48 bits.", .range) {
        $0.times = s(0) + s(1 << 48) + [0] + Bytes(repeating: 0, count: 17)
      },
      change("counter_17_bits", "A count beyond 16 bits.", .range) {
        $0.times = s(0) + s(0) + v(1 << 18) + Bytes(repeating: 0, count: 17)
      },
    ]
  }
}
