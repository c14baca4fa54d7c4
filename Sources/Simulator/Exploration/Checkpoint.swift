import SyncProtocol
import Versioning

/// All of a world but its open files: another one can go on from here.
struct Checkpoint: Sendable {
  let seed: UInt64
  let repertoire: Repertoire
  let pageBytes: Int
  let now: Int64
  let office: Office
  let devices: [SimulatedDevice]
  let oracle: Oracle
  let labels: Labels
  let verdicts: [Dot: VerdictEntry]
  let officeLogRead: Int64
  let officeHeld: Holding
  let hasCopies: Bool
  let isOfficeRestored: Bool
  let enrolments: Int
}

extension World {
  var checkpoint: Checkpoint {
    Checkpoint(
      seed: seed, repertoire: repertoire, pageBytes: pageBytes, now: time.now, office: office,
      devices: devices, oracle: oracle, labels: labels, verdicts: verdicts, officeLogRead: officeLogRead,
      officeHeld: officeHeld, hasCopies: hasCopies, isOfficeRestored: isOfficeRestored, enrolments: enrolments
    )
  }

  /// Takes copies of the stores that are another world's still.
  func ownAll() throws {
    if borrowed.office { office = try Office(branching: office, into: folder, time: time) }
    for index in borrowed.devices {
      devices[index] = try SimulatedDevice(branching: devices[index], into: folder, time: time)
    }
    borrowed = Borrowed()
  }

  func closeStores() throws {
    for device in devices where !borrowed.devices.contains(device.index) { try device.store.queue.close() }
    if !borrowed.office { try office.store.pool.close() }
  }
}

/// Stores that a world reads where another one has them, as long as no step writes to them: to open a copy takes
/// longer than most steps.
struct Borrowed: Sendable {
  var office = false
  var devices: Set<Int> = []

  /// All that a step leaves as it is.
  static func all(but step: Step, of count: Int) -> Borrowed {
    var borrowed = Borrowed(office: true, devices: Set(0..<count))
    switch step {
    case .act(let device, _), .machine(let device, _): borrowed.devices.remove(device)
    case .sync(let device, _), .enrol(let device, _), .bundle(let device, _), .office(.role(let device, _)):
      borrowed.devices.remove(device)
      borrowed.office = false
    case .lateArrival, .office, .hostile, .stranger: borrowed.office = false
    }
    return borrowed
  }
}
