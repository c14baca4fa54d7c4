/// What two sequences have in common: a longest common subsequence, as pairs of positions in order.
///
/// Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), greedy forward variant, after the common
/// beginning and end are taken off. Time and memory grow with the square of the edits, so beyond `limit`
/// edits the middle counts as wholly different: right, though not short.
func commonPositions(_ old: [Int], _ new: [Int], limit: Int) -> [(old: Int, new: Int)] {
  let shorter = min(old.count, new.count)
  var head = 0
  while head < shorter, old[head] == new[head] { head += 1 }
  var tail = 0
  while tail < shorter - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }

  let middle = shortestEdit(
    Array(old[head..<old.count - tail]), Array(new[head..<new.count - tail]), limit: limit)
  return (0..<head).map { ($0, $0) }
    + middle.map { ($0.old + head, $0.new + head) }
    + (0..<tail).reversed().map { (old.count - 1 - $0, new.count - 1 - $0) }
}

/// The matches on a shortest path from (0, 0) to (old.count, new.count); none when it has over `limit` edits.
private func shortestEdit(_ old: [Int], _ new: [Int], limit: Int) -> [(old: Int, new: Int)] {
  guard !old.isEmpty, !new.isEmpty, abs(old.count - new.count) <= limit else { return [] }
  let most = min(limit, old.count + new.count)
  // furthest[k + most + 1] is the furthest x reached on diagonal k = x - y.
  let origin = most + 1
  var furthest = [Int](repeating: 0, count: 2 * most + 3)
  // rounds[d] holds the diagonals -d...d as they were when round d began.
  var rounds: [[Int]] = []
  for edits in 0...most {
    rounds.append(Array(furthest[origin - edits...origin + edits]))
    for k in stride(from: -edits, through: edits, by: 2) {
      let isDown = k == -edits || (k != edits && furthest[origin + k - 1] < furthest[origin + k + 1])
      var x = isDown ? furthest[origin + k + 1] : furthest[origin + k - 1] + 1
      while x < old.count, x - k < new.count, old[x] == new[x - k] { x += 1 }
      furthest[origin + k] = x
      if k == old.count - new.count, x >= old.count { return walkBack(rounds, old.count, new.count) }
    }
  }
  return []
}

/// Follows the path of the last round back to the start and collects its matches.
private func walkBack(_ rounds: [[Int]], _ oldCount: Int, _ newCount: Int) -> [(old: Int, new: Int)] {
  var matches: [(old: Int, new: Int)] = []
  var (x, y) = (oldCount, newCount)
  for edits in rounds.indices.reversed() {
    let k = x - y
    // Where the round before left off, one edit away.
    var (fromX, fromY) = (0, 0)
    if edits > 0 {
      let round = rounds[edits]
      let isDown = k == -edits || (k != edits && round[edits + k - 1] < round[edits + k + 1])
      fromX = isDown ? round[edits + k + 1] : round[edits + k - 1]
      fromY = fromX - (isDown ? k + 1 : k - 1)
    }
    while x > fromX, y > fromY {
      matches.append((x - 1, y - 1))
      x -= 1
      y -= 1
    }
    (x, y) = (fromX, fromY)
  }
  return matches.reversed()
}
