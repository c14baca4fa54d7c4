// The bounds of every message, in one place. A test holds them against sync.proto: no list is left out.

extension SyncRequest: BoundedMessage {
  package static let bounds = MessageBounds([
    2: .id, 4: .strings(Limits.batchChanges), 5: .messages(Limits.cursors, MessageBounds()), 7: .id,
    12: .numbers(Limits.wishes), 13: .numbers(Limits.wishes), 14: .ids(Limits.acknowledgements),
    16: .messages(Limits.followed, MessageBounds()),
  ])
}

extension SyncResponse: BoundedMessage {
  package static let bounds = MessageBounds([
    5: .messages(Limits.batchChanges + Limits.wishes, MessageBounds()),
    6: .messages(
      Limits.cursors, MessageBounds([1: .messages(Limits.messageElements, MessageBounds())])),
    10: .messages(Limits.messageElements, MessageBounds()), 13: .messages(Limits.followed, MessageBounds()),
    11: .messages(
      Limits.acknowledgements,
      MessageBounds([
        2: .messages(Limits.messageElements, MessageBounds([2: .numbers(Limits.messageElements)]))
      ])),
  ])
}

extension EnrolRequest: BoundedMessage {
  package static let bounds = MessageBounds([2: .id, 7: .id])
}

extension EnrolResponse: BoundedMessage {
  package static let bounds = MessageBounds([6: .strings(Limits.cursors)])
}

extension IncarnationRequest: BoundedMessage {
  package static let bounds = MessageBounds([2: .id, 3: .id])
}

extension CompareRequest: BoundedMessage {
  package static let bounds = MessageBounds([2: .id, 4: .id])
}

extension CompareResponse: BoundedMessage {
  package static let bounds = MessageBounds([
    2: .messages(Limits.messageElements, MessageBounds()), 3: .strings(Limits.comparedRecords),
  ])
}

extension OfferRequest: BoundedMessage {
  package static let bounds = MessageBounds([
    2: .id, 4: .messages(Limits.offeredStates, MessageBounds()), 5: .strings(Limits.batchChanges),
  ])
}

extension OfferResponse: BoundedMessage {
  package static let bounds = MessageBounds([3: .messages(Limits.messageElements, MessageBounds())])
}

extension ErasureStatusRequest: BoundedMessage {
  package static let bounds = MessageBounds([2: .id])
}

extension ErasureStatusResponse: BoundedMessage {
  private static let devices = FieldBound.messages(Limits.messageElements, MessageBounds())

  package static let bounds = MessageBounds([
    2: .messages(Limits.messageElements, MessageBounds([4: devices, 5: devices])),
    3: .strings(Limits.messageElements),
  ])
}

extension HistoryRequest: BoundedMessage {
  package static let bounds = MessageBounds([2: .id, 3: .ids(Limits.historyRecords)])
}

extension HistoryResponse: BoundedMessage {
  package static let bounds = MessageBounds([2: .strings(Limits.messageElements)])
}

extension ErrorResponse: BoundedMessage {
  package static let bounds = MessageBounds([8: .messages(Limits.batchChanges, MessageBounds())])
}

extension BundleRequest: BoundedMessage {
  package static var mostElements: Int { Limits.bundleElements }

  package static let bounds = MessageBounds([
    3: .message(EnrolRequest.bounds), 4: .messages(Limits.bundleMessages, OfferRequest.bounds),
    5: .messages(Limits.bundleMessages, SyncRequest.bounds), 7: .message(IncarnationRequest.bounds),
  ])
}

extension BundleAnswer: BoundedMessage {
  package static var mostElements: Int { Limits.bundleElements }

  package static let bounds = MessageBounds([
    2: .message(EnrolResponse.bounds), 3: .messages(2 * Limits.bundleMessages, SyncResponse.bounds),
    4: .message(ErrorResponse.bounds), 6: .messages(Limits.bundleMessages, OfferResponse.bounds),
  ])
}

extension SyncRequest {
  /// - Throws: `Refusal` (`too_large`) where its changes are more bytes than one push may have.
  package func checkBatch() throws(Refusal) {
    guard changes.reduce(0, { $0 + $1.count }) <= Limits.batchBytes else {
      throw Refusal(.tooLarge, "Changes of more than \(Limits.batchBytes) bytes in one request.")
    }
  }

  /// The same request with everything said once: what is said twice is no more than that. Of two cursors of one
  /// scope the first counts.
  package func withoutRepeats() -> SyncRequest {
    var request = self
    if retries.count > 1 { request.retries = retries.inOrderOnce }
    if discards.count > 1 { request.discards = discards.inOrderOnce }
    if erased.count > 1 { request.erased = erased.inOrderOnce }
    var scopes: Set<String> = []
    if cursors.count > 1 { request.cursors = cursors.filter { scopes.insert($0.scope).inserted } }
    return request
  }
}

extension Array where Element: Hashable {
  fileprivate var inOrderOnce: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
