/// Family names with a title: 王女士, 李芳经理, 小王, Mr Smith.
extension PersonalText {
  func findNames(_ add: (RedactionRule, Range<Int>) -> Void) {
    var index = 0
    while index < count {
      if let range = chineseName(titledAt: index) ?? nickname(at: index) ?? englishName(at: index) {
        add(.title, range)
        index = max(range.upperBound, index + 1)
      } else {
        index += 1
      }
    }
  }

  /// - Parameter index: where the title may stand.
  private func chineseName(titledAt index: Int) -> Range<Int>? {
    guard typed[index].isHan, index > 0 else { return nil }
    guard let title = Self.titles.first(where: { stands($0, at: index) }) else { return nil }
    let end = index + title.count
    // 王总, but not 高总价; 李姐, but not 李姐妹.
    if title.count == 1, end < count, Self.goesOn.contains(typed[end]) { return nil }
    let name = start(before: index, most: 4) { $0.isHan }
    guard name < index else { return nil }
    for length in 1...min(4, index - name) {
      let first = index - length
      let isDouble = length >= 2 && Self.doubleNames.contains(String(folded[first..<(first + 2)]))
      guard isDouble || length <= 3 && Self.familyNames.contains(folded[first]) else { continue }
      // 王高女士 is one name; 和王女士 is not.
      let before = first - 1
      if !isDouble, length < 3, before >= name, Self.familyNames.contains(folded[before]),
        !Self.alsoWords.contains(folded[before])
      {
        continue
      }
      return first..<end
    }
    return nil
  }

  private func nickname(at index: Int) -> Range<Int>? {
    guard index + 1 < count, "小老阿".contains(typed[index]), Self.nicknames.contains(folded[index + 1]) else {
      return nil
    }
    if index > 0, "大最太很较更从减缩微弱幼狭古养敬".contains(typed[index - 1]) { return nil }
    return index..<(index + 2)
  }

  private func englishName(at index: Int) -> Range<Int>? {
    guard isBoundary(index) else { return nil }
    for title in Self.englishTitles where stands(title, at: index) {
      var at = index + title.count
      guard isBoundary(at) else { continue }
      // `Mr.Smith`; `mr smith`, who is one word then.
      let hasPoint = at < count && folded[at] == "."
      if hasPoint { at += 1 }
      let isSmall = Self.smallTitles.contains(title)
      var end: Int?
      for _ in 0..<3 {
        let word = self.end(from: at) { $0 == " " }
        guard word > at || hasPoint && end == nil, word < count, word - at <= 2, typed[word].isLetter,
          typed[word].isUppercase || isSmall && end == nil && typed[word].isASCII
        else { break }
        at = self.end(from: word) { $0.isLetter && !$0.isHan || "'-’".contains($0) }
        end = at
        guard typed[word].isUppercase else { break }
        if at < count, typed[at] == ".", at - word == 1 { at += 1 }
      }
      if let end { return index..<end }
    }
    return nil
  }

  private static let titles: [[Character]] = [
    "女士", "先生", "小姐", "太太", "夫人", "老师", "经理", "主管", "店长", "主任", "师傅", "阿姨", "叔叔", "大爷",
    "大妈", "大姐", "大哥", "奶奶", "爷爷", "医生", "护士", "教授", "律师", "老板", "同学", "同志", "总监", "总", "姐", "哥", "嫂", "工",
  ].map(Array.init)

  private static let goesOn = Set("是价结计体共和部数量额有会算裁统括之公妹弟们夫作厂人资程序业具")

  private static let englishTitles: [[Character]] = [
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "madam", "mme", "herr", "frau",
  ].map(Array.init)

  private static let smallTitles: Set<[Character]> = Set(["mr", "mrs", "ms", "mx"].map(Array.init))

  /// The commonest of the census of 2010 and 2020, with those of the Hundred Family Surnames that are still met.
  private static let familyNames = Set(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪辛柯庄温牛樊葛邢安齐伍庞颜倪俞章鲁聂殷詹岳翟申耿关焦左柳甘祝包宁尚符舒阮纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游靳欧管柴蒲房滕喻饶房戚应卞闵解宗宣邬褚褚卫华凤花费廉岑倪滕罗毕郝邬安常乐时傅皮卞齐康伍余元卜顾孟平"
  )

  /// Family names that are mostly something else in a sentence.
  private static let alsoWords = Set("任向常万于安平方成时文解单应关左包路管房游元和华乐从付")

  private static let doubleNames: Set<String> = [
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "司徒", "夏侯", "端木", "慕容", "宇文",
    "长孙", "轩辕", "南宫", "呼延", "闻人", "澹台",
  ]

  private static let nicknames = Set("王李张刘陈杨赵吴周徐孙朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖董潘袁蔡蒋余杜叶程魏苏吕丁卢姚沈姜崔谭陆范汪廖")
}
