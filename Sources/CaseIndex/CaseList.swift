package import Complaints
import FoundationEssentials
import GRDB
package import RecordStore
package import Versioning

/// One line of a list.
package struct CaseSummary: Sendable {
  package let rid: Int64
  package let id: RecordID
  package let number: String
  package let branch: String
  package let status: String?
  package let summary: String?
  package let severity: String?
  package let handler: String?
  package let loggedAt: String
  package let updatedAt: Int64
  package let conflicts: Int
  /// The case that it is told with, whatever its own status: it was merged into that, or stands for it no more, because
  /// what was merged into it was merged into that as well. Nil: it stands for itself.
  package let mergedInto: RecordID?
  package var isMerged: Bool { mergedInto != nil }

  static let columns = """
    c.rid, r.id, c.number, c.branch, c.status, c.summary, c.severity, c.handler, c.logged_at, c.updated_at,
    c.conflicts,
    EXISTS (SELECT 1 FROM links l WHERE l.aggregate = r.id AND l.kind = \(LinkKind.duplicateOf.literal))
      OR EXISTS (SELECT 1 FROM links l WHERE l.other = r.id AND l.kind = \(LinkKind.duplicateOf.literal))
    """

  /// - Parameter merges: by what it is known which of merged cases stands for all.
  init?(_ row: StoreRow, _ merges: KnownMerges) throws {
    guard let id = row.identifier(1) else { return nil }
    rid = row[0]
    self.id = id
    number = row[2]
    branch = row[3]
    status = row[4]
    summary = row[5]
    severity = row[6]
    handler = row[7]
    loggedAt = row[8]
    updatedAt = row[9]
    conflicts = row[10]
    let isLinked: Bool = row[11]
    let isTold = isLinked && status != CaseStatus.duplicate.rawValue
    let standing = try isTold ? merges.group(of: id)?.survivor : nil
    mergedInto = standing == id ? nil : standing
  }
}

/// What a list is narrowed to. Nil asks for nothing.
package struct CaseFilter: Sendable {
  package var status: String?
  package var type: String?
  package var problemClass: String?
  package var channel: String?
  package var severity: String?
  package var branch: String?
  /// Any of these, however they are spelt: the names of one person. Empty: asks for nothing.
  package var handlers: [String] = []
  /// However they are spelt.
  package var customerID: String?
  package var order: String?
  /// Any of these, however they are spelt: all that one term is called.
  package var products: [String] = []
  package var suppliers: [String] = []
  package var batch: String?
  package var tag: String?
  /// In the form of `PhoneNumber.normalised`: the whole number, or its end.
  package var phone: String?
  /// A day or a time as `logged_at` holds it. A day is that of the place where a case was logged, as in reports; a time
  /// is a moment.
  package var since: String?
  package var until: String?
  package var conflicted = false
  /// Whether nobody is to do anything more about it; nil asks for nothing.
  package var isClosed: Bool?
  package var urgency, complexity: String?
  /// One of the impacts that a case may have.
  package var impact: String?
  package var source: String?
  package var responsibility: String?
  package var cause: String?
  package var rootCause: String?
  /// Rows that it is among; nil: all.
  package var among: [Int64]?
  package var limit = 20
  package init() {}
}

/// A case as a person reads it.
package struct CaseDetail: Sendable {
  package let row: RecordRow
  package let summary: CaseSummary
  package let state: RecordState
  package let deletion: DeletionState
  package let conflicts: [ConflictID]
  /// Notes, decisions, deletions: in the order of time.
  package let timeline: [TimelineEntry]
}

package struct TimelineEntry: Sendable {
  package let row: RecordRow
  package let state: RecordState
  /// The version that made it: its earliest head.
  package let version: Version

  /// A winner's text.
  package func text(_ field: FieldDefinition) -> String? {
    if case .text(let text) = state.shown(field) { return text }
    return nil
  }
}

extension CaseReading {
  /// - Parameter merges: what is known already, where many are read.
  package func summary(rid: Int64, _ merges: KnownMerges? = nil) throws -> CaseSummary? {
    try db.row(
      "SELECT \(CaseSummary.columns) FROM cases c JOIN records r ON r.rid = c.rid WHERE c.rid = ?", [rid]
    ).flatMap { try CaseSummary($0, merges ?? KnownMerges(db)) }
  }

  /// Cases by logging time, newest first; at most the filter's limit, below 0 all.
  package func list(_ filter: CaseFilter) throws -> [CaseSummary] {
    let (conditions, arguments) = try selection(filter)
    let merges = KnownMerges(db)
    return try db.rows(
      """
      SELECT \(CaseSummary.columns) FROM cases c JOIN records r ON r.rid = c.rid
      WHERE \(conditions) ORDER BY c.logged_ms DESC, c.rid DESC LIMIT ?
      """, arguments + [filter.limit]
    ).compactMap { try CaseSummary($0, merges) }
  }

  /// The rows of the cases that have more than none of a rare fact, and of those that stand for one that has.
  package func rows(with fact: Fact) throws -> [Int64] {
    guard fact.isRare else { return [] }
    let own = try db.map(
      "SELECT rid FROM facts INDEXED BY facts_\(fact.name) WHERE \(fact.name) > 0", values: []
    ) { $0.integer(0) }
    let merges = KnownMerges(db)
    let standing = try own.compactMap { rid -> Int64? in
      guard let id = try db.record(rid: rid)?.id, let standing = try merges.group(of: id)?.survivor else {
        return nil
      }
      return try db.record(standing)?.rid
    }
    return Set(own + standing).sorted()
  }

  /// How many cases there are, whatever the filter's limit.
  /// - Parameter most: no more are counted, so that the cost is not that of the store.
  package func count(_ filter: CaseFilter, most: Int) throws -> Int {
    let (conditions, arguments) = try selection(filter)
    return try db.value(
      "SELECT count(*) FROM (SELECT 1 FROM cases c WHERE \(conditions) LIMIT ?)", arguments + [most]) ?? 0
  }

  func selection(_ filter: CaseFilter) throws -> (
    conditions: String, arguments: [(any ColumnValue)?]
  ) {
    var conditions = ["c.visible = 1"]
    var arguments: [(any ColumnValue)?] = []
    func add(_ condition: String, _ value: String?) {
      guard let value else { return }
      conditions.append(condition)
      arguments.append(value)
    }
    for (text, sign) in [(filter.since, ">="), (filter.until, "<=")] {
      guard let bound = text.flatMap({ DateText(stored: $0) }) else { continue }
      let start = bound.start(in: zone)
      // A day, where clocks show it last, ends less than three days after it began where they show it first; the index
      // finds these.
      let span: Int64 = sign == ">=" ? -259_200_000 : 259_200_000
      conditions.append("c.logged_ms \(sign) ?")
      arguments.append(start.milliseconds + span)
      if case .day(let day) = bound {
        conditions.append("(SELECT f.day FROM facts f WHERE f.rid = c.rid) \(sign) ?")
        arguments.append(Int64(day.daysSinceEpoch))
      } else {
        // Whoever logged by the day alone is told by it.
        let isWhole = sign == "<=" || start == start.date.start(in: zone)
        conditions.append(
          "CASE length(c.logged_at) WHEN 10 THEN c.logged_at \(sign) ? ELSE c.logged_ms \(sign) ? END")
        arguments.append(start.date.adding(days: isWhole ? 0 : 1).description)
        arguments.append(start.milliseconds)
      }
    }
    add("c.status = ?", filter.status)
    add("c.type = ?", filter.type)
    add("c.problem_class = ?", filter.problemClass)
    add("c.channel = ?", filter.channel)
    add("c.severity = ?", filter.severity)
    add("c.branch = ?", filter.branch)
    for (kind, typed) in [
      (Spelling.Kind.customer, filter.customerID), (.order, filter.order), (.batch, filter.batch),
      (.tag, filter.tag),
    ] {
      guard let typed else { continue }
      arguments.append(kind.rawValue)
      add(
        "c.rid IN (SELECT rid FROM spellings WHERE kind = ? AND folded = ?)", kind.folded(typed) ?? "")
    }
    for (kind, typed) in [
      (Spelling.Kind.handler, filter.handlers), (.product, filter.products), (.supplier, filter.suppliers),
    ] where !typed.isEmpty {
      let names = typed.map { kind.folded($0) ?? "" }
      conditions.append(
        "c.rid IN (SELECT rid FROM spellings WHERE kind = ? AND folded IN (SELECT value FROM json_each(?)))")
      arguments += [kind.rawValue, try String(bytes: JSONEncoder().encode(names), encoding: .utf8)]
    }
    add(
      "c.rid IN (SELECT rid FROM phones WHERE digits IN (SELECT value FROM json_each(?)))",
      try filter.phone.map { try texts(db.phones(meant: $0)) })
    add("(SELECT f.urgency FROM facts f WHERE f.rid = c.rid) = ?", filter.urgency)
    add("(SELECT f.complexity FROM facts f WHERE f.rid = c.rid) = ?", filter.complexity)
    // A set, with spaces between its members.
    add(
      "(SELECT instr(' ' || f.impact || ' ', ' ' || ? || ' ') FROM facts f WHERE f.rid = c.rid) > 0",
      filter.impact)
    add("(SELECT f.source FROM facts f WHERE f.rid = c.rid) = ?", filter.source)
    add("(SELECT f.responsibility FROM facts f WHERE f.rid = c.rid) = ?", filter.responsibility)
    add("(SELECT f.cause_area FROM facts f WHERE f.rid = c.rid) = ?", filter.cause)
    add("(SELECT f.root_cause FROM facts f WHERE f.rid = c.rid) = ?", filter.rootCause)
    if let isClosed = filter.isClosed {
      conditions.append(
        "coalesce(c.status IN (\(StatusSet.closed.literals)), 0) = \(isClosed ? 1 : 0)")
    }
    if filter.conflicted { conditions.append("c.conflicts > 0") }
    add(
      "c.rid IN (SELECT value FROM json_each(?))",
      filter.among.map { "[" + $0.map { "\($0)" }.joined(separator: ",") + "]" })
    return (conditions.joined(separator: " AND "), arguments)
  }

  package func detail(_ row: RecordRow) throws -> CaseDetail? {
    guard let state = try row.decoded(), let summary = try summary(rid: row.rid) else { return nil }
    let children = try db.children(of: row.id)
    let timeline = try children.compactMap { child -> TimelineEntry? in
      guard let state = try child.decoded(),
        let version = state.headVersions.min(by: { $0.stamp < $1.stamp })
      else { return nil }
      return TimelineEntry(row: child, state: state, version: version)
    }
    let field = FieldID(CaseField.deleted.number)
    let deletion =
      state[field] == nil
      ? .present : deletionState(field: field, root: state, children: timeline.map(\.state))
    return CaseDetail(
      row: row, summary: summary, state: state, deletion: deletion,
      conflicts: try conflictIDs(aggregate: row.rid),
      timeline: timeline.sorted { $0.version.stamp < $1.version.stamp })
  }
}

extension Database {
  /// The numbers here that one may mean which is looked for, as they are compared.
  func phones(meant wanted: String) throws -> [String] {
    var found: Set<String> = []
    if wanted.utf8.count >= PhoneNumber.shortestEnd {
      for end in Set([wanted, PhoneNumber.local(wanted)]) {
        found.formUnion(
          try map(
            "SELECT DISTINCT digits FROM phones WHERE reversed >= ?1 AND reversed < ?1 || char(0x10FFFF)",
            values: [.text(reversed(end))]
          ) { $0.text(0) ?? "" })
      }
    }
    // What is written with less before it than is looked for.
    let ends = wanted.indices.map { reversed(String(wanted[$0...])) }
    found.formUnion(
      try map(
        "SELECT DISTINCT digits FROM phones WHERE reversed IN (SELECT value FROM json_each(?))",
        values: [.text(texts(ends))]
      ) { $0.text(0) ?? "" })
    return found.filter { PhoneNumber.means(wanted, $0) }.sorted()
  }
}

/// Digits, for statements.
private func texts(_ digits: [String]) -> String {
  "[" + digits.map { "\"\($0)\"" }.joined(separator: ",") + "]"
}
