import ArgumentParser
import Complaints
import Console
import Language
import Replica

/// The terms of a vocabulary, for completion: known only where the script is printed, or asks.
func choices(_ vocabulary: Vocabulary) -> CompletionKind? { TermCompletion.kind(vocabulary) }

extension Vocabulary {
  /// What may be typed, for a help: ids in English, what they are called in Chinese. What is retired is not offered.
  var choices: Label {
    let terms = terms.filter { !$0.retired }
    return Label(
      en: terms.map(\.id).joined(separator: ", "), zhHans: terms.map(\.label.zhHans).joined(separator: "、"))
  }
}

/// What the shell offers for a value. What is built in for good stands in the script; of what head office adds to, the script
/// asks this program, which looks into the store.
enum TermCompletion {
  /// How the parser's scripts ask: `casebook ---completion list -- --channel 2 0 casebook list --channel`.
  static let request = "---completion"

  static let isAsked = [Completion._commandName, request].contains(Invocation.arguments.first)

  static func kind(_ vocabulary: Vocabulary) -> CompletionKind? {
    guard isAsked else { return nil }
    guard Vocabulary.ofHeadOffice.contains(vocabulary) else { return .list(ids(of: vocabulary)) }
    return .custom { words, _, _ in ids(of: terms(words)[vocabulary]) }
  }

  /// Of a case's fields, which are one option with many names: by the name that stands before the value.
  static var ofFields: CompletionKind? {
    guard isAsked else { return nil }
    return .custom { words, index, _ in
      let named = words.indices.contains(index - 1) ? words[index - 1] : ""
      guard named.hasPrefix("--"),
        let vocabulary = FieldArguments.field(option: String(named.dropFirst(2)))?.vocabulary
      else { return [] }
      return ids(of: terms(words)[vocabulary])
    }
  }

  /// The lines that answer the script; nil: it asks for nothing that anybody knows. Never an error: it would stand in the
  /// middle of what somebody is typing.
  static func answer<Root: ParsableCommand>(_ arguments: [String], in root: Root.Type) -> String? {
    guard arguments.first == request else { return nil }
    do { _ = try root.parseAsRoot(arguments) } catch {
      return root.exitCode(for: error) == .success ? root.message(for: error) : ""
    }
    return ""
  }

  private static func ids(of vocabulary: Vocabulary) -> [String] {
    vocabulary.terms.filter { !$0.retired }.map(\.id)
  }

  /// Keys of what is in the store that the line names; none where it cannot be read.
  static func keys(_ read: @escaping @Sendable (ReplicaReader) throws -> [String]) -> CompletionKind? {
    guard isAsked else { return nil }
    return .custom { words, _, _ in (try? context(words)?.read(read)) ?? [] }
  }

  /// As the store has them that the line names; as built in where it cannot be read.
  private static func terms(_ words: [String]) -> Terms { context(words)?.terms ?? .builtIn }

  /// The store that the line names.
  private static func context(_ words: [String]) -> Context? {
    let home = words.firstIndex(of: "--home").map { words.index(after: $0) }
      .flatMap { words.indices.contains($0) ? words[$0] : nil }
    guard let common = try? CommonOptions.parse(home.map { ["--home", $0] } ?? []) else { return nil }
    return try? Context(common, fields: [], output: Output())
  }
}
