import Replica
import SyncClient
import TestSupport
import Testing

/// What a branch is told of what others did.
@Suite("News")
struct NewsTests {
  @Test func `what somebody wrote here himself is no news, though others wrote to the case before`()
    async throws
  {
    let world = try World()
    let (a, b) = (try await world.replica("SH01"), try await world.replica("SH01"))
    // What a device finds at head office when it comes is no news.
    for device in [a, b] { #expect(await device.sync().failure == nil) }
    let record = try b.new()
    for device in [b, a] { #expect(await device.sync().failure == nil) }
    #expect(try a.news() == [.new])
    try a.edit(record, "title", "Cold soup")
    #expect(await a.sync().failure == nil)
    #expect(try a.news() == [.new])
    try b.edit(record, "handler", "Xiao Li")
    for device in [b, a] { #expect(await device.sync().failure == nil) }
    #expect(try a.news() == [.new, .changed])
  }

  @Test func `what was written to a case is told by its record, and not as a change besides`() async throws {
    let world = try World()
    let (a, b) = (try await world.replica("SH01"), try await world.replica("SH01"))
    for device in [a, b] { #expect(await device.sync().failure == nil) }
    let record = try b.new()
    let early = try b.note(record, "Called back")
    for device in [b, a] { #expect(await device.sync().failure == nil) }
    #expect(try a.news() == [.new], "the parts of a new case are no news: \(early)")
    let note = try b.note(record, "Came by in person")
    try b.edit(record, "handler", "Xiao Li")
    for device in [b, a] { #expect(await device.sync().failure == nil) }
    let news = try a.store.read { try $0.news() }
    #expect(news.map(\.what) == [.new, .changed])
    #expect(news.last?.record == note)
  }
}
