enum Chinese {
  static func pattern(_ key: MessageKey) -> String {
    switch key {
    case .commonListSeparator: "、"
    }
  }
}
