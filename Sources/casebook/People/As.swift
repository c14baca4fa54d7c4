import ArgumentParser
import Complaints
import Console
import Language
import Replica

/// `casebook as NAME`: who sits at the device now.
struct As: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "as", abstract: text(AsMessage.abstract), discussion: text(AsMessage.discussion))

  @Argument(help: help(PersonMessage.nameHelp, "name"))
  var person: String?

  @Option(help: help(AsMessage.minutesHelp, "minutes"))
  var minutes = 15

  @Option(help: help(AsMessage.fileHelp, "file"), completion: .file())
  var pinFile: String?

  @Flag(help: help(AsMessage.endHelp))
  var end = false

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard (1...720).contains(minutes) else { throw CommandFailure.usage(Label(AsMessage.minutesRange)) }
    guard !end || person == nil else { throw CommandFailure.usage(Label(AsMessage.endAlone)) }
    let store = try context.openStore()
    if end {
      try context.explaining { try store.signOut() }
      context.done()
    } else if let person {
      let (known, hasPin, renews) = try context.read(store) { reader in
        let known = try context.person(person, at: reader.identity.branch.rawValue, reader)
        return (known, try reader.hasPin(known), try reader.mayRenewPin(of: known))
      }
      var pin = hasPin ? try context.pin(pinFile, asking: AsMessage.prompt(known.name)) : nil
      if renews {
        // Their PIN was voided, and nobody is left here who could let them: they set a new one.
        context.err(Label(AsMessage.renews(known.name)))
        let new = try context.newPin(of: known.name, file: nil)
        try context.refusing(known) { try store.setPin(of: known, to: new, old: nil) }
        pin = new
      }
      try context.refusing(known) { try store.signIn(known, pin: pin, minutes: minutes) }
      context.done()
    }
    let identity = try context.read(store) { $0.identity }
    if context.json {
      return try context.emit([
        "person": .optional(identity.person?.name), "author": .string(identity.author),
        "acting": .string(identity.acting.rawValue), "device": .string(identity.role.rawValue),
      ])
    }
    let acting = identity.acting.label.lowercased
    context.err(
      identity.person.map { Label(AsMessage.signedIn($0.name, acting: acting)) }
        ?? Label(AsMessage.nobody(acting: acting)))
  }
}

enum AsMessage: Message {
  case abstract
  case discussion
  case endAlone
  case endHelp
  case fileHelp
  case minutesHelp
  case minutesRange
  case nobody(acting: Label)
  case prompt(String)
  case renews(String)
  case signedIn(String, acting: Label)

  var label: Label {
    switch self {
    case .abstract: Label(en: "Says who uses this device now.", zhHans: "登录：现在是谁在用本机。")
    case .discussion:
      Label(
        en: """
          casebook as "Wang Fang"
          casebook as WF --minutes 60
          casebook as                    who is signed in
          casebook as --end              nobody any more

          It lasts 15 minutes, or as long as --minutes says, and ends when the computer
          is restarted.
          """,
        zhHans: """
          casebook as 王芳
          casebook as 芳姐 --minutes 60
          casebook as                    查看谁已登录
          casebook as --end              退出登录

          有效 15 分钟，可用 --minutes 指定；电脑重启后失效。
          """)
    case .endAlone: Label(en: "--end takes no name.", zhHans: "--end 不带姓名。")
    case .endHelp: Label(en: "Nobody any more.", zhHans: "退出登录。")
    case .fileHelp: Label(en: "The PIN from a file (- is standard input).", zhHans: "从文件读取 PIN（- 为标准输入）。")
    case .minutesHelp: Label(en: "For how long.", zhHans: "有效多少分钟。")
    case .minutesRange: Label(en: "--minutes takes 1 to 720.", zhHans: "--minutes 应为 1 到 720。")
    case .nobody(let acting):
      Label(
        en: "Nobody is signed in; this device acts as \(acting.en).", zhHans: "无人登录，当前权限为\(acting.zhHans)。")
    case .renews(let name):
      Label(
        en: "\(name)'s PIN counts no more: set a new one. Head office sees that it was set.",
        zhHans: "\(name)的原 PIN 已失效，请设新 PIN；总部会看到重设记录。")
    case .prompt(let name): Label(en: "PIN of \(name): ", zhHans: "\(name)的 PIN：")
    case .signedIn(let name, let acting):
      Label(en: "\(name) is signed in as \(acting.en).", zhHans: "\(name)已登录，当前权限为\(acting.zhHans)。")
    }
  }
}
