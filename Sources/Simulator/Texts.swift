import Glibc
import Versioning

/// What people type. Every text about a case carries the case's label, so that a byte of it can be found
/// again wherever it went: in an answer, in a file.
enum Texts {
  /// - Parameters:
  ///   - number: 0: nothing; to 9: a word that others type too; above: a text that nobody else types.
  static func typed(_ typed: Typed, label: Int, event: Int) -> String {
    guard typed.text > 0 else { return "" }
    switch typed.field {
    case "severity": return ["minor", "moderate", "severe"][(typed.text - 1) % 3]
    case "handler": return ["Li Na", "Wang Wei", "陈静"][(typed.text - 1) % 3]
    case "phone": return "1380000\(1000 + typed.text % 5)"
    case "amount": return "\(typed.text).50 CNY"
    case "safety": return typed.text % 2 == 0 ? "yes" : "no"
    case "customer_id": return "K\(typed.text % 3)"
    default: return marked(label, typed.text < 10 ? "soup 汤 \(typed.text)" : own(event))
    }
  }

  /// When somebody says that a case was logged. Nil: they leave that to the clock. Some of it cannot be, and some of
  /// that only once a fast clock was put right.
  static func loggedAt(_ label: Int) -> String? {
    guard label % 4 == 3 else { return nil }
    return [
      "2034-03-04T05:06:07+08:00", "1999-12-31T23:59:59+08:00", "2026-11-20T18:30:00+08:00",
    ][label / 4 % 3]
  }

  static func marked(_ label: Int, _ text: String) -> String { "⟦\(label)⟧ \(text)" }

  /// A word that stands nowhere else in the run. Its letters depend on all of the number, so that an index
  /// that stores words by what they do not share with their neighbours still holds most of it.
  static func own(_ event: Int) -> String {
    var random = Seeded(UInt64(event), 77)
    return "w"
      + String(decoding: (0..<14).map { _ in UInt8(ascii: "a") + UInt8(random.below(26)) }, as: UTF8.self)
  }

  /// Whether a text ends with a word that stands nowhere else.
  static func isOwn(_ text: String) -> Bool {
    guard let word = text.split(separator: " ").last else { return false }
    return word.utf8.count == 15 && word.utf8.first == UInt8(ascii: "w")
  }

  /// The word that stands nowhere else of a value.
  static func ownWord(of value: Value) -> String? {
    guard case .text(let text) = value, isOwn(text) else { return nil }
    return text.split(separator: " ").last.map(String.init)
  }

  private static let mark: [UInt8] = Array("⟦".utf8)

  /// The labels of all cases of which there are texts in some bytes.
  static func labels(in bytes: [UInt8]) -> Set<Int> {
    var found: Set<Int> = []
    bytes.withUnsafeBytes { haystack in
      guard var at = haystack.baseAddress else { return }
      let end = at + haystack.count
      while let hit = find(mark, from: at, to: end) {
        at = hit + mark.count
        var label = 0
        var digits = 0
        while at < end {
          let byte = at.load(as: UInt8.self)
          guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), digits < 9 else { break }
          label = label * 10 + Int(byte - UInt8(ascii: "0"))
          digits += 1
          at += 1
        }
        if digits > 0 { found.insert(label) }
      }
    }
    return found
  }

  private static func find(
    _ needle: [UInt8], from start: UnsafeRawPointer, to end: UnsafeRawPointer
  ) -> UnsafeRawPointer? {
    var at = start
    while end - at >= needle.count, let hit = memchr(at, Int32(needle[0]), end - at - needle.count + 1) {
      if memcmp(hit, needle, needle.count) == 0 { return UnsafeRawPointer(hit) }
      at = UnsafeRawPointer(hit) + 1
    }
    return nil
  }

  /// Whether a text stands anywhere in some bytes.
  static func contains(_ text: String, in bytes: [UInt8]) -> Bool {
    let needle = Array(text.utf8)
    return bytes.withUnsafeBytes { haystack in
      guard let start = haystack.baseAddress else { return false }
      return find(needle, from: start, to: start + haystack.count) != nil
    }
  }
}
