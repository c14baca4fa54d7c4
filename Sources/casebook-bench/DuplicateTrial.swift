import ArgumentParser
import CaseIndex
import Complaints
import GRDB
import Replica
import Versioning

struct DuplicateTrial: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "duplicates",
    abstract: "Of pairs made by editing real accounts, how many are proposed; and what else is.",
    discussion: """
      casebook-bench duplicates letters.csv.gz --text 留言详情
      casebook-bench duplicates narratives.csv.gz --text "Consumer complaint narrative" --show 5

      The file's rows become cases; some of them, drawn by the seed, are told once more in one of ten ways, each in turn, and
      become cases as well. Recall is told by way: the share of the pairs that are proposed. Of those that are not it is told
      how many a comparison of all with all would have found (the keys missed them), and how many are not nearly identical
      any more. Precision takes every other pair for wrong, of which a file that has real repetitions has some: --show prints
      the first few, to be judged.
      """)

  @Argument(help: "The CSV file.")
  var file: String
  @Option(help: "The column with the account.")
  var text: String
  @Option(help: "So many rows at most.")
  var rows = 20000
  @Option(help: "So many of them are told once more.")
  var pairs = 1000
  @Option(help: "What rows and edits are drawn by.")
  var seed: UInt64 = 1
  @Option(help: "So many of the pairs that were not made are printed.")
  var show = 0

  func run() throws {
    let folder = try TemporaryFolder()
    var random = SeededGenerator(seed: seed)
    let originals = try read(folder, &random)
    // What says too little is recognised by nobody.
    let asked = originals.indices.filter { Shingles(originals[$0]).count >= 20 }.shuffled(using: &random)
      .prefix(pairs).enumerated().map {
        (row: $1, edit: AccountEdit.allCases[$0 % AccountEdit.allCases.count])
      }
    try check(!asked.isEmpty, "\(file) has accounts of 20 words and more")
    let told = asked.map { $0.edit.applied(to: originals[$0.row], &random) }
    let store = try store(originals + told, folder)
    let start = seconds()
    let found = try store.read { try $0.repeatedCases() }
    let elapsed = seconds() - start
    let places = try self.places(store)
    let proposed = Set(
      found.pairs.compactMap { pair -> [Int]? in
        guard let one = places[pair.later.id], let other = places[pair.earlier.id] else { return nil }
        return [min(one, other), max(one, other)]
      })
    print(
      "\(originals.count) rows, \(asked.count) told once more; \(proposed.count) pairs proposed in \(fixed(elapsed, 1)) s, "
        + "\(fixed(elapsed * 1000 / Double(max(found.looked, 1)), 2)) ms a case; \(found.crowded) cases like very many"
    )
    var tallies: [AccountEdit: Tally] = [:]
    for (at, one) in asked.enumerated() {
      let isFound = proposed.contains([one.row, originals.count + at])
      let isAlike = Shingles(told[at]).isNearlyIdentical(to: Shingles(originals[one.row]))
      tallies[one.edit, default: Tally()].add(isFound: isFound, isAlike: isAlike)
    }
    for edit in AccountEdit.allCases { tallies[edit].map { print($0.line(edit.name)) } }
    let all = tallies.values.reduce(into: Tally()) { $0.add($1) }
    print(all.line("all ways"))
    report(others: proposed, all.found, asked.map(\.row), originals, told)
  }

  /// How many pairs of one way were proposed.
  private struct Tally {
    var pairs = 0
    var found = 0
    /// A comparison of all with all would have found them.
    var missed = 0

    mutating func add(isFound: Bool, isAlike: Bool) {
      pairs += 1
      found += isFound ? 1 : 0
      missed += !isFound && isAlike ? 1 : 0
    }

    mutating func add(_ other: Tally) {
      pairs += other.pairs
      found += other.found
      missed += other.missed
    }

    func line(_ name: String) -> String {
      let recall = fixed(Double(found) / Double(max(pairs, 1)), 3)
      let pad = String(repeating: " ", count: max(0, 36 - name.count))
      return "\(name)\(pad) recall \(recall) of \(pairs); missed by the keys \(missed), "
        + "not nearly identical any more \(pairs - found - missed)"
    }
  }

  // MARK: - What was not made

  private func report(
    others proposed: Set<[Int]>, _ found: Int, _ asked: [Int], _ originals: [String], _ told: [String]
  ) {
    let made = Set(asked.enumerated().map { [$1, originals.count + $0] })
    let others = proposed.subtracting(made).sorted { $0.lexicographicallyPrecedes($1) }
    // Two rows that say the same make one with each other's retelling as well.
    let ofRows = others.filter { $0[1] < originals.count }
    print(
      "precision \(fixed(Double(found) / Double(max(found + others.count, 1)), 3)), with every other pair taken for wrong: "
        + "\(ofRows.count) between rows as they stand in the file, \(others.count - ofRows.count) with what was told once more"
    )
    for pair in ofRows.prefix(show) {
      print("— \(fixed(Shingles(originals[pair[0]]).resemblance(to: Shingles(originals[pair[1]])), 2))")
      for row in pair { print("  " + originals[row].prefix(160).replacing("\n", with: " ")) }
    }
  }

  // MARK: - Rows

  private func read(_ folder: TemporaryFolder, _ random: inout SeededGenerator) throws -> [String] {
    var table = try CSVTable(path: try unpacked(file, in: folder))
    let account = try table.column(text)
    var found: [String] = []
    while let cells = try table.next() {
      let text = String(cells[account].prefix(4000))
      if !AccountWords(text).units.isEmpty { found.append(text) }
    }
    return found.count > rows ? Array(found.shuffled(using: &random).prefix(rows)) : found
  }

  private func store(_ texts: [String], _ folder: TemporaryFolder) throws -> ReplicaStore {
    let path = try folder.folder("store") + "/casebook.sqlite"
    let store = try ReplicaStore.create(path: path, branch: try BranchCode(typed: "SH01"))
    _ = try store.importAll(
      texts.enumerated().map { place, text in
        ImportRow(
          key: "\(place)",
          fields: [
            ("channel", "phone"), ("narrative", text), ("logged_at", "2026-01-01"),
            ("external_id", "\(place)"),
          ])
      }, source: "bench")
    return store
  }

  /// Which text a case was made of.
  private func places(_ store: ReplicaStore) throws -> [RecordID: Int] {
    try store.read { reader in
      var found: [RecordID: Int] = [:]
      try reader.eachVisibleCase { summary, _, state in
        if case .text(let key) = state.shown(CaseField.externalID) { found[summary.id] = Int(key) }
        return true
      }
      return found
    }
  }
}
