package import Language

/// What a report counts by.
package enum ReportAxis: String, Sendable, CaseIterable {
  case branch
  case problemClass = "class"
  case type, severity, channel, product, source, responsibility
  case cause
  case rootCause = "root_cause"
  case handler, status, emotion, supplier, urgency, complexity, impact
  case day, week, month, year

  package var label: Label {
    switch self {
    case .branch: Label(DomainMessage.branch)
    case .day: Label(en: "Day", zhHans: "日期")
    case .week: Label(en: "Week from", zhHans: "周（起始日）")
    case .month: Label(en: "Month", zhHans: "月份")
    case .year: Label(en: "Year", zhHans: "年份")
    default: field?.label ?? Label(verbatim: rawValue)
    }
  }

  /// The field of a case that it is; nil for the branch and for times.
  package var field: FieldDefinition? {
    switch self {
    case .problemClass: CaseField.problemClass
    case .type: CaseField.type
    case .severity: CaseField.severity
    case .channel: CaseField.channel
    case .product: CaseField.product
    case .source: CaseField.source
    case .responsibility: CaseField.responsibility
    case .cause: CaseField.causeArea
    case .rootCause: CaseField.rootCause
    case .handler: CaseField.handler
    case .status: CaseField.status
    case .emotion: CaseField.emotionBefore
    case .supplier: CaseField.supplier
    case .urgency: CaseField.urgency
    case .complexity: CaseField.complexity
    case .impact: CaseField.impact
    case .branch, .day, .week, .month, .year: nil
    }
  }

  /// What people write as they like: spellings of one thing are one group.
  package var isFreeText: Bool { field.map { $0.vocabulary == nil } ?? false }

  /// What spellings of one thing have in common. Names of people keep their spaces: 李 娜 and Li Na are told apart by them.
  package func folded(_ text: String) -> String { self == .handler ? text.folded : text.foldedCode }

  /// The terms of its groups; of what people write freely those that head office groups it by.
  package var vocabulary: Vocabulary? {
    switch self {
    case .product: .product
    case .supplier: .supplier
    default: field?.vocabulary
    }
  }

  /// A case may have several of its terms: with spaces between them they are one key.
  package var isSet: Bool { self == .impact }

  /// A time of logging: its keys are in the order of time.
  package var isTime: Bool {
    switch self {
    case .day, .week, .month, .year: true
    default: false
    }
  }

  /// A key for people, by the label that its term has today; what nobody filled in says so, and what is retired.
  package func text(_ key: String?, _ language: Language, _ terms: Terms) -> String {
    guard let key, !key.isEmpty else { return Label(en: "(not set)", zhHans: "（未填）").text(language) }
    if isSet, key.contains(" ") {
      return key.split(separator: " ").map { text(String($0), language, terms) }.joined(separator: " + ")
    }
    guard let term = vocabulary.flatMap({ terms[$0].term(key) }) else { return key }
    return term.retired
      ? Label(ReportAxisMessage.retired(term.label)).text(language) : term.label.text(language)
  }

  /// What a column of a file with its keys may be called beside its identifier: its label in either language, and what
  /// people call it besides.
  package var names: [String] {
    let term = Term(rawValue, label)
    return Vocabulary.labels(term) + OtherNames.of(rawValue, in: "axis")
      + OtherNames.of(rawValue, in: "column")
  }

  /// By its identifier, a label, or the beginning of either.
  package init?(typed: String) {
    let terms = Self.allCases.map { Term($0.rawValue, $0.label) }
    guard case .term(let term) = Vocabulary("axis", Label(en: "By", zhHans: "维度"), terms).match(typed) else {
      return nil
    }
    self.init(rawValue: term.id)
  }
}

enum ReportAxisMessage: Message {
  case retired(Label)

  var label: Label {
    switch self {
    case .retired(let term):
      Label(en: "\(term.en) (retired)", zhHans: "\(term.zhHans)（已停用）")
    }
  }
}
