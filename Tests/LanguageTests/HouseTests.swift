import FoundationEssentials
import Testing

/// What the compiler does not see of the house: one name, one thing; a set is named once.
@Suite struct HouseTests {
  /// Sources by their paths in `Sources`, but for generated ones.
  private static let sources: [String: String] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources").path
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    var sources: [String: String] = [:]
    for path in paths where path.hasSuffix(".swift") && !path.hasSuffix(".pb.swift") {
      sources[path] = try? String(contentsOfFile: folder + "/" + path, encoding: .utf8)
    }
    return sources
  }()

  @Test func `no two types of one name stand in two rooms`() {
    var rooms: [String: Set<Substring>] = [:]
    for (path, text) in Self.sources {
      for found in text.matches(
        of: /(?m)^(?:package |final |indirect )*(?:struct|enum|class|actor|protocol) (\w+)/)
      {
        rooms[String(found.1), default: []].insert(path.prefix { $0 != "/" })
      }
    }
    #expect(rooms.count > 500)
    for (name, found) in rooms where found.count > 1 { Issue.record("\(name): \(found.sorted())") }
  }

  /// The steps of layouts, which are frozen as they were released, and where the sets are named.
  private static let frozen = [
    "CaseIndex/Tables/CaseTables.swift", "HeadOffice/Engine/Tables.swift",
    "RecordStore/Rows/RecordTables.swift",
    "Replica/Exchange/SyncTables.swift", "Replica/ReplicaStore.swift",
  ]

  @Test func `no statement spells out a set of statuses, states of changes or kinds`() {
    let spelt = /(?:status|kind) (?:(?:NOT )?IN \(['0-9]|(?:<|>|=|<>|<=|>=) ?['0-9])/
    var read = 0
    for (path, text) in Self.sources where !Self.frozen.contains(path) && text.contains("import GRDB") {
      read += 1
      for line in text.split(separator: "\n") where !line.contains("func ") && line.contains(spelt) {
        Issue.record("\(path): \(line)")
      }
    }
    #expect(read > 60)
  }

  @Test func `a command stands in a file of its own`() {
    let command = /(?m)^struct (\w+): (?:ParsableCommand|CasebookCommand|ServerCommand|ReportingCommand)\b/
    var count = 0
    for (path, text) in Self.sources where path.hasPrefix("casebook/") || path.hasPrefix("casebook-server/") {
      let found = text.matches(of: command).map { String($0.1) }
      count += found.count
      #expect(found.count <= 1, "\(path): \(found)")
    }
    #expect(count > 100)
  }

  /// Each is one table, which nobody reads.
  private static let tables = [
    "Interchange/Encodings/EncodingTables.swift", "Interchange/Encodings/GB18030Table.swift",
  ]

  @Test func `folders and files can be taken in`() throws {
    var folders: [Substring: Int] = [:]
    for (path, text) in Self.sources {
      let lines = text.count { $0 == "\n" }
      #expect(lines <= 400 || Self.tables.contains(path), "\(path) has \(lines) lines")
      folders[path[..<(path.lastIndex(of: "/") ?? path.startIndex)], default: 0] += 1
    }
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
    for path in try FileManager.default.subpathsOfDirectory(atPath: tests) where path.hasSuffix(".swift") {
      folders["Tests/\(path)".dropLast(path.split(separator: "/").last?.count ?? 0), default: 0] += 1
    }
    for (folder, count) in folders { #expect(count <= 26, "\(folder) has \(count) files") }
  }
}
