import SyncProtocol
import Testing
import Versioning

/// errors.json: every code, outcome and reason that goes over the wire.
struct ErrorVector: Codable, Equatable, Identifiable {
  enum Kind: String, Codable { case refusal, outcome, quarantine }

  var id: String
  var of: Kind
  var code: String
  /// Of a refusal.
  var http: Int?
  var retry: Bool?
  /// Of an outcome: its number in protobuf, and whether head office has accepted the change.
  var number: Int?
  var accepted: Bool?

  static func made() -> [ErrorVector] {
    let refusals = ErrorCode.allCases.map { code in
      ErrorVector(
        id: "error_\(code.rawValue)", of: .refusal, code: code.rawValue, http: code.httpStatus,
        retry: code.canRetry)
    }
    let outcomes = Casebook_Sync_V1_Outcome.allCases.map { outcome in
      let name = outcome.protoName
      return ErrorVector(
        id: "outcome_\(name.lowercased())", of: .outcome, code: name, number: outcome.rawValue,
        accepted: outcome != .quarantined)
    }
    let reasons = Verdict.Reason.allCases.map { reason in
      ErrorVector(id: "quarantine_\(reason.rawValue)", of: .quarantine, code: reason.rawValue)
    }
    return refusals + outcomes + reasons
  }
}

extension Casebook_Sync_V1_Outcome {
  /// As in sync.proto.
  fileprivate var protoName: String {
    let entry = VerdictEntry.with { $0.outcome = self }
    let text = (try? MessageFormat.json.encode(entry)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    // The default value is left out.
    return text.split(separator: "\"").dropFirst(3).first.map(String.init) ?? "OUTCOME_UNSPECIFIED"
  }
}

@Suite struct ErrorVectorTests {
  @Test func `errors_json has every code, outcome and reason`() throws {
    let made = ErrorVector.made()
    if VectorFile.isRecording {
      try VectorFile.write(
        "errors", about: "The registries of Protocol.md, sections 10 and 14.", keeps: true, made)
    }
    try VectorFile.check("errors", made: made)
  }
}
