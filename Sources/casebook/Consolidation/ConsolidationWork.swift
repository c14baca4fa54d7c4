import CaseIndex
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Terminal
import Versioning

/// What is gone through in one run, and what is done with it.
struct ConsolidationWork {
  let context: Context
  let store: ReplicaStore
  let kinds: [ConsolidationKind]
  /// Of that branch alone; nil: of all.
  let branch: String?
  /// Milliseconds since 1970.
  let since: Int64?
  let months, days: Int

  /// Looks at what came since the last time.
  func gather() throws {
    var progress = Progress(
      context.text(ConsolidationWorkMessage.looking), language: context.language,
      isTerminal: context.errorStyle.isTerminal)
    var looked = 0
    try context.explaining {
      try store.gatherForConsolidation { done, total in
        looked = done
        progress.update(done, of: total)
      }
    }
    progress.finish(looked)
  }

  /// What there is to decide, in its order.
  /// - Parameter again: what was put aside, too.
  func items(again: Bool) throws -> [ConsolidationItem] {
    var over: [(ConsolidationKind, [Int64])] = []
    let items = try context.read(store) { reader in
      let manuscripts =
        try kinds.contains { [.promotions, .manuscripts].contains($0) } ? reader.manuscripts() : []
      return try kinds.flatMap { kind in
        let found = try look(kind, manuscripts, again, reader)
        over.append((kind, found.over))
        return try found.items.filter { item in
          try since.map { item.at >= $0 } ?? true && (again || !isPutAside(item, reader))
        }
      }
    }
    try context.explaining { for (kind, rids) in over { try store.forget(rids, for: kind) } }
    return items
  }

  /// Of the cases that have pairs, those that came last: forms that all say the same would never end.
  private static let mostLooked = 1000

  /// - Returns: with the rows of the cases of which nothing is to be decided any more.
  private func look(
    _ kind: ConsolidationKind, _ manuscripts: [KnowledgeItem], _ again: Bool, _ reader: ReplicaReader
  ) throws -> (items: [ConsolidationItem], over: [Int64]) {
    let promoted = Set(manuscripts.flatMap(\.cases))
    switch kind {
    case .duplicates:
      let all = try reader.rowsToConsolidate(kind)
      let rids = Array(all.suffix(Self.mostLooked))
      if rids.count < all.count, !context.json {
        context.err(Label(ConsolidationWorkMessage.waiting(all.count - rids.count)))
      }
      let found = try reader.duplicateItems(among: rids, branch: branch)
      return (found.items, branch == nil ? rids.filter { !found.paired.contains($0) } : [])
    case .promotions:
      let rids = try reader.rowsToConsolidate(kind, at: again ? nil : context.now.milliseconds)
      let found = try reader.promotionItems(among: rids, promoted: promoted)
      return (
        found.items + (try reader.causeItems(promoted: promoted)), rids.filter { !found.worth.contains($0) }
      )
    case .spikes:
      let week = ReportWeek.of(day: context.now.date.daysSinceEpoch)
      let first = since.map { ReportWeek.of(day: context.time($0).date.daysSinceEpoch + 6) } ?? .max
      return (try reader.spikeItems(weeks: min(max(first, week - 520), week - 4)..<week), [])
    case .overdue: return (try reader.taskItems(kind, branch: branch), [])
    case .lookAgain:
      let published = branch == nil ? try reader.publishedItems() : []
      return (published + (try reader.taskItems(kind, branch: branch)), [])
    case .manuscripts: return (reader.manuscriptItems(manuscripts), [])
    }
  }

  private func isPutAside(_ item: ConsolidationItem, _ reader: ReplicaReader) throws -> Bool {
    try reader.consolidated(item.id)?.hides(substance: item.substance, at: context.now.milliseconds) ?? false
  }

  /// Whether there is still something to decide: of two that are one complaint by now, or of a case that has its study, nothing.
  func isOpen(_ item: ConsolidationItem, again: Bool) throws -> Bool {
    try context.read(store) { reader in
      guard try again || !isPutAside(item, reader) else { return false }
      switch item.subject {
      case .duplicates(let pair):
        return try reader.duplicateItems(among: [pair.later.rid], branch: branch).items
          .contains { $0.id == item.id }
      case .promotion(let promotion): return try reader.manuscripts(of: [promotion.summary.id]).isEmpty
      case .spike, .task, .knowledge: return true
      }
    }
  }
}

extension ConsolidationWork {
  /// Does what was chosen with an item, and keeps it in the same transaction.
  /// - Returns: what to say of it.
  func carryOut(_ act: ConsolidationAct, _ item: ConsolidationItem) throws -> Label {
    switch (act, item.subject) {
    case (.merge, .duplicates(let pair)): return try link(pair, .duplicateOf, act, item)
    case (.related, .duplicates(let pair)): return try link(pair, .related, act, item)
    case (.distinct, .duplicates(let pair)): return try link(pair, .notDuplicateOf, act, item)
    case (.keep, .knowledge(let knowledge)): return try keep(knowledge.id, item)
    case (.keep, .task(let task)): return try keep(task.task.record.id, item)
    default:
      let until = act == .later ? context.now.milliseconds + Int64(days) * 86_400_000 : nil
      try context.write(store) { session in
        try session.note(
          ConsolidationDecision(act, substance: item.substance, until: until), of: item.id)
      }
      return act == .later
        ? Label(ConsolidationWorkMessage.putOff(days: days)) : Label(ConsolidationWorkMessage.putAside)
    }
  }

  private func link(
    _ pair: RepeatedCases, _ kind: LinkKind, _ act: ConsolidationAct, _ item: ConsolidationItem
  ) throws -> Label {
    let isTurned = try context.write(store) { session in
      let later = try context.resolveCase(session.reader, pair.later.id.description)
      let earlier = try context.resolveCase(session.reader, pair.earlier.id.description)
      if kind != .duplicateOf {
        try context.refuseMerged(session.reader, (later, pair.later.number), (earlier, pair.earlier.number))
      }
      let isTurned = kind == .duplicateOf ? try isHeavier(later, than: earlier, pair, session.reader) : false
      let made = try isTurned ? session.link(earlier, kind, later) : session.link(later, kind, earlier)
      try session.note(
        ConsolidationDecision(act, substance: item.substance), of: item.id,
        writing: made.map(ConsolidationWritten.link))
      return isTurned
    }
    let (one, other) = isTurned ? (pair.earlier, pair.later) : (pair.later, pair.earlier)
    return Label(LinkMessage.linked(one.number, context.text(kind.label), other.number))
  }

  /// Whether the later case has to stand, because it weighs more than the earlier one, which stands otherwise.
  /// - Throws: `CommandFailure` where each weighs more than the other in something: a person says which stands.
  private func isHeavier(
    _ later: RecordRow, than earlier: RecordRow, _ pair: RepeatedCases, _ reader: ReplicaReader
  ) throws -> Bool {
    guard let one = try reader.caseFile(later), let other = try reader.caseFile(earlier),
      let weight = MergeWeight(one, pair.later.number, into: other, pair.earlier.number)
    else { return false }
    guard MergeWeight(other, pair.earlier.number, into: one, pair.later.number) == nil else {
      throw weight.refusal
    }
    return true
  }

  private func keep(_ id: RecordID, _ item: ConsolidationItem) throws -> Label {
    let day = context.now.date.adding(months: months).description
    try context.write(store) { session in
      guard let before = try session.lookAgain(at: id, on: day) else {
        throw CommandFailure(
          "not_found", .notFound, Label(ConsolidationWorkMessage.unknownItem(item.id)),
          hint: Label(ConsolidationWorkMessage.unknownItemHint))
      }
      try session.note(
        ConsolidationDecision(.keep, substance: item.substance), of: item.id,
        writing: .lookAgain(id, set: day, before: before))
    }
    return Label(ConsolidationWorkMessage.kept(until: day))
  }

  /// Shows what is personal in a case, asks, and writes the study.
  func promote(_ promotion: Promotion, _ item: ConsolidationItem) throws -> Label {
    let id = promotion.summary.id
    let found = try context.read(store) { reader in
      try PromotedTexts(try context.resolveCase(reader, id.description), reader)
    }
    let confirmed = try Promote.ask(found, [], context)
    let made = try context.write(store) { session in
      let made = try Promote.manuscript(found, keeping: confirmed, of: id, &session, context)
      try session.note(
        ConsolidationDecision(.promote, substance: item.substance), of: item.id,
        writing: made.map { .manuscript($0.id) })
      return made
    }
    return Label(
      PromoteMessage.written(made?.name ?? "–", removed: found.findings.count - confirmed.count))
  }

  /// What a program asks for: `ID=ACT`, all of it understood before any is done.
  func carryOut(_ typed: [String]) throws {
    let items = try items(again: true)
    let wanted = try typed.map { try understood($0, items) }
    var done: [JSON] = []
    for (act, item) in wanted {
      let said = try carryOut(act, item)
      if context.json {
        done.append([
          "id": .string(item.id), "kind": .string(item.kind.rawValue), "act": .string(act.rawValue),
        ])
      } else {
        context.err(said)
      }
    }
    if context.json { try context.emit(["done": .array(done)]) }
  }

  private func understood(
    _ typed: String, _ items: [ConsolidationItem]
  ) throws -> (ConsolidationAct, ConsolidationItem) {
    let parts = typed.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw CommandFailure.usage(
        Label(ConsolidationWorkMessage.noAct(typed.sanitised(.joined))),
        hint: Label(ConsolidationWorkMessage.noActHint))
    }
    let named = items.filter { $0.id.hasPrefix(parts[0].lowercased()) }
    guard let item = named.first, named.count == 1 else {
      throw CommandFailure(
        named.isEmpty ? "not_found" : "ambiguous", .notFound,
        named.isEmpty
          ? Label(ConsolidationWorkMessage.unknownItem(parts[0].sanitised(.joined)))
          : Label(ConsolidationWorkMessage.severalItems(parts[0])),
        hint: named.isEmpty ? Label(ConsolidationWorkMessage.unknownItemHint) : Label(HintMessage.longerID),
        candidates: named.map(\.id))
    }
    guard case .term(let term) = Vocabulary.consolidationAct.match(parts[1]),
      let act = ConsolidationAct(rawValue: term.id), item.kind.acts.contains(act)
    else {
      let acts = item.kind.acts.compactMap { Vocabulary.consolidationAct.term($0.rawValue) }
      throw CommandFailure.usage(
        Label(ConsolidationWorkMessage.wrongAct(parts[1].sanitised(.joined), item.id)),
        hint: Label(
          DomainMessage.choices(
            Label(
              en: acts.map(\.id).joined(separator: ", "),
              zhHans: acts.map(\.label.zhHans).joined(separator: "、")))))
    }
    if act == .promote, case .promotion(let promotion) = item.subject {
      throw CommandFailure(
        "not_confirmed", .gateRefused, Label(ConsolidationWorkMessage.promoteByHand),
        hint: Label(ConsolidationWorkMessage.promoteHint(promotion.summary.number)))
    }
    return (act, item)
  }
}

extension Context {
  /// Takes back what was done last.
  /// - Returns: the item's id; nil: there is nothing.
  func takeBackConsolidation(_ store: ReplicaStore) throws -> (entry: ConsolidationEntry, said: Label)? {
    try write(store) { session in
      guard let entry = try session.reader.lastConsolidated() else { return nil }
      let isBack = try session.takeBack(entry)
      let act = text(
        Vocabulary.consolidationAct.term(entry.decision.act.rawValue)?.label ?? Label(verbatim: ""))
      if isBack { return (entry, Label(ConsolidationWorkMessage.takenBack(act, entry.item))) }
      if case .manuscript(let id) = entry.written {
        return (entry, Label(ConsolidationWorkMessage.manuscriptStays(String(id.description.suffix(6)))))
      }
      return (entry, Label(ConsolidationWorkMessage.changedSince(act)))
    }
  }

  func undoConsolidation(_ store: ReplicaStore) throws {
    guard let (entry, said) = try takeBackConsolidation(store) else {
      throw CommandFailure("not_found", .notFound, Label(ConsolidationWorkMessage.nothingToTakeBack))
    }
    if json {
      return try emit(["id": .string(entry.item), "undone": .string(entry.decision.act.rawValue)])
    }
    err(said)
  }
}

enum ConsolidationWorkMessage: Message {
  case changedSince(String)
  case kept(until: String)
  case looking
  case manuscriptStays(String)
  case noAct(String)
  case noActHint
  case nothingToTakeBack
  case promoteByHand
  case promoteHint(String)
  case putAside
  case putOff(days: Int)
  case severalItems(String)
  case takenBack(String, String)
  case unknownItem(String)
  case unknownItemHint
  case waiting(Int)
  case wrongAct(String, String)

  var label: Label {
    switch self {
    case .changedSince(let act):
      Label(
        en: "Somebody has changed it since (\(act)): that stays as it is.", zhHans: "此后有人改动过（\(act)），保持现状。")
    case .kept(let day): Label(en: "To be looked at again on \(day).", zhHans: "下次复查：\(day)。")
    case .looking: Label(en: "Looking at cases", zhHans: "正在查看工单")
    case .manuscriptStays(let id):
      Label(
        en: "The manuscript \(id) stays: casebook study edit \(id), or leave it.",
        zhHans: "稿件 \(id) 会保留，可用 casebook study edit \(id) 修改，也可不管它。")
    case .noAct(let typed): Label(en: "“\(typed)” names no act.", zhHans: "“\(typed)”没有写明处理方式。")
    case .noActHint:
      Label(en: "For example: --do 3f9a2c81d0=later", zhHans: "例如：--do 3f9a2c81d0=稍后再看")
    case .nothingToTakeBack: Label(en: "There is nothing to take back.", zhHans: "没有可撤销的处理。")
    case .promoteByHand:
      Label(
        en: "What is personal in the case has to be looked at by a person. Nothing was done.",
        zhHans: "工单中的个人信息须由人核对。本次未处理。")
    case .promoteHint(let number):
      Label(
        en: "Look with casebook promote \(number) --dry-run, then confirm: casebook promote \(number) --yes",
        zhHans: "先核对：casebook promote \(number) --dry-run，再确认：casebook promote \(number) --yes")
    case .putAside:
      Label(en: "Put aside, until there is more to it.", zhHans: "已搁置，有新情况时再列出。")
    case .putOff(let days):
      Label(en: "Put aside for \(days.of("day", "days")).", zhHans: "已搁置 \(days.grouped) 天。")
    case .severalItems(let typed):
      Label(en: "“\(typed)” could be several items:", zhHans: "“\(typed)”对应多个事项：")
    case .takenBack(let act, let id): Label(en: "Taken back: \(act) (\(id)).", zhHans: "已撤销：\(act)（\(id)）。")
    case .unknownItem(let typed):
      Label(en: "There is no item “\(typed)” to decide about.", zhHans: "没有待处理的事项“\(typed)”。")
    case .unknownItemHint:
      Label(en: "casebook consolidate --json lists them.", zhHans: "可用 casebook consolidate --json 列出。")
    case .waiting(let count):
      Label(
        en:
          "\(count.of("earlier case", "earlier cases")) with possible duplicates come up when those after them are settled.",
        zhHans: "另有 \(count.grouped) 单较早的工单疑似重复，处理完较新的后再列出。")
    case .wrongAct(let act, let id):
      Label(en: "“\(act)” is nothing to do with \(id).", zhHans: "事项 \(id) 不能这样处理：“\(act)”。")
    }
  }
}
