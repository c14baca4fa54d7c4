import Complaints
import GRDB
import RecordStore
import Replica
import SyncClient
import SyncProtocol
import Versioning

/// What session.json is made from, and how each situation comes about.
enum SessionSituations {
  typealias Play = @Sendable (SessionWorld) async throws -> (kept: Kept, steps: [SessionVector.Step])

  static let all: [(id: String, what: String, play: Play)] = [
    (
      "session_idle", "Everything was exchanged before.",
      { world in
        let a = try await world.replica()
        try a.new()
        await a.sync()
        return try await trace(a)
      }
    ),
    (
      "session_push", "Two changes are pending; nothing was exchanged yet.",
      { world in
        let a = try await world.replica()
        try a.new()
        try a.new()
        return try await trace(a)
      }
    ),
    (
      "session_pull", "Another device of the branch logged a case; here nothing is pending.",
      { world in
        let (a, b) = (try await world.replica(), try await world.replica())
        try a.new()
        await a.sync()
        return try await trace(b)
      }
    ),
    (
      "session_push_all_first",
      "40 changes of 60,000 bytes are pending: more than one push takes. All go up before a page comes.",
      { world in
        let a = try await world.replica()
        for _ in 0..<40 {
          try a.new([("channel", "phone"), ("narrative", String(repeating: "x", count: 60_000))])
        }
        return try await trace(a)
      }
    ),
    (
      "session_pages", "40 states of 60,000 bytes are to be fetched: two pages.",
      { world in
        let (a, b) = (try await world.replica(), try await world.replica())
        for _ in 0..<40 {
          try a.new([("channel", "phone"), ("narrative", String(repeating: "x", count: 60_000))])
        }
        await a.sync()
        return try await trace(b)
      }
    ),
    (
      "session_conflict",
      "A pending edit meets another device's: the conflict's base is fetched with the history.",
      { world in
        let (a, b) = (try await world.replica(), try await world.replica())
        let record = try a.new()
        await a.sync()
        await b.sync()
        try a.edit(record, "severity", "minor")
        await a.sync()
        world.pass(1_000)
        try b.edit(record, "severity", "severe")
        return try await trace(b)
      }
    ),
    (
      "session_clock",
      "After a restart the wall clock is a day ahead, and one change was made by it: refused once, stamped anew, taken.",
      { world in
        let a = try await world.replica()
        await a.sync()
        let restarted = try world.copy(a, machine: SessionWorld.Machine(boot: 2))
        restarted.machine.off.withLock { $0 = 86_400_000 }
        try restarted.new()
        return try await trace(restarted)
      }
    ),
    (
      "session_quarantine",
      "A pending change cannot be taken (an auditor's device was branch staff when it was made): it is quarantined, the session ends as ever.",
      { world in
        let a = try await world.replica()
        try a.new()
        var random = SystemRandomNumberGenerator()
        let code = try world.office.store.enrolmentCode(
          branch: BranchCode(typed: "SH01"), role: .auditor, now: ClockSource.morning, validFor: 900_000,
          random: &random)
        _ = try await enrol(a.store, url: "http://test", code: code.text, over: world.office)
        return try await trace(a)
      }
    ),
    (
      "session_clone",
      "A copy of the store pushed a change under the number of the one that is pending here.",
      { world in
        let a = try await world.replica()
        try a.new()
        await a.sync()
        let copy = try world.copy(a)
        try copy.new()
        await copy.sync()
        world.pass(1_000)
        try a.new()
        // The id that it takes is drawn before, so that a runner knows it.
        _ = try a.store.incarnationRequest()
        return try await trace(a)
      }
    ),
    (
      "session_clone_idle", "A copy of the store pushed a change; here nothing is pending.",
      { world in
        let a = try await world.replica()
        try a.new()
        await a.sync()
        let copy = try world.copy(a)
        try copy.new()
        await copy.sync()
        _ = try a.store.incarnationRequest()
        return try await trace(a)
      }
    ),
    (
      "session_act_known",
      "A store was put back from a backup, written to and copied: a copy has brought what is pending here.",
      { world in
        let a = try await world.replica()
        try a.new()
        await a.sync()
        let restored = try world.copy(a)
        try a.new()
        await a.sync()
        try restored.new()
        let copy = try world.copy(restored)
        await restored.sync()
        world.pass(1_000)
        try copy.new()
        _ = try copy.store.incarnationRequest()
        return try await trace(copy)
      }
    ),
    (
      "session_office_restored",
      "Head office was restored to before the last case of this device and one change of its other.",
      { world in
        let (a, b) = (try await world.replica(), try await world.replica())
        try a.new()
        await a.sync()
        await b.sync()
        let backup = try world.copyOffice()
        try a.new()
        await a.sync()
        world.pass(1_000)
        try b.new()
        await b.sync()
        await a.sync()
        try world.restoreOffice(backup)
        return try await trace(a)
      }
    ),
    (
      "session_office_restored_pending",
      "Head office was restored to before the last case of this device, which has logged another one since.",
      { world in
        let a = try await world.replica()
        try a.new()
        await a.sync()
        let backup = try world.copyOffice()
        try a.new()
        await a.sync()
        try world.restoreOffice(backup)
        world.pass(1_000)
        try a.new()
        return try await trace(a)
      }
    ),
    (
      "session_digest",
      "A state here is not what head office sent: found by the digest of the next change, compared, put right.",
      { world in
        let (a, b) = (try await world.replica(), try await world.replica())
        try a.new()
        await a.sync()
        await b.sync()
        try b.alterFirstState()
        try a.new()
        await a.sync()
        return try await trace(b)
      }
    ),
    (
      "session_erasure",
      "A customer was erased since: done here, and said to be done with one more exchange.",
      { world in
        let (a, admin) = (try await world.replica(), try await world.replica("HQ", .admin))
        try a.new([("channel", "phone"), ("narrative", "x"), ("customer_id", "C-4711")])
        await a.sync()
        await admin.sync()
        _ = try admin.store.write { session in try session.eraseCustomer("C-4711", reason: .text("asked for"))
        }
        await admin.sync()
        return try await trace(a)
      }
    ),
    (
      "session_unreachable", "No connection.",
      { world in
        let a = try await world.replica()
        try a.new()
        world.office.fault.withLock { $0 = .unreachable("no route") }
        return try await trace(a)
      }
    ),
    (
      "session_answer_lost",
      "An earlier answer was lost: the changes are sent again and get their verdicts again.",
      { world in
        let a = try await world.replica()
        try a.new()
        let request = try a.store.nextRequest()
        _ = try await carryOut(.exchange(request), for: a.store, over: world.office)
        return try await trace(a)
      }
    ),
    (
      "session_busy", "Head office's store is locked.",
      { world in
        let a = try await world.replica()
        try a.new()
        world.office.fault.withLock { $0 = .refused(Refusal(.busy, "Head office is busy."), Traffic()) }
        return try await trace(a)
      }
    ),
    (
      "session_revoked", "The device was revoked.",
      { world in
        let a = try await world.replica()
        try a.new()
        _ = try world.office.store.revoke(
          a.store.read { $0.identity.replica.description }, now: ClockSource.morning)
        return try await trace(a)
      }
    ),
    (
      "session_written_meanwhile",
      "A change was made while the exchange was under way: it goes with the next.",
      { world in
        let a = try await world.replica()
        try a.new()
        return try await trace(a) { step in if step == 1 { try a.new() } }
      }
    ),
  ]
}
