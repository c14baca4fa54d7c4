import RecordStore
import Versioning

/// The state that was decoded last. A command asks for the state of the case that it works on several times over:
/// the same bytes are decoded once.
final class DecodedState {
  private var last: (bytes: [UInt8], state: RecordState)?

  /// What a reader sees of a record.
  /// - Throws: `StoreError.damaged` where the bytes are no state.
  func of(_ row: RecordRow) throws -> RecordState? {
    if let last, last.bytes == row.shown { return last.state }
    guard let bytes = row.shown, let state = try row.decoded() else { return nil }
    keep(state, bytes)
    return state
  }

  func keep(_ state: RecordState, _ bytes: [UInt8]) { last = (bytes, state) }
}
