import HeadOffice
import Testing

/// What those who listen hear of which scopes moved.
@Suite struct ScopeEventsTests {
  @Test func `what is not read yet is merged, and nobody hears after the end`() async throws {
    let events = ScopeEvents()
    let (id, stream) = events.subscribe { $0 != "SH03" }
    for scope in ["SH01", "SH02", "SH01", "SH03"] { events.publish([scope]) }
    events.publish([])
    var iterator = stream.makeAsyncIterator()
    #expect(await iterator.next() == ["SH01", "SH02"])
    events.wake(id)
    #expect(await iterator.next() == [])
    events.publish(["SH01"])
    events.unsubscribe(id)
    #expect(await iterator.next() == nil)
    #expect(events.listenerCount == 0)
  }

  @Test func `a reader that waits is woken`() async throws {
    let events = ScopeEvents()
    let (id, stream) = events.subscribe()
    let heard = Task { await stream.first { _ in true } }
    try await Task.sleep(for: .milliseconds(50))
    events.publish(["SH01"])
    #expect(await heard.value == ["SH01"])
    let ended = Task { await stream.first { _ in true } }
    try await Task.sleep(for: .milliseconds(50))
    events.unsubscribe(id)
    #expect(await ended.value == nil)
  }
}
