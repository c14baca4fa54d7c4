/// Why a typed value was not accepted for a field.
package struct FieldError: Error, Hashable, Sendable {
  package enum Reason: Error, Hashable, Sendable {
    case unknownField
    case unknownTerm(Vocabulary)
    case ambiguousTerm([Term])
    case retiredTerm(Vocabulary)
    case notADate
    case notAnAmount
    case unknownCurrency(String)
    case tooManyDecimals(currency: String, allowed: Int)
    case amountTooLarge
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
  }

  /// The id of the field, as typed where there is none such.
  package var field: String
  package var label: Label
  package var typed: String
  package var reason: Reason

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
    let name = Label(id: field, label)
    return Label("\(name.en): \(problem.en)", "\(name.zhHans)：\(problem.zhHans)")
  }

  /// What may be typed instead, in one line; nil where the message says it all.
  package func hint(_ language: Language) -> String? { advice?.text(language) }

  private var problem: Label {
    let typed = shown(typed)
    return switch reason {
    case .unknownField: Label("there is no such field", "没有这个字段")
    case .unknownTerm: Label("“\(typed)” is not one of its values", "没有“\(typed)”这个选项")
    case .ambiguousTerm: Label("“\(typed)” could be several values", "“\(typed)”对应多个选项")
    case .retiredTerm: Label("“\(typed)” is no longer used", "“\(typed)”已停用")
    case .notADate: Label("“\(typed)” is not a date", "“\(typed)”不是有效的日期")
    case .notAnAmount: Label("“\(typed)” is not an amount", "“\(typed)”不是有效的金额")
    case .unknownCurrency(let code):
      Label("“\(shown(code))” is not a currency code", "“\(shown(code))”不是货币代码")
    case .tooManyDecimals(let currency, 0):
      Label("“\(typed)”: \(currency) has no decimals", "“\(typed)”：\(currency) 没有小数")
    case .tooManyDecimals(let currency, let allowed):
      Label(
        "“\(typed)”: \(currency) has at most \(allowed) decimals",
        "“\(typed)”：\(currency) 最多 \(allowed) 位小数")
    case .amountTooLarge: Label("“\(typed)” is too large", "“\(typed)”金额过大")
    case .notYesOrNo: Label("“\(typed)” is neither yes nor no", "“\(typed)”应填“是”或“否”")
    case .notAPhoneNumber: Label("“\(typed)” has no digits", "“\(typed)”里没有号码")
    case .notACaseID: Label("“\(typed)” is not the id of a case", "“\(typed)”不是工单")
    case .notTyped: Label("this field is filled in by the program", "此项由系统填写，不能手动修改")
    case .tooLong(let bytes, let limit):
      Label("the text has \(bytes) bytes, at most \(limit) fit", "内容过长：\(bytes) 字节，上限 \(limit) 字节")
    case .controlCharacter(let value):
      Label(
        "the text holds the control character U+\(codePoint(value))",
        "内容含有控制字符 U+\(codePoint(value))")
    case .emptyElement: Label("an empty entry", "内容为空")
    case .givenTwice: Label("given twice with different values", "重复填写且内容不一致")
    }
  }

  /// What may be typed instead; nil where the message says it all.
  package var advice: Label? {
    switch reason {
    case .unknownTerm(let vocabulary), .retiredTerm(let vocabulary):
      Self.choices(vocabulary.terms.filter { !$0.retired })
    case .ambiguousTerm(let terms): Self.choices(terms)
    case .notADate:
      Label(
        "write 2026-11-22, 2026-11-22 15:30, today, or yesterday 15:30",
        "可填：2026-11-22、2026-11-22 15:30、2026年11月22日、今天、昨天 15:30")
    case .notAnAmount, .amountTooLarge, .tooManyDecimals:
      Label("write 128, 128.50, ¥128 or 12.34 USD", "可填：128、128.50、128元、12.34 USD")
    case .unknownCurrency:
      Label("use a code of ISO 4217, such as CNY, HKD, USD", "请用三位货币代码，如 CNY、HKD、USD")
    case .notYesOrNo: Label("write yes or no", "可填：是、否")
    case .notACaseID: Label("give the number of the case", "请填写工单号")
    case .controlCharacter: Label("only line breaks and tabs are accepted", "只允许换行和制表符")
    default: nil
    }
  }

  private static func choices(_ terms: [Term]) -> Label {
    let choices = Label.list(terms.map { Label(id: $0.id, $0.label) })
    return Label("one of: \(choices.en)", "可填：\(choices.zhHans)")
  }
}

extension Label {
  /// How an id is told: in English it reads as a word, in Chinese it stands behind its label.
  package init(id: String, _ label: Label) {
    let both = Label("\(label.en) (\(id))", "\(label.zhHans)（\(id)）")
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
