import Complaints
import Language
import Versioning
import Zones

enum TypedLaws {
  private static let now = LocalClock(milliseconds: 1_795_334_400_000, zone: .fixed(480))
  private static let definitions = Schema.kinds.flatMap { Schema.fields(of: $0) }

  /// The first byte tells the field that a text is typed for.
  static func typed(_ bytes: [UInt8]) throws {
    guard let at = bytes.first else { return }
    let definition = definitions[Int(at) % definitions.count]
    let edits: [FieldEdit]
    do throws(FieldError) {
      edits = try FieldInput.edits(Array(bytes.dropFirst()).text, of: definition, now: now)
    } catch {
      _ = (error.message(.en), error.message(.zhHans), error.hint(.en), error.hint(.zhHans))
      return
    }
    for edit in edits {
      try show(edit.value, definition)
      // What is stored was cleaned: typed again, it is what it was.
      guard !definition.isSet, case .text(let stored) = edit.value else { continue }
      switch definition.type {
      case .text, .longText, .term, .phone:
        let again = try? FieldInput.parse(stored, as: definition, now: now)
        try expect(again == edit.value, "\(definition.id): \(stored.debugDescription) typed again is another")
      case .date: try date(stored: stored)
      case .money: try money(stored: stored)
      default: break
      }
    }
  }

  private static func show(_ value: Value, _ definition: FieldDefinition) throws {
    for language in [Language.en, .zhHans] {
      _ = FieldDisplay.text(value, definition, language, to: .utc)
      let line = FieldDisplay.line(value, definition, language, to: .utc)
      try expect(
        !line.utf8.contains { $0 == 0x0A || $0 == 0x0D }, "\(definition.id) is shown on more than one line")
    }
    _ = FieldDisplay.json(value, definition)
  }

  /// What another replica may have stored in a field, whatever it is, can be shown.
  static func stored(_ bytes: [UInt8]) throws {
    guard let at = bytes.first else { return }
    let text = Array(bytes.dropFirst()).text
    try show(.text(text), definitions[Int(at) % definitions.count])
    if let date = DateText(stored: text) { try expect(date.stored == text, "a stored date is another") }
    if let money = Money(stored: text) {
      try expect(money.stored == text, "a stored amount is another")
      if let typed = try? Money(typed: money.text) {
        try expect(typed == money, "the amount \(money.stored) typed as it is shown is \(typed.stored)")
      }
    }
    for number in PhoneNumber.all(text) {
      try expect(!number.isEmpty, "a phone number without digits")
    }
    _ = PhoneNumber.normalised(text)
  }

  static func date(stored text: String) throws {
    guard let date = DateText(stored: text) else { throw BrokenLaw("\(text) is stored and is no date") }
    try expect(date.stored == text, "a stored date is another")
    _ = (date.short, date.start(in: .fixed(480)))
  }

  private static func money(stored text: String) throws {
    guard let money = Money(stored: text) else { throw BrokenLaw("\(text) is stored and is no amount") }
    try expect(money.stored == text, "a stored amount is another")
  }

  /// A search is understood, or refused with a reason; what is understood can be typed again.
  static func query(_ bytes: [UInt8]) throws {
    let query: SearchQuery
    do throws(SearchError) {
      query = try SearchQuery(typed: bytes.text, terms: .builtIn, now: now)
    } catch {
      for language in [Language.en, .zhHans] {
        try expect(!error.message.text(language).isEmpty, "a query is refused without a word")
      }
      return
    }
    let text = query.description
    // Quotation marks may make it longer than is read.
    guard text.unicodeScalars.count <= SearchQuery.longest else { return }
    let again = try? SearchQuery(typed: text, terms: .builtIn, now: now)
    try expect(again == query, "\(text.debugDescription) typed again is another query")
  }

  static func reference(_ bytes: [UInt8]) throws {
    let text = bytes.text
    _ = CaseReference.classify(text)
    if let number = CaseNumber(text) {
      try expect(
        CaseNumber(number.description)?.description == number.description, "\(number) is not its own number")
    }
    if let branch = try? BranchCode(typed: text) {
      try expect(BranchCode(branch.rawValue) == branch, "\(branch) is no branch code")
    }
    _ = (Language(tag: text), Role(typed: text))
  }

  static func identifiers(_ bytes: [UInt8]) throws {
    let text = bytes.text
    if let dot = Dot(text: text) { try expect(Dot(text: "\(dot)") == dot, "\(dot) is another dot") }
    if let id = Identifier(text: text) {
      try expect(Identifier(text: "\(id)") == id && Identifier(bytes: id.bytes) == id, "\(id) is another id")
    }
    if let hash = ContentHash(text: text) {
      try expect(ContentHash(text: hexadecimal(hash.bytes)) == hash, "a hash is another")
    }
    if let time = LocalTime(rfc3339: text) {
      try expect(LocalTime(rfc3339: time.rfc3339) == time, "\(time.rfc3339) is another time")
    }
  }
}
