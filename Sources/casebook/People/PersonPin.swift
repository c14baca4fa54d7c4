import ArgumentParser
import Complaints
import Console
import Language
import Replica

struct PersonPin: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin", abstract: text(PersonPinMessage.abstract),
    discussion: text(PersonPinMessage.discussion))

  @Argument(help: help(PersonMessage.nameHelp, "name"))
  var person: String

  @Option(help: help(PersonPinMessage.newFileHelp, "file"), completion: .file())
  var newPinFile: String?

  @Option(help: help(PersonPinMessage.fileHelp, "file"), completion: .file())
  var pinFile: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let store = try context.openStore()
    let (known, hasPin, isCovered) = try context.read(store) { reader in
      let known = try context.person(person, reader)
      let acting = reader.identity.acting
      let mayReset = reader.identity.person != nil && acting.managesPeople && known.role.isWithin(acting)
      return (known, try reader.hasPin(known), mayReset)
    }
    let needsOld = hasPin && !isCovered
    let old = needsOld ? try context.pin(pinFile, asking: PersonPinMessage.oldPrompt(known.name)) : nil
    try context.refusing(known) { if old == nil { try store.requirePinSetting(of: known) } }
    let new = try context.newPin(of: known.name, file: newPinFile)
    try context.refusing(known) { try store.setPin(of: known, to: new, old: old) }
    context.done()
    if context.json { return try context.emit(["person": .string(known.name), "has_pin": .bool(true)]) }
    context.err(Label(PersonPinMessage.saved(known.name)))
  }
}

extension Context {
  /// A new PIN from a file, else typed twice at a terminal.
  /// - Throws: `CommandFailure`, also where the two are not the same.
  func newPin(of name: String, file: String?) throws -> String {
    let new = try pin(file, option: "--new-pin-file", asking: PersonPinMessage.newPrompt(name))
    if file == nil, try pin(nil, asking: PersonPinMessage.againPrompt) != new {
      throw CommandFailure.usage(Label(PersonPinMessage.differ))
    }
    return new
  }
}

enum PersonPinMessage: Message {
  case abstract
  case againPrompt
  case differ
  case discussion
  case fileHelp
  case newFileHelp
  case newPrompt(String)
  case oldPrompt(String)
  case saved(String)

  var label: Label {
    switch self {
    case .abstract: Label(en: "Sets somebody's PIN on this device.", zhHans: "在本机设置 PIN。")
    case .againPrompt: Label(en: "Once more: ", zhHans: "再输一次：")
    case .differ:
      Label(en: "The two are not the same. Nothing was saved.", zhHans: "两次输入不一致，未保存。")
    case .discussion:
      Label(
        en: """
          casebook person pin "Wang Fang"

          4 to 12 digits, kept on this device alone. It keeps out who stands at the
          counter, not somebody who has the computer and time.
          """,
        zhHans: """
          casebook person pin 王芳

          4 到 12 位数字，只存在本机。它防的是旁边的人，防不了拿走电脑的人。
          """)
    case .fileHelp:
      Label(en: "The PIN so far, from a file (- is standard input).", zhHans: "从文件读取原 PIN（- 为标准输入）。")
    case .newFileHelp:
      Label(en: "The new PIN, from a file (- is standard input).", zhHans: "从文件读取新 PIN（- 为标准输入）。")
    case .newPrompt(let name): Label(en: "New PIN of \(name): ", zhHans: "\(name)的新 PIN：")
    case .oldPrompt(let name): Label(en: "PIN of \(name) so far: ", zhHans: "\(name)的原 PIN：")
    case .saved(let name): Label(en: "\(name) has a PIN on this device.", zhHans: "\(name)在本机的 PIN 已设好。")
    }
  }
}
