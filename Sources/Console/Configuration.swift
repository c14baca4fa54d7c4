import Complaints
import FoundationEssentials
import Interchange
import Language
import Yams
package import Zones

/// `$XDG_CONFIG_HOME/casebook/config.yaml` (default `~/.config`): `lang`, `author`, `home` and `zone`, all optional.
package struct Configuration: Sendable {
  package var language: String?
  package var author: String?
  package var home: String?
  /// Where the shop is, if the computer's own setting does not say.
  package var zone: Zone?

  /// - Throws: `CommandFailure` where the file is there and cannot be used.
  static func load(environment: [String: String]) throws -> Configuration {
    guard let path = path(environment), let data = FileManager.default.contents(atPath: path) else {
      return Configuration()
    }
    guard let yaml = String(validating: data, as: UTF8.self) else {
      throw unusable(path, Label(ConfigurationMessage.notUTF8))
    }
    // The words as they stand: YAML takes `+0800` for a number.
    let members: Node.Mapping
    do {
      switch try Yams.compose(yaml: yaml) {
      case nil: return Configuration()
      case .scalar(let scalar)? where scalar.string.isEmpty: return Configuration()
      case .mapping(let mapping)?: members = mapping
      default: throw unusable(path, Label(ConfigurationMessage.notAMapping))
      }
    } catch let error as YamlError {
      throw unusable(path, YAMLProblem(error).located)
    }
    var configuration = Configuration()
    for (name, node) in members {
      let key = name.scalar?.string ?? ""
      guard let value = node.scalar?.string else {
        throw unusable(path, Label(ConfigurationMessage.notText(key: key)))
      }
      switch key {
      case "lang": configuration.language = value
      case "author": configuration.author = value
      case "home": configuration.home = value
      case "zone":
        do throws(ZoneError) { configuration.zone = try Zone(typed: value) } catch {
          throw unusable(path, Label(ZoneMessage(error)))
        }
      default:
        throw unusable(
          path,
          Label(ConfigurationMessage.unknownSetting(key)))
      }
    }
    return configuration
  }

  /// The XDG Base Directory Specification: relative paths are to be ignored.
  private static func path(_ environment: [String: String]) -> String? {
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
      return folder + "/casebook/config.yaml"
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return home + "/.config/casebook/config.yaml"
  }

  private static func unusable(_ path: String, _ why: Label) -> CommandFailure {
    CommandFailure(
      "bad_configuration", .usage,
      Label(ConfigurationMessage.unusable(path: path, reason: why)),
      hint: Label(ConfigurationMessage.correctFileHint))
  }
}

enum ConfigurationMessage: Message {
  case correctFileHint
  case notAMapping
  case notUTF8
  case notText(key: String)
  case unusable(path: String, reason: Label)
  case unknownSetting(String)

  var label: Label {
    switch self {
    case .notUTF8: Label(en: "it is not UTF-8", zhHans: "文件不是 UTF-8 编码")
    case .correctFileHint:
      Label(en: "Correct or remove the file.", zhHans: "请改正或删除该文件。")
    case .notAMapping:
      Label(en: "it is not written as “key: value”", zhHans: "内容不是“名称: 值”的形式")
    case .notText(let key):
      Label(en: "“\(key)” must be text", zhHans: "“\(key)”的值应为文本")
    case .unusable(let path, let why):
      Label(
        en: "The settings in \(path) cannot be used: \(why.en).", zhHans: "配置文件 \(path) 无法使用：\(why.zhHans)。")
    case .unknownSetting(let key):
      Label(
        en: "there is no setting “\(key)”; possible: lang, author, home, zone",
        zhHans: "没有“\(key)”这个设置，可用：lang、author、home、zone")
    }
  }
}
