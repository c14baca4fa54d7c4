/// The erasures of which a store has said that they are done, as a request tells them.
package struct ErasuresSaid: Sendable {
  /// 32 bytes.
  package let hash: [UInt8]

  /// - Parameter ids: 16 bytes each, in whatever order, each once or more.
  package init(_ ids: some Sequence<[UInt8]>) {
    let ascending = Set(ids).sorted { $0.lexicographicallyPrecedes($1) }
    hash = ContentHash(content: Array(ascending.joined())).bytes
  }
}
