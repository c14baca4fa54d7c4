import FoundationEssentials
import TestSupport
import Testing

@Suite struct SessionVectorTests {
  @Test func `sessions do what session_json says`() async throws {
    var made: [SessionVector] = []
    for situation in SessionSituations.all {
      let (kept, steps) = try await situation.play(SessionWorld())
      made.append(SessionVector(id: situation.id, what: situation.what, kept: kept, steps: steps))
    }
    if VectorFile.isRecording {
      try VectorFile.write(
        "session", about: "Events and actions of a replica's session: Protocol.md, sections 11 and 22.",
        keeps: false, made)
    }
    // Tokens, keys and so chains are drawn anew in each world: what is said of an event and an action is not.
    let held = try VectorFile.read("session", as: SessionVector.self)
    #expect(held.map(\.id) == made.map(\.id))
    for (one, other) in zip(held, made) {
      #expect(one.what == other.what, "\(one.id)")
      #expect(one.steps.map(\.event) == other.steps.map(\.event), "\(one.id)")
      #expect(one.steps.map(\.action) == other.steps.map(\.action), "\(one.id)")
    }
  }

  @Test func `a vector of session_json says all that its session needs`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "casebook-kept-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for vector in try VectorFile.read("session", as: SessionVector.self) {
      let done = try replay(vector, in: folder)
      for (place, (said, done)) in zip(vector.steps, done).enumerated() {
        #expect(said.event == done.event && said.message == done.message, "\(vector.id), step \(place + 1)")
        #expect(said.action == done.action, "\(vector.id), step \(place + 1)")
        #expect(said.request == done.request, "\(vector.id), step \(place + 1)")
      }
    }
  }

  @Test func `a store that is built from what another one keeps keeps the same`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "casebook-kept-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for vector in try VectorFile.read("session", as: SessionVector.self) {
      let kept = try Kept(vector.kept.store(in: folder))
      #expect(kept == vector.kept, "\(vector.id)")
    }
  }

  @Test func `the document tells of everything that a vector keeps`() throws {
    let file = VectorFile.url("session").deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Protocol.md")
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let from = try #require(text.range(of: "\n### 11.8 What a replica keeps\n")).upperBound
    let section = text[from...].prefix(upTo: try #require(text[from...].range(of: "\n## ")).lowerBound)
    let vector = try #require(
      try VectorFile.read("session", as: SessionVector.self).first { $0.kept.drawn != nil })
    guard case .object(let members) = try JSONText(Array(JSONEncoder().encode(vector.kept))) else {
      throw Failure("no object")
    }
    let rows = section.split(separator: "\n").filter { $0.hasPrefix("| ") }
    for name in members.keys where name != "machine" {
      #expect(rows.contains { $0.contains("`\(name)`") }, "\(name)")
    }
  }

  @Test(arguments: [
    "", "abc", "7878", String(repeating: "78", count: 31), String(repeating: "eHh4", count: 300) + "e",
  ])
  func `what repeats itself is written short and read back`(text: String) {
    let (packed, around) = (Runs.packed(text), "ab" + text + "cdef")
    #expect(Runs.unpacked(packed) == text)
    #expect(Runs.unpacked(Runs.packed(around)) == around)
    #expect(text.utf8.count < 64 ? packed == text : packed.utf8.count < 20)
  }
}
