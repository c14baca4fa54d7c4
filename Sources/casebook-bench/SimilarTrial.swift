import ArgumentParser
import CaseIndex
import Complaints
import GRDB
import Language
import RecordStore
import Replica
import Versioning

struct SimilarTrial: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "similar",
    abstract: "How often what is shown as similar is of the same kind, beside plain BM25 and beside chance.",
    discussion: """
      casebook-bench similar letters.csv.gz --text 留言详情 --title 留言主题 --label 一级分类
      casebook-bench similar narratives.csv.gz --text "Consumer complaint narrative" --label Product

      The file's rows become cases. Of some of them, drawn by the seed, the five that are most like are looked up: the
      share with the same label is the precision at five. The words of the label are taken out of all texts before.
      It is told twice: with cases that nobody has classified, and with the label as the problem class of those
      that are there already, the way a shop's store is; the one that is told never has it. Then rows are edited, and it
      is told how often the row itself is found again among five.
      """)

  @Argument(help: "The CSV file.")
  var file: String
  @Option(help: "The column with the account.")
  var text: String
  @Option(help: "The column with the kind, which is taken for the truth.")
  var label: String
  @Option(help: "The column with a title.")
  var title: String?
  @Option(help: "So many rows at most.")
  var rows = 4000
  @Option(help: "So many of them are looked up.")
  var queries = 300
  @Option(help: "What the rows to look up are drawn by.")
  var seed: UInt64 = 1

  private struct Row {
    let text: String
    let label: String
  }

  func run() throws {
    let folder = try TemporaryFolder()
    let all = try read(folder)
    try check(all.count > 10, "\(file) has enough rows with a text and a label")
    let counts = all.reduce(into: [String: Int]()) { $0[$1.label, default: 0] += 1 }
    var random = SeededGenerator(seed: seed)
    // A label that hardly any row has cannot be met five times.
    let asked = all.indices.filter { counts[all[$0].label, default: 0] > 5 }.shuffled(using: &random)
      .prefix(queries)
    try check(!asked.isEmpty, "a label stands in more than five rows")
    let chance = asked.reduce(0.0) {
      $0 + Double(counts[all[$1].label, default: 1] - 1) / Double(all.count - 1)
    }
    print("\(all.count) rows, \(counts.count) labels, \(asked.count) looked up")
    print("chance                      \(fixed(chance / Double(asked.count), 3))")
    let plain = try store(all, classified: false, folder)
    let places = try self.places(plain)
    try print(
      "plain BM25                  " + precision(asked, all) { try bm25(all[$0].text, in: plain, places) })
    try print(
      "similar, no classes         "
        + precision(asked, all) { try similar(all[$0].text, in: plain, places, but: $0) })
    let classified = try store(all, classified: true, folder)
    let known = try self.places(classified)
    try print(
      "similar, classes known      "
        + precision(asked, all) { try similar(all[$0].text, in: classified, known, but: $0) })
    try edited(all, plain, places, &random)
  }

  // MARK: - Rows

  private func read(_ folder: TemporaryFolder) throws -> [Row] {
    var table = try CSVTable(path: try unpacked(file, in: folder))
    let (account, kind) = (try table.column(text), try table.column(label))
    let heading = try title.map { try table.column($0) }
    var found: [Row] = []
    while let cells = try table.next() {
      let kindOf = cells[kind]
      guard !kindOf.isEmpty, !AccountWords(cells[account]).units.isEmpty else { continue }
      let whole = (heading.map { cells[$0] + "\n" } ?? "") + cells[account]
      found.append(Row(text: without(kindOf, whole), label: kindOf))
    }
    guard found.count > rows else { return found }
    var random = SeededGenerator(seed: seed &+ 1)
    return Array(found.shuffled(using: &random).prefix(rows))
  }

  /// The text without the words of its label: they would give the kind away.
  private func without(_ label: String, _ text: String) -> String {
    var text = text
    for word in label.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) where word.count > 1 {
      text = text.replacing(word, with: " ")
      text = text.replacing(word.lowercased(), with: " ")
    }
    return text
  }

  private func store(_ rows: [Row], classified: Bool, _ folder: TemporaryFolder) throws -> ReplicaStore {
    let path = try folder.folder(classified ? "classified" : "plain") + "/casebook.sqlite"
    let store = try ReplicaStore.create(path: path, branch: try BranchCode(typed: "SH01"))
    let labels = Set(rows.map(\.label)).sorted()
    let ids = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, "label_\($0)") })
    let problemClass = Vocabulary.problemClass
    let terms = Terms(vocabularies: [
      Vocabulary(
        problemClass.id, problemClass.label,
        labels.map { Term(ids[$0] ?? "", Label(en: $0, zhHans: $0)) })
    ])
    _ = try store.importAll(
      rows.enumerated().map { place, row in
        ImportRow(
          key: "\(place)",
          fields: [
            ("channel", "phone"), ("narrative", String(row.text.prefix(4000))), ("logged_at", "2026-01-01"),
            ("external_id", "\(place)"),
          ] + (classified ? [("problem_class", ids[row.label] ?? "")] : []))
      }, source: "bench", terms: terms)
    return store
  }

  /// Which row a case was made of.
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

  // MARK: - What is found

  /// The share of the rows found that have the label of the one that was looked up, of five places; and how long one
  /// look took.
  private func precision(_ asked: some Collection<Int>, _ all: [Row], _ find: (Int) throws -> [Int]) throws
    -> String
  {
    var right = 0
    let elapsed = try timed {
      for place in asked {
        right += try find(place).filter { $0 != place }.prefix(5).count { all[$0].label == all[place].label }
      }
    }
    return
      "\(fixed(Double(right) / Double(5 * asked.count), 3))   \(fixed(elapsed * 1000 / Double(asked.count), 1)) ms"
  }

  /// - Parameter own: the row that is looked up: it must not vote for its own class.
  private func similar(
    _ text: String, in store: ReplicaStore, _ places: [RecordID: Int], but own: Int? = nil
  ) throws -> [Int] {
    let except = own.flatMap { own in places.first { $0.value == own }?.key }
    return try store.read { reader in
      try reader.casesLike(LikenessClues(text: text), except: except, limit: 6)
        .compactMap { places[$0.visit.summary.id] }
    }
  }

  /// What the index itself makes of all words of a text, each for itself.
  private func bm25(_ text: String, in store: ReplicaStore, _ places: [RecordID: Int]) throws -> [Int] {
    let words = AccountWords(text).units.keys.sorted().prefix(400)
    guard !words.isEmpty else { return [] }
    let query = words.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: " OR ")
    return try store.read { reader in
      try reader.db.rows(
        "SELECT rowid FROM search WHERE search MATCH ? ORDER BY bm25(search) LIMIT 6", [query]
      ).compactMap { try reader.summary(rid: $0[0]).flatMap { places[$0.id] } }
    }
  }

  /// Rows as somebody else would have written them down: words left out, doubled and in another place.
  private func edited(
    _ all: [Row], _ store: ReplicaStore, _ places: [RecordID: Int], _ random: inout SeededGenerator
  ) throws {
    let asked = all.indices.filter { AccountWords(all[$0].text).units.count >= 12 }.shuffled(using: &random)
      .prefix(1000)
    guard !asked.isEmpty else { return }
    var (first, five) = (0, 0)
    for place in asked {
      let found = try similar(retold(all[place].text, &random), in: store, places).prefix(5)
      if found.first == place { first += 1 }
      if found.contains(place) { five += 1 }
    }
    print(
      "\(asked.count) accounts retold: the account itself is first in \(fixed(Double(first) / Double(asked.count), 3)), "
        + "among five in \(fixed(Double(five) / Double(asked.count), 3))")
  }

  /// A fifth of the pieces is left out, and one half changes places with the other.
  private func retold(_ text: String, _ random: inout SeededGenerator) -> String {
    let isSpaced = text.utf8.count(where: { $0 == 0x20 }) * 12 > text.utf8.count
    let pieces = isSpaced ? text.split(separator: " ").map(String.init) : chunks(text, of: 4)
    let kept = pieces.filter { _ in Int.random(in: 0..<5, using: &random) > 0 }
    let middle = kept.count / 2
    return (kept[middle...] + kept[..<middle]).joined(separator: isSpaced ? " " : "")
  }

  private func chunks(_ text: String, of length: Int) -> [String] {
    let characters = Array(text)
    return stride(from: 0, to: characters.count, by: length).map {
      String(characters[$0..<min($0 + length, characters.count)])
    }
  }
}
