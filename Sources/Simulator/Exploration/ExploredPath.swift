import GRDB
import RecordStore
import Versioning

/// A world that stands where a path has led, and what was put away on it.
struct ExploredPath: Sendable {
  let world: World
  private let folder: Folder
  /// What lies in each backup, by its path; and in each store that nobody has written to since.
  private var kept: [String: [Piece]] = [:]

  /// The beginning of a small world.
  init(
    _ small: SmallWorld, _ repertoire: Repertoire, templates: Templates, in parent: Folder, named name: String
  )
    async throws
  {
    folder = try Folder(name, in: parent)
    try await templates.copy(small.shape, to: folder)
    world = try World(
      seed: 0, shape: small.shape, repertoire: repertoire, folder: folder, pageBytes: 0, keepsTrace: false)
    try await world.play(small.beginning)
  }

  /// Goes on from where another one is, which stays as it was, to take one step.
  init(_ other: ExploredPath, for step: Step, in parent: Folder, named name: String) async throws {
    folder = try Folder(name, in: parent)
    let checkpoint = await other.world.checkpoint
    world = try World(
      checkpoint, folder: folder, borrowing: .all(but: step, of: checkpoint.devices.count))
    kept = other.kept
  }

  /// Lets everybody sync until nothing moves, and holds the end against the laws.
  /// - Throws: `Violation`.
  func heal() async throws {
    try await world.ownAll()
    try await world.heal()
    try await world.end()
  }

  func remove() async {
    try? await world.closeStores()
    folder.remove()
  }

  /// - Throws: `Violation`.
  mutating func play(_ event: Event) async throws {
    try await world.play(event)
    switch event.step {
    case .machine(let device, .backup):
      if let (path, pieces) = try await world.putAway(device) { kept[path] = pieces }
    case .office(.backup): if let (path, pieces) = try await world.officePutAway() { kept[path] = pieces }
    default: break
    }
  }

  /// - Parameter isBase: others will go on from here: what is read is remembered.
  mutating func situation(isBase: Bool = false) async throws -> Situation {
    if isBase { kept.merge(try await world.allRows()) { $1 } }
    return try await world.situation(kept)
  }
}

extension World {
  /// What the last backup of a device holds: what the device holds now.
  fileprivate func putAway(_ index: Int) throws -> (String, [Piece])? {
    guard let backup = devices[index].backups.last else { return nil }
    return (backup.path, try rows(of: index))
  }

  fileprivate func officePutAway() throws -> (String, [Piece])? {
    try office.backups.last.map { ($0, try officeRows()) }
  }

  private func rows(of index: Int) throws -> [Piece] {
    try devices[index].store.queue.inDatabase { try StoreRows.replica($0) }
  }

  private func officeRows() throws -> [Piece] {
    try office.store.pool.writeWithoutTransaction { try StoreRows.office($0) }
  }

  /// What each store holds, by its path.
  fileprivate func allRows() throws -> [String: [Piece]] {
    var rows = [office.store.path: try officeRows()]
    for device in devices { rows[device.store.path] = try self.rows(of: device.index) }
    return rows
  }

  fileprivate func situation(_ kept: [String: [Piece]]) throws -> Situation {
    var parts: [Situation.Part] = []
    for device in devices {
      var pieces: [Piece] = [
        .text(device.granted.rawValue), .number(device.mustEnrol ? 1 : 0), .number(device.isEnrolled ? 1 : 0),
      ]
      pieces += try kept[device.store.path] ?? rows(of: device.index)
      if let backup = device.backups.last { pieces += [.text("backup")] + (kept[backup.path] ?? []) }
      parts.append(
        Situation.Part(
          replica: try device.identity().replica, rank: "\(device.branch) \(device.firstRole.rawValue)",
          pieces: pieces))
    }
    var rest: [Piece] = [
      .number(hasCopies ? 1 : 0), .number(isOfficeRestored ? 1 : 0), .number(Int64(lost().count)),
    ]
    for (record, place) in oracle.places.sorted(by: { $0.key < $1.key }) {
      rest += [.name(record.bytes), .text(place.scope), .text(place.former.sorted().joined(separator: " "))]
    }
    rest += try kept[office.store.path] ?? officeRows()
    if let backup = office.backups.last { rest += [.text("backup")] + (kept[backup] ?? []) }
    for request in office.limbo { rest += try StoreRows.request(request) }
    return Situation(parts, rest: rest) { salt in
      guard let id = oracle.deed(salt: salt) else { return 0 }
      return 1 + (oracle.deeds[id].isDiscarded ? 1 : 0) + (oracle.deeds[id].isForfeited ? 2 : 0)
    }
  }

  /// What was saved and is nowhere any more. (A situation in which something is lost is none in which nothing is.)
  private func lost() -> [DeedID] {
    var here = Set(oracle.accepted.values)
    for device in devices {
      here.formUnion(device.held.own.values)
      for record in device.held.records.values { here.formUnion(record.deeds) }
    }
    return oracle.deeds.filter { !$0.isDiscarded && !$0.isForfeited && !here.contains($0.id) }.map(\.id)
  }
}
