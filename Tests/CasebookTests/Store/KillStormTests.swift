import Foundation
import Glibc
import Testing

/// Whatever is killed whenever: a case whose number was printed is at head office and everywhere, once.
///
/// Short here; `Packaging/kill-test.sh 500` runs the same for longer (CASEBOOK_KILLS).
@Suite("Killed at random moments", .serialized)
struct KillStormTests {
  private static let kills =
    ProcessInfo.processInfo.environment["CASEBOOK_KILLS"].flatMap(Int.init) ?? 40

  /// One branch with two devices, another with one, and what they were told.
  private final class Storm {
    let office: Office
    let shops: [Shop]
    let branches = ["SH01", "SH01", "SH02"]
    /// The marker of each case whose number was printed, by number.
    var printed: [String: String] = [:]
    var begun = 0
    var clientKills = 0
    var serverKills = 0
    /// How long a run takes here and now, in microseconds: moments are drawn from it.
    var usual: UInt32 = 50_000

    init() throws {
      office = try Office()
      shops = try branches.map { [office] in try office.shop($0) }
    }

    /// Begins something that a person might be doing.
    func begin(_ shop: Int) throws -> (run: Spawned, marker: String?) {
      let kind = Int.random(in: 0..<10)
      if kind < 5 || printed.isEmpty {
        begun += 1
        let marker = "K\(begun)"
        let text = "汤是凉的 \(String(repeating: "很久 ", count: Int.random(in: 0...400)))"
        return (
          try shops[shop].spawn(
            "new", "--channel", "phone", "--order-reference", marker, "--narrative", text), marker
        )
      }
      if kind < 7 { return (try shops[shop].spawn("note", "@last", "called back"), nil) }
      return (try shops[shop].spawn("sync"), nil)
    }

    func end(_ run: Spawned, marker: String?) {
      guard let marker else { return }
      let number = run.output.trimmingCharacters(in: .whitespacesAndNewlines)
      // Told is told, also by a process that was killed right afterwards.
      if number.hasPrefix("SH0") { printed[number] = marker }
    }

    func killClient() throws {
      let shop = Int.random(in: 0..<shops.count)
      let began = ContinuousClock.now
      let (run, marker) = try begin(shop)
      if Int.random(in: 0..<3) == 0 {
        let status = run.wait()
        #expect([0, 3].contains(status), "\(status): \(run.error)")
        let took = (ContinuousClock.now - began) / .microseconds(1)
        usual = UInt32(min(took, 500_000))
      } else {
        usleep(UInt32.random(in: 0...usual + usual / 4))
        if run.killNow() { clientKills += 1 }
      }
      end(run, marker: marker)
    }

    func killServer() throws {
      var runs: [(run: Spawned, marker: String?)] = []
      for shop in shops.indices { runs.append((try shops[shop].spawn("sync"), nil)) }
      usleep(UInt32.random(in: 0...2 * usual))
      office.stop(SIGKILL)
      serverKills += 1
      for (run, _) in runs {
        // Done before, or told that head office is gone; another sync of the store may be at it.
        let status = run.wait()
        #expect([0, 7, 8].contains(status), "\(status): \(run.error)")
      }
      try office.start()
    }
  }

  @Test func `no case whose number was printed is missing or doubled anywhere`() throws {
    let storm = try Storm()
    while storm.clientKills + storm.serverKills < Self.kills {
      if Int.random(in: 0..<6) == 0 { try storm.killServer() } else { try storm.killClient() }
    }
    for _ in 0..<2 {
      for shop in storm.shops {
        let ran = try shop.casebook("sync")
        #expect(ran.status == 0, "\(ran.error)")
      }
    }
    let auditor = try storm.office.shop("HQ", role: "auditor")
    #expect(try auditor.casebook("sync").status == 0)
    var missing = 0
    var doubled = 0
    for (place, shop) in [(nil as String?, auditor)] + zip(storm.branches, storm.shops).map({ ($0, $1) }) {
      let cases = try shop.list("--limit", "100000")
      var held: [String: Int] = [:]
      for found in cases { held[found["order_reference"] as? String ?? "", default: 0] += 1 }
      doubled += held.values.filter { $0 > 1 }.count
      let numbers = Dictionary(grouping: cases.compactMap { $0["number"] as? String }) { $0 }
      doubled += numbers.values.filter { $0.count > 1 }.count
      for (number, marker) in storm.printed where place == nil || number.hasPrefix(place ?? "") {
        if held[marker] == nil || numbers[number] == nil { missing += 1 }
      }
      let doctor = try shop.casebook("doctor")
      #expect(doctor.status == 0, "\(doctor.output) \(doctor.error)")
      #expect(try shop.json("status")["pending"] as? Int == 0)
    }
    let check = try storm.office.run(["check"])
    #expect(check.status == 0, "\(check.output)")
    #expect(!storm.printed.isEmpty)
    #expect(missing == 0)
    #expect(doubled == 0)
    print(
      "kill test: kills \(storm.clientKills + storm.serverKills) (client \(storm.clientKills), server "
        + "\(storm.serverKills)), cases \(storm.printed.count), missing \(missing), doubled \(doubled)")
  }

  @Test func `init leaves nothing that no command accepts`() throws {
    var kills = 0
    for turn in 0..<16 {
      let shop = try Shop(initialised: false)
      let run = try shop.spawn("init", "--branch", "SH01", "--author", "Li Na")
      usleep(UInt32(turn) * 2500)
      if run.killNow() { kills += 1 }
      if !FileManager.default.fileExists(atPath: shop.storePath) {
        let ran = try shop.casebook("init", "--branch", "SH01", "--author", "Li Na")
        #expect(ran.status == 0, "\(ran.error)")
      }
      // What was left by the one that was killed is gone with the next that makes a store.
      try shop.new("--channel", "phone", "--narrative", "x")
      #expect(try shop.casebook("doctor").status == 0)
      #expect(try shop.list().count == 1)
    }
    #expect(kills > 0)
  }
}
