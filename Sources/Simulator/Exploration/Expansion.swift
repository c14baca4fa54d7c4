/// Plays all that can come next after some paths.
struct Expansion: Sendable {
  let exploration: Exploration
  let folder: Folder
  let claims: Claims

  init(_ exploration: Exploration, folder: Folder, claims: Claims) {
    self.exploration = exploration
    self.folder = folder
    self.claims = claims
  }

  struct Child: Sendable {
    let path: [Step]
    /// Nil where the step itself broke a law.
    var situation: Situation?
    var violation: Violation?
  }

  /// - Returns: what came of them, in the order of the paths and of their next steps.
  func expand(_ paths: [[Step]]) async throws -> [Child] {
    try await withThrowingTaskGroup(of: (Int, [Child]).self) { group in
      var found: [[Child]] = Array(repeating: [], count: paths.count)
      var left = paths.indices.makeIterator()
      func begin() {
        guard let index = left.next() else { return }
        group.addTask { (index, try await self.expand(paths[index], name: "\(index)")) }
      }
      for _ in 0..<exploration.jobs { begin() }
      while let (index, children) = try await group.next() {
        found[index] = children
        begin()
      }
      return found.flatMap { $0 }
    }
  }

  private func expand(_ path: [Step], name: String) async throws -> [Child] {
    var here = try await ExploredPath(
      exploration.small, exploration.repertoire, templates: exploration.templates, in: folder, named: name)
    do {
      for event in SmallWorld.events(path, from: 101) { try await here.play(event) }
      let situation = try await here.situation(isBase: true)
      if path.isEmpty { claims.begin(situation) }
      var children: [Child] = []
      for (place, step) in try await here.world.moves().enumerated() {
        children.append(try await follow(step, after: path, from: here, name: "\(name).\(place)"))
      }
      await here.remove()
      return children
    } catch {
      await here.remove()
      throw error
    }
  }

  /// Takes one step on a copy of everything; where it leads to what nobody has met, heals that too.
  private func follow(_ step: Step, after path: [Step], from here: ExploredPath, name: String) async throws
    -> Child
  {
    var child = Child(path: path + [step])
    var branch = try await ExploredPath(here, for: step, in: folder, named: name)
    do {
      let event = SmallWorld.events([step], from: 101 + path.count)[0]
      do {
        try await branch.play(event)
        let situation = try await branch.situation()
        child.situation = situation
        if claims.claim(situation) { try await heal(branch, situation) }
      } catch let violation as Violation {
        child.violation = violation
      }
      await branch.remove()
      return child
    } catch {
      await branch.remove()
      throw error
    }
  }

  private func heal(_ branch: ExploredPath, _ situation: Situation) async throws {
    do {
      try await branch.heal()
    } catch let violation as Violation {
      claims.note(violation, of: situation)
    }
  }
}
