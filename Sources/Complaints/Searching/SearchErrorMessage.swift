package import Language

extension SearchError {
  /// What is not understood, in one line.
  package var message: Label {
    guard let part else { return problem }
    return Label(SearchErrorMessage.inPart(shown(part), problem))
  }

  /// What may be typed instead.
  package var hint: Label? {
    switch reason {
    case .unknownFilter(let name): Label(SearchErrorMessage.filtersHint(shown(name)))
    case .field(let error): error.advice
    case .unknownValue(_, of: .is):
      Label(
        SearchErrorMessage.flagsHint(
          SearchFilter.Flag.allCases.map { Label(en: $0.rawValue, zhHans: $0.names[0]) }))
    case .unknownValue(_, of: .kind):
      Label(
        SearchErrorMessage.kindsHint(
          SearchedKinds.all.compactMap { kind in kind.label.map { Label(id: kind.id, $0) } }))
    case .unknownValue: Label(SearchErrorMessage.hasHint)
    case .notADate: Label(SearchErrorMessage.dateHint)
    case .onlyExclusions: Label(SearchErrorMessage.onlyExclusionsHint)
    default: nil
    }
  }

  private var problem: Label {
    switch reason {
    case .empty: Label(SearchErrorMessage.empty)
    case .onlyExclusions: Label(SearchErrorMessage.onlyExclusions)
    case .tooLong: Label(SearchErrorMessage.tooLong(SearchQuery.longest))
    case .tooMany: Label(SearchErrorMessage.tooMany(SearchQuery.mostTerms))
    case .unknownFilter(let name): Label(SearchErrorMessage.unknownFilter(shown(name)))
    case .valueMissing(let name): Label(SearchErrorMessage.valueMissing(shown(name)))
    case .field(let error): error.message
    case .notABranch(let typed): Label(SearchErrorMessage.notABranch(shown(typed)))
    case .notAPhone(let typed): Label(SearchErrorMessage.notAPhone(shown(typed)))
    case .notADate(let typed): Label(SearchErrorMessage.notADate(shown(typed)))
    case .unknownValue(let typed, _): Label(SearchErrorMessage.unknownValue(shown(typed)))
    case .nothingToCompare(let typed): Label(SearchErrorMessage.nothingToCompare(shown(typed)))
    case .wholeValue(let typed): Label(SearchErrorMessage.wholeValue(shown(typed)))
    case .sinceAfterUntil: Label(SearchErrorMessage.sinceAfterUntil)
    }
  }

  /// No more of what was typed than stands in a line.
  private func shown(_ typed: String) -> String {
    typed.count > 40 ? String(typed.prefix(39)) + "…" : typed
  }
}

enum SearchErrorMessage: Message {
  case inPart(String, Label)
  case empty
  case onlyExclusions
  case onlyExclusionsHint
  case tooLong(Int)
  case tooMany(Int)
  case unknownFilter(String)
  case filtersHint(String)
  case valueMissing(String)
  case notABranch(String)
  case notAPhone(String)
  case notADate(String)
  case dateHint
  case unknownValue(String)
  case flagsHint([Label])
  case kindsHint([Label])
  case hasHint
  case nothingToCompare(String)
  case wholeValue(String)
  case sinceAfterUntil

  var label: Label {
    switch self {
    case .inPart(let part, let problem):
      Label(en: "In “\(part)”: \(problem.en)", zhHans: "“\(part)”这一部分：\(problem.zhHans)")
    case .empty:
      Label(en: "There is no word to look for.", zhHans: "没有可查找的关键词。")
    case .onlyExclusions:
      Label(
        en: "Nothing says what to look for, only what to leave out.", zhHans: "只写了要排除或限定的内容，没有写要找的内容。")
    case .onlyExclusionsHint:
      Label(
        en:
          "Add a word or a filter; in quotation marks that reach the program a dash is text: '\"-5 yuan\"'.",
        zhHans: "请再加关键词或条件；要按原文查找横线，请连同引号一起输入，如 '\"-5元\"'。")
    case .tooLong(let limit):
      Label(
        en: "The search is longer than \(limit.grouped) characters: give a part of the text.",
        zhHans: "查找内容超过 \(limit.grouped) 个字，请只填其中一段。")
    case .tooMany(let limit):
      Label(
        en: "More than \(limit) words and filters at once: leave the common ones out.",
        zhHans: "关键词和条件合计超过 \(limit) 个，请去掉常见的词。")
    case .unknownFilter(let name):
      Label(en: "no filter is called “\(name)”.", zhHans: "没有名为“\(name)”的条件。")
    case .filtersHint(let name):
      Label(
        en: "In quotation marks it is text: \"\(name): …\". Filters: \(SearchFilter.Key.offered(.en))",
        zhHans: "要按原文查找，请加引号：“\(name)：……”。可用条件：\(SearchFilter.Key.offered(.zhHans))")
    case .valueMissing(let name):
      Label(
        en: "nothing stands right behind “\(name):”. Write it without a space, as in type:product.",
        zhHans: "“\(name)”的冒号后面没有内容，请紧接着写，中间不加空格，如 类型：产品。")
    case .notABranch(let typed):
      Label(en: "no branch has a code like “\(typed)”.", zhHans: "门店代码没有“\(typed)”这种写法。")
    case .notAPhone(let typed):
      Label(en: "there are no digits in “\(typed)”.", zhHans: "“\(typed)”里没有电话号码的数字。")
    case .notADate(let typed):
      Label(en: "“\(typed)” is not a day, month or year.", zhHans: "“\(typed)”不是日期、月份或年份。")
    case .dateHint:
      Label(
        en: "Write 2026-01-15, 2026-01, 2026-Q1, 2026, yesterday, “last week”.",
        zhHans: "可填：2026-01-15、2026-01、2026-Q1、2026、昨天、上周。")
    case .unknownValue(let typed):
      Label(en: "“\(typed)” is not known here.", zhHans: "此处不能填“\(typed)”。")
    case .flagsHint(let flags):
      Label(
        en: "is: takes \(Label.list(flags).en)",
        zhHans: "“是：”后面可填：\(flags.map(\.zhHans).joined(separator: "、"))")
    case .kindsHint(let kinds):
      Label(
        en: "kind: takes \(Label.list(kinds).en)",
        zhHans: "“种类：”后面可填：\(kinds.map(\.zhHans).joined(separator: "、"))")
    case .hasHint:
      Label(
        en: "has: takes what hangs on a case (note, option, call_back …) or a field of it (phone, batch …).",
        zhHans: "“有：”后面可填工单下的记录（备注、方案、回访等）或工单字段（电话、批次等）。")
    case .nothingToCompare(let typed):
      Label(en: "“\(typed)” has neither letters nor digits.", zhHans: "“\(typed)”里没有文字或数字。")
    case .wholeValue(let typed):
      Label(
        en: "“\(typed)”: a filter compares whole values. Beginnings are for words: \(typed)",
        zhHans: "“\(typed)”：条件按完整内容比较，开头匹配只用于关键词，可直接写 \(typed)")
    case .sinceAfterUntil:
      Label(en: "the first day is after the last one.", zhHans: "起始日期晚于截止日期。")
    }
  }
}

extension SearchFilter.Key {
  /// All of them, as whoever reads a language types them.
  fileprivate static func offered(_ language: Language) -> String {
    guard language == .zhHans else { return allCases.map(\.rawValue).joined(separator: ", ") }
    return allCases.map { key in
      key.names.count > 1 ? key.names[1] : key.field?.label.zhHans ?? key.rawValue
    }.joined(separator: "、")
  }
}
