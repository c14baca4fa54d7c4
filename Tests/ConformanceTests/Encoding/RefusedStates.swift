@testable import Versioning

/// Bytes that are no state.
extension RefusedEncodings {
  /// The parts of a small state: change 1 of the first replica wrote field 3.
  private struct State {
    var version: Bytes = [1]
    var kind: Bytes = [1]
    var aggregate: Bytes = [0]
    var erased: Bytes = []
    var replicas: Bytes = [1] + own
    var applied: Bytes = [1, 1]
    var authors: Bytes = [1] + t("Li Na") + t("SH01")
    var versions: Bytes = [1, 0, 1, 0] + s(EncodingSource.morning) + [0, 0]
    var fields: Bytes = [1, 12, 0, 0x19, 0xE7, 0x94, 0xB2]

    var bytes: Bytes {
      version + record + kind + aggregate + erased + replicas + applied + authors + versions + fields
    }
  }

  private static func state(
    _ id: String, _ what: String, _ refused: EncodingVector.Refusal, _ edit: (inout State) -> Void
  ) -> EncodingVector {
    var parts = State()
    edit(&parts)
    return vector(id, what, .state, refused, parts.bytes)
  }

  static var plainState: EncodingVector {
    get throws {
      EncodingSource.valid(
        "state_plain", "What the refused states are made from.", try RecordState(decoding: State().bytes))
    }
  }

  /// Two replicas, one change of each, one author, two versions.
  private static func two(_ parts: inout State) {
    parts.replicas = [2] + own + second
    parts.applied = [1, 1, 1, 1]
    parts.versions = [2, 0, 1, 0] + s(EncodingSource.morning) + [0, 0, 1, 1, 0, 0, 0, 0]
    parts.fields = [1, 14, 2, 0, 0x19, 0xE7, 0x94, 0xB2, 1, 0x19, 0xE4, 0xB9, 0x99, 0]
  }

  static func states() -> [EncodingVector] {
    let whole = State().bytes
    return [
      vector("nothing", "No bytes.", .state, .cut, []),
      vector("cut", "Ends within a value.", .state, .cut, Bytes(whole.dropLast(1))),
      vector("trailing", "A byte after the end.", .state, .trailing, whole + [0]),
      state("version_0", "Version 0.", .version) { $0.version = [0] },
      state("version_3", "Version 3.", .version) { $0.version = [3] },
      state("kind_33_bits", "A kind of more than 32 bits.", .range) { $0.kind = v(1 << 32) },
      state("aggregate_spelt", "Its own id as that of another aggregate.", .form) {
        $0.aggregate = [1] + record
      },
      state("replicas_order", "Replicas that do not ascend.", .form) {
        two(&$0)
        $0.replicas = [2] + second + own
      },
      state("replica_unused", "A replica that nothing names.", .form) {
        $0.replicas = [2] + own + second
        $0.applied = [1, 1, 0]
      },
      state("applied_order", "An applied number that stands twice.", .form) { $0.applied = [2, 1, 0] },
      state("applied_0", "Number 0 among the applied.", .form) { $0.applied = [1, 0] },
      state("authors_order", "Authors that do not ascend.", .form) {
        two(&$0)
        $0.authors = [2] + t("Wang") + t("BJ02") + t("Li Na") + t("SH01")
        $0.versions = [2, 0, 1, 0] + s(EncodingSource.morning) + [0, 0, 1, 1, 1, 0, 0, 0]
      },
      state("author_unused", "An author of no version.", .form) {
        $0.authors = [2] + t("Li Na") + t("SH01") + t("Wang") + t("BJ02")
      },
      state("version_not_applied", "A version of a change that was not applied.", .sense) {
        $0.versions = [1, 0, 2, 0] + s(EncodingSource.morning) + [0, 0]
      },
      state("versions_order", "Versions that do not ascend.", .form) {
        two(&$0)
        $0.versions = [2, 1, 1, 0] + s(EncodingSource.morning) + [0, 0, 0, 1, 0, 0, 0, 0]
      },
      state("version_unused", "A version that is no head.", .form) {
        two(&$0)
        $0.fields = [1, 12, 0, 0x19, 0xE7, 0x94, 0xB2]
      },
      state("stamp_before_1970", "A stamp before 1970.", .range) {
        $0.versions = [1, 0, 1, 0] + s(0) + s(-1) + [0]
      },
      state("field_long_form", "One head and nothing unmet, not in the simple form.", .form) {
        $0.fields = [1, 14, 1, 0, 0x19, 0xE7, 0x94, 0xB2, 0]
      },
      state("field_empty", "A field without heads and unmet dots.", .form) {
        $0.fields = [2, 12, 0, 0x19, 0xE7, 0x94, 0xB2, 6, 0, 0]
      },
      state("fields_order", "A field that stands twice.", .form) {
        $0.fields = [2, 12, 0, 0, 0, 0, 0]
      },
      state("heads_order", "Heads that do not ascend.", .form) {
        two(&$0)
        $0.fields = [1, 14, 2, 1, 0x19, 0xE4, 0xB9, 0x99, 0, 0x19, 0xE7, 0x94, 0xB2, 0]
      },
      state("head_index", "A head with an index outside of the versions.", .sense) {
        $0.fields = [1, 12, 1, 0]
      },
      state("unmet_applied", "An unmet dot that was applied.", .sense) {
        $0.fields = [1, 14, 1, 0, 0, 1, 0, 1]
      },
      state("unmet_order", "Unmet dots that do not ascend.", .form) {
        $0.fields = [1, 14, 1, 0, 0, 2, 0, 3, 0, 2]
      },
      state("erased_empty", "Version 2 without an erased field.", .form) {
        $0.version = [2]
        $0.erased = [0]
      },
      state("erased_order", "An erased field that stands twice.", .form) {
        $0.version = [2]
        $0.erased = [2, 4, 0]
      },
      state("erased_33_bits", "An erased field of more than 32 bits.", .range) {
        $0.version = [2]
        $0.erased = [1] + v(1 << 32)
      },
      state("erased_value", "A value in an erased field.", .sense) {
        $0.version = [2]
        $0.erased = [1, 3]
      },
    ]
  }
}
