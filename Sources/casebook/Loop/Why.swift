import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

struct Why: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: text(WhyMessage.whyAbstract),
    discussion: text(WhyMessage.whyDiscussion) + "\n\n"
      + DeadlineKind.allCases.map {
        "  \($0.rawValue.padded(toWidth: 18))  \($0.label.text(Invocation.language))"
      }.joined(
        separator: "\n"))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Argument(help: help(WhyMessage.deadlineHelp, "deadline"))
  var deadline: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let wanted = try deadline.map { typed in
      guard let found = DeadlineKind(typed: typed) else {
        throw CommandFailure.usage(
          Label(DueMessage.unknownDeadline(typed)),
          hint: Label(WhyMessage.unknownHint))
      }
      return found
    }
    let (number, all, notice) = try context.read { reader in
      let row = try context.resolveCase(reader, reference)
      return (
        try reader.number(of: row), try reader.deadlines(of: row), try context.mergeNotice(of: row, reader)
      )
    }
    let shown = all.filter { wanted == nil || $0.kind == wanted }
    let now = context.now.milliseconds
    if context.json {
      return try context.emit(
        .array(
          shown.map { deadline in
            [
              "clock": .string(deadline.kind.rawValue), "due": .string(context.time(deadline.due).rfc3339),
              "began": .string(context.time(deadline.began).rfc3339),
              "met": .optional(deadline.met.map { context.time($0).rfc3339 }),
              "breached": .bool(deadline.isBreached(at: now)),
              "what": .optional(deadline.owed?.what), "owner": .optional(deadline.owed?.owner),
              "reasons": .strings(deadline.reasons.map { context.text($0) }),
            ]
          }))
    }
    context.tell(notice)
    guard !shown.isEmpty else {
      return context.err(Label(WhyMessage.notRunning(number: number)))
    }
    for deadline in shown {
      let title = context.text(deadline.title).sanitised(.joined)
      try context.out(context.style.apply(.bold, to: title) + "  " + state(deadline, now, context))
      for reason in deadline.reasons { try context.out("  " + context.text(reason).sanitised(.joined)) }
    }
  }

  private func state(_ deadline: Deadline, _ now: Int64, _ context: Context) -> String {
    if let met = deadline.met {
      let when = context.time(met, in: deadline.zone)
      return deadline.isBreached(at: now)
        ? context.text(WhyMessage.doneLate(at: when, by: context.span(met - deadline.due)))
        : context.text(WhyMessage.doneInTime(at: when))
    }
    return deadline.isBreached(at: now)
      ? context.text(DueMessage.late(by: context.span(now - deadline.due)))
      : context.text(DueMessage.left(context.span(deadline.due - now)))
  }
}

enum WhyMessage: Message {
  case unknownHint
  case doneInTime(at: String)
  case doneLate(at: String, by: String)
  case notRunning(number: String)
  case deadlineHelp
  case whyAbstract
  case whyDiscussion

  var label: Label {
    switch self {
    case .unknownHint:
      Label(en: "casebook why --help lists them.", zhHans: "可用 casebook why --help 查看。")
    case .doneInTime(let when):
      Label(en: "done in time: \(when)", zhHans: "按时完成：\(when)")
    case .doneLate(let when, let met):
      Label(en: "done \(when), late by \(met)", zhHans: "\(when) 完成，超时 \(met)")
    case .notRunning(let number):
      Label(en: "No such deadline is running for \(number).", zhHans: "工单 \(number) 目前没有这项时限。")
    case .deadlineHelp:
      Label(en: "Only this deadline.", zhHans: "只看这项时限。")
    case .whyAbstract:
      Label(en: "Explains how a deadline was worked out.", zhHans: "说明期限是怎样算出来的。")
    case .whyDiscussion:
      Label(
        en: """
          casebook why 7                 every deadline of the case
          casebook why 7 resolve         one of them
          """,
        zhHans: """
          casebook why 7                 该工单的全部时限
          casebook why 7 解决            其中一项
          """)
    }
  }
}
