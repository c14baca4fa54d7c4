package import Language

/// The questions of a course. Each sets the better handling of something against the usual one.
///
/// They are kept, typed and compared as lines, one part a line:
///
///     ? The soup is cold. What is done first?
///     + Say sorry, and bring another one.
///     - Explain that the kitchen is busy.
///     - Ask the guest to wait for the manager.
///     ! Feelings before facts.
///
/// `+` is the better handling, the first `-` the usual one, any others further wrong answers, `!` says why. What begins with
/// a blank, or with no mark, goes on with the part before.
package struct Quiz: Sendable, Equatable {
  package var questions: [QuizQuestion]

  package init(_ questions: [QuizQuestion] = []) { self.questions = questions }

  /// What can be read of what stands in a course; nothing of a question that cannot.
  package init(stored text: String) {
    questions = Self.parts(text).compactMap { question in
      if case .success(let whole) = question { whole } else { nil }
    }
  }

  /// What a person typed.
  package init(typed text: String) throws(QuizProblem) {
    questions = []
    for part in Self.parts(text) { questions.append(try part.get()) }
    guard !questions.isEmpty else { throw .empty }
  }

  package var stored: String { questions.map(\.stored).joined(separator: "\n\n") }

  /// A text is in this form, not YAML, where it begins with a question.
  package static func isLines(_ text: String) -> Bool {
    text.first { !$0.isWhitespace }.map { mark($0) == "?" } ?? false
  }

  /// - Parameter answers: whether each was right; nil for none.
  package func result(_ answers: [Bool?]) -> QuizResult {
    QuizResult(right: answers.count { $0 == true }, of: questions.count)
  }

  private static func mark(_ character: Character) -> Character? {
    switch character {
    case "?", "？": "?"
    case "+", "＋": "+"
    case "-", "－", "–": "-"
    case "!", "！": "!"
    default: nil
    }
  }

  private static func parts(_ text: String) -> [Result<QuizQuestion, QuizProblem>] {
    struct Read {
      let line: Int
      var parts: [(mark: Character, text: String)]
    }
    var read: [Read] = []
    for (at, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let plain = String(line).trimmed
      guard let first = plain.first else { continue }
      let isMarked = !(line.first?.isWhitespace ?? false) || read.isEmpty
      if isMarked, let mark = mark(first) {
        let part = (mark, String(plain.dropFirst()).trimmed)
        if mark == "?" || read.isEmpty {
          read.append(Read(line: at + 1, parts: [part]))
        } else {
          read[read.count - 1].parts.append(part)
        }
      } else if read.isEmpty {
        read.append(Read(line: at + 1, parts: [("?", plain)]))
      } else {
        let place = read[read.count - 1].parts.count - 1
        read[read.count - 1].parts[place].text += "\n" + plain
      }
    }
    return read.map { one in
      func all(_ mark: Character) -> [String] {
        one.parts.filter { $0.mark == mark }.map(\.text).filter { !$0.isEmpty }
      }
      guard let question = all("?").first else { return .failure(.noQuestion(line: one.line)) }
      guard let better = all("+").first, all("+").count == 1 else {
        return .failure(.notOneBetter(line: one.line))
      }
      guard !all("-").isEmpty else { return .failure(.noneWrong(line: one.line)) }
      guard !all("-").contains(better) else { return .failure(.sameTwice(line: one.line)) }
      return .success(
        QuizQuestion(question, better: better, wrong: all("-"), why: all("!").joined(separator: "\n")))
    }
  }
}

package struct QuizQuestion: Sendable, Equatable {
  package let question: String
  package let better: String
  /// The usual handling first.
  package let wrong: [String]
  package let why: String?

  package init(_ question: String, better: String, wrong: [String], why: String?) {
    (self.question, self.better) = (question.trimmed, better.trimmed)
    self.wrong = wrong.map(\.trimmed)
    self.why = why.map(\.trimmed).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What a study teaches; nil where it does not say both handlings.
  package init?(study: KnowledgeItem) {
    guard study.form == .study, let usual = study.text(ManuscriptField.usual),
      let better = study.text(ManuscriptField.better), usual != better,
      let background = study.text(ManuscriptField.background) ?? study.title
    else { return nil }
    self.init(background, better: better, wrong: [usual], why: study.text(ManuscriptField.lesson))
  }

  /// The answers in an order that chance gives: the same for the same chance.
  package func answers(
    using generator: inout some RandomNumberGenerator
  ) -> [(text: String, isRight: Bool)] {
    ([(better, true)] + wrong.map { ($0, false) }).shuffled(using: &generator)
  }

  var stored: String {
    let parts: [(String, String)] =
      [("?", question), ("+", better)] + wrong.map { ("-", $0) } + (why.map { [("!", $0)] } ?? [])
    return parts.map { mark, text in
      let lines = text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
      return mark + " " + lines.joined(separator: "\n  ")
    }.joined(separator: "\n")
  }
}

/// So many of so many answers were right.
package struct QuizResult: Sendable, Equatable {
  package let right: Int
  package let of: Int

  package init(right: Int, of: Int) { (self.right, self.of) = (right, of) }

  /// Nil for anything but `4/5`.
  package init?(stored text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let right = parts[0], let all = parts[1], (0...1000).contains(all),
      (0...all).contains(right), all > 0
    else { return nil }
    self.init(right: right, of: all)
  }

  package var stored: String { "\(right)/\(of)" }

  /// Four of five are enough.
  package var isPassed: Bool { of > 0 && right * 5 >= of * 4 }
}

/// Why a text is no quiz.
package enum QuizProblem: Error, Equatable {
  case empty
  case noQuestion(line: Int)
  case notOneBetter(line: Int)
  case noneWrong(line: Int)
  case sameTwice(line: Int)

  package var label: Label { Label(QuizMessage.problem(self)) }
}

enum QuizMessage: Message {
  case problem(QuizProblem)

  var label: Label {
    switch self {
    case .problem(.empty): Label(en: "There is no question.", zhHans: "没有题目。")
    case .problem(.noQuestion(let line)):
      Label(en: "Line \(line): a question begins with ?", zhHans: "第 \(line) 行：题目以 ? 开头")
    case .problem(.notOneBetter(let line)):
      Label(
        en: "Line \(line): the question needs one better handling, which begins with +",
        zhHans: "第 \(line) 行：这道题须有且只有一个以 + 开头的优化做法")
    case .problem(.noneWrong(let line)):
      Label(
        en: "Line \(line): the question needs the usual handling, which begins with -",
        zhHans: "第 \(line) 行：这道题缺少以 - 开头的常规做法")
    case .problem(.sameTwice(let line)):
      Label(
        en: "Line \(line): one of the wrong answers is the better handling",
        zhHans: "第 \(line) 行：有一个错误答案与优化做法相同")
    }
  }
}

/// Chance that is the same for the same text: what is asked off a terminal is asked in one order, to whoever looks twice.
/// (SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.)
package struct TextChance: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// FNV-1a over its bytes.
  package init(_ text: String) {
    state = text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
