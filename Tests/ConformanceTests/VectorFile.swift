import FoundationEssentials
import Glibc
import Testing

/// The files of Tests/Conformance: what other implementations run too. Protocol.md, section 22, describes them.
///
/// `CASEBOOK_RECORD_VECTORS=1 swift test --filter ConformanceTests` writes them anew. A vector of bytes that
/// exists is kept as it is, whatever the code makes now: then the tests fail, and that is meant.
enum VectorFile {
  struct Content<Vector: Codable>: Codable {
    /// Of the file's layout.
    var format = 1
    var about: String
    var vectors: [Vector]
  }

  static let isRecording = getenv("CASEBOOK_RECORD_VECTORS") != nil

  static func url(_ name: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Conformance/\(name).json")
  }

  static func read<Vector: Codable>(_ name: String, as: Vector.Type = Vector.self) throws -> [Vector] {
    try JSONDecoder().decode(Content<Vector>.self, from: Data(contentsOf: url(name))).vectors
  }

  /// - Parameter keeps: whether what stands in the file already stays as it is.
  static func write<Vector: Codable & Identifiable>(
    _ name: String, about: String, keeps: Bool, _ made: [Vector]
  ) throws where Vector.ID == String {
    let known =
      keeps
      ? Dictionary(((try? read(name, as: Vector.self)) ?? []).map { ($0.id, $0) }) { one, _ in one } : [:]
    let ids = Set(made.map(\.id))
    let gone = known.values.filter { !ids.contains($0.id) }.sorted { $0.id < $1.id }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let content = Content(about: about, vectors: made.map { known[$0.id] ?? $0 } + gone)
    try (encoder.encode(content) + Data("\n".utf8)).write(to: url(name))
  }

  /// The vectors that the code makes and those in the file are the same ones.
  static func check<Vector: Codable & Identifiable & Equatable>(_ name: String, made: [Vector]) throws
  where Vector.ID == String {
    let held = try read(name, as: Vector.self)
    #expect(held.map(\.id) == made.map(\.id), "\(name)")
    #expect(Set(held.map(\.id)).count == held.count, "an id stands twice in \(name)")
    for (one, other) in zip(held, made) { #expect(one == other, "\(one.id)") }
  }
}
