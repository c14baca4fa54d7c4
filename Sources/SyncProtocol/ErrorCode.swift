/// The error registry: every refusal that head office gives, its HTTP status and whether waiting can help.
/// A code never changes its meaning; Protocol.md lists all of them.
package enum ErrorCode: String, CaseIterable, Sendable {
  case malformedRequest = "malformed_request"
  case malformedChange = "malformed_change"
  case unsupportedProtocol = "unsupported_protocol"
  case unsupportedMediaType = "unsupported_media_type"
  case notFound = "not_found"
  case methodNotAllowed = "method_not_allowed"
  case tooLarge = "too_large"
  case unauthorized
  case deviceRevoked = "device_revoked"
  case replicaMismatch = "replica_mismatch"
  case codeInvalid = "code_invalid"
  case wrongBranch = "wrong_branch"
  case wrongHeadOffice = "wrong_head_office"
  case forbidden
  case gap
  case incompleteGroup = "incomplete_group"
  case replicaDiverged = "replica_diverged"
  case unknownCursor = "unknown_cursor"
  case clockOutOfTolerance = "clock_out_of_tolerance"
  case stampBehind = "stamp_behind"
  case actKnown = "act_known"
  case tooManyRequests = "too_many_requests"
  case busy
  case storageFull = "storage_full"
  case internalError = "internal_error"

  package var httpStatus: Int {
    switch self {
    case .malformedRequest, .malformedChange, .incompleteGroup, .unsupportedProtocol: 400
    case .unauthorized: 401
    case .deviceRevoked, .replicaMismatch, .wrongBranch, .wrongHeadOffice, .codeInvalid, .forbidden: 403
    case .notFound: 404
    case .methodNotAllowed: 405
    case .gap, .replicaDiverged, .unknownCursor, .clockOutOfTolerance, .stampBehind, .actKnown: 409
    case .tooLarge: 413
    case .unsupportedMediaType: 415
    case .tooManyRequests: 429
    case .busy: 503
    case .storageFull: 507
    case .internalError: 500
    }
  }

  package var canRetry: Bool {
    switch self {
    case .busy, .tooManyRequests, .storageFull, .internalError, .gap, .clockOutOfTolerance, .stampBehind,
      .actKnown:
      true
    default: false
    }
  }
}

/// A refusal as both sides handle it.
package struct Refusal: Error, Sendable {
  package let code: ErrorCode
  package let message: String
  package let hint: String
  /// `clock_out_of_tolerance`: how far the replica is ahead, in milliseconds.
  package var offset: Int64 = 0
  /// The change meant, or the number covered.
  package var number: UInt64 = 0
  /// Milliseconds since 1970. `clock_out_of_tolerance`: head office's clock; `stamp_behind`: the stamp with
  /// which head office has change `number`.
  package var clock: Int64 = 0
  /// `act_known`: the changes of the push that head office has, and by which dots.
  package var known: [KnownAct] = []
  /// Seconds to wait before the next attempt, where head office says so; travels as a header.
  package var retryAfter: Int?

  package init(_ code: ErrorCode, _ message: String, hint: String = "", offset: Int64 = 0, number: UInt64 = 0)
  {
    self.code = code
    self.message = message
    self.hint = hint
    self.offset = offset
    self.number = number
  }
}

extension Casebook_Sync_V1_ErrorResponse {
  package init(_ refusal: Refusal) {
    code = refusal.code.rawValue
    message = refusal.message
    hint = refusal.hint
    retry = refusal.code.canRetry
    offset = refusal.offset
    number = refusal.number
    clock = refusal.clock
    known = refusal.known
  }
}
