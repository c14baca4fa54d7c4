import Foundation
import Testing

@testable import Complaints

/// Which clocks are from before the program.
@Suite struct ReleaseDayTests {
  /// The days in the headings of a changelog.
  private func days(_ changelog: String) -> [CivilDate] {
    changelog.split(separator: "\n").filter { $0.hasPrefix("## ") }.flatMap {
      $0.split { " ,()".contains($0) }
    }
    .compactMap { word in
      if case .day(let day)? = DateText(stored: String(word)) { day } else { nil }
    }
  }

  @Test func `no release is younger than the day from which clocks are believed`() throws {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    let file = folder.appendingPathComponent("Documentation/changelog.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(days("# C\n\n## 2.0 (2027-01-02)\n").map(\.description) == ["2027-01-02"])
    for day in days(text) { #expect(Int64(day.daysSinceEpoch) * 86_400_000 <= ReleaseDay.start, "\(day)") }
  }

  @Test func `a clock is before the program where no zone makes it the day of its release`() {
    #expect(ReleaseDay.isAfter(0) && ReleaseDay.isAfter(1_769_911_500_000))
    #expect(ReleaseDay.isAfter(ReleaseDay.start - 2 * 86_400_000 - 1))
    #expect(!ReleaseDay.isAfter(ReleaseDay.start - 86_400_000) && !ReleaseDay.isAfter(ReleaseDay.start))
  }
}
