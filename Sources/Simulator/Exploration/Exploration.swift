import Synchronization

/// Plays every sequence of so many steps in a small world, breadth first, and holds each situation that comes of
/// them against the laws: those of every step, and, once everybody has synced until nothing moves, those of the
/// end. A situation that was there before, under whatever names, is gone on from once only.
package struct Exploration: Sendable {
  package let small: SmallWorld
  package let depth: Int
  let repertoire: Repertoire
  let jobs: Int
  let templates: Templates

  package init(
    _ small: SmallWorld, depth: Int, repertoire: Repertoire = .everything, jobs: Int = 2, templates: Templates
  ) {
    self.small = small
    self.depth = depth
    self.repertoire = small.repertoire(of: repertoire)
    self.jobs = max(jobs, 1)
    self.templates = templates
  }

  /// What came of the steps of one depth.
  package struct Level: Sendable {
    package let depth: Int
    /// Steps played from the situations of the depth before, and the new situations that came of them.
    package var transitions = 0
    package var situations = 0
    /// Steps and situations that broke a law.
    package var violations = 0
  }

  /// A law that was broken, and the shortest way there.
  package struct Finding: Sendable {
    package let violation: Violation
    /// What was done once the case was everywhere.
    package let steps: [Step]
    /// All that is played, from the making of the case on.
    package let path: [Event]
  }

  /// - Parameters:
  ///   - ended: told of each depth as it ends.
  ///   - found: told of each break that is unlike the ones before.
  /// - Returns: every depth, and each kind of break once.
  package func run(
    ended: (Level) -> Void = { _ in }, found: (Finding) -> Void = { _ in }
  ) async throws -> (levels: [Level], findings: [Finding]) {
    let folder = try Folder(named: "explore")
    defer { folder.remove() }
    var levels: [Level] = []
    var findings: [Finding] = []
    var kinds: Set<String> = []
    var frontier: [[Step]] = [[]]
    let claims = Claims()
    for depth in 1...max(depth, 1) {
      var level = Level(depth: depth)
      var next: [[Step]] = []
      for start in stride(from: 0, to: frontier.count, by: Self.portion) {
        let part = Array(frontier[start..<min(start + Self.portion, frontier.count)])
        let children = try await Expansion(self, folder: folder, claims: claims).expand(part)
        level.transitions += children.count
        for child in children {
          // One of the ways to a situation was healed; the first one stands for it.
          let isFirst = child.situation.map { claims.isFirst($0) } ?? false
          if isFirst { level.situations += 1 }
          let end = isFirst ? child.situation.flatMap { claims.violation(of: $0) } : nil
          guard let broken = child.violation ?? end else {
            if isFirst { next.append(child.path) }
            continue
          }
          // What comes of a break would only break again: nobody goes on from there.
          level.violations += 1
          guard kinds.insert(Self.kind(of: broken)).inserted else { continue }
          findings.append(
            Finding(
              violation: broken, steps: child.path,
              path: small.beginning + SmallWorld.events(child.path, from: 101)))
          found(findings[findings.count - 1])
        }
      }
      levels.append(level)
      ended(level)
      frontier = next
      if frontier.isEmpty { break }
    }
    return (levels, findings)
  }

  /// So many are played before what came of them is put in order: enough to keep everybody busy.
  private static let portion = 256

  /// A violation without the numbers and ids in it.
  private static func kind(of violation: Violation) -> String {
    "\(violation.law) "
      + violation.message.split { !$0.isLetter }.filter { word in word.contains { !$0.isHexDigit } }
      .joined(separator: " ")
  }
}

/// Which situations were met, by whom first, and what the end of each was.
final class Claims: Sendable {
  private struct Met {
    var violation: Violation?
    var isTold = false
  }

  private let met = Mutex<[Situation: Met]>([:])

  /// Where everything begins is nothing new.
  func begin(_ situation: Situation) { met.withLock { $0[situation] = Met(isTold: true) } }

  /// - Returns: whether nobody was here before.
  func claim(_ situation: Situation) -> Bool {
    met.withLock { met in
      guard met[situation] == nil else { return false }
      met[situation] = Met()
      return true
    }
  }

  func note(_ violation: Violation, of situation: Situation) {
    met.withLock { $0[situation]?.violation = violation }
  }

  func violation(of situation: Situation) -> Violation? { met.withLock { $0[situation]?.violation } }

  /// True once for each.
  func isFirst(_ situation: Situation) -> Bool {
    met.withLock { met in
      guard met[situation]?.isTold == false else { return false }
      met[situation]?.isTold = true
      return true
    }
  }
}
