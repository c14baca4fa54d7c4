import Complaints
import Console
import Language
import Replica
import Zones

extension Context {
  /// What people are told of a clock that cannot be right.
  func clockWarning(_ doubt: ClockDoubt) -> ClockWarningMessage {
    let shown = LocalTime(milliseconds: surroundings.wall(), zone: zone).short
    switch doubt {
    case .beforeTheProgram: return ClockWarningMessage.beforeTheProgram(shown: shown)
    case .behind(let latest): return ClockWarningMessage.behind(shown: shown, latest: self.shown(latest))
    case .ahead(let latest): return ClockWarningMessage.ahead(shown: shown, latest: self.shown(latest))
    }
  }

  /// That times are not by the clocks of this place; nil where nothing is odd about its zone, or the configuration says it.
  /// What goes by the clock and its zone is not to be trusted where they are plainly wrong.
  func warnOfClock() throws {
    if let doubt = try read({ try $0.clockDoubt() }) { errAfterwards(Label(clockWarning(doubt))) }
    if let zoneWarning { errAfterwards(Label(zoneWarning)) }
  }

  var zoneWarning: ClockWarningMessage? {
    (try? Invocation.configuration.get())?.zone == nil
      ? Zone.unknownOfComputer().map(ClockWarningMessage.zoneUnknown) : nil
  }
}

enum ClockWarningMessage: Message {
  case zoneUnknown(String)
  case beforeTheProgram(shown: String)
  case behind(shown: String, latest: String)
  case ahead(shown: String, latest: String)

  var label: Label {
    switch self {
    case .zoneUnknown(let name):
      Label(
        en:
          "TZ=\(name) is no time zone that is known here: times without an offset are taken and shown in UTC. Write a name such as Europe/Berlin, or set zone in ~/.config/casebook/config.yaml.",
        zhHans:
          "本机不认识时区 TZ=\(name)：没写时差的时间都按 UTC 处理和显示。请改为 Asia/Shanghai 这样的名称，或在 ~/.config/casebook/config.yaml 中设置 zone。"
      )
    case .beforeTheProgram(let shown):
      Label(
        en:
          "This computer's clock cannot be right: it shows \(shown). Set it; times that it gave are put right when head office's clock is known.",
        zhHans: "本机时钟显示 \(shown)，肯定不对，请校正。它记下的时间在得知总部时间后会自动校正。")
    case .ahead(let shown, let latest):
      Label(
        en:
          "This computer's clock shows \(shown), a year and more after the last that this store has seen (\(latest)). Check the clock, unless nothing was written here for so long.",
        zhHans: "本机时钟显示 \(shown)，比本店数据中最后的记录（\(latest)）晚一年以上。若不是长期未用，请检查时钟。")
    case .behind(let shown, let latest):
      Label(
        en:
          "This computer's clock shows \(shown), but this store already has something from \(latest): one of the two was wrong. Check the clock.",
        zhHans: "本机时钟显示 \(shown)，而本店数据中已有 \(latest) 的记录：两者必有一错，请检查时钟。")
    }
  }
}
