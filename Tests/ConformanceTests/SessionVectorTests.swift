import Testing

@Suite struct SessionVectorTests {
  @Test func `sessions do what session_json says`() async throws {
    var made: [SessionVector] = []
    for situation in SessionSituations.all {
      made.append(
        SessionVector(
          id: situation.id, what: situation.what, steps: try await situation.play(SessionWorld())))
    }
    if VectorFile.isRecording {
      try VectorFile.write(
        "session", about: "Events and actions of a replica's session: Protocol.md, sections 11 and 22.",
        keeps: false, made)
    }
    try VectorFile.check("session", made: made)
  }
}
