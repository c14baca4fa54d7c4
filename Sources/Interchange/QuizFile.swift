package import Complaints
package import Language
import Yams

/// Questions from a file: as `Quiz` writes them, or a list in YAML or JSON.
///
///     - question: The soup is cold. What is done first?
///       better: Say sorry, and bring another one.
///       usual: Explain that the kitchen is busy.
///       wrong: [Ask the guest to wait for the manager.]
///       why: Feelings before facts.
package enum QuizFile {
  /// Why a file has no questions that could be asked.
  package struct Problem: Error {
    package let label: Label
  }

  package static func read(_ text: String) throws(Problem) -> Quiz {
    guard !Quiz.isLines(text) else {
      do { return try Quiz(typed: text) } catch { throw Problem(label: error.label) }
    }
    let root: Node?
    do { root = try compose(yaml: text) } catch { throw Problem(label: YAMLProblem(error).located) }
    guard let list = root?.sequence, !list.isEmpty else {
      throw Problem(label: Label(QuizFileMessage.noList))
    }
    var questions: [QuizQuestion] = []
    for node in list { questions.append(try question(node)) }
    return Quiz(questions)
  }

  private static let keys = ["question", "better", "usual", "wrong", "why"]

  private static func question(_ node: Node) throws(Problem) -> QuizQuestion {
    let line = node.mark?.line ?? 1
    guard let mapping = node.mapping else { throw Problem(label: Label(QuizFileMessage.noQuestion(line))) }
    var found: [String: [String]] = [:]
    for (key, value) in mapping {
      guard let name = key.string, keys.contains(name) else {
        throw Problem(label: Label(QuizFileMessage.unknownKey(key.string ?? "", line)))
      }
      let values = value.sequence.map { Array($0) } ?? [value]
      found[name] = values.compactMap { $0.scalar?.string }.filter { !$0.allSatisfy(\.isWhitespace) }
    }
    let wrong = (found["usual"] ?? []) + (found["wrong"] ?? [])
    guard let asked = found["question"]?.first, let better = found["better"]?.first, !wrong.isEmpty else {
      throw Problem(label: Label(QuizFileMessage.incomplete(line)))
    }
    guard !wrong.contains(better) else { throw Problem(label: QuizProblem.sameTwice(line: line).label) }
    return QuizQuestion(
      asked, better: better, wrong: wrong, why: (found["why"] ?? []).joined(separator: "\n"))
  }
}

enum QuizFileMessage: Message {
  case incomplete(Int)
  case noList
  case noQuestion(Int)
  case unknownKey(String, Int)

  var label: Label {
    switch self {
    case .incomplete(let line):
      Label(
        en: "Line \(line): a question needs question, better and usual",
        zhHans: "第 \(line) 行：每题都要有 question、better 和 usual")
    case .noList:
      Label(
        en: "The file has neither questions that begin with ? nor a list of them.",
        zhHans: "文件中没有以 ? 开头的题目，也不是题目列表。")
    case .noQuestion(let line): Label(en: "Line \(line): this is no question", zhHans: "第 \(line) 行不是题目")
    case .unknownKey(let key, let line):
      Label(
        en: "Line \(line): “\(key)” is none of question, better, usual, wrong, why",
        zhHans: "第 \(line) 行：“\(key)”不在 question、better、usual、wrong、why 之列")
    }
  }
}
