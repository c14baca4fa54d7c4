import Glibc
import Synchronization

/// Why a zone could not be read.
package enum ZoneError: Error, Hashable, Sendable {
  /// Neither an offset nor a name of the zone database.
  case unknown(String)
  /// It may be a name, but this computer has no zone database: offsets alone can be used.
  case noDatabase(String)
}

extension Zone {
  /// Reads what a person typed, or a setting or a record holds: an offset (`+08:00`, `-0500`, `+8`, `UTC+8`, `Z`), or a
  /// name of the zone database (`Europe/Berlin`).
  package init(typed text: String) throws(ZoneError) {
    guard let found = try ZoneDatabase.zone(text) else { throw .unknown(text) }
    self = found
  }

  /// An offset written alone: `Z`, `+08:00`, `-0500`, `+8`; at most 18 hours. Minutes east of UTC.
  package static func offset(_ text: String) -> Int? {
    var text = text[...]
    for prefix in ["UTC", "GMT", "utc", "gmt"] where text.hasPrefix(prefix) && text.count > 3 {
      text = text.dropFirst(3)
      break
    }
    if ["Z", "z", "UTC", "utc", "GMT", "gmt"].contains(text) { return 0 }
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = Array(text.dropFirst().utf8)
    guard digits.allSatisfy({ (0x30...0x3A).contains($0) }) else { return nil }
    let parts = digits.split(separator: 0x3A, omittingEmptySubsequences: false)
    let (hours, minutes): (ArraySlice<UInt8>, ArraySlice<UInt8>)
    switch (parts.count, parts[0].count) {
    case (1, 1...2): (hours, minutes) = (parts[0], [])
    case (1, 4): (hours, minutes) = (parts[0].prefix(2), parts[0].suffix(2))
    case (2, 1...2) where parts[1].count == 2: (hours, minutes) = (parts[0], parts[1])
    default: return nil
    }
    func number(_ digits: ArraySlice<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
    let size = number(hours) * 60 + number(minutes)
    guard number(minutes) < 60, size <= 18 * 60 else { return nil }
    return sign == "-" ? -size : size
  }

  /// What `TZ` says, where it names no zone that is known here: times are in UTC then, whatever was meant.
  package static func unknownOfComputer() -> String? {
    guard let setting = getenv("TZ").map({ String(cString: $0) }) else { return nil }
    let name = String(setting.hasPrefix(":") ? setting.dropFirst() : setting[...])
    let isKnown =
      name.isEmpty || name.hasPrefix("/") && ZoneDatabase.table(path: name) != nil
      || ZoneDatabase.named(name) != nil || ZoneRule(name) != nil
    return isKnown ? nil : name
  }

  /// That of this computer: by `TZ`, else by its settings.
  package static func computer() -> Zone {
    guard let setting = getenv("TZ").map({ String(cString: $0) }) else {
      guard let table = ZoneDatabase.table(path: "/etc/localtime") else {
        return Zone(name: "local", rules: .computer)
      }
      return Zone(name: ZoneDatabase.nameOfComputer() ?? "local", rules: .table(table))
    }
    let name = String(setting.hasPrefix(":") ? setting.dropFirst() : setting[...])
    if name.isEmpty { return .utc }
    if name.hasPrefix("/"), let table = ZoneDatabase.table(path: name) {
      return Zone(name: ZoneDatabase.name(path: name) ?? "local", rules: .table(table))
    }
    if let named = ZoneDatabase.named(name) { return named }
    if let rule = ZoneRule(name) { return Zone(name: "local", rules: .rule(rule)) }
    return Zone(name: "local", rules: .computer)
  }
}

/// The zone database of this computer.
package enum ZoneDatabase {
  /// What was read once; files of the database do not change while a program runs.
  private static let known = Mutex<[String: Zone]>([:])

  private static var folders: [String] {
    (getenv("TZDIR").map { [String(cString: $0)] } ?? []) + [
      "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo",
    ]
  }

  static func zone(_ text: String) throws(ZoneError) -> Zone? {
    let text = text.trimmedOfSpaces
    if let minutes = Zone.offset(text) { return .fixed(minutes) }
    if let found = named(text) { return found }
    guard isName(text) else { return nil }
    guard folders.contains(where: { access($0 + "/UTC", R_OK) == 0 || access($0 + "/Etc/UTC", R_OK) == 0 })
    else { throw .noDatabase(text) }
    return nil
  }

  static func named(_ text: String) -> Zone? {
    guard isName(text) else { return nil }
    if let found = known.withLock({ $0[text] }) { return found }
    // Names are typed in lower case as well: europe/berlin, america/new_york.
    for name in [text, capitalised(text)] {
      for folder in folders {
        guard let table = table(path: "\(folder)/\(name)") else { continue }
        let zone = Zone(name: name, rules: .table(table))
        known.withLock { $0[text] = zone }
        return zone
      }
    }
    return nil
  }

  /// Never a path out of the database.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x41...0x5A).contains(first & 0xDF), text.utf8.count <= 64 else {
      return false
    }
    return text.utf8.allSatisfy { byte in
      (0x41...0x5A).contains(byte & 0xDF) || (0x30...0x39).contains(byte) || "_+-/".utf8.contains(byte)
    }
  }

  private static func capitalised(_ text: String) -> String {
    var starts = true
    return String(
      text.lowercased().map { sign in
        defer { starts = "/_-".contains(sign) }
        return starts ? Character(sign.uppercased()) : sign
      })
  }

  static func table(path: String) -> ZoneTable? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    // The largest has some four kilobytes.
    var bytes = [UInt8](repeating: 0, count: 1 << 17)
    var count = 0
    while count < bytes.count {
      let room = bytes.count - count
      let got = bytes.withUnsafeMutableBytes { buffer in
        buffer.baseAddress.map { read(file, $0 + count, room) } ?? -1
      }
      guard got >= 0 else { return nil }
      if got == 0 { break }
      count += got
    }
    return ZoneTable(Array(bytes.prefix(count)))
  }

  /// As `/etc/localtime` links to it.
  static func nameOfComputer() -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { buffer in
        buffer.baseAddress.map { readlink("/etc/localtime", $0, buffer.count) } ?? -1
      }
    }
    return count > 0 ? name(path: String(decoding: buffer.prefix(count), as: UTF8.self)) : nil
  }

  static func name(path: String) -> String? {
    guard let found = path.range(of: "zoneinfo/") else { return nil }
    let name = String(path[found.upperBound...])
    return named(name)?.name
  }
}

/// Seconds east of UTC by the C library.
func computerOffset(at seconds: Int64) -> Int {
  var time = time_t(min(max(seconds, -62_135_596_800), 253_402_300_799))
  var parts = tm()
  // localtime_r need not read TZ by itself (POSIX), tzset does.
  tzset()
  return localtime_r(&time, &parts) == nil ? 0 : parts.tm_gmtoff
}

extension String {
  fileprivate var trimmedOfSpaces: String {
    let kept = drop { $0 == " " }
    return String(kept.reversed().drop { $0 == " " }.reversed())
  }

  fileprivate func range(of part: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
      start = index(after: start)
    }
    return nil
  }
}
