package import Language

/// How to go about a conversation, where the customer's mood asks for it (domain.md, section 6): not what to say, but where
/// and how.
package enum HandlingTip: String, CaseIterable, Sendable {
  case place, listening, pace, tone, composure, relief

  /// What helps with a mood; nothing where nobody said what it is.
  /// - Parameters:
  ///   - emotion: a term of `Vocabulary.emotion`.
  ///   - channel: a term of `Vocabulary.channel`. Where one writes, nobody is led aside and no voice is heard.
  package static func fitting(emotion: String?, channel: String?) -> [HandlingTip] {
    let tips: [HandlingTip] =
      switch emotion {
      case "anxious": [.pace, .tone]
      case "upset": [.place, .listening, .tone]
      case "angry": [.place, .listening, .tone, .composure]
      case "furious": [.place, .listening, .tone, .composure, .relief]
      default: []
      }
    switch channel {
    case nil, "in_store": return tips
    case "phone": return tips.filter { $0 != .place }
    default: return tips.filter { [.composure, .relief].contains($0) }
    }
  }

  package var label: Label {
    switch self {
    case .place:
      Label(
        en: "Lead them to a quiet place away from others, offer a seat and water.",
        zhHans: "请客人到安静的地方坐下，倒杯水，避开其他客人。")
    case .listening:
      Label(
        en: "Let them finish. Do not interrupt, explain or defend; take notes.",
        zhHans: "让客人先说完，不打断、不解释、不辩解，边听边记。")
    case .pace:
      Label(
        en: "Speak slowly, one thing at a time, and say when they hear from you again.",
        zhHans: "语速放慢，一次只说一件事，讲清什么时候再联系。")
    case .tone:
      Label(
        en: "Keep your voice low and even, also when theirs gets louder.",
        zhHans: "声音放低、语气平稳，对方声音越大越要稳住。")
    case .composure:
      Label(
        en: "It is not about you. Breathe out before you answer; settle the feelings first, then the facts.",
        zhHans: "这不是冲您来的：先呼一口气再回答，先安抚情绪，再处理事情。")
    case .relief:
      Label(
        en: "If it gets too much, or insults do not stop, ask a colleague or the manager to take over.",
        zhHans: "撑不住，或对方一直辱骂时，请同事或经理来接手。")
    }
  }
}
