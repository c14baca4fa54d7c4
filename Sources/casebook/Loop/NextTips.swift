import Complaints
import Console
import Language
import Terminal

/// How to go about a conversation, before the facts are settled.
extension Context {
  func tips(for file: CaseFile) -> (LoopStep) -> [HandlingTip] {
    let emotion = file.root.text(CaseField.emotionAfter) ?? file.root.text(CaseField.emotionBefore)
    let channel = file.root.text(CaseField.channel)
    return { step in
      [.assess, .propose].contains(step) ? HandlingTip.fitting(emotion: emotion, channel: channel) : []
    }
  }

  func suggest(_ tips: [HandlingTip]) throws {
    guard !tips.isEmpty else { return }
    try out(text(NextTipsMessage.heading))
    for tip in tips {
      for line in wrap("· " + text(tip.label), width: min(columns, 100), indent: 4, firstIndent: 2) {
        try out(line)
      }
    }
  }
}

enum NextTipsMessage: Message {
  case heading

  var label: Label {
    switch self {
    case .heading: Label(en: "How to go about it:", zhHans: "接待提示：")
    }
  }
}
