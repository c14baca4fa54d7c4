import Complaints
import Testing

@Suite struct DueOrderTests {
  private func order(
    _ due: Int64, first: Bool = false, _ severity: String? = nil, _ urgency: String? = nil,
    _ complexity: String? = nil
  ) -> DueOrder {
    DueOrder(
      isFirst: first, severity: severity, urgency: urgency, complexity: complexity, due: due, now: 1000)
  }

  @Test func `what must be seen now comes first, then what is late, then the rest by time`() {
    #expect(order(5000, first: true, "minor") < order(10, "severe", "high"))
    #expect(order(10) < order(1001, "severe", "high"))
    #expect(order(1001, "minor") < order(1002, "severe"))
    // Due this very moment is not late.
    #expect(order(1000, "minor") < order(1001, "severe") && order(999) < order(1000, "severe"))
  }

  @Test
  func `of what is late the graver comes first, then the more urgent, then the simpler, then the older`() {
    let sorted = [
      order(500, "severe", "low", "high"), order(400, "moderate", "high", "low"),
      order(300, "moderate", "high", "high"), order(100, "moderate", "medium"), order(50, "minor", "high"),
      order(60, "minor", "high"), order(1, nil, "high"), order(2),
    ]
    #expect(sorted.shuffled().sorted() == sorted)
  }
}
