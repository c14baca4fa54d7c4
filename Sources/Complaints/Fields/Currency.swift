/// Currencies of ISO 4217 (list one, with amendments up to 2025; codes withdrawn lately still read).
package enum Currency {
  /// The currency of an amount that names none.
  package static let standard = "CNY"

  /// How many decimals the minor unit has. 2 for a code that is not known here.
  package static func decimals(_ code: String) -> Int {
    switch code {
    case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV",
      "XAF", "XOF", "XPF":
      0
    case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
    case "CLF", "UYW": 4
    default: 2
    }
  }

  /// The code that a typed code (in either case), sign or Chinese name stands for.
  package static func code(named name: String) -> String? {
    switch name {
    case "¥", "元", "圆", "块", "块钱", "元整", "人民币", "rmb", "RMB": return "CNY"
    case "$", "US$", "美元", "美金": return "USD"
    case "HK$", "港元", "港币": return "HKD"
    case "NT$", "新台币": return "TWD"
    case "MOP$", "澳门元": return "MOP"
    case "€", "欧元": return "EUR"
    case "£", "英镑": return "GBP"
    case "円", "日元", "日圆": return "JPY"
    case "₩", "韩元": return "KRW"
    default:
      let code = name.uppercased()
      return codes.contains(code) ? code : nil
    }
  }

  private static let codes = Set(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD
    CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF
    GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP
    LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB
    PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL
    THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF
    YER ZAR ZMW ZWG
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
}
