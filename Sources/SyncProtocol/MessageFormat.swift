package import SwiftProtobuf

package typealias SyncRequest = Casebook_Sync_V1_SyncRequest
package typealias SyncResponse = Casebook_Sync_V1_SyncResponse
package typealias FeedCursor = Casebook_Sync_V1_Cursor
package typealias ScopePage = Casebook_Sync_V1_ScopePage
package typealias FeedEntry = Casebook_Sync_V1_FeedEntry
package typealias VerdictEntry = Casebook_Sync_V1_VerdictEntry
package typealias EnrolRequest = Casebook_Sync_V1_EnrolRequest
package typealias EnrolResponse = Casebook_Sync_V1_EnrolResponse
package typealias HistoryRequest = Casebook_Sync_V1_HistoryRequest
package typealias HistoryResponse = Casebook_Sync_V1_HistoryResponse
package typealias IncarnationRequest = Casebook_Sync_V1_IncarnationRequest
package typealias CompareRequest = Casebook_Sync_V1_CompareRequest
package typealias CompareResponse = Casebook_Sync_V1_CompareResponse
package typealias OfferRequest = Casebook_Sync_V1_OfferRequest
package typealias OfferedState = Casebook_Sync_V1_OfferedState
package typealias OfferResponse = Casebook_Sync_V1_OfferResponse
package typealias UsedTwice = Casebook_Sync_V1_UsedTwice
package typealias Followed = Casebook_Sync_V1_Followed
package typealias FollowedEntry = Casebook_Sync_V1_FollowedEntry
package typealias Standing = Casebook_Sync_V1_Standing
package typealias KnownAct = Casebook_Sync_V1_KnownAct
package typealias QuarantineEntry = Casebook_Sync_V1_QuarantineEntry
package typealias ErasureNotice = Casebook_Sync_V1_ErasureNotice
package typealias ErasedRecord = Casebook_Sync_V1_ErasedRecord
package typealias ErasureStatusRequest = Casebook_Sync_V1_ErasureStatusRequest
package typealias ErasureStatusResponse = Casebook_Sync_V1_ErasureStatusResponse
package typealias BundleRequest = Casebook_Sync_V1_BundleRequest
package typealias BundleAnswer = Casebook_Sync_V1_BundleAnswer
package typealias ErrorResponse = Casebook_Sync_V1_ErrorResponse

/// The two forms of every message: protobuf between programs, its JSON mapping for people with curl.
package enum MessageFormat: String, Sendable, CaseIterable {
  case protobuf = "application/x-protobuf"
  case json = "application/json"

  /// Reads a Content-Type or the first fitting part of an Accept header. Nil for anything else.
  package init?(mediaType: String) {
    for part in mediaType.split(separator: ",") {
      let name = part.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
      switch name {
      case "application/x-protobuf", "application/protobuf": self = .protobuf
      case "application/json": self = .json
      default: continue
      }
      return
    }
    return nil
  }

  package func encode(_ message: some SwiftProtobuf.Message) throws -> [UInt8] {
    switch self {
    case .protobuf: try message.serializedBytes()
    case .json: try message.jsonUTF8Bytes()
    }
  }

  /// - Throws: `Refusal`: `malformed_request` where the bytes are not such a message, `too_large` where they
  ///   hold more elements than it may have. Those are counted before anything is made of them.
  package func decode<M: BoundedMessage>(_ type: M.Type, from bytes: [UInt8]) throws(Refusal) -> M {
    switch self {
    case .protobuf: try ElementScan.check(protobuf: bytes, M.bounds, most: M.mostElements)
    case .json: try ElementScan.check(json: bytes)
    }
    do {
      switch self {
      case .protobuf:
        var options = BinaryDecodingOptions()
        options.messageDepthLimit = Limits.messageDepth
        return try M(serializedBytes: bytes, options: options)
      case .json:
        var options = JSONDecodingOptions()
        options.ignoreUnknownFields = true
        options.messageDepthLimit = Limits.messageDepth
        return try M(jsonUTF8Bytes: bytes, options: options)
      }
    } catch {
      throw Refusal(
        .malformedRequest, "The body is not a \(M.protoMessageName) in \(rawValue).",
        hint: "Protocol.md lists every message.")
    }
  }
}
