package import GRDB
import GRDBSQLite

/// unicode61, but every Han character is a token of its own: Chinese writes no spaces, and a word of one or
/// two characters has to be found inside of a run. Queries are phrases, so that the order counts.
package final class HanTokenizer: FTS5CustomTokenizer {
  package static let name = "han"
  private let unicode61: any FTS5Tokenizer

  package init(db: Database, arguments: [String]) throws {
    unicode61 = try db.makeTokenizer(.unicode61())
  }

  package func tokenize(
    context: UnsafeMutableRawPointer?, tokenization: FTS5Tokenization, pText: UnsafePointer<CChar>?,
    nText: CInt, tokenCallback: @escaping FTS5TokenCallback
  ) -> CInt {
    var target = Target(context: context, callback: tokenCallback)
    return withUnsafeMutablePointer(to: &target) { target in
      unicode61.tokenize(context: target, tokenization: tokenization, pText: pText, nText: nText) {
        context, flags, token, length, start, end in
        guard let context, let token else { return SQLITE_ERROR }
        let target = context.assumingMemoryBound(to: Target.self)
        return HanTokenizer.split(target.pointee, flags, token, length, start, end)
      }
    }
  }

  /// Where SQLite wants the tokens.
  private struct Target {
    let context: UnsafeMutableRawPointer?
    let callback: FTS5TokenCallback
  }

  /// Hands on one of unicode61's tokens, Han characters singly. Folding keeps a Han character's three or
  /// four bytes as they are, so offsets count up with the token's bytes as long as only those are passed.
  private static func split(
    _ target: Target, _ flags: CInt, _ token: UnsafePointer<CChar>, _ length: CInt, _ start: CInt, _ end: CInt
  ) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: token, count: Int(length))
    guard bytes.contains(where: { $0 >= 0xE3 }) else {
      return target.callback(target.context, flags, token, length, start, end)
    }
    var run = 0
    var at = 0
    func emit(_ from: Int, _ to: Int) -> CInt {
      target.callback(
        target.context, flags, token + from, CInt(to - from), min(start + CInt(from), end),
        min(start + CInt(to), end))
    }
    while at < bytes.count {
      let size = bytes[at] < 0x80 ? 1 : bytes[at] < 0xE0 ? 2 : bytes[at] < 0xF0 ? 3 : 4
      guard at + size <= bytes.count else { break }
      if isHan(bytes, at, size) {
        if run < at {
          let code = emit(run, at)
          if code != SQLITE_OK { return code }
        }
        let code = emit(at, at + size)
        if code != SQLITE_OK { return code }
        run = at + size
      }
      at += size
    }
    return run < bytes.count ? emit(run, bytes.count) : SQLITE_OK
  }

  /// The CJK ideographs: U+3400–9FFF, U+F900–FAFF and planes 2 and 3; and kana, which has no spaces either.
  private static func isHan(_ bytes: UnsafeRawBufferPointer, _ at: Int, _ size: Int) -> Bool {
    if size == 4 { return bytes[at] == 0xF0 && bytes[at + 1] >= 0xA0 && bytes[at + 1] <= 0xBF }
    guard size == 3 else { return false }
    let scalar = Int(bytes[at] & 0x0F) << 12 | Int(bytes[at + 1] & 0x3F) << 6 | Int(bytes[at + 2] & 0x3F)
    return (0x3040...0x30FF).contains(scalar) || (0x3400...0x9FFF).contains(scalar)
      || (0xF900...0xFAFF).contains(scalar)
  }
}
