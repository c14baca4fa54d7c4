import Simulator
import Testing

@Suite("Making failing steps fewer")
struct ShrinkTests {
  private func edit(_ number: Int) -> Event {
    Event(number, after: 5, .act(device: 0, .edit(case: 1, [Typed("title", 1), Typed("phone", number)])))
  }

  @Test
  func `two steps that break together are found among forty, without what does not matter in them`()
    async throws
  {
    var shrinker = Shrinker { events in
      let numbers = events.map(\.number)
      return numbers.contains(7) && numbers.contains(31)
    }
    let short = try await shrinker.shrink((1...40).map(edit))
    #expect(
      short == [
        Event(7, .act(device: 0, .edit(case: 1, [Typed("title", 1)]))),
        Event(31, .act(device: 0, .edit(case: 1, [Typed("title", 1)]))),
      ])
  }

  @Test
  func `what happens within a sync is left out where it does not matter, and kept where it does`()
    async throws
  {
    let sync = Event(
      3,
      .sync(
        device: 1,
        [
          Delivery(.twice, before: [edit(1)]),
          Delivery(.answerLost, before: [edit(2)], after: [edit(4), edit(5)]), Delivery(.requestLost),
        ]))
    var shrinker = Shrinker { events in
      events.contains { event in
        guard case .sync(_, let deliveries) = event.step else { return false }
        return deliveries.contains { $0.fate == .answerLost && $0.after.contains { $0.number == 5 } }
      }
    }
    let short = try await shrinker.shrink([edit(8), sync, edit(9)])
    #expect(
      short == [
        Event(3, .sync(device: 1, [Delivery(.arrives), Delivery(.answerLost, after: [edit(5)])]))
      ])
  }

  @Test func `it ends when its runs are spent, with what still breaks`() async throws {
    var shrinker = Shrinker(budget: 3) { events in events.contains { $0.number == 17 } }
    let short = try await shrinker.shrink((1...40).map(edit))
    #expect(short.contains { $0.number == 17 })
    #expect(short.count < 40)
  }
}
