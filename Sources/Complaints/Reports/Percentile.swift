/// The value below or at which a share of the values lies: nearest rank (Hyndman & Fan 1996, definition 1), so
/// that it is always one that occurred.
/// - Parameters:
///   - sorted: ascending.
///   - percent: 1...100.
package func percentile(_ sorted: [Int64], _ percent: Int) -> Int64? {
  guard !sorted.isEmpty else { return nil }
  let rank = (sorted.count * min(max(percent, 1), 100) + 99) / 100
  return sorted[rank - 1]
}
