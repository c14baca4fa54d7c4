import Console
import Replica
import SyncClient
import Versioning

/// Asks head office for the changes of some records that this store lacks, and keeps them there.
///
/// Looking something up must not wait for a network that is not there: two seconds, then what is known here
/// has to do.
/// - Returns: whether head office answered.
func completeHistory(_ store: ReplicaStore, _ records: [RecordID]) -> Bool {
  let link = try? store.read { $0.identity.headOffice }
  guard let link,
    let transport = try? HTTPTransport(
      opening: link.url, rules: link.rules, connectSeconds: 2, answerSeconds: 10,
      environment: Invocation.environment)
  else { return false }
  let outcome = try? blocking {
    let fetched: Void? = try? await fetchHistory(store, of: records, over: transport)
    await transport.shutdown()
    return fetched != nil
  }
  return outcome ?? false
}
