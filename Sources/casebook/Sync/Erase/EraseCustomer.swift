import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import SyncClient
import SyncProtocol
import Terminal
import Versioning

struct EraseCustomer: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "customer", abstract: text(EraseCustomerMessage.customerAbstract),
    discussion: text(EraseCustomerMessage.discussion))

  @Option(help: help(EraseCustomerMessage.customerHelp, "id"))
  var customer: String

  @Option(help: help(EraseCustomerMessage.reasonHelp))
  var reason: String?

  @Flag(help: help(EraseCustomerMessage.dryRunHelp))
  var dryRun = false

  @Flag(help: help(EraseCustomerMessage.unseenHelp))
  var unseen = false

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard case .text(let typed) = try FieldInput.parse(customer, as: CaseField.customerID, now: context.now)
    else {
      throw CommandFailure.usage(Label(EraseCustomerMessage.customerMissing))
    }
    guard typed.contains(where: { $0.isLetter || $0.isNumber }) else {
      throw CommandFailure.usage(Label(EraseCustomerMessage.customerMissing))
    }
    let store = try context.openStore()
    guard !dryRun else {
      let known = try context.read(store) { try $0.customer(typed) }
      return try report(nil, known, drafts: try count(context, known), typed, context)
    }
    let value = try context.reason(reason, of: ErasureField.reason)
    let (id, known) = try context.write(store) { session in
      let known = try session.reader.customer(typed)
      if !unseen {
        try requireKnown(known, drafts: try count(context, known), typed, session.reader)
      }
      return (try session.eraseCustomer(typed, reason: value), known)
    }
    let drafts = try context.explaining { try context.drafts.remove(naming: known.traces) }
    try report(id, known, drafts: drafts, typed, context)
  }

  /// How many drafts are about the customer.
  private func count(_ context: Context, _ known: KnownCustomer) throws -> Int {
    try context.explaining { context.drafts.count(naming: known.traces) }
  }

  /// - Throws: where nothing at all is known of him: an erasure would only wait for somebody who is given the id later.
  private func requireKnown(
    _ known: KnownCustomer, drafts: Int, _ typed: String, _ reader: ReplicaReader
  ) throws {
    guard known.cases.isEmpty, drafts == 0 else { return }
    let near = try reader.customers(near: [typed])
    let hint = Label(EraseCustomerMessage.nobodyHint)
    throw CommandFailure(
      "not_found", .notFound, Label(EraseCustomerMessage.nobody(typed)),
      hint: near.isEmpty ? hint : .lines(EraseCustomerMessage.told(near: near), hint))
  }

  private func report(
    _ id: RecordID?, _ known: KnownCustomer, drafts: Int, _ typed: String, _ context: Context
  ) throws {
    if id == nil { try context.read { try requireKnown(known, drafts: drafts, typed, $0) } }
    if !CustomerName.identifies(typed), known.cases.count > 1 {
      context.err(Label(EraseCustomerMessage.tellsNobody(typed)))
    }
    // By the id alone: what has the same phone or e-mail and no id is told, never silently left.
    let (left, near, made) = try context.read {
      (
        try $0.unnumbered(like: known.cases).map(\.number), try $0.customers(near: [typed]),
        try $0.publishedKeys(of: Set(known.cases.map(\.record)), naming: known.traces)
      )
    }
    let reach = ErasureReach(records: known.records, drafts: drafts)
    if context.json {
      return try context.emit([
        "id": .optional(id?.description), "cases": .integer(Int64(known.cases.count)),
        "signals": .integer(Int64(known.records[.signal] ?? 0)),
        "signals_named": context.json(signals: known.signals), "drafts": .integer(Int64(drafts)),
        "records": reach.json,
        "spellings": .strings(known.spellings), "without_id": .strings(left), "near": context.json(near),
        "published": .strings(made), "dry_run": .bool(dryRun),
      ])
    }
    if !left.isEmpty {
      context.errAfterwards(Label(EraseCustomerMessage.left(left)))
      context.errAfterwards(Label(EraseCustomerMessage.leftHint(typed)))
    }
    context.tell(near: near)
    if !made.isEmpty { context.errAfterwards(Label(EraseCustomerMessage.published(made))) }
    if !known.spellings.isEmpty {
      let spellings = known.spellings.map { "“\($0.sanitised(.joined))”" }
      context.err(Label(EraseCustomerMessage.spellings(.list(spellings))))
    }
    context.tell(signals: known.signals)
    guard !dryRun else {
      return context.err(Label(EraseCustomerMessage.wouldErase(reach.label)))
    }
    if drafts > 0 { context.err(Label(EraseCustomerMessage.draftsRemoved(drafts))) }
    context.err(Label(EraseCustomerMessage.noted(cases: known.cases.count)))
  }
}

extension Context {
  /// Says which other customers' ids are nearly one that is erased: each has to be asked for.
  func tell(near: [NearCustomer]) {
    guard let first = near.first else { return }
    errAfterwards(EraseCustomerMessage.told(near: near))
    errAfterwards(Label(EraseCustomerMessage.nearHint(first.id.sanitised(.joined))))
  }

  /// Lists the signals that an erasure empties, so that somebody can see which of them are of somebody else.
  func tell(signals: [(id: RecordID, text: String)]) {
    guard !signals.isEmpty else { return }
    err(Label(EraseCustomerMessage.signals))
    for signal in signals {
      let line = "  \(signal.id.description.suffix(6))  \(signal.text.sanitised(.joined))"
      let shown = line.truncated(toWidth: columns)
      err(Label(en: shown, zhHans: shown))
    }
  }

  func json(signals: [(id: RecordID, text: String)]) -> JSON {
    .array(signals.map { ["id": .string($0.id.description), "text": .string($0.text)] })
  }

  func json(_ near: [NearCustomer]) -> JSON {
    .array(near.map { ["customer_id": .string($0.id), "cases": .integer(Int64($0.cases))] })
  }
}

extension EraseCustomerMessage {
  static func told(near: [NearCustomer]) -> Label {
    let ids = near.map { Label(EraseCustomerMessage.nearID($0.id.sanitised(.joined), cases: $0.cases)) }
    return Label(EraseCustomerMessage.near(ids))
  }
}

enum EraseCustomerMessage: Message {
  case near([Label])
  case nearHint(String)
  case nearID(String, cases: Int)
  case tellsNobody(String)
  case left([String])
  case leftHint(String)
  case customerAbstract
  case discussion
  case customerMissing
  case draftsRemoved(Int)
  case noted(cases: Int)
  case customerHelp
  case reasonHelp
  case dryRunHelp
  case unseenHelp
  case nobody(String)
  case nobodyHint
  case signals
  case spellings(Label)
  case wouldErase(Label)
  case published([String])

  var label: Label {
    switch self {
    case .tellsNobody(let id):
      Label(
        en: "“\(id)” is what many give who give no id: these cases may be of several customers.",
        zhHans: "“\(id)”不像真实的客户编号，这些工单可能属于不同客户，请核对。")
    case .left(let numbers):
      Label(
        en:
          "Not erased, without a customer id but with the same phone or e-mail: \(numbers.joined(separator: ", "))",
        zhHans: "以下工单电话或邮箱相同但没有客户编号，不在清除范围内：\(numbers.joined(separator: "、"))")
    case .leftHint(let id):
      Label(
        en: "If they are this customer's: casebook edit <case> --customer-id \(id), then erase again.",
        zhHans: "如属同一客户，请先 casebook edit <工单> --customer-id \(id)，再清除一次。")
    case .near(let ids):
      Label(
        en: "Not erased, with almost the same id: \(Label.list(ids).en)",
        zhHans: "以下客户编号只差符号或写法，不在清除范围内：\(Label.list(ids).zhHans)")
    case .nearHint(let id):
      Label(
        en:
          "If one of them is this customer's too: casebook erase --customer \(ShellWord.quoted(id)) --reason …",
        zhHans: "如也是该客户的，请另行清除：casebook erase --customer \(ShellWord.quoted(id)) --reason …")
    case .nearID(let id, let cases):
      Label(en: "\(id) (\(cases.of("case", "cases")))", zhHans: "\(id)（\(cases.grouped) 个工单）")
    case .customerAbstract:
      Label(en: "Erases the personal data of one customer.", zhHans: "清除一位客户的个人信息。")
    case .discussion:
      Label(
        en: """
          casebook erase customer --customer C-1027 --dry-run
          casebook erase customer --customer C-1027 --reason "asked for by phone"
          """,
        zhHans: """
          casebook erase customer --customer C-1027 --dry-run
          casebook erase customer --customer C-1027 --reason "客户来电要求删除"
          """)
    case .customerMissing:
      Label(en: "--customer needs a customer id.", zhHans: "--customer 需要填写客户编号。")
    case .draftsRemoved(let drafts):
      Label(
        en:
          "\(drafts.of("draft that names the customer was removed", "drafts that name the customer were removed")).",
        zhHans: "已删除 \(drafts.grouped) 份涉及该客户的草稿。")
    case .noted(let cases):
      Label(
        en:
          "Erasure noted; \(cases.of("case is", "cases are")) known here. It is carried out at the next sync: casebook sync",
        zhHans: "已记录清除请求，本机已知 \(cases.grouped) 个相关工单。下次同步时执行：casebook sync")
    case .customerHelp:
      Label(en: "The customer id, as it is in the cases.", zhHans: "客户编号（与工单中一致）。")
    case .reasonHelp:
      Label(en: "Why: who asked for it, and how.", zhHans: "清除原因：谁、用什么方式提出的。")
    case .dryRunHelp:
      Label(en: "Only say what would be erased.", zhHans: "只列出将清除的内容，不执行。")
    case .unseenHelp:
      Label(
        en: "Also where nothing here is of the customer: for what a branch has not sent yet.",
        zhHans: "本机查不到该客户时也执行，用于门店尚未上传的内容。")
    case .nobody(let id):
      Label(
        en: "No case or draft here is of the customer “\(id)”, however the id is spelt: nothing was erased.",
        zhHans: "本机没有客户“\(id)”的工单或草稿（各种写法均已查过），未执行清除。")
    case .nobodyHint:
      Label(
        en: "Run casebook sync and look again: casebook list --customer <id>. --unseen erases all the same.",
        zhHans: "请先 casebook sync，再用 casebook list --customer <编号> 核对；确需清除可加 --unseen。")
    case .signals:
      Label(
        en: "Signals that name the customer, or became such a case; what they say goes with it:",
        zhHans: "以下不满苗头提到该客户或已转成其工单，内容将一并清除：")
    case .spellings(let spellings):
      Label(
        en: "The id is spelt \(spellings.en) in the cases; all of that is one customer.",
        zhHans: "工单中该编号的写法：\(spellings.zhHans)，均视为同一客户。")
    case .published(let keys):
      Label(
        en:
          "Made of these cases or naming the customer, and not changed by this: \(keys.joined(separator: ", ")). Please read them again: casebook study show <key>, casebook article show <key>",
        zhHans:
          "以下已发布的内容由这些工单整理而成或提到该客户，清除不会改动，请再核对一遍：\(keys.joined(separator: "、"))。查看：casebook study show <编号>、casebook article show <编号>"
      )
    case .wouldErase(let reach):
      Label(
        en: "Would empty what is personal in: \(reach.en). Nothing was changed.",
        zhHans: "将清除其中的个人信息：\(reach.zhHans)。未作任何改动。")
    }
  }
}
