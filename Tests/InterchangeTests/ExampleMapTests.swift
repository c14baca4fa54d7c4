import Interchange
import Language
import Testing

/// The example maps, on small files of our own that have the columns and the oddities of the real ones.
@Suite struct ExampleMapTests {
  private func rows(_ name: String) throws -> [(line: Int, row: [String], reason: Label?)] {
    let path = "\(Fixtures.repository)/Tests/InterchangeTests/Maps/\(name).csv"
    return try importAll(ByteSource(path: path).readAll(), Fixtures.exampleMap(name))
  }

  @Test func `every map has a file here`() throws {
    for name in Fixtures.exampleMaps { #expect(try !rows(name).isEmpty, "\(name)") }
  }

  @Test func `the map of the council's casework fills the fields it names`() throws {
    let rows = try rows("nyc_council_casework")
    #expect(rows.allSatisfy { $0.reason == nil })
    #expect(
      rows.map { $0.row.filter { !$0.hasPrefix("key=") && !$0.hasPrefix("import_source=") } } == [
        [
          "external_id=NYCC90000001", "logged_at=2024-03-01", "closed_at=2024-03-04", "status=archived",
          "title=Bin not emptied", "product=Sanitation", "place=New York, Manhattan, 10001", "channel=phone",
          "type=service",
        ],
        [
          "external_id=NYCC90000002", "logged_at=2024-03-02", "status=received", "title=No hot water",
          "product=Housing and Buildings", "place=Brookllyn, Brooklyn", "channel=phone", "type=service",
        ],
        [
          "external_id=NYCC90000003", "logged_at=2024-03-02", "closed_at=2024-03-02", "status=archived",
          "title=Request without a description", "place=112", "channel=phone", "type=service",
        ],
        [
          "external_id=NYCC90000003", "logged_at=2024-03-02", "closed_at=2024-03-02", "status=archived",
          "title=Alarm test", "product=Fire and Emergency Management", "place=Queens, 112", "channel=phone",
          "type=service",
        ],
        [
          "external_id=NYCC91000001", "logged_at=2024-03-05", "closed_at=2024-04-01", "status=archived",
          "title=Street light out", "place=Brooklyn, Brooklyn, 11201", "channel=phone", "type=service",
        ],
      ])
  }

  @Test func `the consumer complaints of 2023`() throws {
    let rows = try rows("cfpb_2023_full")
    let first = rows[0].row
    #expect(first.contains("title=Communication tactics: Frequent or repeated calls"))
    #expect(first.contains("problem_class=service_attitude") && first.contains("type=service"))
    #expect(first.contains { $0.hasPrefix("narrative=They rang at XXXX every evening.\n\nI asked") })
    #expect(
      first.suffix(2) == [
        "note: Answer of EXAMPLE BANK (complaint sent on 2023-05-03)\nClosed with explanation",
        "note: Public response of EXAMPLE BANK\nCompany disputes the facts presented in the complaint",
      ])
    let second = rows[1].row
    #expect(second.contains("channel=email") && second.contains("status=executing"))
    #expect(second.contains("type=price") && !second.contains { $0.hasPrefix("problem_class=") })
    #expect(second.contains("segment+elderly") && second.contains("tags+Servicemember"))
    #expect(!second.contains { $0.hasPrefix("note:") }, "no answer yet, and a public response that is none")
    #expect(rows[2].row.contains("tags+disputed") && rows[2].row.contains("tags+answered late"))
    #expect(rows[3].row.contains("status=received") && rows[3].row.contains("channel=online_platform"))
    #expect(rows[3].row.contains("problem_class=product_quality"))
    #expect(
      rows[4].reason?.en == "“05/02/2023” in column “Date received” is not a date in the format yyyy-MM-dd")
  }

  @Test func `the consumer complaints of 2015`() throws {
    let rows = try rows("cfpb_2015_structured")
    #expect(rows.allSatisfy { $0.reason == nil })
    #expect(rows[0].row.contains("logged_at=2015-03-09") && rows[0].row.contains("type=price"))
    #expect(rows[0].row.contains("tags+disputed"))
    #expect(rows[1].row.contains("logged_at=2014-12-31") && rows[1].row.contains("status=executing"))
    #expect(rows[1].row.contains("place=MA 2139") && !rows[1].row.contains { $0.hasPrefix("note:") })
    #expect(
      rows[2].row.contains("tags+answered late") && rows[2].row.contains("problem_class=service_attitude"))
    #expect(
      rows[2].row.last == "note: Answer of the company (complaint sent on 1/15/2015)\nUntimely response")
  }

  @Test func `the map of service requests fills the fields it names`() throws {
    let rows = try rows("nyc311_channel_resolution")
    let first = rows[0].row
    #expect(first.contains("logged_at=2021-07-04T00:05:09-04:00"))
    #expect(first.contains("closed_at=2021-07-06T12:00:00-04:00"))
    #expect(first.contains("channel=phone") && first.contains("status=archived"))
    #expect(first.contains("title=Illegal Animal Kept as Pet: Rooster"))
    #expect(first.last == "note: DOHMH, 07/06/2021 12:00:00 PM\nAn inspector looked and found no bird.")
    #expect(rows[1].row.contains("status=executing") && rows[1].row.contains("channel=online_platform"))
    let third = rows[2].row
    #expect(third.contains("status=received") && !third.contains { $0.hasPrefix("channel=") })
    #expect(third.last == "note: DOHMH, 05/12/2010 08:00:00 AM\nThe request was sent on.")
    #expect(rows[3].reason?.en.contains("02/30/2022") == true)
    #expect(rows[4].row.contains("status=assessed"))
  }

  @Test func `the map of telecoms complaints fills the fields it names`() throws {
    let rows = try rows("comcast_complaints_2015")
    #expect(rows.allSatisfy { $0.reason == nil })
    #expect(
      rows.map { $0.row.first { $0.hasPrefix("logged_at=") } } == [
        "logged_at=2015-04-22T15:53:50-05:00", "logged_at=2015-04-08T00:22:56-05:00",
        "logged_at=2015-06-13T09:00:00-05:00", "logged_at=2015-05-06T12:00:00-05:00",
      ])
    #expect(
      rows.map { $0.row.first { $0.hasPrefix("status=") } } == [
        "status=archived", "status=received", "status=resolved", "status=on_hold",
      ])
    #expect(
      rows[0].row.contains("channel=phone") && rows[0].row.contains("narrative=Modem drops every night"))
    #expect(rows[1].row.contains("tags+on behalf of another"))
    #expect(rows[2].row.contains("title=Complaint without a title"))
    #expect(!rows[2].row.contains { $0.hasPrefix("narrative=") })
  }

  @Test func `the letters to the board`() throws {
    let rows = try rows("zh_gov_messages")
    #expect(rows[0].row.contains("logged_at=2020-01-04T11:17:46+08:00"))
    #expect(rows[0].row.contains("narrative=我们小区东门的路灯坏了两个月。\n晚上老人出门很不安全。"))
    #expect(rows[0].row.contains("product=城乡建设") && rows[0].row.contains("customer_id=U0001"))
    #expect(rows[2].reason?.zhHans.contains("2020年1月5日") == true)
  }

  @Test func `the letters with replies`() throws {
    let rows = try rows("zh_gov_messages_replies")
    #expect(rows[0].row.contains("closed_at=2019-05-09T09:51:30+08:00"))
    #expect(rows[0].row.contains("status=archived"))
    #expect(rows[0].row.last == "note: 官方答复（2019/5/9 9:51:30）\n您好，\n已请园林部门在三处增设，本周完成。2019年5月5日")
    #expect(rows[1].row.contains("logged_at=2019-05-01T09:00:00+08:00"))
    #expect(rows[1].row.contains("status=received") && !rows[1].row.contains { $0.hasPrefix("closed_at=") })
    #expect(!rows[1].row.contains { $0.hasPrefix("note:") })
  }
}
