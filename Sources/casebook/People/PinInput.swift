import Complaints
import Console
import Glibc
import Language
import Replica
import Terminal

extension Context {
  /// A PIN from a file, else typed at a terminal, where it is not shown.
  /// - Parameter option: the one that names the file.
  /// - Throws: `CommandFailure` where there is neither.
  func pin(_ file: String?, option: String = "--pin-file", asking question: some Message) throws -> String {
    if let file {
      return try digits(readText(file).text)
    }
    guard isTerminal(STDIN_FILENO), isTerminal(STDERR_FILENO) else {
      throw CommandFailure.usage(
        Label(PinInputMessage.noTerminal), hint: Label(PinInputMessage.noTerminalHint(option: option)))
    }
    let editor = LineEditor(input: STDIN_FILENO, output: STDERR_FILENO, environment: environment)
    defer { editor.rest() }
    let prompt = text(question.label).sanitised(.joined)
    switch editor.line(prompt: prompt, shown: prompt, isHidden: true) {
    case .line(let typed): return digits(typed)
    case .endOfInput, .interrupted, .ended:
      throw CommandFailure("interrupted", .failed, Label(PinInputMessage.nothing))
    }
  }

  /// As an input method may have typed them, without the line feed of a file.
  private func digits(_ text: String) -> String { text.foldedToASCII.filter { !$0.isWhitespace } }

  /// Tells why a PIN was refused.
  func refusing<Result>(_ person: Person, _ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let refusal as PinRefusal {
      throw CommandFailure(refusal, person, self)
    } catch {
      throw CommandFailure(explaining: error, home: home)
    }
  }
}

extension CommandFailure {
  /// Nobody writes in the name of somebody who has a PIN here, but they.
  init(signInFirst name: String) {
    self.init(
      "sign_in_first", .notAllowed, Label(PinInputMessage.signInFirst(name)),
      hint: Label(PinInputMessage.signInFirstHint(name)))
  }

  fileprivate init(_ refusal: PinRefusal, _ person: Person, _ context: Context) {
    let name = person.name
    switch refusal {
    case .malformed: self = .usage(Label(PinInputMessage.malformed))
    case .wrong(let left):
      self.init("wrong_pin", .notAllowed, Label(PinInputMessage.wrong(triesLeft: left)))
    case .locked(let left):
      self.init(
        "pin_locked", .notAllowed,
        Label(PinInputMessage.locked(for: Spans.inWords(seconds: (left + 999) / 1000))),
        hint: Label(PinInputMessage.lockedHint(name)))
    case .none:
      self.init(
        "no_pin", .notAllowed, Label(PinInputMessage.noPin(name)),
        hint: Label(PinInputMessage.noPinHint(name))
      )
    case .elsewhere(let branch):
      self.init("elsewhere", .notAllowed, Label(PinInputMessage.elsewhere(name, branch: branch)))
    case .signInFirst(let name): self.init(signInFirst: name)
    case .hasLeft: self.init("has_left", .notAllowed, Label(PinInputMessage.hasLeft(name)))
    case .notAllowed(let role):
      self.init(
        "not_allowed", .notAllowed, Label(PinInputMessage.needsOther(name)),
        hint: Label(PinInputMessage.needsRole(role.label.lowercased)))
    }
  }
}

enum PinInputMessage: Message {
  case hasLeft(String)
  case elsewhere(String, branch: String)
  case signInFirst(String)
  case signInFirstHint(String)
  case locked(for: Label)
  case lockedHint(String)
  case malformed
  case needsOther(String)
  case needsRole(Label)
  case noPin(String)
  case noPinHint(String)
  case noTerminal
  case noTerminalHint(option: String)
  case nothing
  case wrong(triesLeft: Int)

  var label: Label {
    switch self {
    case .hasLeft(let name): Label(en: "\(name) has left.", zhHans: "\(name)已离职。")
    case .elsewhere(let name, let branch):
      Label(
        en: "\(name) works at \(branch), and signs in on a device there.",
        zhHans: "\(name)是门店 \(branch) 的人员，请在该店的设备上登录。")
    case .signInFirst(let name):
      Label(
        en: "\(name) has a PIN here and is not signed in. Nothing was saved.",
        zhHans: "\(name)在本机设有 PIN，尚未登录。本次未保存。")
    case .signInFirstHint(let name):
      Label(
        en: "Sign in (casebook as \(ShellWord.quoted(name))), or say who you are: --author <name>",
        zhHans: "请先登录（casebook as \(ShellWord.quoted(name))），或注明本人：--author <姓名>")
    case .locked(let left):
      Label(en: "Too many wrong PINs: locked for \(left.en) more.", zhHans: "PIN 错误次数过多，\(left.zhHans)后才能再试。")
    case .lockedHint(let name):
      Label(
        en: "A manager can let them set a new one: casebook person edit \(ShellWord.quoted(name)) --void-pin",
        zhHans: "可由经理作废后重设：casebook person edit \(ShellWord.quoted(name)) --void-pin")
    case .malformed: Label(en: "A PIN has 4 to 12 digits.", zhHans: "PIN 应为 4 到 12 位数字。")
    case .needsOther(let name):
      Label(en: "\(name)'s PIN is not yours to set.", zhHans: "无权设置\(name)的 PIN。")
    case .needsRole(let role):
      Label(
        en: "Somebody signed in as \(role.en) can, or whoever knows the old one.",
        zhHans: "须由已登录的\(role.zhHans)设置，或输入原 PIN。")
    case .noPin(let name): Label(en: "\(name) has no PIN on this device yet.", zhHans: "\(name)在本机还没有 PIN。")
    case .noPinHint(let name):
      Label(
        en: "Set one: casebook person pin \(ShellWord.quoted(name))",
        zhHans: "请先设置：casebook person pin \(ShellWord.quoted(name))")
    case .noTerminal: Label(en: "A PIN is needed.", zhHans: "需要 PIN。")
    case .noTerminalHint(let option):
      Label(
        en: "Run it at a terminal, or give the PIN in a file: \(option) <file>",
        zhHans: "请在终端里运行，或把 PIN 写入文件：\(option) <文件>")
    case .nothing: Label(en: "No PIN was given. Nothing was changed.", zhHans: "没有输入 PIN，未做任何改动。")
    case .wrong(let left):
      Label(
        en: "The PIN is wrong; \(left.of("try is", "tries are")) left.",
        zhHans: "PIN 不正确，还可试 \(left.grouped) 次。")
    }
  }
}
