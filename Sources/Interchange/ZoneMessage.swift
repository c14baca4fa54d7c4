package import Language
package import Zones

/// Why a time zone that was typed or set cannot be used.
package enum ZoneMessage: Message {
  case unknown(String)
  case noDatabase(String)

  package init(_ error: ZoneError) {
    switch error {
    case .unknown(let typed): self = ZoneMessage.unknown(typed)
    case .noDatabase(let typed): self = ZoneMessage.noDatabase(typed)
    }
  }

  package var label: Label {
    switch self {
    case .unknown(let typed):
      Label(
        en: "“\(typed)” is not a time zone; write a name such as Europe/Berlin or an offset such as +08:00",
        zhHans: "“\(typed)”不是时区；可填 Asia/Shanghai 这样的名称，或 +08:00 这样的时差")
    case .noDatabase(let typed):
      Label(
        en:
          "this computer has no time zone database, so “\(typed)” is not known here; write an offset such as +08:00",
        zhHans: "本机没有时区数据库，无法识别“\(typed)”；请填 +08:00 这样的时差")
    }
  }
}
