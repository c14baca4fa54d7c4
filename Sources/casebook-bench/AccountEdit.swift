import Versioning

/// How an account is told once more.
enum AccountEdit: CaseIterable, Hashable {
  case copied, punctuated, slipped, garbled, shortened, lengthened, turned, framed, thinned, halved

  var name: String {
    switch self {
    case .copied: "word for word"
    case .punctuated: "without punctuation, in upper case"
    case .slipped: "a slip in every 100th character"
    case .garbled: "a slip in every 30th character"
    case .shortened: "every 20th piece left out"
    case .lengthened: "a word put in at every 20th place"
    case .turned: "second half before the first"
    case .framed: "a greeting and a demand around it"
    case .thinned: "a fifth of the pieces left out"
    case .halved: "only the first two thirds"
    }
  }

  func applied(to text: String, _ random: inout SeededGenerator) -> String {
    let isSpaced = text.utf8.count(where: { $0 == 0x20 }) * 12 > text.utf8.count
    let joint = isSpaced ? " " : ""
    let pieces = isSpaced ? text.split(separator: " ").map(String.init) : text.map { String($0) }
    func isChosen(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }
    switch self {
    case .copied: return text
    case .punctuated:
      return String(text.map { $0.isPunctuation ? " " : $0 }).uppercased()
    case .slipped, .garbled:
      var letters = Array(text)
      for place in letters.indices.dropLast() where isChosen(self == .slipped ? 100 : 30) {
        letters.swapAt(place, place + 1)
      }
      return String(letters)
    case .shortened: return pieces.filter { _ in !isChosen(20) }.joined(separator: joint)
    case .lengthened:
      let words = isSpaced ? ["really", "then", "also"] : ["真", "又", "就"]
      return pieces.flatMap { isChosen(20) ? [$0, words.randomElement(using: &random) ?? ""] : [$0] }
        .joined(separator: joint)
    case .turned:
      return (pieces[(pieces.count / 2)...] + pieces[..<(pieces.count / 2)]).joined(separator: joint)
    case .framed:
      return isSpaced
        ? "Hello, I called before. \(text) Please get back to me as soon as you can."
        : "您好，我之前打过电话。\(text)请尽快给我答复。"
    case .thinned: return pieces.filter { _ in !isChosen(5) }.joined(separator: joint)
    case .halved: return pieces.prefix(pieces.count * 2 / 3).joined(separator: joint)
    }
  }
}
