import ArgumentParser

extension Casebook {
  /// Every command, in the order of help.
  static var commands: [any ParsableCommand.Type] {
    [
      Completion.self
    ]
  }
}
