/// Postal addresses: 长宁路88弄12号502室, 12 Park Road, Flat 3.
extension PersonalText {
  func findAddresses(_ add: (RedactionRule, Range<Int>) -> Void) {
    var index = 0
    while index < count {
      if let range = chineseAddress(at: index) ?? englishAddress(at: index) ?? postcode(at: index) {
        add(.address, range)
        index = max(range.upperBound, index + 1)
      } else {
        index += 1
      }
    }
  }

  private func isCounted(_ character: Character) -> Bool {
    character.spokenDigit != nil || "十百".contains(character) || character.isLatinWord || character == "-"
  }

  /// A number and what it counts: `88弄`, `12号`, `三单元`; nil where none begins here.
  private func part(at index: Int) -> Int? {
    let number = end(from: index, while: isCounted)
    guard number > index, number - index <= 8, number < count,
      folded[index..<number].contains(where: { $0.spokenDigit != nil || $0 == "十" })
    else { return nil }
    let unit = end(from: number) { $0 == " " }
    for word in Self.units where stands(word, at: unit) { return unit + word.count }
    return nil
  }

  /// - Parameter index: where its first number may stand.
  private func chineseAddress(at index: Int) -> Range<Int>? {
    guard index == 0 || !isCounted(folded[index - 1]), var end = part(at: index) else { return nil }
    var parts = 1
    while true {
      let next = self.end(from: end) { " ,，、".contains($0) }
      guard next - end <= 1 else { break }
      if let further = part(at: next) {
        end = further
        parts += 1
      } else if let named = Self.ends.first(where: { stands($0, at: next) }) {
        // 3号楼, 5号院
        end = next + named.count
      } else if parts > 1 || index > 0, let room = loneRoom(at: next) {
        end = room
        break
      } else {
        break
      }
    }
    // What stands before it, also with a space between: the road, the quarter, the town.
    let gap = index > 0 && folded[index - 1] == " " ? index - 1 : index
    var start = self.start(before: gap, most: 24) { $0.isHan || $0.isASCIIDigit }
    if let stop = (start..<index).last(where: { Self.stops.contains(typed[$0]) }) { start = stop + 1 }
    let hasRoad = folded[start..<index].contains { Self.roads.contains($0) }
    guard hasRoad || parts > 1 else { return nil }
    return (hasRoad ? start : index)..<end
  }

  /// 12号502: a room without a word for it.
  private func loneRoom(at index: Int) -> Int? {
    let end = self.end(from: index) { $0.isASCIIDigit }
    return (3...4).contains(end - index) ? end : nil
  }

  private func englishAddress(at index: Int) -> Range<Int>? {
    guard folded[index].isASCIIDigit, isBoundary(index) else { return nil }
    var at = end(from: index) { $0.isASCIIDigit }
    guard at - index <= 5 else { return nil }
    if at < count, folded[at].isLatinWord { at += 1 }
    for _ in 0..<4 {
      let word = end(from: at) { $0 == " " || $0 == "," }
      guard word > at, word < count, typed[word].isUppercase || typed[word].isASCIIDigit else { return nil }
      at = end(from: word) { $0.isLatinWord || "'’".contains($0) }
      guard at > word else { return nil }
      let kind = String(folded[word..<at])
      guard Self.streets.contains(kind) else { continue }
      if at < count, folded[at] == "." { at += 1 }
      return index..<flat(after: at)
    }
    return nil
  }

  private func flat(after index: Int) -> Int {
    let word = end(from: index) { $0 == " " || $0 == "," }
    for name in Self.flats where stands(name, at: word) && isBoundary(word + name.count) {
      let number = end(from: word + name.count) { " .#".contains($0) }
      let end = self.end(from: number) { $0.isLatinWord }
      if end > number, end - number <= 6 { return end }
    }
    return index
  }

  /// 邮编 200050, SW1A 2AA.
  private func postcode(at index: Int) -> Range<Int>? {
    for word in ["邮政编码", "邮编"] where stands(Array(word), at: index) {
      let number = end(from: index + word.count) { " ::是为".contains($0) }
      let end = self.end(from: number) { $0.isASCIIDigit }
      if end - number == 6 { return number..<end }
    }
    guard isBoundary(index), typed[index].isASCII, typed[index].isUppercase else { return nil }
    let shape = typed[index..<min(count, index + 8)].map { character -> Character in
      character.isASCIIDigit
        ? "9" : character.isASCII && character.isUppercase ? "A" : character == " " ? " " : "."
    }
    for form in ["A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA"]
    where shape.starts(with: Array(form)) && isBoundary(index + form.count) {
      return index..<(index + form.count)
    }
    return nil
  }

  private static let units: [[Character]] = [
    "单元", "号楼", "号院", "弄", "号", "室", "栋", "幢", "座", "楼", "层", "巷", "组",
  ]
  .map(Array.init)
  private static let ends: [[Character]] = ["楼", "院", "大厦", "小区", "公寓", "商铺", "铺"].map(Array.init)
  private static let roads = Set("路街道巷弄里村镇乡区苑园庄屯寨组坊桥湾")
  private static let stops = Set("在到住是为去从往送寄给址我他她您你了的说把将向由于")
  private static let streets: Set<String> = [
    "street", "st", "road", "rd", "avenue", "ave", "lane", "ln", "drive", "dr", "boulevard", "blvd", "court",
    "ct", "place", "pl", "square", "sq", "way", "close", "terrace", "crescent", "highway", "hwy",
  ]
  private static let flats: [[Character]] = ["apartment", "apt", "flat", "unit", "suite", "room", "floor"]
    .map(Array.init)
}
