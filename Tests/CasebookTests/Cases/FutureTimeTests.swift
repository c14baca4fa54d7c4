import Foundation
import Testing

/// Nothing that happened lies ahead.
@Suite struct FutureTimeTests {
  private func clock(_ seconds: Double) -> String {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "Asia/Shanghai")
    format.dateFormat = "yyyy-MM-dd HH:mm"
    return format.string(from: Date(timeIntervalSinceNow: seconds))
  }

  @Test func `a time that is still to come is refused wherever one says what happened`() throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "soup", "--logged-at", clock(60))
    let later = clock(3600)
    for arguments in [
      ["new", "--channel", "phone", "--narrative", "x", "--logged-at", later],
      ["new", "--channel", "phone", "--narrative", "x", "--occurred-at", "tomorrow"],
      ["edit", "1", "--logged-at", later], ["edit", "1", "--closed-at", later],
      ["signal", "He sighed", "--kind", "nonverbal", "--at", later],
    ] {
      let ran = try shop.casebook(arguments)
      #expect(ran.status == 2 && ran.error.contains("is still to come"), "\(arguments) \(ran)")
    }
    #expect(try shop.list().count == 1)
    #expect(try shop.list("--until", "tomorrow").count == 1, "a filter may ask for it")
  }

  @Test func `a row of a file whose time is still to come is rejected, with its reason`() throws {
    let shop = try Shop()
    let later = clock(7200)
    let rows = try shop.file("r.csv", "id,text,at\n1,a,\(clock(-7200))\n2,b,\(later)\n")
    let map = try shop.file(
      "m.yaml",
      "source: s\nkey: id\ncolumns:\n  text: narrative\n  at: {field: logged_at, date: yyyy-MM-dd HH:mm}\n")
    let ran = try shop.casebook("import", rows, "--map", map)
    #expect(ran.output.contains("line 3") && ran.output.contains("is still to come"), "\(ran)")
    #expect(try shop.list().count == 1)
    let reviews = try shop.file(
      "v.csv",
      "text,kind,noticed_at,channel,link,stars,reach,reply,replied_at\nCold,,\(later),,http://x,1,,,\n")
    #expect(try shop.casebook("signal", "import", reviews).output.contains("is still to come"))
  }
}
