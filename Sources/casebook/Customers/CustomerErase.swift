import ArgumentParser
import CaseIndex
import Complaints
import Console
import Glibc
import Interchange
import Language
import RecordStore
import Replica
import Terminal
import Versioning

/// `casebook customer erase WHO`: finds the customer, says what it would empty, and asks.
struct CustomerErase: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase", abstract: text(CustomerEraseMessage.abstract),
    discussion: text(CustomerEraseMessage.discussion))

  @Argument(help: help(CustomerMessage.whoHelp, "who"))
  var who: String

  @Option(help: help(EraseCustomerMessage.reasonHelp))
  var reason: String?

  @Flag(help: help(EraseCustomerMessage.dryRunHelp))
  var dryRun = false

  @Flag(help: help(CustomerEraseMessage.adoptHelp))
  var adopt = false

  @Flag(help: help(CustomerEraseMessage.yesHelp))
  var yes = false

  @OptionGroup var common: CommonOptions

  /// What it would empty, as far as this device knows.
  private struct Reach {
    let page: CustomerPage
    /// By their folded form, each as it is spelt most often.
    let ids: [String]
    let emptied: ErasureReach
    let signals: [(id: RecordID, text: String)]
    /// Cases of others whose texts name the customer's number or id.
    let mentions: [String]
    /// Cases that have no customer id, by which an erasure goes: the page's, and those with another contact of theirs.
    let unnumbered: [UnnumberedCase]
    /// Cases that were deleted: a restoration must bring nothing back.
    let deleted: [String]
    /// Nearly the same ids of others.
    let near: [NearCustomer]
    /// Keys of articles and studies that were made of the cases, or name the customer.
    let published: [String]
    /// Cases that are one complaint with one of his, and say nothing of whose they are.
    let merged: [CaseSummary]
    var left: [String] { unnumbered.map(\.number) }
  }

  func run(in context: Context) throws {
    let store = try context.openStore()
    let reach = try context.read(store) { try reached($0, context) }
    if dryRun { return try tell(reach, erased: [], context) }
    try context.read(store) { try $0.requireErasing() }
    guard !reach.ids.isEmpty || adopt else {
      try describe(reach, context)
      throw CommandFailure(
        "no_id", .gateRefused, Label(CustomerEraseMessage.noID), hint: Label(CustomerEraseMessage.noIDHint))
    }
    // A number that a family shares leads to all of them, and nothing of an erasure comes back.
    guard reach.ids.count <= 1 else {
      try describe(reach, context)
      throw CommandFailure(
        "several_ids", .gateRefused, Label(CustomerEraseMessage.several(reach.ids)),
        hint: Label(CustomerEraseMessage.severalHint))
    }
    let why = try context.reason(reason, of: ErasureField.reason)
    if !context.json { try describe(reach, context) }
    try context.confirmErasing(yes: yes)
    let (id, erased) = try context.write(store) { session -> (String, RecordID) in
      let id = reach.ids.first ?? "ERASE-\(session.newRecordID().description.suffix(8).uppercased())"
      if adopt {
        for one in reach.unnumbered {
          guard let row = try session.db.record(one.id) else { continue }
          if one.isDeleted {
            try session.nameCustomer(ofDeleted: row, id, reason: why)
          } else {
            _ = try session.editCase(row, [FieldEdit(FieldID(CaseField.customerID.number), .text(id))])
          }
        }
        for summary in reach.merged {
          guard let row = try session.db.record(summary.id) else { continue }
          _ = try session.editCase(row, [FieldEdit(FieldID(CaseField.customerID.number), .text(id))])
        }
      }
      return (id, try session.eraseCustomer(id, reason: why))
    }
    let traces = try context.read(store) { try $0.customer(id).traces }
    let removed = try context.explaining { try context.drafts.remove(naming: traces) }
    if removed > 0 { context.errAfterwards(Label(EraseCustomerMessage.draftsRemoved(removed))) }
    try tell(reach, erased: [erased], context)
  }

  private func reached(_ reader: ReplicaReader, _ context: Context) throws -> Reach {
    let page = try customer(reader, context)
    var ids: [String] = []
    for id in page.customerIDs
    where !ids.contains(where: { Spelling.Kind.customer.folded($0) == Spelling.Kind.customer.folded(id) }) {
      ids.append(id)
    }
    let deleted = Set(page.deleted)
    var unnumbered = page.visits.map(\.summary).filter { page.withoutID.contains($0.number) }.map {
      UnnumberedCase(id: $0.id, number: $0.number, isDeleted: deleted.contains($0.number))
    }
    let states = try page.visits.compactMap { try reader.db.record($0.summary.id)?.decoded() }
    unnumbered += try reader.unnumbered(like: states)
    let merged = try reader.unclaimed(mergedWith: page.visits.map(\.summary.id)).filter { one in
      !unnumbered.contains { $0.id == one.id }
    }
    let known = try reader.customers(ids, with: adopt ? unnumbered.map(\.id) + merged.map(\.id) : [])
    let own = Set(page.visits.map(\.summary.number) + unnumbered.map(\.number))
    var mentions: Set<String> = []
    for text in page.customerIDs + page.phones + page.emails {
      mentions.formUnion(
        try reader.search([text], limit: 100).map(\.summary.number).filter { !own.contains($0) })
    }
    return Reach(
      page: page, ids: ids,
      emptied: ErasureReach(
        records: known.records,
        drafts: try context.explaining { context.drafts.count(naming: known.traces) }),
      signals: known.signals, mentions: mentions.sorted(), unnumbered: unnumbered,
      deleted: deleted.union(unnumbered.filter(\.isDeleted).map(\.number)).sorted(),
      near: try reader.customers(near: ids),
      published: try reader.publishedKeys(of: Set(known.cases.map(\.record)), naming: known.traces),
      merged: merged)
  }

  /// Whoever a contact, an id or a case names; else whoever has just that name.
  private func customer(_ reader: ReplicaReader, _ context: Context) throws -> CustomerPage {
    if let page = try context.customerPage(who, reader, isErasing: true) { return page }
    let called = try reader.customers(called: who)
    guard let first = called.first else {
      throw CommandFailure(
        "not_found", .notFound, Label(CustomerMessage.unknown(who)), hint: Label(CustomerMessage.unknownHint))
    }
    guard called.count == 1 else {
      let each = called.map { page in
        let told = [page.customerIDs.first, page.phones.first, page.emails.first].compactMap(\.self)
        return (told + page.visits.map(\.summary.number)).joined(separator: " · ").sanitised(.joined)
      }
      throw CommandFailure(
        "several_customers", .usage, Label(CustomerEraseMessage.sameName(who, count: called.count)),
        hint: .lines(
          Label(CustomerEraseMessage.sameNameHint(first.visits[0].summary.number)),
          .list(each.map { Label(verbatim: "  " + $0) }, separator: Label(verbatim: "\n"))))
    }
    return first
  }

  private func describe(_ reach: Reach, _ context: Context) throws {
    let page = reach.page
    context.err(
      Label(
        CustomerEraseMessage.who(
          .list(page.names + page.customerIDs + page.phones + page.emails))))
    context.err(
      Label(
        CustomerEraseMessage.reach(
          reach.emptied.label, branches: Set(page.visits.map(\.summary.branch)).sorted())))
    context.tell(signals: reach.signals)
    if !reach.left.isEmpty {
      context.err(
        adopt
          ? Label(CustomerEraseMessage.adopted(reach.left)) : Label(CustomerEraseMessage.left(reach.left)))
    }
    if !reach.deleted.isEmpty { context.err(Label(CustomerEraseMessage.deleted(reach.deleted))) }
    if !reach.merged.isEmpty {
      let numbers = reach.merged.map(\.number)
      context.err(
        Label(adopt ? CustomerEraseMessage.adoptedMerged(numbers) : CustomerEraseMessage.maybe(numbers)))
    }
    if !reach.mentions.isEmpty { context.err(Label(CustomerEraseMessage.mentions(reach.mentions))) }
  }

  private func tell(_ reach: Reach, erased: [RecordID], _ context: Context) throws {
    if context.json {
      return try context.emit([
        "ids": .strings(erased.map(\.description)), "customer_ids": .strings(reach.ids),
        "cases": .strings(reach.page.visits.map(\.summary.number)), "without_id": .strings(reach.left),
        "maybe_by_merge": .strings(reach.merged.map(\.number)),
        "deleted": .strings(reach.deleted),
        "branches": .strings(Set(reach.page.visits.map(\.summary.branch)).sorted()),
        "signals": .integer(Int64(reach.emptied.records[.signal] ?? 0)),
        "signals_named": context.json(signals: reach.signals),
        "drafts": .integer(Int64(reach.emptied.drafts)), "records": reach.emptied.json,
        "mentions": .strings(reach.mentions), "near": context.json(reach.near),
        "published": .strings(reach.published), "dry_run": .bool(dryRun),
      ])
    }
    context.tell(near: reach.near)
    if !reach.published.isEmpty {
      context.errAfterwards(Label(EraseCustomerMessage.published(reach.published)))
    }
    guard !dryRun else {
      try describe(reach, context)
      return context.err(Label(ConsoleMessage.nothingChanged))
    }
    context.err(Label(EraseCustomerMessage.noted(cases: reach.emptied.records[.case] ?? 0)))
  }
}

extension Context {
  /// - Throws: `CommandFailure` where nobody said yes.
  func confirmErasing(yes: Bool) throws {
    guard !yes else { return }
    guard mayAsk else {
      throw CommandFailure.usage(
        Label(CustomerEraseMessage.notAsked), hint: Label(CustomerEraseMessage.notAskedHint))
    }
    guard answersYes(to: Label(CustomerEraseMessage.question)) else {
      throw CommandFailure("not_confirmed", .failed, Label(CustomerEraseMessage.notConfirmed))
    }
  }

  /// Whether somebody sits there.
  var mayAsk: Bool { isTerminal(STDIN_FILENO) && isTerminal(STDERR_FILENO) }

  func answersYes(to question: Label) -> Bool {
    let editor = LineEditor(input: STDIN_FILENO, output: STDERR_FILENO, environment: environment)
    defer { editor.rest() }
    let prompt = text(question)
    guard case .line(let typed) = editor.line(prompt: prompt, shown: prompt) else { return false }
    return ["yes", "y", "是", "确认"].contains(typed.foldedCode)
  }
}

enum CustomerEraseMessage: Message {
  case abstract
  case adoptHelp
  case adopted([String])
  case adoptedMerged([String])
  case deleted([String])
  case discussion
  case left([String])
  case maybe([String])
  case mentions([String])
  case noID
  case noIDHint
  case sameName(String, count: Int)
  case sameNameHint(String)
  case several([String])
  case severalHint
  case notAsked
  case notAskedHint
  case notConfirmed
  case question
  case reach(Label, branches: [String])
  case who(Label)
  case yesHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Finds a customer and erases what is personal, after asking.", zhHans: "查找客户，确认后清除其个人信息。")
    case .adoptHelp:
      Label(
        en: "Also cases with the same contact, or merged with his, that have no customer id.",
        zhHans: "连同联系方式相同、或已合并，但没有客户编号的工单一并清除。")
    case .adopted(let numbers):
      Label(
        en: "With them, though they have no customer id: \(numbers.joined(separator: ", "))",
        zhHans: "包括没有客户编号的工单：\(numbers.joined(separator: "、"))")
    case .adoptedMerged(let numbers):
      Label(
        en: "With them, as merged with one of these cases: \(numbers.joined(separator: ", "))",
        zhHans: "包括与上述工单合并、未留联系方式的工单：\(numbers.joined(separator: "、"))")
    case .deleted(let numbers):
      Label(
        en: "Deleted cases among them: \(numbers.joined(separator: ", "))",
        zhHans: "其中已删除的工单：\(numbers.joined(separator: "、"))")
    case .discussion:
      Label(
        en: """
          casebook customer erase 13800138000 --dry-run
          casebook customer erase 13800138000 --adopt --reason "asked for by phone"
          casebook customer erase "Li Na" --dry-run      by the whole name
          casebook customer erase 7 --reason "by letter" --yes

          What an erasure reaches: casebook erase --help
          """,
        zhHans: """
          casebook customer erase 13800138000 --dry-run
          casebook customer erase 13800138000 --adopt --reason "客户来电要求"
          casebook customer erase 李娜 --dry-run      按姓名（写全名）
          casebook customer erase 7 --reason "来信要求" --yes

          清除的范围见：casebook erase --help
          """)
    case .left(let numbers):
      Label(
        en: "Not with it, without a customer id (--adopt takes them too): \(numbers.joined(separator: ", "))",
        zhHans: "以下工单没有客户编号，不在其中（加 --adopt 一并清除）：\(numbers.joined(separator: "、"))")
    case .maybe(let numbers):
      Label(
        en:
          "Maybe his, by a merge, though they say no contact (--adopt takes them too): \(numbers.joined(separator: ", "))",
        zhHans: "以下工单与上述工单合并，未留联系方式，可能也是该客户的（加 --adopt 一并清除）：\(numbers.joined(separator: "、"))")
    case .mentions(let numbers):
      Label(
        en: "Named in other cases, whose texts stay: \(numbers.joined(separator: ", "))",
        zhHans: "其他工单的文字中也提到，不会清除：\(numbers.joined(separator: "、"))")
    case .noID:
      Label(
        en: "None of these cases has a customer id, by which an erasure goes. Nothing was erased.",
        zhHans: "这些工单都没有客户编号，无法清除。本次未清除任何内容。")
    case .noIDHint:
      Label(en: "--adopt gives them one and erases them.", zhHans: "加 --adopt 可先编号再清除。")
    case .sameName(let name, let count):
      Label(
        en:
          "\(count.grouped) customers are called “\(name)”; it may be one of them alone. Nothing was erased.",
        zhHans: "叫“\(name)”的客户有 \(count.grouped) 位，请指明是哪一位。未清除任何内容。")
    case .sameNameHint(let number):
      Label(
        en: "By phone, e-mail, customer id or case: casebook customer erase \(number) --dry-run",
        zhHans: "请按电话、邮箱、客户编号或工单指定：casebook customer erase \(number) --dry-run")
    case .several(let ids):
      Label(
        en: "These cases have several customer ids: \(ids.joined(separator: ", ")). Nothing was erased.",
        zhHans: "这些工单有多个客户编号：\(ids.joined(separator: "、"))。未清除任何内容。")
    case .severalHint:
      Label(
        en: "Erase one of them: casebook erase --customer <id> --reason …",
        zhHans: "请逐个清除：casebook erase --customer <编号> --reason …")
    case .notAsked:
      Label(en: "Nobody can be asked here. Nothing was erased.", zhHans: "这里无法询问确认，未清除任何内容。")
    case .notAskedHint:
      Label(en: "Look with --dry-run first, then add --yes.", zhHans: "请先用 --dry-run 查看，再加 --yes。")
    case .notConfirmed: Label(en: "Nothing was erased.", zhHans: "未清除任何内容。")
    case .question:
      Label(en: "It cannot be undone. Erase? (yes/no) ", zhHans: "清除后无法恢复。确认清除？（是/否）")
    case .reach(let reach, let branches):
      Label(
        en: "At \(branches.joined(separator: ", ")), what is personal in: \(reach.en).",
        zhHans: "涉及 \(branches.joined(separator: "、"))，其中的个人信息：\(reach.zhHans)。")
    case .who(let names):
      Label(en: "Customer: \(names.en)", zhHans: "客户：\(names.zhHans)")
    case .yesHelp: Label(en: "Do not ask.", zhHans: "不再询问。")
    }
  }
}
