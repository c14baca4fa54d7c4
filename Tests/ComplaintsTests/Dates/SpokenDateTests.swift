import Testing

@testable import Complaints

/// What people say for days and times. Today is Sunday, 2026-11-22, 15:30 in Shanghai.
@Suite struct SpokenDateTests {
  @Test(
    arguments: [
      ("今天下午3点", "2026-11-22T15:00:00+08:00"), ("昨天下午3点", "2026-11-21T15:00:00+08:00"),
      ("昨天下午３点", "2026-11-21T15:00:00+08:00"), ("前天晚上8点半", "2026-11-20T20:30:00+08:00"),
      ("前天晚上八点半", "2026-11-20T20:30:00+08:00"), ("大前天上午十点", "2026-11-19T10:00:00+08:00"),
      ("明天中午12点", "2026-11-23T12:00:00+08:00"), ("后天中午1点", "2026-11-24T13:00:00+08:00"),
      ("昨晚9点", "2026-11-21T21:00:00+08:00"), ("今早七点一刻", "2026-11-22T07:15:00+08:00"),
      ("昨天凌晨2点", "2026-11-21T02:00:00+08:00"), ("昨天傍晚6点05分", "2026-11-21T18:05:00+08:00"),
      ("昨天晚上12点", "2026-11-22T00:00:00+08:00"), ("下午三点三刻", "2026-11-22T15:45:00+08:00"),
      ("上午十点二十分", "2026-11-22T10:20:00+08:00"), ("昨天 15点30分20秒", "2026-11-21T15:30:20+08:00"),
      ("昨天15时", "2026-11-21T15:00:00+08:00"), ("差5分下午3点", nil), ("昨天下午差五分三点", "2026-11-21T14:55:00+08:00"),
      ("2小时前", "2026-11-22T13:30:00+08:00"), ("两个小时前", "2026-11-22T13:30:00+08:00"),
      ("半小时前", "2026-11-22T15:00:00+08:00"), ("半个小时以前", "2026-11-22T15:00:00+08:00"),
      ("一个半小时前", "2026-11-22T14:00:00+08:00"), ("1.5小时前", "2026-11-22T14:00:00+08:00"),
      ("20分钟前", "2026-11-22T15:10:00+08:00"), ("一刻钟之前", "2026-11-22T15:15:00+08:00"),
      ("1小时20分钟前", "2026-11-22T14:10:00+08:00"), ("3小时后", "2026-11-22T18:30:00+08:00"),
      ("三天前", "2026-11-19"), ("3天前下午2点", "2026-11-19T14:00:00+08:00"), ("两周前", "2026-11-08"),
      ("一个星期前", "2026-11-15"), ("3个月前", "2026-08-22"), ("一年前", "2025-11-22"), ("5天后", "2026-11-27"),
      ("上周五", "2026-11-13"), ("上星期五下午3点", "2026-11-13T15:00:00+08:00"), ("上个礼拜天", "2026-11-15"),
      ("这周三", "2026-11-18"), ("下周一上午9点", "2026-11-23T09:00:00+08:00"), ("上上周二", "2026-11-03"),
      ("本周日", "2026-11-22"), ("去年12月30日", "2025-12-30"), ("上个月20号", "2026-10-20"),
      ("2026年11月20日下午3点", "2026-11-20T15:00:00+08:00"), ("2026-11-20 下午3:05", "2026-11-20T15:05:00+08:00"),
      ("刚才", "2026-11-22T15:30:45+08:00"),
      ("yesterday 3pm", "2026-11-21T15:00:00+08:00"), ("yesterday at 3:30 pm", "2026-11-21T15:30:00+08:00"),
      ("3pm yesterday", "2026-11-21T15:00:00+08:00"), ("Yesterday, 9 a.m.", "2026-11-21T09:00:00+08:00"),
      ("12am today", "2026-11-22T00:00:00+08:00"), ("12pm today", "2026-11-22T12:00:00+08:00"),
      ("2 hours ago", "2026-11-22T13:30:00+08:00"), ("an hour ago", "2026-11-22T14:30:00+08:00"),
      ("half an hour ago", "2026-11-22T15:00:00+08:00"),
      ("two and a half hours ago", "2026-11-22T13:00:00+08:00"),
      ("in 10 minutes", "2026-11-22T15:40:00+08:00"), ("-1d", "2026-11-21"), ("-2 weeks", "2026-11-08"),
      ("-2h", "2026-11-22T13:30:00+08:00"), ("+3d", "2026-11-25"), ("1d ago", "2026-11-21"), ("1d", nil),
      ("- yesterday", nil), ("-1d ago", nil), ("three days ago", "2026-11-19"),
      ("the day before yesterday", "2026-11-20"), ("day after tomorrow at noon", "2026-11-24T12:00:00+08:00"),
      ("last friday", "2026-11-20"), ("last sunday", "2026-11-15"),
      ("last night at 8", "2026-11-21T20:00:00+08:00"),
      ("tonight 8", "2026-11-22T20:00:00+08:00"),
      ("this morning at half past nine", "2026-11-22T09:30:00+08:00"),
      ("yesterday evening at a quarter to 8", "2026-11-21T19:45:00+08:00"), ("20 Nov 2025", "2025-11-20"),
      ("November 20th, 2025 at 3pm", "2025-11-20T15:00:00+08:00"), ("just now", "2026-11-22T15:30:45+08:00"),
    ] as [(String, String?)])
  func `words with one meaning are taken for that`(typed: String, stored: String?) {
    let date = TypedDate(typed, now: here)
    guard let stored else {
      #expect(date == nil, "\(typed)")
      return
    }
    #expect(date?.date.stored == stored, "\(typed)")
    #expect(date?.isAssumed == false, "\(typed)")
    #expect(DateText(typed: typed, now: here)?.stored == stored)
  }

  @Test(arguments: [
    // A spoken hour without its part of the day: 1 to 6 are of the afternoon, 7 to 12 as they stand.
    ("3点", "2026-11-22T15:00:00+08:00"), ("昨天3点", "2026-11-21T15:00:00+08:00"),
    ("昨天六点半", "2026-11-21T18:30:00+08:00"), ("昨天7点", "2026-11-21T07:00:00+08:00"),
    ("昨天12点", "2026-11-21T12:00:00+08:00"), ("half past 3", "2026-11-22T15:30:00+08:00"),
    ("yesterday at 5", "2026-11-21T17:00:00+08:00"), ("3 o'clock", "2026-11-22T15:00:00+08:00"),
    // A part of the day without its hour is the day.
    ("昨天晚上", "2026-11-21"), ("今早", "2026-11-22"), ("last night", "2026-11-21"),
    // A bare weekday is of this week, a date without a year the nearest one.
    ("周五", "2026-11-20"), ("星期一上午9点", "2026-11-16T09:00:00+08:00"), ("friday", "2026-11-20"),
    ("next friday", "2026-11-27"), ("11月20日", "2026-11-20"), ("1月5号", "2027-01-05"), ("20号", "2026-11-20"),
    ("十一月二十号下午三点", "2026-11-20T15:00:00+08:00"), ("Nov 20", "2026-11-20"), ("3rd of march", "2027-03-03"),
    ("midnight", "2026-11-23T00:00:00+08:00"),
    // Shortened names with their full stop, whatever follows it.
    ("Nov. 20", "2026-11-20"), ("20 Nov.", "2026-11-20"), ("Nov.20th", "2026-11-20"),
    ("20 nov.at 3pm", "2026-11-20T15:00:00+08:00"), ("Fri.", "2026-11-20"),
    ("next fri. at noon", "2026-11-27T12:00:00+08:00"),
  ])
  func `words that leave something open follow a rule, and are said to`(typed: String, stored: String) {
    let date = TypedDate(typed, now: here)
    #expect(date?.date.stored == stored, "\(typed)")
    #expect(date?.isAssumed == true, "\(typed)")
  }

  @Test(arguments: [
    "上午15点", "晚上2点", "下午25点", "凌晨9点", "昨天今天", "上周", "晚上", "下午", "3", "昨天 3", "3点点", "两点三点",
    "11月31日", "2小时", "前", "ago", "2 hours", "yesterday tomorrow", "in", "last week", "friday 25pm",
    "half past",
    "quarter", "3点60分", "昨天下午pm3点", "11月20日前", "9999999小时前", "2小时前下午3点", "上周八", "noon noon", "am",
    "13 o'clock am",
    "31 feb 2026", "11/20", "大概", "昨天晚上25:30", "1个月半前",
  ])
  func `what cannot be, or says too little, is refused with what can be typed`(typed: String) {
    #expect(TypedDate(typed, now: here) == nil, "\(typed)")
    #expect(throws: FieldError.self) {
      try FieldInput.parse(typed, as: CaseField.occurredAt, now: here)
    }
    do { _ = try FieldInput.parse(typed, as: CaseField.occurredAt, now: here) } catch {
      #expect(error.hint(.zhHans)?.contains("昨天下午3点") ?? false)
      #expect(error.hint(.en)?.contains("2 hours ago") ?? false)
    }
  }

  @Test func `hours that are written with a colon, and dates written out, are of the 24-hour clock`() {
    for (typed, stored) in [
      ("昨天 3:00", "2026-11-21T03:00:00+08:00"), ("2026年11月20日3点", "2026-11-20T03:00:00+08:00"),
      ("yesterday 15:05", "2026-11-21T15:05:00+08:00"),
    ] {
      let date = TypedDate(typed, now: here)
      #expect(date?.date.stored == stored && date?.isAssumed == false, "\(typed)")
    }
  }

  @Test func `the last day of a month stays the last day, and a long year does no harm`() throws {
    let day = try #require(CivilDate(year: 2026, month: 3, day: 31))
    let now = LocalClock(
      withoutSummerTime: try #require(LocalTime(day, hour: 9, minute: 0, offsetMinutes: 480)))
    #expect(TypedDate("1个月前", now: now)?.date.stored == "2026-02-28")
    #expect(
      TypedDate("9999年前", now: now) == nil || TypedDate("9999年前", now: now)?.date.stored == "0001-01-01")
    #expect(TypedDate("9999个月后", now: now) != nil)
    #expect(TypedDate(String(repeating: "昨天", count: 100), now: now) == nil)
  }

  @Test func `random words of the vocabulary never crash, and what they give reads back`() {
    let pieces = [
      "昨天", "上", "周", "五", "3", "点", "半", "前", "小时", "下午", "12", ":", "30", "pm", " ", "half", "past", "个",
      "月", "号",
      "年", "2026", "last", "friday", "nov", "ago", "in", "at", "，", "晚", "一刻", "差", "分", "noon",
    ]
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 1...7, using: &generator))
        .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
      guard let date = TypedDate(text, now: here) else { continue }
      #expect(DateText(stored: date.date.stored) == date.date, "\(text)")
    }
  }
}
