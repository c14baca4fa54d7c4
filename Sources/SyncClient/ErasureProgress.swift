import FoundationEssentials
import RecordStore
package import Replica
import SyncProtocol
package import Versioning

/// How far an erasure has come.
package struct ErasureProgress: Sendable {
  package struct Device: Sendable {
    package let replica: ReplicaID
    package let branch: String
    package let name: String
    package let isRevoked: Bool
  }

  package let id: RecordID
  /// When head office did it, in milliseconds since 1970.
  package let at: Int64
  package let records: Int
  package let done: [Device]
  package let waiting: [Device]
  /// What head office itself has not finished, of whatever erasure: `ledger`, `log`, `copy NAME`.
  package let unfinished: [String]
}

/// Asks head office how far each erasure has come. For administrators' devices.
package func erasureStatus(
  _ store: ReplicaStore, over transport: some SyncTransport
) async -> Result<[ErasureProgress], SyncFailure> {
  do {
    let identity = try store.read { $0.identity }
    guard let link = identity.headOffice else { return .failure(.notEnrolled) }
    var request = ErasureStatusRequest()
    request.protocol = Limits.protocolVersion
    request.replica = identity.replica.data
    let (response, _) = try await transport.call(
      .erasures, request, token: link.token, as: ErasureStatusResponse.self)
    return .success(
      response.erasures.compactMap { status in
        Identifier(bytes: Array(status.id)).map {
          ErasureProgress(
            id: $0, at: status.at, records: Int(status.records), done: status.done.compactMap(device),
            waiting: status.waiting.compactMap(device), unfinished: response.unfinished)
        }
      })
  } catch let failure as TransportFailure {
    return .failure(.transport(failure))
  } catch {
    return .failure(.store(StoreError(error) ?? .failed(detail: "\(error)")))
  }
}

private func device(_ entry: Casebook_Sync_V1_ErasureDevice) -> ErasureProgress.Device? {
  Identifier(bytes: Array(entry.replica)).map {
    ErasureProgress.Device(replica: $0, branch: entry.branch, name: entry.name, isRevoked: entry.revoked)
  }
}
