import CaseIndex
import Complaints
import Console
import Glibc
import Language
import Replica
import Terminal
import Versioning

/// One item after the other at a terminal, each with what can be done by one key. What was done is saved at once.
struct ConsolidationTalk {
  let work: ConsolidationWork
  let items: [ConsolidationItem]
  let again: Bool

  private var context: Context { work.context }

  private enum Answer {
    case act(ConsolidationAct)
    case open, undo, stop
  }

  func run() throws {
    let editor = LineEditor(input: STDIN_FILENO, output: STDERR_FILENO, environment: context.environment)
    defer { editor.rest() }
    guard !items.isEmpty else { return context.err(Label(ConsolidationTalkMessage.nothing)) }
    var at = 0
    var isShown = false
    while at < items.count {
      let item = items[at]
      guard try isShown || work.isOpen(item, again: again) else {
        at += 1
        continue
      }
      if !isShown { try show(item, at) }
      isShown = true
      do {
        switch answer(editor, item) {
        case .stop: return context.err(Label(ConsolidationTalkMessage.stopped(items.count - at)))
        case .open:
          editor.rest()
          try open(item)
          isShown = false
        case .undo:
          guard let (entry, said) = try context.takeBackConsolidation(work.store) else {
            context.err(Label(ConsolidationWorkMessage.nothingToTakeBack))
            continue
          }
          context.err(said)
          if let place = items.firstIndex(where: { $0.id == entry.item }) { (at, isShown) = (place, false) }
        case .act(.promote):
          guard case .promotion(let promotion) = item.subject else { continue }
          editor.rest()
          context.err(try work.promote(promotion, item))
          (at, isShown) = (at + 1, false)
        case .act(let act):
          context.err(try work.carryOut(act, item))
          (at, isShown) = (at + 1, false)
        }
      } catch let failure as CommandFailure where Self.isOfItem(failure) {
        // It is told, and the same item asked about again: nothing of what was done is lost.
        context.err(failure.message)
        if let hint = failure.hint { context.err(hint) }
        isShown = false
      }
    }
    context.err(Label(ConsolidationTalkMessage.through))
  }

  /// It is about the item, and not about the store or the terminal.
  private static func isOfItem(_ failure: CommandFailure) -> Bool {
    failure.code != "output" && failure.exit != .busy && failure.exit != .damaged
  }

  private func show(_ item: ConsolidationItem, _ at: Int) throws {
    let kind = Vocabulary.consolidationKind.text(item.kind.rawValue, context.language)
    try context.out()
    try context.out(context.style.apply(.bold, to: "\(at + 1)/\(items.count)  " + kind))
    for line in context.lines(item, width: min(context.columns, 100)) { try context.out(line) }
    try context.output.flush()
  }

  private func answer(_ editor: LineEditor, _ item: ConsolidationItem) -> Answer {
    let acts = item.kind.acts
    var keys = acts.map { act in
      (key: act.key, label: Vocabulary.consolidationAct.text(act.rawValue, context.language))
    }
    keys.append(("o", context.text(ConsolidationTalkMessage.open)))
    keys.append(("u", context.text(ConsolidationTalkMessage.undo)))
    keys.append(("q", context.text(ConsolidationTalkMessage.stop)))
    let prompt = keys.map { "\($0.key) \($0.label)" }.joined(separator: "  ") + " › "
    guard case .line(let key) = editor.key(prompt: prompt, among: keys.map(\.key)) else { return .stop }
    switch key {
    case "o": return .open
    case "u": return .undo
    case "q": return .stop
    default: return acts.first { String($0.key) == key }.map(Answer.act) ?? .stop
    }
  }

  /// Shows all of it, as the command for it does.
  private func open(_ item: ConsolidationItem) throws {
    func show(_ summary: CaseSummary) throws {
      try Show.parse([summary.id.description]).run(in: context)
    }
    switch item.subject {
    case .duplicates(let pair):
      try show(pair.earlier)
      try context.out()
      try show(pair.later)
    case .promotion(let promotion): try show(promotion.summary)
    case .task(let task): try show(task.summary)
    case .knowledge(let knowledge) where knowledge.form == .article:
      try KnowledgeShow<ArticleSubject>.parse([knowledge.name]).run(in: context)
    case .knowledge(let knowledge):
      try KnowledgeShow<StudySubject>.parse([knowledge.name]).run(in: context)
    case .spike(let spike):
      let monday = ReportWeek.monday(spike.week)
      var arguments = [
        "--since", CivilDate(daysSinceEpoch: monday).description, "--until",
        CivilDate(daysSinceEpoch: monday + 6).description,
      ]
      for (option, value) in zip(["--branch", "--class", "--product"], spike.key) {
        if let value, value != "*" { arguments += [option, value] }
      }
      try List.parse(arguments).run(in: context)
    }
    try context.output.flush()
  }
}

enum ConsolidationTalkMessage: Message {
  case nothing
  case open
  case stop
  case stopped(Int)
  case through
  case undo

  var label: Label {
    switch self {
    case .nothing: Label(en: "There is nothing to decide about.", zhHans: "没有待处理的事项。")
    case .open: Label(en: "open", zhHans: "打开")
    case .stop: Label(en: "stop", zhHans: "退出")
    case .stopped(let left):
      Label(
        en:
          "Stopped; what was done is saved. \(left.of("item is", "items are")) left: casebook consolidate goes on.",
        zhHans: "已退出，处理过的都已保存。还有 \(left.grouped) 项，再次运行 casebook consolidate 继续。")
    case .through: Label(en: "That was all.", zhHans: "全部处理完毕。")
    case .undo: Label(en: "undo", zhHans: "撤销上一步")
    }
  }
}
