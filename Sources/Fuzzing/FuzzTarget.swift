/// A law that some bytes broke: what was expected, and what came instead.
package struct BrokenLaw: Error, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}

func expect(_ law: Bool, _ description: @autoclosure () -> String) throws {
  guard law else { throw BrokenLaw(description()) }
}

/// A reader of bytes that come from outside, and the laws which hold for whatever it is given. Refusing is
/// always right; crashing, hanging and taking more memory than allowed are always wrong.
package enum FuzzTarget: String, CaseIterable, Sendable {
  // Versioning
  case change, envelope, state, join, apply
  // SyncProtocol
  case messages, json, gzip, events
  // Bundles
  case bundle, payload, ticket
  // Interchange
  case csv, map, imported, gb18030, pattern
  // Spreadsheet
  case workbook, sheet, texts
  // Complaints, Versioning: what people type
  case typed, stored, reference, identifiers, query
  // The same: what another program wrote
  case records

  /// - Throws: `BrokenLaw`.
  package func run(_ bytes: [UInt8]) throws {
    switch self {
    case .change: try VersioningLaws.change(bytes)
    case .envelope: try VersioningLaws.envelope(bytes)
    case .state: try VersioningLaws.state(bytes)
    case .join: try VersioningLaws.join(bytes)
    case .apply: try VersioningLaws.apply(bytes)
    case .messages: try WireLaws.message(bytes, .protobuf)
    case .json: try WireLaws.message(bytes, .json)
    case .gzip: try WireLaws.gzip(bytes)
    case .events: try WireLaws.events(bytes)
    case .bundle: try BundleLaws.bundle(bytes)
    case .payload: try BundleLaws.payload(bytes)
    case .ticket: try BundleLaws.ticket(bytes)
    case .csv: try TableLaws.csv(bytes)
    case .map: try TableLaws.map(bytes)
    case .imported: try TableLaws.imported(bytes)
    case .gb18030: try TableLaws.gb18030(bytes)
    case .pattern: try TableLaws.pattern(bytes)
    case .workbook: try WorkbookLaws.workbook(bytes)
    case .sheet: try WorkbookLaws.sheet(bytes)
    case .texts: try WorkbookLaws.texts(bytes)
    case .typed: try TypedLaws.typed(bytes)
    case .stored: try TypedLaws.stored(bytes)
    case .reference: try TypedLaws.reference(bytes)
    case .identifiers: try TypedLaws.identifiers(bytes)
    case .records: try RecordLaws.records(bytes)
    case .query: try TypedLaws.query(bytes)
    }
  }
}

extension [UInt8] {
  /// Whatever the bytes are, as text.
  var text: String { String(decoding: self, as: UTF8.self) }

  /// The bytes in pieces, as the first byte of each says how long it is.
  func pieces(_ most: Int) -> [[UInt8]] {
    var out: [[UInt8]] = []
    var rest = self[...]
    while out.count < most, rest.count >= 2 {
      let length = Swift.min(Int(rest.removeFirst()) | Int(rest.removeFirst()) << 8, rest.count)
      out.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return out
  }
}
