import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

/// What helps while a story is told: cases like it, a warning where it may be logged already, and words to say.
extension GuidedIntake {
  func advise(after question: IntakeQuestion) throws {
    if [CaseField.product, CaseField.batch, CaseField.supplier].contains(question.field) { try notices() }
    switch question.field {
    case CaseField.channel: try phrases(["greeting", "open_question"])
    case CaseField.narrative:
      guard let story = text(CaseField.narrative) else { return }
      let danger = SafetyWords.found(in: story, context.terms[.safetyWord])
      if !danger.isEmpty { say(context.offer(danger), .red) }
      try similar()
      try knowledge()
      // Whoever complains hears at once that we are sorry; by their mood once it is known.
      try phrases(["empathy", "apology"])
    case CaseField.orderReference: if text(question) != nil { try similar() }
    case CaseField.phone, CaseField.customerID:
      guard text(question) != nil else { return }
      try history()
      try similar()
    case CaseField.product:
      guard text(question) != nil, text(CaseField.narrative) != nil else { return }
      try similar()
      try knowledge()
    case CaseField.problemClass, CaseField.type: if text(question) != nil { try knowledge() }
    case CaseField.emotionBefore: if text(question) != nil { try phrases(["empathy", "apology"]) }
    case CaseField.segment: try phrases(["restate"])
    default: return
    }
  }

  /// How often this customer called before, and how that ended the last time.
  private func history() throws {
    let known = [text(CaseField.phone), text(CaseField.customerID)].compactMap(\.self)
    let page = try context.read(store) { reader -> CustomerPage? in
      var contacts = CustomerPage.Contacts()
      for typed in known {
        let found = try reader.contacts(typed: typed)
        contacts.ids.formUnion(found.ids)
        contacts.phones.formUnion(found.phones)
      }
      return try reader.customerPage(contacts, most: ReturningCustomer.mostCases)
    }
    guard let customer = context.returningCustomer(page),
      told.insert("customer \(customer.last.summary.id)").inserted
    else { return }
    for said in context.labels(customer) {
      for line in wrap(context.text(said).sanitised(.joined), width: width, indent: 4, firstIndent: 2) {
        write(context.errorStyle.apply(.bold, to: line))
      }
    }
  }

  /// One phrase for each stage, the most fitting one.
  private func phrases(_ stages: [String]) throws {
    let (all, identity) = try context.read(store) { (try $0.phrases(), $0.identity) }
    let known = context.knownWords(identity, customer: text(CaseField.customerName))
    let segment = Set((text(CaseField.segment) ?? "").split(separator: ",").map(String.init))
    // Of an emergency nothing is typed here: it is marked when the case is there.
    let situation = PhraseSituation(
      story: text(CaseField.narrative),
      mayBeIll: context.mayBeIll(text(CaseField.narrative), isEmergency: false))
    let (emotion, problem) = (text(CaseField.emotionBefore), text(CaseField.problemClass))
    for stage in stages {
      let fitting = all.fitting(
        stage: stage, channel: text(CaseField.channel), emotion: emotion, segment: segment,
        problemClass: problem, language: context.language)
      // Nobody is taken for a regular or for old who was not said to be.
      let words = fitting.lazy.filter { $0.segments.isEmpty || !$0.segments.isDisjoint(with: segment) }
        .filter { ($0.emotions.isEmpty || emotion != nil) && ($0.classes.isEmpty || problem != nil) }
        .filter(situation.suits)
        .compactMap { $0.filled(known) }.first
      guard let words else { continue }
      let head = Vocabulary.phraseStage.text(stage, context.language)
      let said = context.text(IntakeAdviceMessage.say(stage: head)) + words
      for line in wrap(said, width: width, indent: 4, firstIndent: 2) {
        write(context.errorStyle.apply(.dim, to: line))
      }
    }
  }

  private var clues: IntakeClues {
    var clues = IntakeClues()
    clues.narrative = text(CaseField.narrative) ?? ""
    clues.product = text(CaseField.product) ?? ""
    clues.orderReference = text(CaseField.orderReference)
    clues.phone = text(CaseField.phone)
    clues.customerID = text(CaseField.customerID)
    return clues
  }

  /// Shows what was not shown yet.
  private func similar() throws {
    let found = try context.read(store) { try $0.similarCases(to: clues) }
      .filter { !told.contains(mark($0)) }
    guard !found.isEmpty else { return }
    let duplicates = found.filter { $0.reason != nil }
    if duplicates.isEmpty {
      write(context.errorStyle.apply(.bold, to: context.text(IntakeAdviceMessage.similarHeading)))
    } else {
      let isAgain = duplicates.allSatisfy(\.isClosed)
      write(
        context.errorStyle.apply(
          [.bold, .yellow],
          to: "  "
            + context.text(
              isAgain ? IntakeAdviceMessage.complainsAgain : IntakeAdviceMessage.possibleDuplicates)))
    }
    let listed = duplicates.isEmpty ? found : duplicates
    for (place, one) in listed.enumerated() {
      told.insert(mark(one))
      for line in context.lines(one, width: width - 4, place: place + 1) { write("    " + line) }
    }
    if !duplicates.isEmpty { try choose(duplicates) }
  }

  private func mark(_ one: SimilarCase) -> String { "\(one.summary.id) \(one.reason != nil)" }

  private func choose(_ duplicates: [SimilarCase]) throws {
    say(Label(IntakeAdviceMessage.duplicateKeys), .dim)
    while true {
      let line = typed("  › ")
      guard case .line(let raw) = line else {
        if case .endOfInput = line { return }
        leave(line)
      }
      let typed = raw.trimmingBlanks.foldedToASCII
      let links = typed.hasPrefix("=")
      let number = Int((links ? typed.dropFirst() : typed[...]).filter { $0 != " " })
      guard let number, duplicates.indices.contains(number - 1) else { return }
      let one = duplicates[number - 1]
      guard links else {
        try open(one)
        continue
      }
      try keep(.answer(field: CaseField.duplicateOf.id, text: one.summary.id.description))
      return say(Label(IntakeAdviceMessage.linked(to: one.summary.number)), .green)
    }
  }

  /// The other case, as far as it helps here.
  private func open(_ one: SimilarCase) throws {
    let detail = try context.read(store) { reader in
      try reader.db.record(one.summary.id).flatMap { try reader.detail($0) }
    }
    guard let detail else { return }
    let fields = [
      CaseField.loggedAt, CaseField.channel, CaseField.customerName, CaseField.product,
      CaseField.orderReference,
      CaseField.narrative, CaseField.remedySought, CaseField.severity, CaseField.handler,
    ]
    for field in fields {
      let value = FieldDisplay.text(
        detail.state.shown(field), context.terms[field], context.language, to: context.zone)
      guard !value.isEmpty else { continue }
      let line = context.text(field.label) + context.text(PunctuationMessage.colon) + value
      for line in wrap(line, width: width, indent: 6, firstIndent: 4) { write(line) }
    }
    for entry in detail.timeline.suffix(3) {
      guard let text = entry.text(NoteField.text), entry.state.kind == .note else { continue }
      for line in wrap("· " + text, width: width, indent: 6, firstIndent: 4) { write(line) }
    }
  }
}

extension Context {
  /// A case like another, in a line or two.
  func lines(_ one: SimilarCase, width: Int, place: Int? = nil) -> [String] {
    var facts = [one.summary.number]
    if let place { facts.insert("\(place)", at: 0) }
    if let status = one.summary.status { facts.append(Vocabulary.status.text(status, language)) }
    if let reason = one.reason { facts.append(text(label(reason))) }
    var lines = [facts.map { $0.sanitised(.joined) }.joined(separator: "  ").truncated(toWidth: width)]
    if let summary = one.summary.summary {
      lines.append(("   " + summary.sanitised(.joined)).truncated(toWidth: width))
    }
    if let solution = one.solution {
      lines.append(
        ("   " + text(IntakeAdviceMessage.solvedBy) + solution.sanitised(.joined)).truncated(toWidth: width))
    }
    return lines
  }

  func label(_ reason: SimilarCase.Reason) -> Label {
    switch reason {
    case .sameOrder(let order): Label(IntakeAdviceMessage.sameOrder(order))
    case .sameContact(let days): Label(IntakeAdviceMessage.sameContact(daysAgo: days))
    case .sameNarrative(let percent): Label(IntakeAdviceMessage.sameWords(percent: percent))
    }
  }

  /// What a case that was just logged may be the same as. The case is safe: whatever goes wrong here is not told.
  func duplicates(of draft: CaseInput, _ id: RecordID, in store: ReplicaStore) -> [SimilarCase] {
    let found = try? store.read {
      try $0.similarCases(to: IntakeClues(draft), except: id, milliseconds: 15)
    }
    return found?.filter { $0.reason != nil } ?? []
  }

  /// Words of danger in the story of a case that is not marked as an emergency already.
  func danger(in draft: CaseInput) -> [Term] {
    guard draft[CaseField.emergency] != .flag(true), case .text(let story) = draft[CaseField.narrative] else {
      return []
    }
    return SafetyWords.found(in: story, terms[.safetyWord])
  }

  func offer(_ danger: [Term]) -> Label {
    let kind = SafetyWords.kinds(danger, terms[.emergencyKind]).first
    return Label(IntakeAdviceMessage.danger(.list(danger.map(\.label)), Self.planCommand(kind)))
  }

  func warn(_ duplicates: [SimilarCase]) {
    // What is closed was not forgotten: the customer complains again.
    for (found, heading) in [
      (duplicates.filter { !$0.isClosed }, IntakeAdviceMessage.possibleDuplicates),
      (duplicates.filter(\.isClosed), .complainsAgain),
    ] where !found.isEmpty {
      errAfterwards(Label(heading))
      for one in found {
        for line in lines(one, width: columns - 2) { errAfterwards(Label(verbatim: "  " + line)) }
      }
    }
  }

  func json(_ one: SimilarCase) -> JSON {
    let why =
      switch one.reason {
      case .sameOrder: "order"
      case .sameContact: "contact"
      case .sameNarrative: "narrative"
      case nil: ""
      }
    return [
      "id": .string(one.summary.id.description), "number": .string(one.summary.number),
      "status": .optional(one.summary.status), "title": .optional(one.summary.summary), "why": .string(why),
      "closed": .bool(one.isClosed),
      "solution": .optional(one.solution),
    ]
  }
}

extension SimilarCase {
  var isClosed: Bool { summary.status.map { StatusSet.closed.ids.contains($0) } ?? false }
}

enum IntakeAdviceMessage: Message {
  case knownCustomer(Int, last: String, number: String, outcome: String)
  case danger(Label, String)
  case dangerMark(String)
  case duplicateKeys
  case possibleDuplicates
  case linked(to: String)
  case merge(String, into: String)
  case sameWords(percent: Int)
  case complainsAgain
  case sameContact(daysAgo: Int)
  case sameOrder(String)
  case say(stage: String)
  case similarHeading
  case solvedBy

  var label: Label {
    switch self {
    case .knownCustomer(let count, let last, let number, let outcome):
      Label(
        en: "Known customer: \(count.of("case", "cases")) before, the last \(last) (\(number)): \(outcome)",
        zhHans: "老客户：此前 \(count.grouped) 件投诉，最近一次 \(last)（\(number)）：\(outcome)")
    case .danger(let words, let command):
      Label(
        en:
          "\(words.en): where somebody is ill, hurt or in danger, this says what to do: \(command)",
        zhHans: "提到“\(words.zhHans)”：如有人受伤、发病或有危险，请看应急预案：\(command)")
    case .dangerMark(let number):
      Label(
        en: "To mark the case as an emergency: casebook edit \(number) --emergency yes",
        zhHans: "把工单标为紧急：casebook edit \(number) --emergency 是")
    case .duplicateKeys:
      Label(
        en: "A number opens that case · = and a number marks this one as its duplicate · Enter goes on",
        zhHans: "序号 查看 · =序号 标为与其重复 · 回车 继续")
    case .possibleDuplicates:
      Label(en: "It may have been logged already:", zhHans: "可能重复登记：")
    case .linked(let number):
      Label(
        en: "Noted: a duplicate of \(number). They count as two until they are merged.",
        zhHans: "已记下与 \(number) 重复。合并之前仍按两件投诉计。")
    case .merge(let number, let original):
      Label(
        en: "To count them as one complaint: casebook merge \(number) into \(original)",
        zhHans: "与 \(original) 合计为一件投诉：casebook merge \(number) into \(original)")
    case .sameWords(let percent):
      Label(en: "nearly the same words (\(percent)%)", zhHans: "内容几乎相同（\(percent)%）")
    case .complainsAgain:
      Label(en: "A complaint again; closed before:", zhHans: "再次投诉，此前的工单已结：")
    case .sameContact(let days):
      Label(
        en:
          "\(days == 0 ? "same contact, earlier today" : days.plural("same contact, \(days.grouped) day ago", "same contact, \(days.grouped) days ago"))",
        zhHans: "\(days == 0 ? "同一联系方式，今天" : "同一联系方式，\(days.grouped) 天前")")
    case .sameOrder(let order):
      Label(en: "same order \(order)", zhHans: "同一订单 \(order)")
    case .say(let head):
      Label(en: "Say (\(head)): ", zhHans: "话术（\(head)）：")
    case .similarHeading:
      Label(en: "  Similar cases", zhHans: "  类似工单")
    case .solvedBy:
      Label(en: "Solved by: ", zhHans: "解决办法：")
    }
  }
}
