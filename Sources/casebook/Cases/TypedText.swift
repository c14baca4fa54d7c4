import Complaints
import Console
import Glibc
import Interchange
import Language
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
  /// More than any field takes, in bytes: what is longer is not read to be refused.
  private static let longestText = 1 << 20

  /// A line that is typed at standard input, in the encoding of the terminal as far as that can be told.
  func typedLine() throws -> String {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while bytes.count < Self.longestText, Glibc.read(STDIN_FILENO, &byte, 1) == 1, byte != 0x0A {
      bytes.append(byte)
    }
    guard !bytes.isEmpty else { return "" }
    return try explaining { try decoded(ByteSource(bytes, name: "-"), "-") }
  }

  /// Reads a text from a file, or from standard input for `-`; UTF-8, else GB 18030.
  /// - Throws: `CommandFailure`.
  func readText(_ path: String) throws -> TypedText {
    try explaining {
      let source: ByteSource
      if path == "-" {
        if isTerminal(0) {
          err(Label(TypedTextMessage.typingHint))
        }
        guard let bytes = readToEnd(STDIN_FILENO, limit: Self.longestText) else {
          throw CommandFailure(
            "bad_input", .failed, Label(TypedTextMessage.inputUnreadable))
        }
        source = ByteSource(bytes, name: "-")
      } else {
        source = try ByteSource(path: path, limit: Self.longestText)
      }
      guard source.size <= Self.longestText else {
        throw CommandFailure(unreadable: .tooLarge(limit: Self.longestText), path)
      }
      return TypedText(text: try decoded(source, path), isFromPipe: path == "-")
    }
  }

  private func decoded(_ source: ByteSource, _ path: String) throws -> String {
    let encoding: TextEncoding
    do throws(InterchangeError) { encoding = try TextEncoding.detect(source) } catch {
      throw CommandFailure(
        "bad_input", .usage, error.problem, hint: Label(TypedTextMessage.saveAsUTF8Hint))
    }
    var bytes = try source.readAll()[...]
    if bytes.starts(with: TextEncoding.byteOrderMark) { bytes = bytes.dropFirst(3) }
    guard let text = encoding.decode(bytes) else {
      throw CommandFailure(
        "bad_input", .usage,
        Label(TypedTextMessage.unknownEncoding(path: path)))
    }
    return text
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
}

/// `-` means standard input where a file is named. Where it stands for a text something was piped, which would be lost.
enum LoneDash {
  /// - Throws: `CommandFailure`.
  static func refuse(_ typed: String) throws {
    guard typed == "-", !isTerminal(STDIN_FILENO) else { return }
    throw CommandFailure.usage(Label(TypedTextMessage.loneDash), hint: Label(TypedTextMessage.loneDashHint))
  }
}

extension CommandFailure {
  /// The same failure, with where the text is that was typed.
  func keepingText(_ path: String) -> CommandFailure {
    var failure = self
    let kept = Label(TypedTextMessage.textKept(path: path))
    failure.hint = hint.map { .lines($0, kept) } ?? kept
    return failure
  }
}

extension Value {
  /// Nil where it is no text.
  var text: String? { if case .text(let text) = self { text } else { nil } }
}

enum TypedTextMessage: Message {
  case loneDash
  case loneDashHint
  case inputUnreadable
  case saveAsUTF8Hint
  case unknownEncoding(path: String)
  case textKept(path: String)
  case typingHint

  var label: Label {
    switch self {
    case .loneDash:
      Label(en: "“-” is not a text: standard input is not read here.", zhHans: "“-”不是内容，此处不读取标准输入。")
    case .loneDashHint:
      Label(
        en: "It is read by: casebook new -F -, casebook note <case> -, casebook check-wording -",
        zhHans: "读取标准输入：casebook new -F -、casebook note <工单> -、casebook check-wording -")
    case .inputUnreadable:
      Label(en: "Standard input cannot be read.", zhHans: "无法读取标准输入。")
    case .saveAsUTF8Hint: Label(en: "Save the text as UTF-8.", zhHans: "请将文本另存为 UTF-8。")
    case .unknownEncoding(let path):
      Label(
        en: "The text in \(path) is neither UTF-8 nor GB 18030.",
        zhHans: "\(path) 的内容既不是 UTF-8 也不是 GB 18030 编码。")
    case .textKept(let path):
      Label(en: "The text is kept in \(path).", zhHans: "输入的内容已保存在 \(path)。")
    case .typingHint:
      Label(en: "Type the text, then press Ctrl-D on a line of its own.", zhHans: "请输入内容，在空行按 Ctrl-D 结束。")
    }
  }
}
