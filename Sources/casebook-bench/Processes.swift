import GRDB
import Replica

/// Commands as a person runs them: whole processes, against the sqlite3 shell on the same store.
struct Processes {
  let program: String
  let runs: Int
  let folder: TemporaryFolder

  func measurements(small: ReplicaStore, large: ReplicaStore) throws -> [Measurement] {
    var results: [Measurement] = []
    var show: [Double] = []
    for store in [small, large] {
      let count = try store.caseCount()
      let one = try showing(store, count)
      show.append(one.figure)
      results += [one, try listing(store, count)]
    }
    results.append(
      Measurement(
        name: "show, large against small", unit: .times, figure: show[1] / show[0], floor: nil,
        goal: .atMost(1.25),
        detail: "flat"))
    results.append(try writing(large))
    return results
  }

  private func command(_ store: ReplicaStore) -> Program {
    let home = store.path.split(separator: "/").dropLast().joined(separator: "/")
    return Program(
      program,
      environment: [
        ("CASEBOOK_HOME", "/" + home), ("XDG_CONFIG_HOME", folder.path), ("XDG_DATA_HOME", folder.path),
      ])
  }

  /// Some cases, evenly spread: their numbers and ids in hexadecimal digits.
  private func samples(_ store: ReplicaStore) throws -> [(number: String, id: String)] {
    try store.read { reader in
      try reader.db.rows(
        """
        SELECT c.number, hex(r.id) FROM cases c JOIN records r ON r.rid = c.rid
        WHERE c.rid % (SELECT 1 + count(*) / 20 FROM cases) = 0 LIMIT 20
        """
      ).map { ($0[0], $0[1]) }
    }
  }

  private func showing(_ store: ReplicaStore, _ count: Int) throws -> Measurement {
    let samples = try samples(store)
    let command = command(store)
    var turn = (0, 0)
    let (figure, floor) = try alternating(
      runs,
      {
        turn.0 += 1
        return try command.run(["show", samples[turn.0 % samples.count].number])
      },
      {
        turn.1 += 1
        return try pointQuery(store, samples[turn.1 % samples.count].id)
      })
    return Measurement(
      name: "show, \(count) cases", unit: .milliseconds, figure: figure * 1000, floor: floor * 1000,
      goal: .within(3),
      detail: "cold process; floor: sqlite3 FILE 'select … where id = …'")
  }

  private func listing(_ store: ReplicaStore, _ count: Int) throws -> Measurement {
    let samples = try samples(store)
    let command = command(store)
    var turn = 0
    let (figure, floor) = try alternating(
      runs, { try command.run(["list"]) },
      {
        turn += 1
        return try pointQuery(store, samples[turn % samples.count].id)
      })
    return Measurement(
      name: "list, \(count) cases", unit: .milliseconds, figure: figure * 1000, floor: floor * 1000,
      goal: .within(3),
      detail: "the 20 newest; floor as for show")
  }

  private func pointQuery(_ store: ReplicaStore, _ id: String) throws -> Double {
    try Program("sqlite3").run([store.path, "SELECT * FROM records WHERE id = x'\(id)'"])
  }

  /// One durable `new` against one durable INSERT of the same size, both in WAL mode with synchronous = FULL.
  private func writing(_ store: ReplicaStore) throws -> Measurement {
    let file = folder.file("insert.sqlite")
    let sqlite = Program("sqlite3")
    try sqlite.run([file, "PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)"])
    var random = SeededGenerator(seed: 7)
    let text = SampleCases.words(false, bytes: 594, using: &random)
    let command = command(store)
    let (figure, floor) = try alternating(
      runs, { try command.run(["new", "--channel", "phone", "--narrative", text]) },
      { try sqlite.run([file, "PRAGMA synchronous = FULL; INSERT INTO t (body) VALUES ('\(text)')"]) })
    return Measurement(
      name: "new, \(try store.caseCount()) cases", unit: .milliseconds, figure: figure * 1000,
      floor: floor * 1000,
      goal: .within(4), detail: "durable; floor: one durable INSERT by the sqlite3 shell")
  }
}
