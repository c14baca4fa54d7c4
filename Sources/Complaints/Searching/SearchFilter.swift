package import Versioning

/// A field and a value that a search is narrowed to: `type:product`, `自：2026-01`.
package struct SearchFilter: Hashable, Sendable {
  /// What can be filtered by.
  package enum Key: String, CaseIterable, Sendable {
    case status, type, severity, urgency, complexity, impact, channel, source, responsibility, cause
    case problemClass = "class"
    case rootCause = "root_cause"
    case handler, product, supplier, order, batch, customer, phone, tag
    case branch, since, until
    case `is`, has, kind
    /// Of an article.
    case form
  }

  /// What `is:` asks.
  package enum Flag: String, CaseIterable, Sendable {
    case conflicted, open, closed, overdue, escalated, emergency
  }

  package enum Value: Hashable, Sendable {
    /// The id of a term.
    case term(String)
    /// As it was typed: compared however it is spelt.
    case text(String)
    /// In the form of `PhoneNumber.normalised`.
    case phone(String)
    /// As `DateText` stores it.
    case date(String)
    case flag(Flag)
    /// The number of a field of a case that holds something.
    case field(UInt32)
    case kind(RecordKind)
  }

  package let key: Key
  package let value: Value
  package let isExcluded: Bool
  /// The value as it was typed.
  package let typed: String

  /// - Parameter written: the whole filter, for whoever has to be told what is wrong with it.
  init(
    _ key: Key, _ typed: String, isExcluded: Bool, written: String, terms: Terms, now: LocalClock
  ) throws(SearchError) {
    self.key = key
    self.typed = typed
    self.isExcluded = isExcluded
    do throws(SearchError.Reason) {
      value = try Self.value(key, typed, terms, now)
    } catch {
      throw SearchError(written, error)
    }
  }

  private static func value(
    _ key: Key, _ typed: String, _ terms: Terms, _ now: LocalClock
  ) throws(SearchError.Reason) -> Value {
    switch key {
    case .status, .type, .problemClass, .severity, .urgency, .complexity, .channel, .source, .responsibility,
      .cause, .rootCause:
      guard let field = key.field else { throw .unknownValue(typed, of: key) }
      do throws(FieldError) {
        guard case .text(let id) = try FieldInput.parse(typed, as: terms.withRetired[field], now: now) else {
          throw FieldError(field, typed: typed, .unknownTerm(field.vocabulary ?? .type))
        }
        return .term(id)
      } catch {
        throw .field(error)
      }
    case .impact:
      do throws(FieldError) {
        return .term(try FieldInput.element(typed, of: terms.withRetired[CaseField.impact]))
      } catch {
        throw .field(error)
      }
    case .handler, .product, .supplier, .order, .batch, .customer, .tag:
      guard typed.hasWord else { throw .nothingToCompare(typed) }
      guard !typed.folded.hasSuffix("*") else { throw .wholeValue(typed) }
      return .text(typed)
    case .branch:
      guard let code = try? BranchCode(typed: typed) else { throw .notABranch(typed) }
      return .text(code.rawValue)
    case .phone:
      guard let digits = PhoneNumber.normalised(typed) else { throw .notAPhone(typed) }
      return .phone(digits)
    case .since, .until: return .date(try date(typed, isEnd: key == .until, now))
    case .is:
      guard let flag = Flag(typed: typed) else { throw .unknownValue(typed, of: key) }
      return .flag(flag)
    case .has: return try content(typed)
    case .form:
      do throws(FieldError) {
        guard case .text(let id) = try FieldInput.parse(typed, as: ArticleField.kind, now: now) else {
          throw FieldError(ArticleField.kind, typed: typed, .unknownTerm(.articleKind))
        }
        return .term(id)
      } catch {
        throw .field(error)
      }
    case .kind:
      guard let kind = SearchedKinds.all.first(where: { $0.isCalled(typed) }) else {
        throw .unknownValue(typed, of: key)
      }
      return .kind(kind)
    }
  }

  /// A month or a year is its first day, or its last.
  private static func date(
    _ typed: String, isEnd: Bool, _ now: LocalClock
  ) throws(SearchError.Reason) -> String {
    if let period = Period(typed: typed, today: now.date) {
      return DateText.day(isEnd ? period.last : period.first).stored
    }
    guard case .text(let date)? = try? FieldInput.parse(typed, as: CaseField.loggedAt, now: now) else {
      throw .notADate(typed)
    }
    return date
  }

  /// Something that hangs on a case, or a field that holds something.
  private static func content(_ typed: String) throws(SearchError.Reason) -> Value {
    if let kind = Schema.kinds.first(where: { $0.standsAlone == false && $0.isCalled(typed) }) {
      return .kind(kind)
    }
    let wanted = Vocabulary.key(typed)
    guard
      let field = Schema.field(.case, typed)
        ?? Schema.fields(of: .case).first(where: { $0.names.contains(wanted) }), field.type != .system
    else { throw .unknownValue(typed, of: .has) }
    return .field(field.number)
  }
}

extension SearchFilter: CustomStringConvertible {
  package var description: String { "\(isExcluded ? "-" : "")\(key.rawValue):\"\(typed)\"" }
}

extension SearchFilter.Key {
  /// The field of a case that it looks at, where it is one.
  package var field: FieldDefinition? {
    switch self {
    case .status: CaseField.status
    case .type: CaseField.type
    case .problemClass: CaseField.problemClass
    case .severity: CaseField.severity
    case .urgency: CaseField.urgency
    case .complexity: CaseField.complexity
    case .impact: CaseField.impact
    case .channel: CaseField.channel
    case .source: CaseField.source
    case .responsibility: CaseField.responsibility
    case .cause: CaseField.causeArea
    case .rootCause: CaseField.rootCause
    case .handler: CaseField.handler
    case .product: CaseField.product
    case .supplier: CaseField.supplier
    case .order: CaseField.orderReference
    case .batch: CaseField.batch
    case .customer: CaseField.customerID
    case .phone: CaseField.phone
    case .tag: CaseField.tags
    case .branch, .since, .until, .is, .has, .kind, .form: nil
    }
  }

  /// What it is called besides: as people say it, and what is no field.
  private var otherNames: [String] {
    switch self {
    case .status: ["工单状态"]
    case .type: ["类型"]
    case .problemClass: ["问题", "分类"]
    case .severity: ["严重程度", "严重性"]
    case .cause: ["原因"]
    case .handler: ["处理人"]
    case .product: ["产品", "服务"]
    case .order: ["订单"]
    case .customer: ["客户"]
    case .phone: ["手机"]
    case .branch: ["门店"]
    case .since: ["自", "从", "起"]
    case .until: ["至", "到", "止"]
    case .is: ["是"]
    case .has: ["有", "含"]
    case .kind: ["种类"]
    case .form: ["文章类别"]
    case .urgency, .complexity, .impact, .channel, .source, .responsibility, .rootCause, .supplier, .batch,
      .tag:
      []
    }
  }

  /// In the order in which they are offered: the one to type first.
  package var names: [String] { [rawValue] + otherNames }

  init?(typed: String) {
    let wanted = Vocabulary.key(typed)
    guard !wanted.isEmpty,
      let key = Self.allCases.first(where: { key in
        key.names.contains { Vocabulary.key($0) == wanted } || (key.field?.names.contains(wanted) ?? false)
      })
    else { return nil }
    self = key
  }
}

extension SearchFilter.Flag {
  /// As people say it in Chinese.
  package var names: [String] {
    switch self {
    case .conflicted: ["有冲突", "冲突"]
    case .open: ["未结", "未结案"]
    case .closed: ["已结", "已结案"]
    case .overdue: ["超时", "逾期"]
    case .escalated: ["已升级", "升级"]
    case .emergency: ["紧急", "紧急事件"]
    }
  }

  init?(typed: String) {
    let wanted = Vocabulary.key(typed)
    guard
      let flag = Self.allCases.first(where: { flag in
        ([flag.rawValue] + flag.names).contains { Vocabulary.key($0) == wanted }
      })
    else { return nil }
    self = flag
  }
}

extension FieldDefinition {
  /// All that it is called, as names are compared.
  fileprivate var names: [String] { ([id, label.en, label.zhHans] + aliases).map(Vocabulary.key) }
}

extension RecordKind {
  fileprivate func isCalled(_ typed: String) -> Bool {
    let wanted = Vocabulary.key(typed)
    return ([id] + [label?.en, label?.zhHans].compactMap(\.self)).contains { Vocabulary.key($0) == wanted }
  }
}
