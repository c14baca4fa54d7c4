/// A sign that several currencies have, told apart by the place whose customs a format follows: `[$$-C09]` is the dollar of
/// Australia, `[$¥-411]` the yen (language identifiers as in MS-LCID).
enum PlacedCurrency {
  /// - Parameter place: `C09`, or as newer programs write it `en-AU`.
  /// - Returns: a code of ISO 4217; nil where the sign means what it means anywhere.
  static func code(_ sign: String, of place: Substring) -> String? {
    let plain = sign == "￥" ? "¥" : sign.last == "." ? String(sign.dropLast()) : sign
    guard let codes = places[plain] else { return nil }
    if place.contains("-") { return place.split(separator: "-").last.flatMap { codes[$0.uppercased()] } }
    return UInt32(place, radix: 16).flatMap { codes[String($0 & 0xFFFF, radix: 16, uppercase: true)] }
  }

  private static let places: [String: [String: String]] = [
    "$": [
      "C09": "AUD", "AU": "AUD", "1009": "CAD", "C0C": "CAD", "CA": "CAD", "1409": "NZD", "NZ": "NZD",
      "4809": "SGD", "1004": "SGD", "SG": "SGD", "C04": "HKD", "3C09": "HKD", "HK": "HKD", "404": "TWD",
      "TW": "TWD", "1404": "MOP", "MO": "MOP", "80A": "MXN", "MX": "MXN", "2C0A": "ARS", "AR": "ARS",
      "340A": "CLP", "CL": "CLP", "240A": "COP", "CO": "COP",
    ],
    "¥": ["411": "JPY", "JP": "JPY"],
    "kr": [
      "41D": "SEK", "SE": "SEK", "406": "DKK", "DK": "DKK", "414": "NOK", "814": "NOK", "NO": "NOK",
      "40F": "ISK", "IS": "ISK",
    ],
  ]
}
