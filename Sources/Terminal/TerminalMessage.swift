package import Language

package enum TerminalMessage: Message {
  case minutes(Int)

  package var label: Label {
    switch self {
    case .minutes(let minutes):
      Label(en: "\(minutes.grouped) min", zhHans: "\(minutes.grouped) 分钟")
    }
  }
}
