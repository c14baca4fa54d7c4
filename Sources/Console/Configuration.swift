import Complaints
import FoundationEssentials
import Messages
import Yams

/// `$XDG_CONFIG_HOME/casebook/config.yaml` (default `~/.config`): `lang`, `author` and `home`, all optional.
package struct Configuration: Sendable {
  package var language: String?
  package var author: String?
  package var home: String?

  /// - Throws: `CommandFailure` where the file is there and cannot be used.
  static func load(environment: [String: String]) throws -> Configuration {
    guard let path = path(environment), let data = FileManager.default.contents(atPath: path) else {
      return Configuration()
    }
    let members: [String: Any]
    do {
      let loaded = try Yams.load(yaml: String(decoding: data, as: UTF8.self))
      guard let mapping = (loaded ?? [String: Any]()) as? [String: Any] else {
        throw unusable(path, Label(.configurationItIsNotAList))
      }
      members = mapping
    } catch let error as YamlError {
      throw unusable(path, Label(verbatim: "\(error)"))
    }
    var configuration = Configuration()
    for (key, value) in members {
      guard let value = value as? String else {
        throw unusable(path, Label(.configurationMustBeAText, ["key": .text(key)]))
      }
      switch key {
      case "lang": configuration.language = value
      case "author": configuration.author = value
      case "home": configuration.home = value
      default:
        throw unusable(
          path,
          Label(.configurationThereIsNoSettingLang, ["key": .text(key)]))
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
      Label(.configurationTheSettingsInCannotBe, ["path": .text(path), "why": .label(why)]),
      hint: Label(.configurationCorrectOrRemoveTheFile))
  }
}
