import Complaints
import Foundation
import RecordStore
import Replica
import Testing
import Versioning

/// Conflicts on one store: what sync would have brought is written into it directly.
@Suite struct ConflictTests {
  @Test func `a conflict shows every value and what was there before`() throws {
    let shop = try Shop()
    let number = try shop.caseInConflict(\.severity, "moderate", "severe", "minor")
    let listed = try shop.array("conflict", "list", "--case", number)
    try #require(listed.count == 1)
    let id = try #require(listed[0]["id"] as? String)
    let shown = try shop.json("conflict", "show", id)
    #expect(Set(["id", "case", "field", "kind", "base", "heads", "open"]).isSubset(of: shown.keys))
    #expect(shown["case"] as? String == number)
    #expect(shown["field"] as? String == "severity")
    #expect(shown["kind"] as? String == "field")
    #expect(shown["base"] as? String == "moderate")
    #expect(shown["open"] as? Bool == true)
    let heads = try #require(shown["heads"] as? [[String: Any]])
    #expect(heads.map { $0["value"] as? String } == ["minor", "severe"])
    #expect(heads.map { $0["winner"] as? Bool } == [true, false])
    #expect(heads.map { $0["author"] as? String } == ["Colleague", "Li Na"])
    for key in ["dot", "branch", "at", "clock"] { #expect(heads.allSatisfy { $0[key] is String }, "\(key)") }

    let page = try shop.casebook("conflict", "show", String(id.prefix(5)), "--lang", "zh-Hans").output
    for word in ["轻微", "严重", "一般", "Colleague", "当前显示", "修改前", number] {
      #expect(page.contains(word), "\(word) in\n\(page)")
    }
    #expect(try shop.array("list", "--conflicted").count == 1)
    #expect(try shop.casebook("conflict", "show", "0000").status == 3)
  }

  @Test func `long texts are shown as what differs`() throws {
    let shop = try Shop()
    let start = (1...8).map { "Line \($0) of what the customer said about the soup." }
    let one = start.map { $0.replacing("Line 3", with: "Third line") }
    let other = start.dropLast() + ["The last line is new."]
    try shop.caseInConflict(
      \.narrative, start.joined(separator: "\n"), one.joined(separator: "\n"), other.joined(separator: "\n"))
    let page = try shop.casebook("conflict", "show", try shop.conflictID()).output.split(separator: "\n").map(
      String.init)
    #expect(page.contains("- [-Line-] [-3-] of what the customer said about the soup."))
    #expect(page.contains("+ {+Third+} {+line+} of what the customer said about the soup."))
    #expect(page.contains("+ The last line is new."))
    #expect(page.contains("  Line 1 of what the customer said about the soup."))
  }

  @Test func `of two sums that were proposed each is shown with its amount`() throws {
    let shop = try Shop()
    let number = try shop.new("--channel", "phone", "--narrative=x")
    let field = FieldID(OptionField.remedies.number, "compensation")
    let option = try shop.store.write { session in
      try session.append(
        .option, to: try session.reader.found(number), [FieldEdit(field, .text("6000 CNY"))])
    }
    try shop.store.write(author: "Colleague") { session in
      let row = try #require(try session.db.record(option))
      try session.put(row, [FieldWrite(field, .text("7000 CNY"), base: [])])
    }
    let listed = try shop.casebook("conflict", "list").output
    let page = try shop.casebook("conflict", "show", try shop.conflictID()).output
    let history = try shop.casebook("history", number).output
    for amount in ["60.00", "70.00"] {
      #expect(listed.contains(amount), "\(listed)")
      #expect(page.contains(amount), "\(page)")
      #expect(history.contains(amount), "\(history)")
    }
    try shop.setRole(.dutyManager)
    _ = try shop.json("conflict", "resolve", try shop.conflictID(), "--take", "1")
    for command in ["show", "history"] {
      let told = try shop.casebook(command, number, "--lang", "zh-Hans").output
      #expect(
        told.contains("70.00") && !told.contains("remedies/") && !told.contains("duty_manager"), "\(told)")
    }
  }

  @Test func `staff may look and managers decide`() throws {
    let shop = try Shop()
    let number = try shop.caseInConflict(\.severity, "moderate", "severe", "minor")
    let id = try shop.conflictID()
    let refused = try shop.casebook("conflict", "resolve", id, "--take", "2", "--json")
    #expect(refused.status == 4)
    #expect(try refused.errorObject()["error"] as? String == "not_allowed")

    try shop.setRole(.dutyManager)
    #expect(
      try shop.casebook("conflict", "resolve", id, "--take", "2", "--note", "asked the customer").status == 0)
    #expect(try shop.json("show", number)["severity"] as? String == "severe")
    #expect(try shop.array("conflict", "list").isEmpty)
    #expect(try shop.casebook("conflict", "show", id).status == 3)
    let decision = try #require(try shop.timeline(number).last)
    #expect(decision["kind"] as? String == "decision")
    #expect("\(decision)".contains("asked the customer"))
    #expect(try shop.casebook("conflict", "resolve", id, "--take", "2").status == 3)
  }

  @Test(arguments: ["winner", "1", "2", "dot", "prefix"]) func `a version is taken by its number or dot`(
    name: String
  )
    throws
  {
    let shop = try Shop()
    let number = try shop.caseInConflict(\.severity, "moderate", "severe", "minor")
    try shop.setRole(.admin)
    let id = try shop.conflictID()
    let heads = try #require(try shop.json("conflict", "show", id)["heads"] as? [[String: Any]])
    let dot = try #require(heads[1]["dot"] as? String)
    let take =
      switch name {
      case "dot": dot
      // Both versions are of one replica: the number tells them apart.
      case "prefix": "\(dot.prefix(4))/\(dot.split(separator: "/").last ?? "")"
      default: name
      }
    #expect(try shop.casebook("conflict", "resolve", id, "--take", String(dot.prefix(4))).status == 3)
    #expect(try shop.casebook("conflict", "resolve", id, "--take", "3").status == 3)
    let resolved = try shop.json("conflict", "resolve", id, "--take", take)
    #expect(resolved["resolved"] as? Int == 1)
    let expected = ["winner", "1"].contains(name) ? "minor" : "severe"
    #expect(try shop.json("show", number)["severity"] as? String == expected)
  }

  @Test func `a new value settles it too`() throws {
    let shop = try Shop()
    let number = try shop.caseInConflict(\.severity, "moderate", "severe", "minor")
    try shop.setRole(.headOffice)
    let id = try shop.conflictID()
    #expect(try shop.casebook("conflict", "resolve", id, "--value", "terrible").status == 2)
    #expect(try shop.casebook("conflict", "resolve", id).status == 2)
    #expect(try shop.casebook("conflict", "resolve", id, "--value", "minor", "--take", "1").status == 2)
    #expect(try shop.casebook("conflict", "resolve", id, "--value", "中度影响").status == 0)
    #expect(try shop.json("show", number)["severity"] as? String == "moderate")
    #expect(try shop.array("conflict", "list").isEmpty)
  }

  @Test func `who saw other versions does not decide`() throws {
    let shop = try Shop()
    let number = try shop.caseInConflict(\.severity, "moderate", "severe", "minor")
    try shop.setRole(.admin)
    let seen = try shop.conflictID()
    // Someone edits the value shown: one of the heads is another one now.
    _ = try shop.json("edit", number, "--severity", "moderate")
    let refused = try shop.casebook("conflict", "resolve", seen, "--take", "1")
    #expect(refused.status == 5)
    let current = try shop.conflictID()
    #expect(current != seen)
    #expect((refused.output + refused.error).contains(current))
    // Half an id does not say what was seen.
    #expect(try shop.casebook("conflict", "resolve", String(current.prefix(10)), "--take", "1").status == 2)
    #expect(try shop.casebook("conflict", "resolve", current, "--take", "1").status == 0)
  }

  @Test func `many at once after a dry run`() throws {
    let shop = try Shop()
    let first = try shop.caseInConflict(\.severity, "moderate", "severe", "minor")
    let second = try shop.caseInConflict(\.handler, "A", "B", "C")
    try shop.setRole(.dutyManager)
    let dry = try shop.json("conflict", "resolve", "--all", "--take", "winner", "--dry-run")
    #expect(dry["resolved"] as? Int == 2)
    #expect(try shop.array("conflict", "list").count == 2)
    #expect(try shop.casebook("conflict", "resolve", "--all", "--take", "1").status == 2)
    #expect(
      try shop.json("conflict", "resolve", "--all", "--take", "winner", "--case", first)["resolved"] as? Int
        == 1)
    #expect(try shop.array("conflict", "list").map { $0["case"] as? String } == [second])
    #expect(
      try shop.casebook("conflict", "resolve", "--all", "--take", "winner", "--branch", "SH01").status == 0)
    #expect(try shop.array("conflict", "list").isEmpty)
    #expect(try shop.json("show", first)["severity"] as? String == "minor")
    #expect(try shop.json("show", second)["handler"] as? String == "C")
  }

  @Test(arguments: [true, false]) func `a deletion against an edit is decided`(deletes: Bool) throws {
    let shop = try Shop()
    let number = try shop.new("--channel", "phone", "--narrative", "x")
    try shop.deleteWithoutSeeingAnEdit(number)
    // Still there until somebody decides.
    #expect(try shop.list().count == 1)
    try shop.setRole(.dutyManager)
    let shown = try shop.json("conflict", "show", try shop.conflictID())
    #expect(shown["kind"] as? String == "deletion")
    #expect((shown["heads"] as? [Any])?.count == 2)
    let page = try shop.casebook("conflict", "show", try shop.conflictID()).output
    #expect(page.contains("logged twice") && page.contains("severe") || page.contains("Severe"))
    let ran = try shop.casebook("conflict", "resolve", try shop.conflictID(), "--take", deletes ? "1" : "2")
    #expect(ran.status == 0)
    #expect(try shop.list().count == (deletes ? 0 : 1))
    #expect(try shop.array("conflict", "list").isEmpty)
  }
}

extension Shop {
  func conflictID() throws -> String {
    try #require(try array("conflict", "list").first?["id"] as? String)
  }

  var store: ReplicaStore {
    get throws { try ReplicaStore.open(path: home + "/casebook.sqlite") }
  }

  func setRole(_ role: Role) throws {
    try store.write { try $0.db.setMeta(MetaKey<String>("role"), role.rawValue) }
  }

  /// A case whose field held `base`, then got `own`, and, from someone who saw `base`, `other`.
  @discardableResult
  func caseInConflict(
    _ path: KeyPath<Fields, FieldDefinition>, _ base: String, _ own: String, _ other: String
  ) throws
    -> String
  {
    let field = Fields()[keyPath: path]
    let number = try new(
      "--channel", "phone", "--narrative=x", path == \.narrative ? "--title=T" : "--\(field.option)=\(base)")
    if path == \.narrative { _ = try json("edit", number, "--narrative", base) }
    let id = FieldID(field.number)
    let before = try store.read { try $0.found(number).decoded()?[id]?.heads.map(\.dot) ?? [] }
    _ = try json("edit", number, "--\(field.option)=\(own)")
    try store.write(author: "Colleague") { session in
      try session.put(try session.reader.found(number), [FieldWrite(id, .text(other), base: before)])
    }
    return number
  }

  func deleteWithoutSeeingAnEdit(_ number: String) throws {
    let seen = try store.read { try $0.found(number).decoded()?.headVersions.map(\.dot) ?? [] }
    _ = try json("edit", number, "--severity", "severe")
    try store.write(author: "Colleague") { session in
      let row = try session.reader.found(number)
      let why = session.nextDot
      session.create(
        session.newRecordID(), kind: .deletion, aggregate: row.id,
        [FieldEdit(FieldID(DeletionField.reason.number), .text("logged twice"))])
      try session.put(
        row, [FieldWrite(FieldID(CaseField.deleted.number), .sight((seen + [why]).sorted()), base: [])])
    }
  }
}

/// Fields of a case to name in a test.
struct Fields {
  let severity = CaseField.severity
  let narrative = CaseField.narrative
  let handler = CaseField.handler
}

extension ReplicaReader {
  func found(_ number: String) throws -> RecordRow {
    guard case .found(let row) = try resolve(number) else { throw NotFound() }
    return row
  }

  private struct NotFound: Error {}
}
