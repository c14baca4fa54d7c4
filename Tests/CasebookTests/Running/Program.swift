import Foundation
import TestSupport

/// The real program, built beside the tests.
enum Program {
  static let path = BuiltProgram.path("casebook")

  /// How a run ended and what it wrote.
  struct Ran: Sendable {
    /// The exit code; 128 and more: the signal that ended it.
    let status: Int32
    let output: String
    let error: String

    /// Standard output as one JSON object.
    func object() throws -> [String: Any] { try Self.object(output) }
    /// Standard output as an array of JSON objects.
    func array() throws -> [[String: Any]] {
      guard let array = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]] else {
        throw Failure(description: "no array of objects: \(output)")
      }
      return array
    }
    /// What `search --json` found.
    func hits() throws -> [[String: Any]] {
      guard let hits = try object()["hits"] as? [[String: Any]] else {
        throw Failure(description: "no hits: \(output)")
      }
      return hits
    }
    /// What `--json` tells of an error: one line, and nothing else.
    func errorObject() throws -> [String: Any] { try Self.object(error) }

    private static func object(_ text: String) throws -> [String: Any] {
      guard let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] else {
        throw Failure(description: "no object: \(text)")
      }
      return object
    }
  }

  struct Failure: Error, CustomStringConvertible { let description: String }

  /// Runs it to its end. Its streams are files: nothing can fill up, and no other run can hold a pipe open.
  /// - Parameter output: where standard output goes instead, `/dev/full` for example.
  static func run(
    _ arguments: [String], environment: [String: String], input: [UInt8] = [], output: String? = nil,
    program: String = path
  ) throws -> Ran {
    let folder = try TemporaryFolder()
    let files = ["in", "out", "err"].map { folder.path + "/" + $0 }
    try Data(input).write(to: URL(fileURLWithPath: files[0]))
    let status = try Child(
      program, arguments, environment: environment, input: files[0], output: output ?? files[1],
      error: files[2]
    ).wait()
    return Ran(
      status: status,
      output: output == nil ? try String(contentsOfFile: files[1], encoding: .utf8) : "",
      error: try String(contentsOfFile: files[2], encoding: .utf8))
  }
}
