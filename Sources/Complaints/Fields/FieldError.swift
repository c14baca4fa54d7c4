package import Language

/// Why a typed value was not accepted for a field.
package struct FieldError: Error, Hashable, Sendable {
  package enum Reason: Error, Hashable, Sendable {
    case unknownField
    case unknownTerm(Vocabulary)
    case ambiguousTerm([Term])
    case retiredTerm(Vocabulary)
    case notADate
    /// Clocks were put forward over it.
    case leftOutTime
    /// Of what has happened: before there was anything.
    case tooLongAgo
    /// Of what has happened: the clock shows this time.
    case stillToCome(String)
    /// Of the end of something: before it began, which was then.
    case beforeLogged(String)
    /// It is said by a clock that cannot be right, which shows this day.
    case byWrongClock(CivilDate)
    case notAnAmount
    case unknownCurrency(String)
    case tooManyDecimals(currency: String, allowed: Int)
    case amountTooLarge
    case ambiguousComma(currency: String)
    case notYesOrNo
    case notAPhoneNumber
    case notACaseID
    /// Only the product itself writes the field.
    case notTyped
    case tooLong(bytes: Int, limit: Int)
    /// A scalar other than line feed and tab below U+0020 or in U+007F...U+009F.
    case controlCharacter(UInt32)
    /// An empty element of a set.
    case emptyElement
    /// The field was given two different values at once.
    case givenTwice
    /// A tag says who the customer is.
    case namesCustomer
  }

  /// The id of the field, as typed where there is none such.
  package var field: String
  package var label: Label
  package var typed: String
  package var reason: Reason
  /// Where it was typed, `--since`, and whether that sets this very field.
  package var place: (option: String, isOfField: Bool)? {
    get { option.map { ($0, isOfField) } }
    set { (option, isOfField) = (newValue?.option, newValue?.isOfField ?? false) }
  }
  private var option: String?
  private var isOfField = false

  /// The field is one of times: a day of the calendar is read by it wherever one is typed.
  package var isOfTime: Bool {
    switch reason {
    case .notADate, .leftOutTime, .tooLongAgo, .stillToCome, .byWrongClock: true
    default: false
    }
  }

  package init(field: String, label: Label, typed: String, reason: Reason) {
    self.field = field
    self.label = label
    self.typed = typed
    self.reason = reason
  }

  package init(_ definition: FieldDefinition, typed: String, _ reason: Reason) {
    self.init(field: definition.id, label: definition.label, typed: typed, reason: reason)
  }

  /// What is wrong, in one line.
  package func message(_ language: Language) -> String { message.text(language) }

  package var message: Label {
    let name =
      place.map { place in
        place.isOfField
          ? Label(FieldErrorMessage.optionOfField(place.option, label)) : Label(verbatim: place.option)
      } ?? Label(id: field, label)
    return Label(FieldErrorMessage.fieldProblem(name, problem: problem))
  }

  /// What may be typed instead, in one line; nil where the message says it all.
  package func hint(_ language: Language) -> String? { advice?.text(language) }

  private var problem: Label {
    let typed = shown(typed)
    return switch reason {
    case .unknownField: Label(en: "there is no such field", zhHans: "没有这个字段")
    case .unknownTerm: Label(FieldErrorMessage.unknownTerm(typed))
    case .ambiguousTerm: Label(FieldErrorMessage.ambiguousTerm(typed))
    case .retiredTerm: Label(FieldErrorMessage.retiredTerm(typed))
    case .notADate: Label(FieldErrorMessage.notADate(typed))
    case .leftOutTime: Label(FieldErrorMessage.leftOutTime(typed))
    case .tooLongAgo: Label(FieldErrorMessage.tooLongAgo(typed))
    case .stillToCome(let now): Label(FieldErrorMessage.stillToCome(typed, now: now))
    case .beforeLogged(let logged): Label(FieldErrorMessage.beforeLogged(typed, logged: logged))
    case .byWrongClock(let day): Label(FieldErrorMessage.byWrongClock(typed, day: day.description))
    case .notAnAmount: Label(FieldErrorMessage.notAnAmount(typed))
    case .unknownCurrency(let code):
      Label(FieldErrorMessage.unknownCurrency(shown(code)))
    case .tooManyDecimals(let currency, 0):
      Label(FieldErrorMessage.noDecimalsAllowed(typed, currency: currency))
    case .tooManyDecimals(let currency, let allowed):
      Label(FieldErrorMessage.tooManyDecimals(typed, currency: currency, allowed: allowed))
    case .amountTooLarge: Label(FieldErrorMessage.amountTooLarge(typed))
    case .ambiguousComma(let currency):
      Label(FieldErrorMessage.ambiguousComma(typed, currency: currency))
    case .notYesOrNo: Label(FieldErrorMessage.notYesOrNo(typed))
    case .notAPhoneNumber: Label(FieldErrorMessage.notAPhoneNumber(typed))
    case .notACaseID: Label(FieldErrorMessage.notACase(typed))
    case .notTyped: Label(en: "this field is filled in by the program", zhHans: "此字段由系统填写，不能手动修改")
    case .tooLong(let bytes, let limit):
      Label(FieldErrorMessage.tooLong(bytes: bytes, limit: limit))
    case .controlCharacter(let value):
      Label(FieldErrorMessage.controlCharacter(codePoint(value)))
    case .emptyElement: Label(en: "an empty entry", zhHans: "内容为空")
    case .givenTwice: Label(en: "given twice with different values", zhHans: "重复填写且内容不一致")
    case .namesCustomer: Label(FieldErrorMessage.namesCustomer(typed))
    }
  }

  /// What may be typed instead; nil where the message says it all.
  package var advice: Label? {
    switch reason {
    case .unknownTerm(let vocabulary), .retiredTerm(let vocabulary):
      Self.choices(vocabulary)
    case .ambiguousTerm(let terms): Self.choices(terms)
    case .notADate:
      Label(
        en:
          "write 2026-11-22 15:30, today, yesterday 3pm, 2 hours ago, last friday; behind a time a zone or an offset: Europe/Berlin, +02:00, UTC",
        zhHans:
          "可填：2026-11-22 15:30、11月22日、今天、昨天下午3点、2小时前、上周五；时间后可写时区或时差，如 Asia/Shanghai、+08:00、UTC")
    case .stillToCome:
      Label(
        en: "look at day, year and offset; where the clock is wrong, set it or run casebook sync",
        zhHans: "请核对年月日和时差；如本机时钟不准，请校正或运行 casebook sync")
    case .byWrongClock:
      Label(
        en: "write the date in full: 2026-11-22 15:30", zhHans: "请写完整的日期，如 2026-11-22 15:30")
    case .leftOutTime:
      Label(
        en:
          "clocks were put forward over it that night; write the time that they showed, or add the offset: 03:30, 02:30+01:00",
        zhHans: "当晚时钟拨快，没有这个时间；请写当时钟上的时间，或注明时差，如 03:30、02:30+01:00")
    case .notAnAmount, .amountTooLarge, .tooManyDecimals:
      Label(en: "write 128, 128.50, ¥128 or 12.34 USD", zhHans: "可填：128、128.50、128元、12.34 USD")
    case .ambiguousComma:
      Label(
        en: "write it without the comma (12345 KWD), or with a point before the decimals (12.345 KWD)",
        zhHans: "请去掉逗号（12345 KWD），或用小数点（12.345 KWD）")
    case .unknownCurrency:
      Label(en: "use a code of ISO 4217, such as CNY, HKD, USD", zhHans: "请用三位货币代码，如 CNY、HKD、USD")
    case .notYesOrNo: Label(en: "write yes or no", zhHans: "可填：是、否")
    case .notACaseID: Label(en: "give the number of the case", zhHans: "请填写工单号")
    case .namesCustomer:
      Label(
        en: "write it in a note (casebook note): what stands there can be erased",
        zhHans: "请写在备注里（casebook note），备注可以清除")
    case .controlCharacter: Label(en: "only line breaks and tabs are accepted", zhHans: "只允许换行和制表符")
    default: nil
    }
  }

  /// Of what head office may add to, where all of it is told.
  private static func choices(_ vocabulary: Vocabulary) -> Label {
    let choices = choices(vocabulary.terms.filter { !$0.retired })
    guard Vocabulary.ofHeadOffice.contains(where: { $0.id == vocabulary.id }) else { return choices }
    return Label(FieldErrorMessage.choicesOfHeadOffice(choices, list: "casebook terms list \(vocabulary.id)"))
  }

  private static func choices(_ terms: [Term]) -> Label {
    let choices = Label.list(terms.map { Label(id: $0.id, $0.label) })
    return Label(DomainMessage.choices(choices))
  }
}

extension Label {
  /// How an id is told: in English it reads as a word, in Chinese it stands behind its label.
  package init(id: String, _ label: Label) {
    let both = Label(FieldErrorMessage.labelWithID(label, id: id))
    self.init(en: id, zhHans: both.zhHans)
  }
}

/// A typed text as it may stand in a message: the first 40 characters, with nothing that a
/// terminal would act on.
func shown(_ typed: String) -> String {
  var shown = ""
  for character in typed.trimmed.prefix(41) {
    for scalar in character.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      shown.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
    }
  }
  return shown.count > 40 ? shown.prefix(40) + "…" : shown
}

private func codePoint(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

enum FieldErrorMessage: Message {
  case ambiguousTerm(String)
  case choicesOfHeadOffice(Label, list: String)
  case tooManyDecimals(String, currency: String, allowed: Int)
  case noDecimalsAllowed(String, currency: String)
  case notAPhoneNumber(String)
  case notYesOrNo(String)
  case retiredTerm(String)
  case unknownCurrency(String)
  case notADate(String)
  case leftOutTime(String)
  case tooLongAgo(String)
  case stillToCome(String, now: String)
  case beforeLogged(String, logged: String)
  case byWrongClock(String, day: String)
  case notAnAmount(String)
  case unknownTerm(String)
  case notACase(String)
  case amountTooLarge(String)
  case ambiguousComma(String, currency: String)
  case labelWithID(Label, id: String)
  case optionOfField(String, Label)
  case fieldProblem(Label, problem: Label)
  case tooLong(bytes: Int, limit: Int)
  case controlCharacter(String)
  case namesCustomer(String)

  var label: Label {
    switch self {
    case .ambiguousTerm(let typed):
      Label(en: "“\(typed)” could be several values", zhHans: "“\(typed)”对应多个选项")
    case .choicesOfHeadOffice(let choices, let list):
      Label(en: "\(choices.en) (more of them: \(list))", zhHans: "\(choices.zhHans)（详见 \(list)）")
    case .tooManyDecimals(let typed, let currency, let allowed):
      Label(
        en: "“\(typed)”: \(currency) has at most \(allowed.of("decimal", "decimals"))",
        zhHans: "“\(typed)”：\(currency) 最多 \(allowed.grouped) 位小数")
    case .noDecimalsAllowed(let typed, let currency):
      Label(en: "“\(typed)”: \(currency) has no decimals", zhHans: "“\(typed)”：\(currency) 没有小数")
    case .notAPhoneNumber(let typed):
      Label(en: "“\(typed)” has no digits", zhHans: "“\(typed)”里没有数字，请填写电话号码")
    case .namesCustomer(let typed):
      Label(
        en: "“\(typed)” says who the customer is, and a tag cannot be erased",
        zhHans: "“\(typed)”写明了客户是谁，标签无法清除个人信息")
    case .notYesOrNo(let typed):
      Label(en: "“\(typed)” is neither yes nor no", zhHans: "“\(typed)”应填“是”或“否”")
    case .retiredTerm(let typed):
      Label(en: "“\(typed)” is no longer used", zhHans: "“\(typed)”已停用")
    case .unknownCurrency(let shown):
      Label(en: "“\(shown)” is not a currency code", zhHans: "“\(shown)”不是货币代码")
    case .notADate(let typed):
      Label(en: "“\(typed)” is not a date", zhHans: "“\(typed)”不是有效的日期")
    case .tooLongAgo(let typed):
      Label(en: "“\(typed)” cannot be: it is too long ago", zhHans: "“\(typed)”不可能：太早")
    case .stillToCome(let typed, let now):
      Label(
        en: "“\(typed)” is still to come (it is \(now) now), but this is of what has happened",
        zhHans: "“\(typed)”还没到（现在是 \(now)），此处应填已经发生的时间")
    case .beforeLogged(let typed, let logged):
      Label(
        en: "“\(typed)” is before the case was logged (\(logged))",
        zhHans: "“\(typed)”早于登记时间（\(logged)）")
    case .byWrongClock(let typed, let day):
      Label(
        en: "what “\(typed)” means cannot be told: the clock of this machine is wrong (it shows \(day))",
        zhHans: "本机时钟不对（显示 \(day)），无法确定“\(typed)”是哪一天")
    case .leftOutTime(let typed):
      Label(en: "there was no “\(typed)” here", zhHans: "本地没有“\(typed)”这个时间")
    case .notAnAmount(let typed):
      Label(en: "“\(typed)” is not an amount", zhHans: "“\(typed)”不是有效的金额")
    case .unknownTerm(let typed):
      Label(en: "“\(typed)” is not one of its values", zhHans: "没有“\(typed)”这个选项")
    case .notACase(let typed):
      Label(en: "“\(typed)” is not the number of a case", zhHans: "“\(typed)”不是有效的工单号")
    case .ambiguousComma(let typed, let currency):
      Label(
        en:
          "“\(typed)” can be read in two ways: the comma may stand before thousands or, in \(currency), before decimals",
        zhHans: "“\(typed)”有两种读法：逗号可能是千位分隔，也可能是 \(currency) 的小数点")
    case .amountTooLarge(let typed):
      Label(en: "“\(typed)” is too large", zhHans: "“\(typed)”金额过大")
    case .labelWithID(let label, let id):
      Label(en: "\(label.en) (\(id))", zhHans: "\(label.zhHans)（\(id)）")
    case .optionOfField(let option, let label):
      Label(en: "\(option) (\(label.en))", zhHans: "\(option)（\(label.zhHans)）")
    case .fieldProblem(let name, let problem):
      Label(en: "\(name.en): \(problem.en)", zhHans: "\(name.zhHans)：\(problem.zhHans)")
    case .tooLong(let bytes, let limit):
      Label(
        en: "the text is too long: \(bytes.grouped) bytes, at most \(limit.grouped)",
        zhHans: "内容过长：\(bytes.grouped) 字节，上限 \(limit.grouped) 字节")
    case .controlCharacter(let value):
      Label(en: "the text contains the control character U+\(value)", zhHans: "内容含有控制字符 U+\(value)")
    }
  }
}
