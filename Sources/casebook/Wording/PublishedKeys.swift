import Complaints
import Console
import Language

/// Ids of what head office publishes, as they are typed, and how a command on one ends.
extension Context {
  /// A new id as it is stored.
  func newKey(_ typed: String) throws -> String {
    guard SharedRecord.isKey(typed) else {
      throw CommandFailure.usage(
        Label(PublishedKeysMessage.keyInvalid(typed)),
        hint: Label(PublishedKeysMessage.keyInvalidHint))
    }
    return typed
  }
}

extension CommandFailure {
  static func keyTaken(_ key: String, _ command: String) -> CommandFailure {
    CommandFailure(
      "already_there", .gateRefused, Label(PublishedKeysMessage.keyTaken(key)),
      hint: Label(PublishedKeysMessage.keyTakenHint(key, command: command)))
  }
}

extension Label {
  static func published(_ key: String) -> Label {
    Label(PublishedKeysMessage.published(key))
  }

  static let alreadySo = Label(PublishedKeysMessage.alreadySo)
}

enum PublishedKeysMessage: Message {
  case keyInvalid(String)
  case keyInvalidHint
  case keyTaken(String)
  case keyTakenHint(String, command: String)
  case published(String)
  case alreadySo

  var label: Label {
    switch self {
    case .keyInvalid(let typed):
      Label(en: "“\(typed)” is not a valid id.", zhHans: "“\(typed)”不能用作编号。")
    case .keyInvalidHint:
      Label(
        en: "Use up to 64 of a–z, 0–9, _ and -, starting with a letter: en_rain",
        zhHans: "编号最多 64 个字符：小写字母开头，可含数字、_ 和 -，如 zh_rain")
    case .keyTaken(let key):
      Label(en: "“\(key)” already exists.", zhHans: "编号“\(key)”已存在。")
    case .keyTakenHint(let key, let command):
      Label(
        en: "To change it: casebook \(command) edit \(key)", zhHans: "修改请用：casebook \(command) edit \(key)")
    case .published(let key):
      Label(en: "\(key) is saved; branches get it at their next sync.", zhHans: "\(key) 已保存，门店下次同步后可用。")
    case .alreadySo:
      Label(en: "It is already so: nothing was saved.", zhHans: "现在就是这样，没有需要保存的改动。")
    }
  }
}
