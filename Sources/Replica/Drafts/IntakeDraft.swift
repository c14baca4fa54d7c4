import Complaints
import Glibc
import RecordStore
package import Versioning

/// What was typed of a case that is not logged yet.
package struct IntakeDraft: Sendable {
  /// The id that the case will have, drawn when the draft began: logging it twice is seen.
  package let id: RecordID
  /// Milliseconds since 1970.
  package let beganAt: Int64
  /// What was answered last for each field, as it was typed, in the order in which the fields were first asked.
  package private(set) var answers: [(field: String, text: String)] = []
  /// Fields whose text of several lines was ended.
  package private(set) var ended: Set<String> = []

  package init(id: RecordID, beganAt: Int64) {
    self.id = id
    self.beganAt = beganAt
  }

  package subscript(field: String) -> String? { answers.first { $0.field == field }?.text }

  /// What lists call it: the end of its id, whose beginning is a time and so shared with others.
  package var name: String { String(id.description.suffix(6)) }

  /// Under which name a line is kept that was not ended yet: it is no answer.
  package static func half(_ field: String) -> String { "~" + field }

  /// Whether an entry is the answer to a question. Those that begin with ~ or @ are the draft's own.
  package static func isAnswer(_ field: String) -> Bool { !field.hasPrefix("~") && !field.hasPrefix("@") }

  /// One line of the file.
  package enum Entry: Sendable {
    case answer(field: String, text: String)
    /// One more line of a text.
    case more(field: String, line: String)
    case end(field: String)
  }

  mutating func add(_ entry: Entry) {
    switch entry {
    case .answer(let field, let text): set(field, text)
    case .more(let field, let line):
      set(field, self[field].map { $0.isEmpty ? line : $0 + "\n" + line } ?? line)
    case .end(let field): ended.insert(field)
    }
  }

  private mutating func set(_ field: String, _ text: String) {
    if let place = answers.firstIndex(where: { $0.field == field }) {
      answers[place].text = text
    } else {
      answers.append((field, text))
    }
  }
}

/// How a draft lies on the disk: a line for each thing that was typed, in the order of typing. A last line that was
/// not written whole counts as far as it goes.
extension IntakeDraft {
  private static let mark = "casebook-draft 1"

  var header: String { "\(Self.mark) \(id) \(beganAt)\n" }

  init?(file bytes: [UInt8]) {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: true)
    let head = lines.first?.split(separator: " ") ?? []
    guard head.count == 4, head.prefix(2).joined(separator: " ") == Self.mark,
      let id = RecordID(text: String(head[2])), let beganAt = Int64(head[3])
    else { return nil }
    self.init(id: id, beganAt: beganAt)
    for line in lines.dropFirst() { Self.entry(line).map { add($0) } }
  }

  static func line(_ entry: Entry) -> String {
    switch entry {
    case .answer(let field, let text): "=\(field)\t\(escaped(text))\n"
    case .more(let field, let line): "+\(field)\t\(escaped(line))\n"
    case .end(let field): ".\(field)\n"
    }
  }

  private static func entry(_ line: Substring) -> Entry? {
    let parts = line.dropFirst().split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
    guard let field = parts.first.map(String.init), !field.isEmpty else { return nil }
    let text = unescaped(parts.count > 1 ? parts[1] : "")
    switch line.first {
    case "=": return .answer(field: field, text: text)
    case "+": return .more(field: field, line: text)
    case ".": return .end(field: field)
    default: return nil
    }
  }

  private static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\r": result.append(contentsOf: "\\r".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private static func unescaped(_ text: Substring) -> String {
    var result = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        result.append(scalar == "n" ? "\n" : scalar == "r" ? "\r" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
