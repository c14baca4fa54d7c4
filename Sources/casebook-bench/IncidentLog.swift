/// The events of an incident log, as edits of cases.
struct IncidentLog: Sendable {
  struct Event: Sendable {
    let incident: String
    let fields: [(field: String, text: String)]
  }

  /// The events of each replica, in the file's order.
  private(set) var queues: [[Event]]
  private(set) var events = 0
  private(set) var incidents = 0

  init(path: String, replicas: Int) throws {
    var table = try CSVTable(path: path)
    let columns = try Columns(table)
    queues = Array(repeating: [], count: replicas)
    var seen: Set<String> = []
    while let cells = try table.next() {
      let event = Event(incident: cells[columns.number], fields: columns.fields(cells))
      if seen.insert(event.incident).inserted { incidents += 1 }
      queues[Self.replica(of: cells[columns.group], among: replicas)].append(event)
      events += 1
    }
  }

  /// FNV-1a (Fowler, Noll, Vo): the same on every run, unlike Swift's own hashes.
  private static func replica(of group: String, among count: Int) -> Int {
    let hash = group.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return Int(hash % UInt64(count))
  }
}

/// Which column of the log becomes which field.
private struct Columns {
  let number: Int
  let group: Int
  private let state, priority, urgency, impact, category, subcategory, symptom, handler, location, caller: Int
  private let openedAt, closedAt, reopened: Int

  init(_ table: CSVTable) throws {
    number = try table.column("number")
    group = try table.column("assignment_group")
    state = try table.column("incident_state")
    priority = try table.column("priority")
    urgency = try table.column("urgency")
    impact = try table.column("impact")
    category = try table.column("category")
    subcategory = try table.column("subcategory")
    symptom = try table.column("u_symptom")
    handler = try table.column("assigned_to")
    location = try table.column("location")
    caller = try table.column("caller_id")
    openedAt = try table.column("opened_at")
    closedAt = try table.column("closed_at")
    reopened = try table.column("reopen_count")
  }

  /// `?` is an empty cell. What the log knows too early (when it will be closed) is taken from the event
  /// that closes it.
  func fields(_ cells: [String]) -> [(field: String, text: String)] {
    var fields = [("channel", "phone")]
    func add(_ field: String, _ text: String?) {
      if let text, !text.isEmpty { fields.append((field, text)) }
    }
    func cell(_ column: Int) -> String? { cells[column] == "?" ? nil : cells[column] }
    let status = status(cells[state])
    add("status", status)
    add("severity", level(cells[priority], ["severe", "severe", "moderate", "minor"]))
    add("urgency", level(cells[urgency], ["high", "medium", "low"]))
    add("complexity", level(cells[impact], ["high", "medium", "low"]))
    add(
      "title", [cell(category), cell(subcategory), cell(symptom)].compactMap(\.self).joined(separator: ", "))
    add("handler", cell(handler))
    add("place", cell(location))
    add("customer_name", cell(caller))
    add("product", cell(group))
    add("logged_at", cell(openedAt).flatMap(date))
    if status == "archived" { add("closed_at", cell(closedAt).flatMap(date)) }
    if let count = Int(cells[reopened]), count > 0 { add("tags", "+reopened") }
    return fields
  }

  private func status(_ state: String) -> String? {
    switch state {
    case "New": "received"
    case "Active": "executing"
    case "Resolved": "resolved"
    case "Closed": "archived"
    case let state where state.hasPrefix("Awaiting"): "on_hold"
    // Two events of the log have the state -100.
    default: nil
    }
  }

  /// `2 - Medium` is the second.
  private func level(_ text: String, _ terms: [String]) -> String? {
    guard let number = text.first?.wholeNumberValue, terms.indices.contains(number - 1) else { return nil }
    return terms[number - 1]
  }

  /// `29/2/2016 01:16` as `2016-02-29 01:16`.
  private func date(_ text: String) -> String? {
    let parts = text.split { "/ ".contains($0) }.map(String.init)
    guard parts.count == 4 else { return nil }
    func two(_ text: String) -> String { text.count == 1 ? "0" + text : text }
    return "\(parts[2])-\(two(parts[1]))-\(two(parts[0])) \(parts[3])"
  }
}
