/// What names somebody in letters and digits: addresses of mail, accounts, plates, numbers of orders and cases; and dates of
/// birth, by the words beside them.
extension PersonalText {
  func findAccounts(_ add: (RedactionRule, Range<Int>) -> Void) {
    var index = 0
    while index < count {
      let found: (RedactionRule, Range<Int>)? =
        mail(at: index).map { (.email, $0) } ?? caseNumber(at: index).map { (.number, $0) }
        ?? named(Self.orders, at: index, least: 4, needsDigit: true).map { (.number, $0) }
        ?? named(Self.accounts, at: index, least: 4, needsDigit: false).map { (.account, $0) }
        ?? handle(at: index).map { (.account, $0) } ?? plate(at: index).map { (.plate, $0) }
        ?? named(Self.plates, at: index, least: 4, needsDigit: true).map { (.plate, withSecondPart($0)) }
      if let (rule, range) = found {
        add(rule, range)
        index = max(range.upperBound, index + 1)
      } else {
        index += 1
      }
    }
    findBirths(add)
  }

  private static func isMail(_ character: Character) -> Bool {
    character.isLatinWord || "._%+-".contains(character)
  }

  /// - Parameter index: where its @ stands.
  private func mail(at index: Int) -> Range<Int>? {
    guard folded[index] == "@" else { return nil }
    let start = start(before: index, most: 64, while: Self.isMail)
    var end = end(from: index + 1, while: Self.isMail)
    while end > index + 1, "._%+-".contains(folded[end - 1]) { end -= 1 }
    guard start < index, folded[(index + 1)..<end].contains(".") else { return nil }
    return start..<end
  }

  /// `@zhang_wei`
  private func handle(at index: Int) -> Range<Int>? {
    guard folded[index] == "@", index == 0 || !Self.isMail(folded[index - 1]) else { return nil }
    let end = end(from: index + 1) { $0.isLatinWord || $0 == "_" || $0.isHan }
    guard (3...30).contains(end - index - 1) else { return nil }
    let latin = self.end(from: index + 1) { $0.isLatinWord || $0 == "_" }
    return index..<(latin - index > 3 ? latin : min(end, index + 9))
  }

  /// `SH01-KT-20261122-007`
  private func caseNumber(at index: Int) -> Range<Int>? {
    guard isBoundary(index), folded[index].isLatinWord else { return nil }
    let end = end(from: index) { $0.isLatinWord || $0 == "-" }
    guard end - index >= 15, end - index <= 40 else { return nil }
    return CaseNumber(String(folded[index..<end]).uppercased()) == nil ? nil : index..<end
  }

  /// What stands behind one of some words: `订单号：AB-1234`, `WeChat id zhangwei_88`.
  private func named(_ words: [[Character]], at index: Int, least: Int, needsDigit: Bool) -> Range<Int>? {
    guard let word = words.first(where: { stands($0, at: index) }), isBoundary(index),
      isBoundary(index + word.count)
    else { return nil }
    var at = end(from: index + word.count) { " ::#是为叫名“\"'(（".contains($0) }
    for filler in Self.fillers where stands(filler, at: at) && isBoundary(at + filler.count) {
      at = end(from: at + filler.count) { " ::#.是为“\"'(（".contains($0) }
    }
    let end = end(from: at) { $0.isLatinWord || "-_".contains($0) }
    let token = folded[at..<end]
    guard token.count >= least, token.count <= 40, !needsDigit || token.contains(where: \.isASCIIDigit) else {
      return nil
    }
    // `WeChat message`: a word, and no account.
    guard
      needsDigit || token.contains(where: { $0.isASCIIDigit || "-_".contains($0) }) || typed[index].isHan
        || at > index + word.count + 1
    else { return nil }
    return at..<end
  }

  /// 沪A·12345, 粤B D12345
  private func plate(at index: Int) -> Range<Int>? {
    guard "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使".contains(typed[index]), index + 1 < count,
      typed[index + 1].isASCII || folded[index + 1].isLatinWord, folded[index + 1].isLetter
    else { return nil }
    let start = end(from: index + 2) { "·. -".contains($0) }
    let end = end(from: start) { $0.isLatinWord }
    guard start - index <= 4, (4...6).contains(end - start),
      folded[start..<end].contains(where: \.isASCIIDigit)
    else { return nil }
    return index..<(end < count && "学警港澳挂".contains(typed[end]) ? end + 1 : end)
  }

  /// `AB12 CDE`
  private func withSecondPart(_ plate: Range<Int>) -> Range<Int> {
    let end = end(from: plate.upperBound + 1) { $0.isLatinWord }
    guard plate.upperBound < count, typed[plate.upperBound] == " ",
      (2...4).contains(end - plate.upperBound - 1),
      typed[(plate.upperBound + 1)..<end].allSatisfy({ $0.isUppercase || $0.isNumber })
    else { return plate }
    return plate.lowerBound..<end
  }

  /// 五月三号, 八五年五月三日
  private func spokenDate(at index: Int) -> Int? {
    let end = end(from: index) { $0.spokenDigit != nil || "十年月日号".contains($0) }
    guard end - index >= 4, folded[index..<end].contains("月"), "日号".contains(folded[end - 1]),
      typed[index].spokenDigit != nil || folded[index] == "十"
    else { return nil }
    return end
  }

  private func findBirths(_ add: (RedactionRule, Range<Int>) -> Void) {
    for index in 0..<count {
      if let word = Self.births.first(where: { stands($0, at: index) }), isBoundary(index),
        isBoundary(index + word.count)
      {
        let reach = min(count, index + word.count + 12)
        if let (start, end) = (index + word.count..<reach).lazy.compactMap({ at in
          (self.date(at: at) ?? self.writtenDate(at: at) ?? self.spokenDate(at: at)).map { (at, $0) }
        }).first {
          add(.birth, start..<end)
        }
      }
      // 1985年5月3日生, 85年生
      if typed[index].spokenDigit != nil, index == 0 || typed[index - 1].spokenDigit == nil {
        let end =
          date(at: index) ?? spokenDate(at: index)
          ?? {
            let year = self.end(from: index) { $0.isASCIIDigit }
            return [2, 4].contains(year - index) && year < count && typed[year] == "年" ? year + 1 : nil
          }()
        if let end, end < count, stands(Array("生"), at: end) || stands(Array("出生"), at: end),
          !stands(Array("生产"), at: end), !stands(Array("生效"), at: end)
        {
          add(.birth, index..<end)
        }
      }
    }
  }

  /// `3 May 1985`, `May 3, 1985`, `3/5/1985`
  private func writtenDate(at index: Int) -> Int? {
    guard isBoundary(index), index < count else { return nil }
    var at = index
    var (numbers, months) = (0, 0)
    var end: Int?
    for _ in 0..<3 {
      let word = self.end(from: at) { $0.isLatinWord }
      guard word > at else { break }
      let text = String(folded[at..<word])
      if text.first?.isASCIIDigit ?? false {
        guard text.count <= 4 else { break }
        numbers += 1
      } else if Self.months.contains(String(text.prefix(3))) {
        months += 1
      } else {
        break
      }
      end = word
      at = self.end(from: word) { " ,./-".contains($0) }
      if stands(Array("of "), at: at) { at += 3 }
    }
    return numbers >= 2 && numbers + months >= 2 || months == 1 && numbers == 1 ? end : nil
  }

  private static func words(_ text: String) -> [[Character]] {
    text.split(separator: " ").map { Array($0.replacing("_", with: " ")) }
  }

  private static let orders = words(
    "订单编号 订单号 订单 运单号 快递单号 快递单 单号 会员号 会员卡号 会员卡 客户编号 票号 保单号 发票号 工单 "
      + "order tracking booking reservation invoice ticket membership member receipt policy")
  private static let accounts = words(
    "微信号 微信 抖音号 抖音 小红书号 小红书 微博 支付宝 qq号 qq wechat weixin weibo instagram telegram whatsapp")
  private static let plates = words("车牌号 车牌 number_plate license_plate licence_plate plate registration")
  private static let births = words("出生日期 出生于 生于 生日 date_of_birth born birthday dob d.o.b.")
  private static let fillers = words("号 id number no no. account 是 为 code on in is was")
  private static let months: Set<String> = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
}
