import Complaints
import GRDB
import HeadOffice
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import Synchronization
import Versioning

/// Who is there when a run begins.
struct Shape: Sendable {
  struct Member: Sendable {
    let branch: String
    let role: Role
    /// How far its clock is ahead, in milliseconds.
    let offset: Int64
    /// It belongs to head office from the start. Others work alone until somebody enrols them.
    let isEnrolled: Bool

    init(_ branch: String, _ role: Role, offset: Int64 = 0, isEnrolled: Bool = true) {
      self.branch = branch
      self.role = role
      self.offset = offset
      self.isEnrolled = isEnrolled
    }
  }

  let index: Int
  let members: [Member]

  var branches: [String] { Set(members.map(\.branch)).subtracting(["HQ"]).sorted() }

  private static let companies: [[Member]] = [
    // Two devices of a branch, and head office.
    [Member("SH01", .dutyManager), Member("SH01", .branchStaff), Member("HQ", .admin)],
    [Member("SH01", .dutyManager), Member("SH02", .dutyManager), Member("HQ", .admin)],
    [
      Member("SH01", .dutyManager), Member("SH01", .dutyManager, offset: -3_600_000),
      Member("SH02", .branchStaff, offset: 60_000), Member("HQ", .headOffice),
    ],
    [
      Member("SH01", .dutyManager), Member("SH01", .branchStaff, isEnrolled: false), Member("HQ", .admin),
      Member("HQ", .auditor),
    ],
    [
      Member("SH01", .dutyManager), Member("SH01", .dutyManager), Member("SH01", .branchStaff, offset: 1),
      Member("HQ", .admin, offset: -1000),
    ],
    [
      Member("SH01", .dutyManager, offset: 90_000), Member("SH02", .dutyManager, offset: -31_536_000_000),
      Member("SH02", .branchStaff), Member("HQ", .admin), Member("HQ", .auditor),
    ],
    [Member("SH01", .dutyManager), Member("SH02", .dutyManager, isEnrolled: false), Member("HQ", .admin)],
    [Member("SH01", .branchStaff), Member("SH01", .branchStaff), Member("HQ", .admin)],
  ]

  /// Each company under several sets of replica ids: these break ties between stamps.
  static let count = companies.count * 3

  init(index: Int) {
    self.index = index % Self.count
    members = Self.companies[self.index % Self.companies.count]
  }

  /// The one in which stories are told.
  init(ofStories variant: Int) {
    index = Self.count + SmallWorld.allCases.count + variant % 3
    members = Story.members
  }

  /// One in which two of a branch lay down who works there, and two of head office publish.
  init(ofOffice variant: Int) {
    index = Self.count + SmallWorld.allCases.count + 3 + variant % 3
    members = [
      Member("SH01", .dutyManager), Member("SH01", .dutyManager, offset: -60_000),
      Member("SH02", .branchStaff), Member("HQ", .admin), Member("HQ", .headOffice, offset: 1000),
    ]
  }

  /// Its index is one that no seed has.
  init(of small: SmallWorld) {
    index = Self.count + (SmallWorld.allCases.firstIndex(of: small) ?? 0)
    members = small.members
  }
}

/// Empty stores of the shapes, made once by the product's own code: a run begins with copies of them.
package final class Templates: Sendable {
  private let folder: Folder
  private let made = Mutex<[Int: Task<Void, any Error>]>([:])

  package init() throws { folder = try Folder(named: "templates") }

  deinit { folder.remove() }

  func copy(_ shape: Shape, to target: Folder) async throws {
    let task = made.withLock { made in
      if let task = made[shape.index] { return task }
      let task = Task { try await self.make(shape) }
      made[shape.index] = task
      return task
    }
    try await task.value
    try StoreFiles.copy(path(shape, "office"), to: target.home("office", store: Office.storeName))
    for index in shape.members.indices {
      try StoreFiles.copy(
        path(shape, "device\(index)"), to: target.home("device\(index)", store: SimulatedDevice.storeName))
    }
  }

  private func path(_ shape: Shape, _ name: String) -> String { folder.file("\(shape.index)-\(name)") }

  private func make(_ shape: Shape) async throws {
    let seed = UInt64(shape.index) &+ 0xCA5E_B00C
    var random = Seeded(seed)
    let time = TrueTime(TrueTime.start - 60_000)
    try HeadOfficeStore.create(path: path(shape, "office"), now: time.now, random: &random)
    let office = try HeadOfficeStore.open(path: path(shape, "office"))
    let service = Office.service(
      office, time: time, chance: Chance(Seeded(seed, 0x0FF1CE)))
    for branch in shape.branches {
      try office.addBranch(BranchCode(typed: branch), name: nil, now: time.now)
    }
    for (index, member) in shape.members.enumerated() {
      let machine = Machine(index: index, time: time, offset: member.offset, seed: seed)
      let store = try ReplicaStore.create(
        path: path(shape, "device\(index)"), branch: BranchCode(typed: member.branch),
        name: "device \(index)",
        author: "clerk \(index)", surroundings: machine.surroundings())
      if member.isEnrolled {
        let code = try office.enrolmentCode(
          branch: BranchCode(typed: member.branch), role: member.role, now: time.now, validFor: 900_000,
          random: &random)
        _ = try await enrol(
          store, url: "http://sim", code: code.text, over: DirectTransport(service: service))
      }
      try store.queue.close()
    }
    try office.pool.close()
  }
}

/// The exchange without any network.
private struct DirectTransport: SyncTransport {
  let service: HeadOfficeService

  func send(
    _ body: [UInt8], to endpoint: Endpoint, token: String?
  ) async throws(TransportFailure) -> (reply: [UInt8], traffic: Traffic) {
    do {
      return (try await Office.answer(service, body, endpoint, token: token ?? "").bytes, Traffic())
    } catch {
      throw .unreachable("\(error)")
    }
  }
}
