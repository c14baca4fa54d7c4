import Complaints
import Language
import Testing
import Versioning
import Zones

/// What is typed for a search is understood, or refused with the part that is not.
@Suite struct SearchQueryTests {
  static let now = LocalClock(milliseconds: 1_795_334_400_000, zone: .fixed(480))  // 2026-11-22

  static func query(_ typed: String) throws(SearchError) -> SearchQuery {
    try SearchQuery(typed: typed, terms: .builtIn, now: now)
  }

  private func reason(_ typed: String) -> SearchError.Reason? {
    do throws(SearchError) {
      _ = try Self.query(typed)
      return nil
    } catch {
      return error.reason
    }
  }

  /// What is typed, and how it is understood.
  static let understood: [(typed: String, as: String)] = [
    ("cold soup", "cold soup"), ("冷汤　退款", "冷汤 退款"), ("soup soup", "soup"),
    ("\"cold  soup\"", "\"cold soup\""), ("“冷汤”", "\"冷汤\""), ("「冷汤」", "\"冷汤\""), ("『冷汤』", "\"冷汤\""),
    ("＂cold soup”", "\"cold soup\""), ("deliv*", "deliv*"), ("XR-2＊", "XR-2*"),
    ("\"cold so\"*", "\"cold so\"*"),
    ("soup -refund", "soup -refund"), ("汤 －退款", "汤 -退款"), ("soup -\"cold one\"", "soup -\"cold one\""),
    ("soup -deliv*", "soup -deliv*"), ("A-77 cold-soup", "A-77 cold-soup"), ("10:30", "10:30"),
    ("https://a.example/x", "https://a.example/x"), ("注意：汤是凉的", "注意：汤是凉的"),
    ("type:product", "type:\"product\""), ("TYPE：product", "type:\"product\""),
    ("类型:产品", "type:\"产品\""), ("投诉类型：产品", "type:\"产品\""), ("严重程度:严重", "severity:\"严重\""),
    ("problem_class:service_attitude", "class:\"service_attitude\""),
    ("“-soup", "soup"), ("“--since:2026-01", "since:\"2026-01\""),
    ("handler:\"Wang Fang\"", "handler:\"Wang Fang\""),
    ("经办人:王芳", "handler:\"王芳\""), ("soup -type:product", "soup -type:\"product\""),
    ("门店:sh01", "branch:\"sh01\""), ("since:2026-01", "since:\"2026-01\""), ("自：2026", "since:\"2026\""),
    ("is:conflicted", "is:\"conflicted\""), ("是:未结", "is:\"未结\""), ("has:note", "has:\"note\""),
    ("有:电话", "has:\"电话\""), ("soup kind:phrase", "soup kind:\"phrase\""),
    // Signs beside words say nothing.
    ("soup - & , * -", "soup"), ("soup \"", "soup"), ("cold\"soup", "cold soup"), ("soup \"\" 「」", "soup"),
    ("「\"cold soup\"", "\"cold soup\""), ("soup -\"refund", "soup -refund"), ("soup **", "soup"),
  ]

  @Test(arguments: understood)
  func `each way of typing is understood, and what is understood can be typed again`(
    typed: String, meaning: String
  ) throws {
    let query = try Self.query(typed)
    #expect(query.description == meaning)
    #expect(try Self.query(query.description) == query)
  }

  @Test func `a filter knows its value, whatever language it is typed in`() throws {
    func value(_ typed: String) throws -> SearchFilter.Value? { try Self.query(typed).filters.first?.value }
    #expect(try value("type:product") == .term("product") && value("类型:产品") == value("type:product"))
    #expect(try value("severity:severe") == .term("severe") && value("严重度：严重") == .term("severe"))
    #expect(
      try value("since:2026-02") == .date("2026-02-01") && value("until:2026-02") == .date("2026-02-28"))
    #expect(
      try value("until:2026-Q1") == .date("2026-03-31") && value("since:2026-01-15") == .date("2026-01-15"))
    #expect(
      try value("branch:sh01") == .text("SH01") && value("phone:138-0013-8000") == .phone("13800138000"))
    #expect(try value("is:超时") == .flag(.overdue) && value("has:回访") == .kind(.callBack))
    #expect(try value("has:phone") == .field(CaseField.phone.number))
  }

  @Test func `what cannot be understood is refused by its part and says why in both languages`() {
    for (typed, part, reason) in [
      ("", nil, SearchError.Reason.empty), ("  & —", nil, .empty), ("-refund", nil, .onlyExclusions),
      ("kind:phrase", nil, .onlyExclusions), ("-type:product", nil, .onlyExclusions),
      ("soup statsu:open", "statsu:open", .unknownFilter("statsu")), ("类别:产品", "类别:产品", .unknownFilter("类别")),
      ("soup type: x", "type:", .valueMissing("type")),
      ("handler:\"\"", "handler:\"\"", .valueMissing("handler")),
      ("since:soon", "since:soon", .notADate("soon")), ("branch:?", "branch:?", .notABranch("?")),
      ("phone:none", "phone:none", .notAPhone("none")),
      ("-is:late x", "-is:late", .unknownValue("late", of: .is)),
      ("has:soup", "has:soup", .unknownValue("soup", of: .has)),
      ("order:--", "order:--", .nothingToCompare("--")),
      ("handler:wang*", "handler:wang*", .wholeValue("wang*")), ("产品：炉＊", "产品：炉＊", .wholeValue("炉＊")),
      ("since:2026-02 until:2026-01", "since:\"2026-02\" until:\"2026-01\"", .sinceAfterUntil),
    ] as [(String, String?, SearchError.Reason)] {
      do throws(SearchError) {
        let query = try Self.query(typed)
        Issue.record("\(typed) is \(query)")
      } catch {
        #expect(error.part == part && error.reason == reason, "\(typed): \(error)")
        for language in [Language.en, .zhHans] {
          let text = error.message.text(language)
          #expect(!text.isEmpty && (part == nil || text.contains(part ?? "")), "\(text)")
        }
      }
    }
    guard case .field(let error) = reason("severity:terrible") else {
      Issue.record("severity:terrible is understood")
      return
    }
    #expect(error.field == "severity")
  }

  @Test func `more than a thousand characters, or than 64 words, are refused`() {
    #expect(reason(String(repeating: "汤", count: 1000)) == nil)
    #expect(reason(String(repeating: "汤", count: 1001)) == .tooLong)
    #expect(reason(String(repeating: "a ", count: 5000)) == .tooLong)
    #expect(reason((1...64).map { "w\($0)" }.joined(separator: " ")) == nil)
    #expect(reason((1...65).map { "w\($0)" }.joined(separator: " ")) == .tooMany)
  }

  @Test func `whatever is typed is a query that can be typed again, or is refused`() {
    var generator = SplitMix(state: 7)
    let pieces = [
      "\"", "“", "”", "「", "」", "『", "*", "＊", "-", "－", "--", ":", "：", " ", "　", "soup", "汤", "A-77",
      "type",
      "类型", "since", "2026-01", "is", "open", "NEAR(", ")", "AND", "OR", "NOT", "^", "{title}", "+", "'", ";",
      "//",
      "\u{0}", "\u{301}", "\u{200B}", "👨‍👩‍👧", "é",
    ]
    for _ in 0..<5000 {
      let typed = (0..<Int(generator.next() % 12)).map { _ in
        pieces[Int(generator.next() % UInt64(pieces.count))]
      }
      .joined()
      guard let query = try? Self.query(typed) else { continue }
      #expect((try? Self.query(query.description)) == query, "\(typed.debugDescription): \(query)")
    }
  }

  private struct SplitMix {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
