/// Every order of some things (Heap's algorithm).
package func permutations<Element>(_ elements: [Element]) -> [[Element]] {
  var out: [[Element]] = []
  var current = elements
  func permute(_ count: Int) {
    guard count > 1 else { return out.append(current) }
    for at in 0..<count {
      permute(count - 1)
      if at < count - 1 { current.swapAt(count % 2 == 0 ? at : 0, count - 1) }
    }
  }
  permute(current.count)
  return out
}
