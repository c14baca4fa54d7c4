import Language
import Testing

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Styles and the window")
struct OutputTests {
  @Test(
    arguments: [
      (true, ["TERM": "xterm-256color"], true), (false, ["TERM": "xterm-256color"], false),
      (true, ["TERM": "dumb"], false), (true, ["TERM": "xterm", "NO_COLOR": "1"], false),
      (true, ["TERM": "xterm", "NO_COLOR": ""], true), (true, [:], true),
    ] as [(Bool, [String: String], Bool)])
  func `colour only on a terminal that can show it and whose user wants it`(
    isTerminal: Bool, environment: [String: String], isColoured: Bool
  ) {
    let style = OutputStyle(isTerminal: isTerminal, environment: environment)
    #expect(style.isColoured == isColoured)
    #expect(style.isTerminal == isTerminal)
    #expect((style.apply(.red, to: "x") == "x") == !isColoured)
  }

  @Test func `Styles combine; none of them and no text write nothing`() {
    let style = OutputStyle(isTerminal: true, isColoured: true)
    #expect(style.apply([.bold, .cyan], to: "x") == "\u{1B}[1;36mx\u{1B}[0m")
    #expect(style.apply(.plain, to: "x") == "x")
    #expect(style.apply(.dim, to: "") == "")
  }

  @Test func `Without a terminal the width is that of COLUMNS, else 80`() {
    #expect(TerminalSize(fileDescriptor: -1, environment: ["COLUMNS": "132"]).columns == 132)
    #expect(TerminalSize(fileDescriptor: -1, environment: ["COLUMNS": "0"]).columns == 80)
    #expect(TerminalSize(fileDescriptor: -1, environment: ["COLUMNS": "wide"]).columns == 80)
    #expect(TerminalSize(fileDescriptor: -1, environment: [:]).columns == 80)
    #expect(!isTerminal(-1))
  }

  #if canImport(Glibc)
    @Test(.enabled(if: access("/dev/ptmx", R_OK | W_OK) == 0))
    func `a terminal is asked for its window, whatever COLUMNS says`() throws {
      let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
      try #require(terminal >= 0)
      defer { close(terminal) }
      var size = winsize(ws_row: 24, ws_col: 97, ws_xpixel: 0, ws_ypixel: 0)
      #expect(ioctl(terminal, UInt(TIOCSWINSZ), &size) == 0)
      #expect(isTerminal(terminal))
      #expect(TerminalSize(fileDescriptor: terminal, environment: ["COLUMNS": "132"]).columns == 97)
    }
  #endif

  @Test func `The clock for progress goes forward`() {
    let first = monotonicNanoseconds()
    #expect(first > 0)
    #expect(monotonicNanoseconds() >= first)
  }
}

@Suite("Progress")
struct ProgressTests {
  /// A clock and an output that tests hold in their hands.
  final class Desk {
    var milliseconds: UInt64 = 5_000
    var written: [String] = []

    func progress(_ language: Language = .en, isTerminal: Bool = true, width: Int = 80) -> Progress {
      Progress(
        language == .en ? "Importing" : "导入", language: language, isTerminal: isTerminal, width: width,
        now: { self.milliseconds * 1_000_000 }, write: { self.written.append($0) })
    }
  }

  @Test func `Work of less than a second says nothing`() {
    let desk = Desk()
    var progress = desk.progress()
    for row in 1...999 {
      desk.milliseconds += 1
      progress.update(row, of: 1000)
    }
    progress.finish(999)
    #expect(desk.written.isEmpty)
  }

  @Test func `On a terminal one line is redrawn at most five times a second, then ended`() {
    let desk = Desk()
    var progress = desk.progress()
    for row in 1...3000 {
      desk.milliseconds += 1
      progress.update(row, of: 12_000)
    }
    #expect(desk.written.count == 11)
    #expect(desk.written.first == "\rImporting: 1,000/12,000 (8%), about 11 s left")
    #expect(desk.written.allSatisfy { $0.hasPrefix("\r") && !$0.contains("\n") && !$0.contains("\u{1B}") })
    progress.finish(12_000)
    #expect(desk.written.suffix(2).map { $0.filter { $0 != " " } } == ["\rImporting:12,000donein3s", "\n"])
  }

  @Test func `A shorter line covers the longer one before it, and clearing leaves nothing`() {
    let desk = Desk()
    var progress = desk.progress(.zhHans)
    desk.milliseconds += 1_000
    progress.update(500, of: 1_000)
    #expect(desk.written == ["\r导入：500/1,000 (50%)，还需约 1 秒"])
    let before = desk.written[0].displayWidth
    desk.milliseconds += 1_000
    progress.update(1_000, of: 1_000)
    #expect(desk.written[1].displayWidth == before)
    progress.clear()
    #expect(desk.written[2].allSatisfy { $0 == " " || $0 == "\r" })
    progress.clear()
    #expect(desk.written.count == 3)
    progress.finish(1_000)
    #expect(desk.written.suffix(2) == ["\r导入：已完成 1,000，用时 2 秒", "\n"])
  }

  @Test func `In a log one line each ten seconds, whole`() {
    let desk = Desk()
    var progress = desk.progress(isTerminal: false)
    for row in 1...25_000 {
      desk.milliseconds += 1
      progress.update(row)
    }
    progress.finish(25_000)
    #expect(
      desk.written == [
        "Importing: 1,000\n", "Importing: 11,000\n", "Importing: 21,000\n",
        "Importing: 25,000 done in 25 s\n",
      ])
  }

  @Test func `A line never fills the window, which would wrap it`() {
    let desk = Desk()
    var progress = desk.progress(.zhHans, width: 12)
    desk.milliseconds += 1_000
    progress.update(500, of: 1_000)
    #expect((desk.written.first ?? "").displayWidth <= 11)
  }

  @Test func `Long times are told in minutes and hours, and a clock that stands still harms nothing`() {
    let desk = Desk()
    var progress = desk.progress()
    desk.milliseconds += 600_000
    progress.update(10, of: 100)
    #expect(desk.written.last == "\rImporting: 10/100 (10%), about 1 h 30 min left")
    desk.milliseconds = 0
    progress.finish(10)
    #expect(desk.written.last == "\n")
  }
}

@Suite("Relative time")
struct AgoTests {
  /// 2026-11-22 15:30:00 +08:00, a Sunday.
  static let now: Int64 = 1_795_332_600_000
  static let minute: Int64 = 60_000
  static let hour = 60 * minute
  static let day = 24 * hour

  @Test(
    arguments: [
      (0, "just now", "刚刚"), (-59_000, "just now", "刚刚"), (30_000, "just now", "刚刚"),
      (-3 * minute, "3 min ago", "3 分钟前"), (3 * minute, "in 3 min", "3 分钟后"),
      (-59 * minute, "59 min ago", "59 分钟前"), (-2 * hour, "2 h ago", "2 小时前"), (5 * hour, "in 5 h", "5 小时后"),
      (-day, "yesterday 15:30", "昨天 15:30"), (-16 * hour, "yesterday 23:30", "昨天 23:30"),
      (day, "tomorrow 15:30", "明天 15:30"), (-2 * day, "Fri 15:30", "前天 15:30"),
      (2 * day, "24 Nov 15:30", "后天 15:30"), (-6 * day, "Mon 15:30", "周一 15:30"),
      (-7 * day, "15 Nov 15:30", "11月15日 15:30"), (-400 * day, "18 Oct 2025", "2025年10月18日"),
      (60 * day, "21 Jan 2027", "2027年1月21日"),
    ] as [(Int64, String, String)])
  func `as a person would say it`(distance: Int64, en: String, zhHans: String) {
    for (language, expected) in [(Language.en, en), (.zhHans, zhHans)] {
      let ago = Ago(now: Self.now, offsetSeconds: 8 * 3600, language: language)
      #expect(ago.words(Self.now + distance) == expected)
    }
  }

  @Test func `What yesterday is depends on where the reader is`() {
    let then = Self.now - 8 * Self.hour
    #expect(Ago(now: Self.now, offsetSeconds: 8 * 3600, language: .en).words(then) == "8 h ago")
    #expect(Ago(now: Self.now, offsetSeconds: 0, language: .en).words(then) == "yesterday 23:30")
    // The night in which clocks were put back: it was told by what they showed then.
    #expect(
      Ago(now: Self.now, offsetSeconds: 0, language: .en).words(then - 7_200_000, offsetThen: 3600)
        == "yesterday 22:30")
    #expect(Ago(now: Self.now, offsetSeconds: -5 * 3600, language: .en).words(then) == "yesterday 18:30")
  }

  @Test func `Just after midnight, minutes are still minutes`() {
    let now = Self.now - 15 * Self.hour - 25 * Self.minute
    #expect(
      Ago(now: now, offsetSeconds: 8 * 3600, language: .zhHans).words(now - 10 * Self.minute) == "10 分钟前")
  }

  @Test func `Leap days, the epoch and times before it have their dates`() {
    func date(_ milliseconds: Int64) -> [Int] {
      let date = LocalMoment(milliseconds: milliseconds, offsetSeconds: 0).date
      return [date.year, date.month, date.day]
    }
    #expect(date(0) == [1970, 1, 1])
    #expect(date(-1) == [1969, 12, 31])
    #expect(date(951_782_400_000) == [2000, 2, 29])
    #expect(date(4_107_542_400_000) == [2100, 3, 1])
    #expect(LocalMoment(milliseconds: 0, offsetSeconds: 0).weekday == 4)
    #expect(LocalMoment(milliseconds: -5 * Self.day, offsetSeconds: 0).weekday == 6)
  }

  @Test func `A broken clock gives odd words, not a crash`() {
    for (now, then) in [(Int64.min, Int64.max), (.max, .min), (0, .max), (.min, 0)] {
      #expect(Ago(now: now, offsetSeconds: .max, language: .en).words(then).isEmpty == false)
    }
  }
}
