import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

extension Context {
  /// Items as a list, each under its kind.
  func list(_ items: [ConsolidationItem], of total: Int) throws {
    if json {
      return try emit([
        "total": .integer(Int64(total)),
        "items": .array(try read { reader in try items.map { try json($0, reader) } }),
      ])
    }
    let width = min(style.isTerminal ? columns : 80, 100)
    var kind: ConsolidationKind?
    for item in items {
      if item.kind != kind {
        if kind != nil { try out() }
        kind = item.kind
        try out(style.apply(.bold, to: Vocabulary.consolidationKind.text(item.kind.rawValue, language)))
      }
      let lines = lines(item, width: width - 12)
      for (at, line) in lines.enumerated() {
        try out((at == 0 ? item.id : String(repeating: " ", count: 10)) + "  " + line)
      }
    }
    errAfterwards(Label(ConsolidationLinesMessage.total(total, shown: items.count)))
    if let first = items.first {
      errAfterwards(
        Label(
          ConsolidationLinesMessage.actHint(first.id, first.kind.acts[first.kind.acts.count - 1].rawValue)))
    }
  }

  /// Why it is there, then what it is about.
  func lines(_ item: ConsolidationItem, width: Int) -> [String] {
    func told(_ why: String, _ about: String...) -> [String] {
      [style.apply(.yellow, to: why.sanitised(.joined).truncated(toWidth: width))]
        + about.map { "  " + $0.sanitised(.joined).truncated(toWidth: width - 2) }
    }
    switch item.subject {
    case .duplicates(let pair): return lines(pair, width: width)
    case .spike(let spike):
      let monday = CivilDate(daysSinceEpoch: ReportWeek.monday(spike.week)).description
      return told(
        text(ConsolidationLinesMessage.spike(spike.count, week: monday, usual: Self.rounded(spike.expected))),
        names(of: spike).compactMap(\.self).joined(separator: " · "))
    case .promotion(let promotion): return told(why(promotion), line(promotion.summary))
    case .task(let task):
      let what = words(of: task.task.record, TaskField.what) ?? "–"
      let owner = task.task.owner.map { text(PunctuationMessage.brackets($0)) } ?? ""
      let late = span(max(now.milliseconds - item.at, 0))
      let why =
        item.kind == .lookAgain
        ? ConsolidationLinesMessage.lookAgain(day(item)) : ConsolidationLinesMessage.late(by: late)
      return told(text(why), what + owner, line(task.summary))
    case .knowledge(let knowledge):
      let title = [knowledge.title ?? "–", text(knowledge.form.label), knowledge.branch, knowledge.name]
        .compactMap(\.self).joined(separator: "  ")
      guard item.kind == .manuscripts else {
        return told(text(ConsolidationLinesMessage.lookAgain(day(item))), title)
      }
      let by = knowledge.record.text(ManuscriptField.submittedBy) ?? "–"
      return told(text(ConsolidationLinesMessage.handedIn(by: by, when: ago(item.at))), title)
    }
  }

  /// On which it was to be looked at again.
  private func day(_ item: ConsolidationItem) -> String {
    DateText(stored: item.substance)?.shown(to: zone) ?? item.substance
  }

  /// The rules that hold, in words.
  private func why(_ promotion: Promotion) -> String {
    promotion.rules.map { text(why($0, promotion)) }.joined(separator: text(PunctuationMessage.comma))
  }

  private func why(_ rule: PromotionRule, _ promotion: Promotion) -> ConsolidationLinesMessage {
    let last = promotion.satisfaction ?? 0
    switch rule {
    case .severe: return ConsolidationLinesMessage.severe
    case .severeMadeGood: return ConsolidationLinesMessage.severeMadeGood(satisfaction: last)
    case .turnedRound:
      return ConsolidationLinesMessage.turnedRound(from: promotion.firstSatisfaction ?? 0, to: last)
    case .replicable: return ConsolidationLinesMessage.replicable
    case .repeatedCause:
      guard let found = promotion.cause else { return ConsolidationLinesMessage.repeatedCause(0, "–") }
      let names: [String?] = [
        terms[ReviewField.rootCause].vocabulary?.text(found.cause.rootCause, language),
        terms[CaseField.problemClass].vocabulary?.text(found.cause.problemClass, language),
        found.cause.product,
      ]
      return ConsolidationLinesMessage.repeatedCause(
        found.count, names.compactMap(\.self).joined(separator: text(PunctuationMessage.comma)))
    }
  }

  /// Branch, problem class, product; nil where nobody said.
  private func names(of spike: Spike) -> [String?] {
    zip([ReportAxis.branch, .problemClass, .product], spike.key).map { axis, key in
      if axis == .branch, key == "*" { return text(ReportSpikesMessage.allBranches) }
      return key.map { axis.text($0, language, terms) }
    }
  }

  private static func rounded(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// `{id, kind, why, at, acts, decided, …}` with what it is about: `pair`, `spike`, `case` with `cause`, `task`, `knowledge`.
  private func json(_ item: ConsolidationItem, _ reader: ReplicaReader) throws -> JSON {
    func json(_ one: CaseSummary) -> JSON {
      ["id": .string(one.id.description), "number": .string(one.number), "branch": .string(one.branch)]
    }
    let decision = try reader.consolidated(item.id)
    var members: [(String, JSON)] = [
      ("id", .string(item.id)), ("kind", .string(item.kind.rawValue)),
      ("why", .strings(reasons(item))), ("at", .string(time(item.at).rfc3339)),
      ("acts", .strings(item.kind.acts.filter { $0 != .promote }.map(\.rawValue))),
      ("decided", .optional(decision?.act.rawValue)),
    ]
    switch item.subject {
    case .duplicates(let pair): members.append(("pair", self.json(pair)))
    case .spike(let spike):
      members.append(
        (
          "spike",
          [
            "week": .string(CivilDate(daysSinceEpoch: ReportWeek.monday(spike.week)).description),
            "branch": .optional(spike.key[0]), "class": .optional(spike.key[1]),
            "product": .optional(spike.key[2]), "cases": .integer(Int64(spike.count)),
            "expected": .double(spike.expected), "chance": .double(spike.chance),
          ]
        ))
    case .promotion(let promotion):
      members.append(("case", json(promotion.summary)))
      members.append(("first_satisfaction", .optional(promotion.firstSatisfaction.map(Int64.init))))
      members.append(("satisfaction", .optional(promotion.satisfaction.map(Int64.init))))
      members.append(
        (
          "cause",
          promotion.cause.map { cause in
            [
              "root_cause": .string(cause.cause.rootCause), "class": .string(cause.cause.problemClass),
              "product": .optional(cause.cause.product), "cases": .integer(Int64(cause.count)),
            ]
          } ?? .null
        ))
    case .task(let task):
      members.append(("case", json(task.summary)))
      members.append(("task", self.json(task.task, place: task.place)))
    case .knowledge(let knowledge):
      members.append(
        (
          "knowledge",
          [
            "id": .string(knowledge.name), "kind": .string(knowledge.form.rawValue),
            "title": .optional(knowledge.title), "branch": .optional(knowledge.branch),
          ]
        ))
    }
    return .object(members)
  }

  /// The same for programs.
  private func reasons(_ item: ConsolidationItem) -> [String] {
    switch item.subject {
    case .duplicates: item.substance.split(separator: " ").map(String.init)
    case .promotion(let promotion): promotion.rules.map(\.rawValue)
    case .spike: ["above_usual"]
    case .task: [item.kind == .lookAgain ? "look_again" : "late"]
    case .knowledge: [item.kind == .lookAgain ? "look_again" : "handed_in"]
    }
  }
}

enum ConsolidationLinesMessage: Message {
  case actHint(String, String)
  case handedIn(by: String, when: String)
  case late(by: String)
  case lookAgain(String)
  case repeatedCause(Int, String)
  case replicable
  case severe
  case severeMadeGood(satisfaction: Int)
  case spike(Int, week: String, usual: String)
  case total(Int, shown: Int)
  case turnedRound(from: Int, to: Int)

  var label: Label {
    switch self {
    case .actHint(let id, let act):
      Label(
        en: "At a terminal it asks of each in turn. By id: casebook consolidate --do \(id)=\(act)",
        zhHans: "在终端中运行会逐条询问；按编号处理：casebook consolidate --do \(id)=\(act)")
    case .handedIn(let who, let when):
      Label(en: "handed in by \(who), \(when): it waits", zhHans: "\(who) \(when)提交，待审")
    case .late(let late): Label(en: "overdue by \(late)", zhHans: "已超时 \(late)")
    case .lookAgain(let day): Label(en: "to be looked at again since \(day)", zhHans: "应于 \(day) 复查")
    case .repeatedCause(let count, let cause):
      Label(
        en: "this cause came up \(count.grouped) times in 90 days, without a study: \(cause)",
        zhHans: "90 天内同一原因 \(count.grouped) 单，尚无案例：\(cause)")
    case .replicable: Label(en: "the review says what to copy", zhHans: "复盘写有可复制经验")
    case .severe: Label(en: "a severe case", zhHans: "严重投诉")
    case .severeMadeGood(let satisfaction):
      Label(
        en: "severe, and the customer was satisfied in the end (\(satisfaction))",
        zhHans: "严重投诉，最终满意度 \(satisfaction)")
    case .spike(let count, let week, let usual):
      Label(
        en: "\(count.of("case", "cases")) in the week from \(week), usually \(usual)",
        zhHans: "\(week) 起的一周有 \(count.grouped) 单，平常 \(usual) 单")
    case .total(let total, let shown):
      Label(
        en:
          "\(total.of("item", "items")) to decide about\(shown < total ? ", \(shown.grouped) shown: --limit 0 shows all" : "").",
        zhHans: "共 \(total.grouped) 项待处理\(shown < total ? "，已显示 \(shown.grouped) 项；--limit 0 显示全部" : "")。")
    case .turnedRound(let first, let last):
      Label(en: "satisfaction went from \(first) to \(last)", zhHans: "满意度由 \(first) 升至 \(last)")
    }
  }
}
