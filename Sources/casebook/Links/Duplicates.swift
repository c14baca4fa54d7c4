import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

/// `casebook duplicates`: pairs of cases that may be one complaint.
struct DuplicatesCommand: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "duplicates", abstract: text(DuplicatesMessage.abstract),
    discussion: text(DuplicatesMessage.discussion))

  @Argument(help: help(DuplicatesMessage.caseHelp, "case"))
  var reference: String?

  @Option(help: help(DuplicatesMessage.newestHelp, "count"))
  var newest: Int?

  @Option(help: help(DuplicatesMessage.branchHelp, "branch"))
  var branch: String?

  @OptionGroup var limit: LimitOption
  @OptionGroup var common: CommonOptions

  /// As many are looked at where nobody says how many.
  private static let usual = 1000

  func run(in context: Context) throws {
    let most = try limit.most(usual: 20, context)
    guard newest ?? 0 >= 0 else { throw CommandFailure.usage(Label(ListMessage.limitInvalid)) }
    let code = try branch.map { typed in
      guard let code = try? BranchCode(typed: typed) else {
        throw CommandFailure.usage(Label(ListMessage.branchInvalid(typed)))
      }
      return code.rawValue
    }
    let found = try context.read { reader in
      let id = try reference.map { try context.resolveCase(reader, $0).id }
      return try reader.repeatedCases(
        of: id, newest: newest == 0 ? nil : newest ?? Self.usual, branch: code)
    }
    let shown = Array(found.pairs.prefix(most ?? found.pairs.count))
    if context.json {
      return try context.emit([
        "looked_at": .integer(Int64(found.looked)), "total": .integer(Int64(found.pairs.count)),
        "crowded": .integer(Int64(found.crowded)), "pairs": .array(shown.map(context.json)),
      ])
    }
    let width = min(context.style.isTerminal ? context.columns : 80, 100)
    for (at, pair) in shown.enumerated() {
      if at > 0 { try context.out() }
      for line in context.lines(pair, width: width) { try context.out(line) }
    }
    context.errAfterwards(
      Label(DuplicatesMessage.total(found.pairs.count, shown: shown.count, looked: found.looked)))
    if found.crowded > 0 { context.errAfterwards(Label(DuplicatesMessage.crowded(found.crowded))) }
    guard let first = shown.first else { return }
    context.errAfterwards(
      Label(DuplicatesMessage.hint(first.later.number, first.earlier.number)))
  }
}

extension Context {
  /// Why two cases may be one, then each of them in a line.
  func lines(_ pair: RepeatedCases, width: Int) -> [String] {
    let why = [
      pair.order.map { text(IntakeAdviceMessage.sameOrder($0)) },
      pair.contactDays.map { text(DuplicatesMessage.contact(days: $0)) },
      pair.likeness.map { text(DuplicatesMessage.likeness(percent: $0)) },
    ].compactMap(\.self).joined(separator: text(PunctuationMessage.comma)).sanitised(.joined)
    return [style.apply(.yellow, to: why.truncated(toWidth: width))]
      + [pair.later, pair.earlier].map { ("  " + line($0)).truncated(toWidth: width) }
  }

  /// Which case it is: its number, branch, day, status, and what it is about.
  func line(_ one: CaseSummary) -> String {
    let status = one.status.map { Vocabulary.status.text($0, language) }
    return [one.number, one.branch, String(one.loggedAt.prefix(10)), status, one.summary]
      .compactMap(\.self).joined(separator: "  ").sanitised(.joined)
  }

  /// `{later, earlier, order, contact_days, likeness}`
  func json(_ pair: RepeatedCases) -> JSON {
    func json(_ one: CaseSummary) -> JSON {
      [
        "id": .string(one.id.description), "number": .string(one.number), "branch": .string(one.branch),
        "logged_at": .string(one.loggedAt), "status": .optional(one.status),
      ]
    }
    return [
      "later": json(pair.later), "earlier": json(pair.earlier), "order": .optional(pair.order),
      "contact_days": pair.contactDays.map { .integer(Int64($0)) } ?? .null,
      "likeness": pair.likeness.map { .integer(Int64($0)) } ?? .null,
    ]
  }
}

enum DuplicatesMessage: Message {
  case abstract
  case branchHelp
  case caseHelp
  case contact(days: Int)
  case crowded(Int)
  case discussion
  case hint(String, String)
  case likeness(percent: Int)
  case newestHelp
  case total(Int, shown: Int, looked: Int)

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Lists pairs of cases that may be one complaint.", zhHans: "列出可能是同一投诉的工单。")
    case .branchHelp: Label(en: "Only pairs within this branch.", zhHans: "只看该门店内部的。")
    case .caseHelp:
      Label(en: "Only pairs with this case (default: the newest cases).", zhHans: "只看与此工单有关的；默认查最新的工单。")
    case .contact(let days):
      Label(
        en: days == 0 ? "same contact on one day" : "same contact \(days.of("day", "days")) apart",
        zhHans: days == 0 ? "同一联系方式，同一天" : "同一联系方式，相隔 \(days.grouped) 天")
    case .crowded(let count):
      Label(
        en:
          "\(count.of("case is", "cases are")) like more others than were compared: only the newest of those are told.",
        zhHans: "有 \(count.grouped) 单与很多工单相近，只比较了其中最新的。")
    case .discussion:
      Label(
        en: """
          casebook duplicates
          casebook duplicates 7
          casebook duplicates --newest 0 --limit 0     all cases, all pairs

          Pairs have the same order, the same contact within 30 days, or nearly the same
          story; each says why. At head office they are looked for across all branches.
          Looks at the 1,000 cases that came last, against all others.
          """,
        zhHans: """
          casebook duplicates
          casebook duplicates 7
          casebook duplicates --newest 0 --limit 0     查全部工单

          同一订单、30 天内同一联系方式，或内容几乎相同的会列出来，并写明原因。
          总部跨门店查找。默认把最新到的 1,000 单与其余所有工单比较。
          """)
    case .hint(let one, let other):
      Label(
        en:
          "One complaint: casebook merge \(one) into \(other)   Two: casebook link \(one) not_duplicate_of \(other)",
        zhHans: "是同一投诉：casebook merge \(one) into \(other)   不是：casebook link \(one) 不重复于 \(other)")
    case .likeness(let percent): Label(en: "stories \(percent)% alike", zhHans: "内容相似度 \(percent)%")
    case .newestHelp:
      Label(en: "How many of the newest cases to look at (0 = all).", zhHans: "查最新到的多少单；0 为全部。")
    case .total(let total, let shown, let looked):
      Label(
        en:
          "\(total.of("pair", "pairs")) among \(looked.of("case", "cases")) looked at\(shown < total ? ", \(shown.grouped) shown: --limit 0 shows all" : "").",
        zhHans:
          "查了 \(looked.grouped) 单，有 \(total.grouped) 对\(shown < total ? "，已显示 \(shown.grouped) 对；--limit 0 显示全部" : "")。"
      )
    }
  }
}
