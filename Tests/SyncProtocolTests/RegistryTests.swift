import Complaints
import FoundationEssentials
import SwiftProtobuf
import SyncProtocol
import Testing
import Versioning

/// The tables of Protocol.md say what the code says.
@Suite struct RegistryTests {
  @Test func `the error registry lists every code with its status, and whether to retry`() throws {
    let rows = try ProtocolDocument().table(under: "## 14. Error registry")
    #expect(rows.map { $0[0] } == ErrorCode.allCases.map(\.rawValue))
    for (row, code) in zip(rows, ErrorCode.allCases) {
      #expect(row[1] == "\(code.httpStatus)", "status of \(code.rawValue)")
      #expect(row[2] == (code.canRetry ? "yes" : "no"), "retry of \(code.rawValue)")
      #expect(row.count == 5 && !row[3].isEmpty && !row[4].isEmpty)
    }
  }

  @Test func `the table of limits has every number`() throws {
    let rows = try ProtocolDocument().table(under: "## 15. Limits")
    let named = Dictionary(rows.map { ($0[0], $0[1].filter { $0 != "," }) }) { one, _ in one }
    let wanted: [String: Int] = [
      "protocolVersion": Int(Limits.protocolVersion), "bodyBytes": Limits.bodyBytes,
      "changeBytes": Limits.changeBytes, "batchChanges": Limits.batchChanges, "batchBytes": Limits.batchBytes,
      "groupChanges": Limits.groupChanges, "groupBytes": Limits.groupBytes, "judgedAgain": Limits.judgedAgain,
      "pageBytes": Limits.pageBytes,
      "stateBytes": Limits.stateBytes,
      "bundleBytes": Limits.bundleBytes, "bundleUnpackedBytes": Limits.bundleUnpackedBytes,
      "messageDepth": Limits.messageDepth, "comparedRecords": Limits.comparedRecords,
      "changeParts": Limits.changeParts, "comparedBytes": Limits.comparedBytes,
      "offeredStates": Limits.offeredStates,
      "wishes": Limits.wishes, "acknowledgements": Limits.acknowledgements, "followed": Limits.followed,
      "messageElements": Limits.messageElements, "jsonValues": Limits.jsonValues,
      "bundleMessages": Limits.bundleMessages, "bundleElements": Limits.bundleElements,
      "bundleAnswerBytes": Limits.bundleAnswerBytes,
      "incarnationsPerDay": Limits.incarnationsPerDay, "incarnations": Limits.incarnations,
      "enrolmentRepeat": Int(Limits.enrolmentRepeat),
      "cursors": Limits.cursors, "historyRecords": Limits.historyRecords, "historyBytes": Limits.historyBytes,
      "clockTolerance": Int(Limits.clockTolerance),
    ]
    #expect(named == wanted.mapValues { "\($0)" })
    // And none was added to the code alone.
    let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/SyncProtocol/Limits.swift")
    let declared = String(decoding: try Data(contentsOf: source), as: UTF8.self).split(
      separator: "static let "
    )
    .dropFirst().map { String($0.prefix { $0.isLetter }) }
    #expect(Set(declared) == Set(wanted.keys))
  }

  @Test func `the reasons of the quarantine are those of the code`() throws {
    let rows = try ProtocolDocument().table(under: "### 11.3 Quarantine")
    #expect(Set(rows.map { $0[0] }) == Set(Verdict.Reason.allCases.map(\.rawValue)))
    #expect(rows.count == Verdict.Reason.allCases.count)
  }

  @Test func `the messages of the document are those of sync_proto`() throws {
    let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/SyncProtocol/sync.proto")
    let code = definitions(String(decoding: try Data(contentsOf: source), as: UTF8.self))
    let shown = try #require(ProtocolDocument().blocks("proto").first)
    #expect(definitions(shown.text) == code)
    #expect(code.count > 25)
  }

  /// Each message and enumeration, by name, with its fields as they are written; comments left out.
  private func definitions(_ text: String) -> [String: [String]] {
    let lines = text.split(separator: "\n").map { line in
      line.range(of: "//").map { line[..<$0.lowerBound] } ?? line
    }
    var found: [String: [String]] = [:]
    for part in lines.joined(separator: " ").split(separator: "}") {
      let halves = part.split(separator: "{", maxSplits: 1)
      let words = halves.first?.split(separator: " ") ?? []
      guard halves.count == 2, words.count >= 2 else { continue }
      found[words.suffix(2).joined(separator: " ")] = halves[1].split(separator: ";")
        .map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
    }
    return found
  }

  @Test func `the table of kinds has every kind`() throws {
    let rows = try ProtocolDocument().table(under: "### 9.1 Kinds")
    #expect(rows.map { Array($0.prefix(2)) } == Schema.kinds.map { ["\($0.rawValue)", $0.id] })
  }

  @Test func `the table of fields has every field of every kind`() throws {
    let rows = try ProtocolDocument().table(under: "### 9.2 Fields")
    #expect(rows.map { $0.joined(separator: " | ") } == fieldRows())
  }

  /// A row for each field: kind, number, id, set, type, personal.
  private func fieldRows() -> [String] {
    Schema.kinds.flatMap { kind in
      Schema.fields(of: kind).sorted { $0.number < $1.number }.map { field in
        "\(kind.id) | \(field.number) | \(field.id) | \(Self.describe(field)) | \(field.personal ? "yes" : "")"
      }
    }
  }

  private static func describe(_ field: FieldDefinition) -> String {
    switch field.type {
    case .text: "text"
    case .longText: "text, lines"
    case .term(let vocabulary): "term of \(vocabulary.id)"
    case .terms(let vocabulary): "set of terms of \(vocabulary.id)"
    case .words:
      (field.id.hasPrefix("rejected") ? "set of dots" : "set of words")
        + (field.elements == .texts ? ", with texts" : "")
    case .date: "date"
    case .money: "money"
    case .flag: "flag"
    case .phone: "phone"
    case .reference: "record id"
    case .system where field.id == "seen": "sight"
    case .system:
      switch field.number {
      case CaseField.deleted.number: "sight"
      case CaseField.branch.number: "branch code"
      default: "set of case numbers"
      }
    }
  }

  @Test func `the vocabularies have the ids of the document`() throws {
    let rows = try ProtocolDocument().table(under: "### 9.3 Vocabularies")
    let used = Set(
      Schema.kinds.flatMap { Schema.fields(of: $0) }.compactMap { field in
        switch field.type {
        case .term(let vocabulary), .terms(let vocabulary): vocabulary.id
        default: nil
        }
      } + ["role"])
    let wanted = Vocabulary.all.filter { used.contains($0.id) }
    #expect(rows == wanted.map { [$0.id, $0.terms.map(\.id).joined(separator: " ")] })
  }

  @Test func `every code and every outcome is explained`() throws {
    let text = try ProtocolDocument().text
    for code in ErrorCode.allCases { #expect(text.contains("`\(code.rawValue)`")) }
    for outcome in Casebook_Sync_V1_Outcome.allCases { #expect(text.contains(outcome.name ?? "?")) }
  }

  @Test func `a code that is unknown here still says whether to retry`() throws {
    let message = ErrorResponse.with {
      $0.code = "of_a_later_version"
      $0.retry = true
    }
    let read = try MessageFormat.json.decode(ErrorResponse.self, from: MessageFormat.json.encode(message))
    #expect(ErrorCode(rawValue: read.code) == nil && read.retry)
  }
}

extension Casebook_Sync_V1_Outcome {
  /// As in sync.proto.
  var name: String? {
    guard let bytes = try? MessageFormat.json.encode(VerdictEntry.with { $0.outcome = self }) else {
      return nil
    }
    let text = String(decoding: bytes, as: UTF8.self)
    return self == .unspecified
      ? "OUTCOME_UNSPECIFIED" : text.split(separator: "\"").dropFirst(3).first.map(String.init)
  }
}
