package import Language

/// The state of a long piece of work, told on standard error while it runs.
///
/// Work that ends within a second says nothing. After that, on a terminal one line is redrawn in place, at
/// most five times a second; elsewhere (a log) a line is written every ten seconds. The clock and the output
/// come in, so that it can be tested without waiting.
package struct Progress {
  package let label: String
  private let language: Language
  private let isTerminal: Bool
  private let width: Int
  private let now: () -> UInt64
  private let write: (String) -> Void

  private let start: UInt64
  private var nextLine: UInt64
  /// Columns of the line that stands on the terminal now.
  private var drawn = 0
  private var hasShown = false

  private static let second: UInt64 = 1_000_000_000

  /// - Parameters:
  ///   - label: what is done, such as "Importing cases"; shown `sanitised`.
  ///   - width: columns of the terminal; a line stays one short of it, since a full one would wrap.
  ///   - now: monotonic nanoseconds.
  ///   - write: takes text with its own line breaks.
  package init(
    _ label: String, language: Language, isTerminal: Bool, width: Int = 80,
    now: @escaping () -> UInt64 = monotonicNanoseconds,
    write: @escaping (String) -> Void = writeToStandardError
  ) {
    self.label = label.sanitised(.joined)
    self.language = language
    self.isTerminal = isTerminal
    self.width = max(2, width)
    self.now = now
    self.write = write
    start = now()
    nextLine = start &+ Self.second
  }

  /// Says that `done` of `total` (nil where nobody knows) are done. Cheap enough to call for every row.
  package mutating func update(_ done: Int, of total: Int? = nil) {
    let time = now()
    guard time >= nextLine else { return }
    nextLine = time &+ (isTerminal ? Self.second / 5 : 10 * Self.second)
    hasShown = true
    show(line(done, total, elapsed: elapsed(time)))
  }

  /// Takes the line off the terminal, before something else is printed; the next update draws it again.
  package mutating func clear() {
    guard drawn > 0 else { return }
    write("\r" + String(repeating: " ", count: drawn) + "\r")
    drawn = 0
  }

  /// Ends the work: the last line stays. Silent where nothing was shown before and the work was short.
  package mutating func finish(_ done: Int) {
    let elapsed = elapsed(now())
    guard hasShown || elapsed >= Self.second else { return }
    let time = duration(elapsed)
    show(
      language.text(ProgressMessage.finished(task: label, count: done, time: time)))
    if drawn > 0 { write("\n") }
    drawn = 0
    hasShown = false
  }

  private func elapsed(_ time: UInt64) -> UInt64 { time > start ? time - start : 0 }

  private mutating func show(_ line: String) {
    guard isTerminal else { return write(line + "\n") }
    // Spaces over the rest of the old line rather than an escape sequence: dumb terminals know those too.
    let text = line.truncated(toWidth: width - 1)
    let columns = text.displayWidth
    write("\r" + text + String(repeating: " ", count: max(0, drawn - columns)))
    drawn = columns
  }

  private func line(_ done: Int, _ total: Int?, elapsed: UInt64) -> String {
    guard let total, total > 0 else {
      return language.text(ProgressMessage.countDone(task: label, count: done))
    }
    let share = min(1, max(0, Double(done) / Double(total)))
    let counts = "\(done.grouped)/\(total.grouped) (\(Int(share * 100))%)"
    // An estimate from less than a fiftieth of the work misleads more than it tells.
    guard share >= 0.02, share < 1 else {
      return language.text(ProgressMessage.counts(task: label, counts: counts))
    }
    let left = duration(UInt64(min(Double(elapsed) * (1 - share) / share, 1e18)))
    return language.text(ProgressMessage.countsAndTimeLeft(task: label, counts: counts, timeLeft: left))
  }

  /// A length of time in the largest unit that says enough: "8 s", "3 min", "2 h 5 min".
  private func duration(_ nanoseconds: UInt64) -> String {
    let seconds = (nanoseconds + Self.second / 2) / Self.second
    if seconds < 90 { return language.text(MeasureMessage.seconds(Int(seconds))) }
    let minutes = (seconds + 30) / 60
    if minutes < 90 { return language.text(MeasureMessage.minutes(Int(minutes))) }
    let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
    return language.text(ProgressMessage.hoursAndMinutes(hours: Int(hours), minutes: Int(rest)))
  }
}

enum ProgressMessage: Message {
  case countsAndTimeLeft(task: String, counts: String, timeLeft: String)
  case finished(task: String, count: Int, time: String)
  case hoursAndMinutes(hours: Int, minutes: Int)
  case counts(task: String, counts: String)
  case countDone(task: String, count: Int)

  var label: Label {
    switch self {
    case .countsAndTimeLeft(let label, let counts, let left):
      Label(en: "\(label): \(counts), about \(left) left", zhHans: "\(label)：\(counts)，还需约 \(left)")
    case .finished(let label, let done, let time):
      Label(
        en: "\(label): \(done.grouped) done in \(time)", zhHans: "\(label)：已完成 \(done.grouped)，用时 \(time)")
    case .hoursAndMinutes(let hours, let rest):
      Label(en: "\(hours.grouped) h \(rest.grouped) min", zhHans: "\(hours.grouped) 小时 \(rest.grouped) 分钟")
    case .counts(let label, let counts):
      Label(en: "\(label): \(counts)", zhHans: "\(label)：\(counts)")
    case .countDone(let label, let done):
      Label(en: "\(label): \(done.grouped)", zhHans: "\(label)：\(done.grouped)")
    }
  }
}
