import ArgumentParser
import Complaints
import Console
import GRDB
import Interchange
import RecordStore
import Replica
import SyncClient

struct Council: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "One replica per office of a casework file, all synced to one server; every count is checked.",
    discussion: """
      casebook-bench council casework.csv --map council.yaml

      The file's rows are split by a column that names the office (a branch code). Every office imports its own
      rows with no network, then all are enrolled at and synced to a head office over HTTP on this machine. A
      file that ends in .gz is unpacked first.
      """)

  @Argument(help: "The CSV file.")
  var file: String

  @Option(help: "The map from columns to fields (YAML).")
  var map: String

  @Option(help: "The column that names the office.")
  var column = "account"

  private struct Branch: Sendable {
    let code: BranchCode
    let store: ReplicaStore
    let cases: Int
  }

  func run() throws {
    let folder = try TemporaryFolder()
    let map = try ImportMap(yaml: text(of: map)) { id in
      Schema.field(.case, id).map { $0.isSet ? .set : .single }
    }
    let files = try split(unpacked(file, in: folder), folder)
    note("\(files.count) offices")

    var branches: [Branch] = []
    var rejected = 0
    let importing = try timed {
      for (code, path) in files {
        let (rows, bad) = try ImportRow.read(path, map: map)
        rejected += bad
        let store = try ReplicaStore.create(path: folder.file(code.rawValue + ".sqlite"), branch: code)
        let new = try store.importAll(rows, source: map.source)
        branches.append(Branch(code: code, store: store, cases: new))
        note("imported \(code): \(new)")
      }
    }
    let total = branches.reduce(0) { $0 + $1.cases }
    print(
      "import, offline: \(total) cases of \(branches.count) offices in \(fixed(importing, 1)) s"
        + " (\(fixed(Double(total) / importing, 0))/s), \(rejected) rows rejected")
    try blocking { [branches] in try await exchange(branches, total: total, folder) }
  }

  /// One file for each office, with the file's header.
  private func split(_ path: String, _ folder: TemporaryFolder) throws -> [(BranchCode, String)] {
    var table = try CSVTable(path: path)
    let column = try table.column(column)
    let writer = CSVWriter(spreadsheetSafe: false)
    var parts: [String: [UInt8]] = [:]
    while let cells = try table.next() {
      var part = parts.removeValue(forKey: cells[column]) ?? []
      if part.isEmpty { writer.write(table.header, to: &part) }
      writer.write(cells, to: &part)
      parts[cells[column]] = part
    }
    return try parts.keys.sorted().map { name in
      let file = folder.file(name + ".csv")
      try write(parts[name] ?? [], to: file)
      return (try BranchCode(typed: name), file)
    }
  }

  private func exchange(_ branches: [Branch], total: Int, _ folder: TemporaryFolder) async throws {
    let office = try BenchOffice(path: folder.file("head-office.sqlite"))
    let server = try await LoopbackServer.start(office.service)
    guard let transport = HTTPTransport(url: server.url) else {
      throw CheckFailed("\(server.url) is an address")
    }
    for branch in branches {
      try office.add(branch.code)
      try await branch.store.enrol(at: office, url: server.url, over: transport)
    }

    var traffic = Traffic()
    var start = seconds()
    for branch in branches {
      let report = try await branch.store.sync(over: transport)
      try check(
        report.pushed == branch.cases && report.conflicts == 0, "\(branch.code) sent all of its cases")
      traffic += report.traffic
    }
    let first = seconds() - start
    print(
      "first sync of all: \(fixed(first, 1)) s (\(fixed(Double(total) / first, 0)) cases/s), \(told(traffic))"
    )

    start = seconds()
    var second = Traffic()
    for branch in branches {
      let report = try await branch.store.sync(over: transport)
      try check(report.pushed == 0 && report.pulled == 0, "a second sync of \(branch.code) moves nothing")
      second += report.traffic
    }
    print("second sync of all: nothing moved, \(fixed(seconds() - start, 2)) s, \(told(second))")

    let admin = try ReplicaStore.create(path: folder.file("admin.sqlite"), branch: .headOffice)
    try await admin.enrol(at: office, as: .admin, url: server.url, over: transport)
    start = seconds()
    let all = try await admin.sync(over: transport)
    let pull = seconds() - start
    print(
      "admin's first sync: \(all.pulled) records in \(fixed(pull, 1)) s (\(fixed(Double(all.pulled) / pull, 0))/s), \(told(all.traffic))"
    )
    await transport.shutdown()
    await server.stop()

    try compare(branches, total: total, office, admin)
    let sizes = branches.map { fileSize($0.store.path) }
    print(
      "sizes: head office \(mebibytes(fileSize(office.store.path))), admin \(mebibytes(fileSize(admin.path))), "
        + "offices \(mebibytes(sizes.min() ?? 0)) to \(mebibytes(sizes.max() ?? 0)), together \(mebibytes(sizes.reduce(0, +)))"
    )
    print("all checks hold")
  }

  /// Counts and digests at both ends, and that nobody holds what is not theirs.
  private func compare(_ branches: [Branch], total: Int, _ office: BenchOffice, _ admin: ReplicaStore) throws
  {
    let atOffice = try office.caseCounts()
    let atAdmin = try admin.read { reader in
      try reader.db.rows("SELECT branch, count(*) FROM cases GROUP BY branch")
        .reduce(into: [String: Int]()) { $0[$1[0]] = $1[1] }
    }
    for branch in branches {
      let code = branch.code.rawValue
      try check(try branch.store.caseCount() == branch.cases, "\(code) holds the cases that it imported")
      try check(atOffice[code] == branch.cases, "head office holds \(branch.cases) cases of \(code)")
      try check(atAdmin[code] == branch.cases, "the admin holds \(branch.cases) cases of \(code)")
      let digest = try office.scope(code)?.digest
      for store in [branch.store, admin] {
        try check(
          try store.read { try $0.db.scope(code)?.digest } == digest, "the digests of \(code) are equal")
      }
      let foreign = try branch.store.read { reader in
        try reader.db.value(
          """
          SELECT (SELECT count(*) FROM records r JOIN scopes s ON s.rid = r.scope WHERE s.code NOT IN (?1, 'shared'))
            + (SELECT count(*) FROM cases WHERE branch <> ?1)
            + (SELECT count(*) FROM cases WHERE number NOT LIKE ?1 || '-%')
            + (SELECT count(*) FROM numbers n JOIN cases c ON c.rid = n.rid WHERE c.branch <> ?1)
            + (SELECT count(*) FROM scopes WHERE code NOT IN (?1, 'shared'))
          """, [code]) as Int?
      }
      try check(foreign == 0, "\(code) holds nothing of another office")
    }
    try check(atOffice.values.reduce(0, +) == total, "head office holds \(total) cases")
    try check(try admin.caseCount() == total, "the admin holds \(total) cases")
    print(
      "counts: \(total) cases of \(branches.count) offices at the offices, at head office and at the admin; digests equal;"
    )
    print("        no office holds a row of another one")
  }

  private func told(_ traffic: Traffic) -> String {
    "\(traffic.requests) requests, \(mebibytes(traffic.bytesUp)) up, \(mebibytes(traffic.bytesDown)) down"
  }
}

func mebibytes(_ bytes: Int) -> String { fixed(Double(bytes) / 1_048_576, 2) + " MiB" }
