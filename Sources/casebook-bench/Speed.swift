import ArgumentParser
import Complaints
import Interchange
import Replica

struct Speed: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Figures, each beside a floor that is measured in the same run, and whether the goals are met.")

  @Option(help: "How many cases the large stores hold.")
  var cases = 100_000

  @Option(
    help: "The branch's program, for the measurements of whole processes; without it they are left out.")
  var program: String?

  @Option(help: "Runs of a process, whose median counts.")
  var runs = 41

  @Option(help: "Only these parts: process, import, push, pull, edit, clients.")
  var only: [String] = []

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let folder = try TemporaryFolder()
    var results: [Measurement] = []
    func part(_ name: String, _ body: () throws -> [Measurement]) throws {
      guard only.isEmpty || only.contains(name) else { return }
      note("measuring: \(name)")
      results += try body()
    }
    let branch = try BranchCode(typed: "SH01")
    let small = try store(in: folder, "small", branch, cases: min(1000, cases))
    let importing = try Importing(cases: cases, branch: branch, folder: folder)
    let large = importing.store
    try part("import") { try importing.measurements() }
    let floor = importing.floor
    if let program {
      try part("process") {
        try Processes(program: program, runs: runs, folder: folder)
          .measurements(small: small, large: large)
      }
    }
    try part("push") { try Pushing(store: large, floor: floor, folder: folder).measurements() }
    try part("pull") { try Pulling(source: large, cases: cases, folder: folder).measurements() }
    try part("edit") { try Editing(small: small, large: large, folder: folder).measurements() }
    try part("clients") { try Clients(folder: folder).measurements() }

    if json {
      print(
        JSON.object([("cases", .integer(Int64(cases))), ("measurements", .array(results.map(\.json)))]).text(
          .pretty))
    } else {
      for line in table(results) { print(line) }
    }
    let missed = results.filter { $0.isMet == false }
    try check(missed.isEmpty, "\(missed.count) goals are met: " + missed.map(\.name).joined(separator: "; "))
  }

  private func store(in folder: TemporaryFolder, _ name: String, _ branch: BranchCode, cases: Int) throws
    -> ReplicaStore
  {
    let store = try ReplicaStore.create(path: try folder.folder(name) + "/casebook.sqlite", branch: branch)
    _ = try store.importAll(SampleCases.rows(cases), source: "bench")
    return store
  }
}
