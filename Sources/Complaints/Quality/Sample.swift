package import Versioning

/// A random sample that anybody can draw again: the records are put into an order that only the seed decides,
/// and taken from the front.
///
/// The order is that of SHA-256 over the seed, U+001F and the record's id: whoever draws with the same seed from
/// the same records gets the same ones, and to leave one out moves no other.
package func sampleOrder(_ records: [RecordID], seed: String) -> [RecordID] {
  let prefix = Array(seed.utf8) + [0x1F]
  return records.map { (key: ContentHash(content: prefix + $0.bytes).bytes, id: $0) }
    .sorted { $0.key == $1.key ? $0.id < $1.id : $0.key.lexicographicallyPrecedes($1.key) }.map(\.id)
}
