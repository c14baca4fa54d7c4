import Complaints
import Console
import Glibc
import Interchange
import Messages
import RecordStore
import Replica
import Terminal
import Versioning

/// A long text that came from a file or a pipe. What a pipe brought cannot be typed again, so it is kept in
/// a file where saving fails.
struct TypedText {
  let text: String
  fileprivate let isFromPipe: Bool

  init(text: String, isFromPipe: Bool) {
    self.text = text
    self.isFromPipe = isFromPipe
  }

  /// Typed in answer to a question, and so as hard to get again as what a pipe brought.
  init(typed text: String) { self.init(text: text, isFromPipe: true) }
}

extension Context {
  /// Reads a text from a file, or from standard input for `-`; UTF-8, else GB 18030.
  /// - Throws: `CommandFailure`.
  func readText(_ path: String) throws -> TypedText {
    try explaining {
      let source: ByteSource
      if path == "-" {
        if isTerminal(0) {
          err(Label(.typedTextTypeTheTextThenPress))
        }
        guard let bytes = readToEnd(STDIN_FILENO) else {
          throw CommandFailure(
            "bad_input", .failed, Label(.typedTextStandardInputCannotBeRead))
        }
        source = ByteSource(bytes, name: "-")
      } else {
        source = try ByteSource(path: path)
      }
      let encoding = try TextEncoding.detect(source)
      var bytes = try source.readAll()[...]
      if bytes.starts(with: TextEncoding.byteOrderMark) { bytes = bytes.dropFirst(3) }
      guard let text = encoding.decode(bytes) else {
        throw CommandFailure(
          "bad_input", .usage,
          Label(
            .typedTextTheTextInIsNeither, ["path": .text(path)]))
      }
      return TypedText(text: text, isFromPipe: path == "-")
    }
  }

  /// Runs what saves a text; where that fails, keeps the text in a file and tells which.
  func keeping<Result>(_ typed: TypedText?, _ body: () throws -> Result) throws -> Result {
    do { return try body() } catch {
      guard let typed, typed.isFromPipe, !typed.text.isEmpty,
        let kept = try? EditedText(typed.text, in: home.directory)
      else { throw error }
      throw CommandFailure(explaining: error, home: home).keepingText(kept.path)
    }
  }

  /// The typed fields as a draft takes them: where one names another case, by that case's id.
  func fieldTexts(_ reader: ReplicaReader) throws -> [(id: String, text: String)] {
    try fields.map { field in
      guard field.definition.type == .reference, !field.text.isEmpty else {
        return (field.definition.id, field.text)
      }
      return (field.definition.id, try resolveCase(reader, field.text).id.description)
    }
  }

  /// Refuses a narrative that was given twice.
  func requireOneNarrative(file: String?) throws {
    guard file != nil, fields.contains(where: { $0.definition == CaseField.narrative }) else { return }
    throw CommandFailure.usage(Label(.typedTextGiveNarrativeOrFNot))
  }
}

extension CommandFailure {
  /// The same failure, with where the text is that was typed.
  func keepingText(_ path: String) -> CommandFailure {
    var failure = self
    let kept = Label(.typedTextTheTextIsKeptIn, ["path": .text(path)])
    failure.hint = hint.map { .lines($0, kept) } ?? kept
    return failure
  }
}

extension Value {
  /// Nil where it is no text.
  var text: String? { if case .text(let text) = self { text } else { nil } }
}
