/// When words of a text name a certain customer. What is erased for it is gone for good: what may be anybody's, or is no
/// name at all, names nobody.
package struct NamedInText {
  private let text: String
  private let characters: [Character]
  /// Without spaces, for what was typed without them; of each character where it stands in `characters`.
  private let plain: String
  private let places: [Int]

  package init(_ text: String) {
    let folded = text.folded
    let all = Array(folded)
    let places = all.indices.filter { all[$0] != " " }
    (self.text, characters, self.places) = (folded, all, places)
    plain = String(places.map { all[$0] })
  }

  // MARK: Names

  /// A name as it is compared; nil for one that too many have: one Han character, fewer than four letters, with or without
  /// what people are addressed by (`王女士`, `Mr Li`), or what stands where nobody gave one.
  static func name(_ typed: String) -> String? {
    let name = typed.folded
    guard CustomerName.identifies(typed) else { return nil }
    var own = name[...]
    for title in ["先生", "女士", "小姐", "太太", "夫人", "老师", "经理", "师傅", "阿姨", "叔叔", "老板"] where own.hasSuffix(title)
    {
      own = own.dropLast(title.count)
    }
    for title in ["mr", "mrs", "ms", "miss", "dr", "herr", "frau"] {
      for mark in [". ", " ", "."] where own.hasPrefix(title + mark) {
        own = own.dropFirst((title + mark).count)
      }
    }
    let letters = own.filter { $0.isLetter || $0.isNumber }
    let isHan = letters.unicodeScalars.contains { $0.value >= 0x2E80 }
    return letters.count >= (isHan ? 2 : 4) ? name : nil
  }

  /// Whether a name stands there as a whole, however its words are set apart.
  func holds(name: String) -> Bool { stands(Array(name)) { _, _ in true } }

  // MARK: Addresses

  /// Whether an address or account stands there as a whole: `li@x.com` is not in `a.li@x.com`, nor in `li@x.com.cn`.
  func holds(account: String) -> Bool {
    guard plain.firstRange(of: account) != nil else { return false }
    let wanted = Array(account)
    let all = Array(plain)
    guard all.count >= wanted.count else { return false }
    return (0...all.count - wanted.count).contains { at in
      guard all[at..<at + wanted.count].elementsEqual(wanted) else { return false }
      let (start, end) = (places[at], places[at + wanted.count - 1] + 1)
      let before = start > 0 ? characters[start - 1] : " "
      let after = end < characters.count ? characters[end] : " "
      let behind = end + 1 < characters.count ? characters[end + 1] : " "
      let goesOn = "._-@".contains(after) && isPart(behind)
      return !isPart(before) && !"._-+@".contains(before) && !isPart(after) && !goesOn
    }
  }

  // MARK: Ids

  /// Whether a customer's id stands there as one. A few digits (a table, an hour, a sum), a day or a short code are an id
  /// only behind a word that says so: `customer 120`, `会员号：120`.
  func holds(customerID id: String) -> Bool {
    guard CustomerName.identifies(id) else { return false }
    let isWeak = Self.isWeak(id)
    return stands(Array(id)) { start, end in
      !isPartOfNumber(start, end) && (!isWeak || isIntroduced(start, end))
    }
  }

  /// Whether an id, as it is compared, names nobody by itself.
  package static func isWeak(_ id: String) -> Bool {
    let digits = id.utf8.count { (0x30...0x39).contains($0) }
    // Beside Han characters, as a name.
    if id.unicodeScalars.contains(where: { $0.value >= 0x2E80 }) { return id.count < 2 }
    if digits == 0 { return id.count < 6 }
    guard id.allSatisfy({ $0.isNumber || "-./: ".contains($0) }) else { return id.count < 5 }
    let plain = PhoneNumber.digits(id)
    return digits <= 6 || digits == 8 && (plain.hasPrefix("19") || plain.hasPrefix("20"))
  }

  /// Digits beside a point, a dash or the like with more of them are one number, sum or day with those.
  private func isPartOfNumber(_ start: Int, _ end: Int) -> Bool {
    func goesOn(_ mark: Int, _ digit: Int) -> Bool {
      characters.indices.contains(mark) && characters.indices.contains(digit)
        && "-./:,+".contains(characters[mark]) && isDigit(characters[digit])
    }
    return isDigit(characters[start]) && goesOn(start - 1, start - 2)
      || isDigit(characters[end - 1]) && goesOn(end, end + 1)
  }

  /// Whether a word before it says that it is a customer, and none behind it what it counts.
  private func isIntroduced(_ start: Int, _ end: Int) -> Bool {
    let behind = String(characters[end...].prefix(12)).drop { $0 == " " }
    guard !Self.units.contains(where: { behind.hasPrefix($0) }) else { return false }
    var before = characters[..<start]
    var isShorter = true
    while isShorter {
      isShorter = false
      while let last = before.last, " :#=_-(\"'".contains(last), start - before.count < 24 {
        before.removeLast()
        isShorter = true
      }
      for filler in Self.fillers where before.ends(with: filler) {
        before.removeLast(filler.count)
        isShorter = true
      }
    }
    return Self.words.contains { word in
      before.ends(with: word)
        && (word[0].isASCII == false || before.count == word.count
          || !isPart(before[before.count - word.count - 1]))
    }
  }

  private static let words = [
    "customer", "customers", "client", "clients", "member", "membership", "cust", "客户", "顾客", "会员", "用户",
  ].map(Array.init)
  private static let fillers = [
    "id", "no.", "nr.", "no", "nr", "number", "code", "card", "编号", "号码", "卡号", "号", "代码", "是", "为",
  ].map(Array.init)
  private static let units = [
    "元", "块", "角", "万", "千", "百", "个", "人", "位", "名", "桌", "间", "天", "小时", "杯", "份", "瓶", "件", "次", "点",
    "岁", "分", "秒", "年", "月", "日", "斤", "公", "升", "度", "楼", "层", "房", "%", "yuan", "rmb", "usd", "eur",
    "dollar",
    "times", "minute", "min", "hour", "day", "week", "month", "year", "people", "pieces",
  ]

  // MARK: Boundaries

  /// Whether something stands there with other words about it: letters and digits beside it make it another one. Han
  /// characters and kana stand beside one another in any text.
  private func stands(_ wanted: [Character], _ isMeant: (_ start: Int, _ end: Int) -> Bool) -> Bool {
    guard let first = wanted.first, let last = wanted.last, characters.count >= wanted.count,
      text.firstRange(of: String(wanted)) != nil
    else { return false }
    return (0...characters.count - wanted.count).contains { at in
      let end = at + wanted.count
      guard characters[at] == first, characters[at..<end].elementsEqual(wanted) else { return false }
      let isWhole =
        !(at > 0 && isPart(first) && isPart(characters[at - 1]))
        && !(end < characters.count && isPart(last) && isPart(characters[end]))
      return isWhole && isMeant(at, end)
    }
  }

  /// A letter of a script that sets spaces between its words, or a digit.
  private func isPart(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first, scalar.value < 0x2E80 else { return false }
    return character.isLetter || character.isNumber
  }

  private func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
}

extension ArraySlice where Element: Equatable {
  fileprivate func ends(with other: [Element]) -> Bool {
    count >= other.count && suffix(other.count).elementsEqual(other)
  }
}
