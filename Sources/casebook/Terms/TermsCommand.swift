import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Versioning

/// `casebook terms …`
struct TermsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "terms",
    abstract: text(TermsMessage.abstract),
    discussion: text(TermsMessage.discussion),
    subcommands: [
      TermsList.self, TermsAdd.self, TermsRename.self, TermsSynonym.self, TermsRetire.self,
    ])
}

extension Context {
  /// The vocabulary, as built in, that a person names as an axis.
  func axis(_ typed: String) throws -> Vocabulary {
    guard let axis = Vocabulary.ofHeadOffice(typed: typed) else {
      let known = Label.list(Vocabulary.ofHeadOffice.map { Label(id: $0.id, $0.label) })
      throw CommandFailure.usage(
        Label(TermsMessage.axisUnknown(typed)), hint: Label(DomainMessage.choices(known)))
    }
    return axis
  }

  /// The term of an axis, as it is today, that a person names; also a retired one.
  func term(_ typed: String, of axis: Vocabulary) throws -> Term {
    let found: [String]
    switch axis.match(typed) {
    case .term(let term): return term
    case .ambiguous(let terms): found = terms.map(\.id)
    case .unknown: found = []
    }
    throw CommandFailure.unknownID(
      typed, found, what: Label(TermsMessage.term), list: "casebook terms list \(axis.id)")
  }

  /// All that the term is called that a text means, of what people write freely.
  func spellings(_ typed: String?, of axis: Vocabulary) -> [String] {
    typed.map { TermNames(terms[axis]).spellings(of: $0) } ?? []
  }

  /// A synonym as it is stored.
  func synonym(_ typed: String, isGiven: Bool = true) throws -> FieldEdit {
    let element = try FieldInput.element(typed, of: TermField.synonyms)
    return FieldEdit(FieldID(TermField.synonyms.number, element), isGiven ? .flag(true) : .none)
  }

  /// Refuses a name that means another term. (A label may take over what was another's synonym: head office says otherwise.)
  func requireFree(_ name: String, in axis: Vocabulary, for id: String, isLabel: Bool) throws {
    guard let holder = axis.holder(of: name, besides: id), !(isLabel && holder.asSynonym) else { return }
    let label = Label(id: holder.term.id, holder.term.label)
    throw CommandFailure(
      "already_there", .gateRefused, Label(TermsMessage.nameTaken(name, by: label)),
      hint: holder.asSynonym
        ? Label(
          TermsMessage.synonymTakenHint(
            "casebook terms synonym \(axis.id) \(holder.term.id) --remove \(name)"))
        : nil)
  }

  /// Refuses where one of the alternatives in a label means another term.
  func requireFree(label: String, in axis: Vocabulary, for id: String) throws {
    for name in [label] + label.split(separator: "/").map(String.init) {
      try requireFree(name, in: axis, for: id, isLabel: true)
    }
  }

  /// Changes a term for all branches.
  /// - Parameter edits: of the term as it is, and its axis.
  func change(
    term typed: String, of axis: String, _ edits: (Term, Vocabulary) throws -> [FieldEdit]
  ) throws {
    let axis = try self.axis(axis)
    let (id, changed, today) = try write { session in
      let before = try session.reader.terms()[axis]
      let term = try self.term(typed, of: before)
      guard let key = TermKey(axis, term.id) else { return (term.id, false, before) }
      let changed = try session.publish(term, key, in: before, try edits(term, before))
      return (term.id, changed, try session.reader.terms()[axis])
    }
    try tell(id, of: today, changed: changed)
  }

  /// How a command on a term ends.
  func tell(_ id: String, of axis: Vocabulary, changed: Bool) throws {
    guard json, let term = axis.term(id), case .object(let members) = json(term, of: axis) else {
      return err(changed ? .published(id) : .alreadySo)
    }
    try emit(.object(members + [("changed", .bool(changed))]))
  }

  func json(_ term: Term, of axis: Vocabulary) -> JSON {
    [
      "axis": .string(axis.id), "id": .string(term.id), "label_en": .string(term.label.en),
      "label_zh": .string(term.label.zhHans), "synonyms": .strings(axis.synonyms(of: term)),
      "retired": .bool(term.retired),
      "source": .string(isBuiltIn(term, of: axis) ? "built_in" : "head_office"),
    ]
  }

  /// Nothing of it comes from head office.
  func isBuiltIn(_ term: Term, of axis: Vocabulary) -> Bool {
    guard let known = TermKey(axis, term.id)?.vocabulary, let builtIn = known.term(term.id) else {
      return false
    }
    return builtIn.label == term.label && builtIn.retired == term.retired
      && Set(known.synonyms(of: builtIn)) == Set(axis.synonyms(of: term))
  }
}

enum TermsMessage: Message {
  case abstract
  case axisHelp
  case axisUnknown(String)
  case discussion
  case labelEnglishHelp
  case labelChineseHelp
  case nameTaken(String, by: Label)
  case synonymTakenHint(String)
  case term
  case termHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "What channels, classes, sources and causes there are, by head office.",
        zhHans: "渠道、问题分类、来源、原因等的选项，由总部维护。")
    case .axisHelp:
      Label(en: "The axis: channel, product, class, source, cause …", zhHans: "维度：渠道、产品线、问题分类、来源、原因等。")
    case .axisUnknown(let typed):
      Label(en: "“\(typed)” is not an axis whose terms head office keeps.", zhHans: "“\(typed)”不是可以维护选项的维度。")
    case .discussion:
      Label(
        en: """
          casebook terms list channel

          Head office adds, renames and retires terms for all branches, which get them
          at their next sync. Cases keep the id of a term, so a new name shows at once in
          old cases and reports; a retired term is no longer accepted, but shown.

          casebook terms add channel live_stream --en "Live stream" --zh 直播间
          casebook terms rename channel chat --en "WeChat and chat"
          casebook terms synonym channel phone 400 hotline
          casebook terms retire channel mystery_shopper

          Products and suppliers stay as people write them; a term groups what was
          written, in reports and lists:

          casebook terms add product phone_case --en "Phone case" --zh 手机壳 \\
            --synonym 保护壳
          """,
        zhHans: """
          casebook terms list 渠道

          总部可为所有门店新增、改名、停用选项，门店下次同步后生效。工单里存的是选项代码，
          改名后旧工单和报表立即显示新名称；停用的选项不能再填，但仍会显示。

          casebook terms add 渠道 live_stream --zh 直播间 --en "Live stream"
          casebook terms rename 渠道 聊天 --zh 微信/在线客服
          casebook terms synonym 渠道 电话 400 热线
          casebook terms retire 渠道 神秘顾客

          产品和供应商由门店自由填写；总部的选项把不同写法归为一类，用于报表和列表：

          casebook terms add 产品线 phone_case --zh 手机壳 --en "Phone case" \\
            --synonym 保护壳
          """)
    case .labelEnglishHelp:
      Label(en: "Its name in English.", zhHans: "英文名称。")
    case .labelChineseHelp:
      Label(en: "Its name in Chinese.", zhHans: "中文名称。")
    case .nameTaken(let name, let term):
      Label(
        en: "“\(name)” means another term already: \(term.en). Nothing was saved.",
        zhHans: "“\(name)”已经是另一个选项的名称：\(term.zhHans)。本次未保存。")
    case .synonymTakenHint(let command):
      Label(en: "To take it away there: \(command)", zhHans: "可先从那里移除：\(command)")
    case .term:
      Label(en: "term", zhHans: "选项")
    case .termHelp:
      Label(en: "Its id or name, or the beginning of either.", zhHans: "代码或名称（或其开头）。")
    }
  }
}
