import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Versioning

/// `casebook task …`
struct TaskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "task",
    abstract: text(TaskMessage.abstract),
    discussion: text(TaskMessage.discussion),
    subcommands: [
      TaskList.self, TaskAdd.self, TaskAnswer.self, TaskDone.self, TaskLook.self, TaskChange.self,
      TaskDrop.self,
    ], defaultSubcommand: TaskList.self)
}

extension WriteSession {
  /// Of a new task: whoever writes it down asks for it.
  var asking: FieldEdit { FieldEdit(FieldID(TaskField.askedBy.number), .text(author.name)) }
}

extension Context {
  /// Writes to one of a case's tasks, and tells it.
  /// - Parameters:
  ///   - place: its number among the case's tasks; nil: the only one that the command may be for.
  ///   - isMeant: those that it may be for.
  ///   - check: what else has to hold of it.
  ///   - edits: made from the task as it is.
  func changeTask(
    _ reference: String, _ place: String?, said: Label, where isMeant: (OwedRecord) -> Bool,
    check: (OwedRecord, ReplicaReader) throws -> Void = { _, _ in },
    _ edits: (OwedRecord) throws -> [FieldEdit]
  ) throws {
    var named: NamedItem?
    try record(reference, said: named?.label(said) ?? said) { session, row, file in
      let number = try session.reader.number(of: row)
      let all = place == nil ? file.tasks.filter(isMeant) : file.tasks
      let chosen = try pick(place, of: all.map(\.record), .task, in: number)
      guard let task = OwedRecord(chosen) else { throw StoreError.damaged(detail: "record \(chosen.id)") }
      named = NamedItem(.task, chosen, of: file.tasks.map(\.record))
      try check(task, session.reader)
      try session.change(try session.row(of: chosen), of: row, try edits(task))
      return chosen.id
    } members: {
      named?.members ?? []
    }
  }

  /// How a task stands, in a word or two.
  func standing(of task: OwedRecord) -> Label? {
    if task.isBenefit {
      return BenefitStanding(task, zone: zone, now: now.milliseconds).label(task, to: zone)
    }
    if task.isReleased, task.done == nil {
      return task.isCustomers ? Label(NextMessage.waived) : Label(TaskMessage.dropped)
    }
    if task.done != nil {
      guard !task.isReleased, let again = task.lookAgain, task.lookedAt == nil else {
        if task.purpose == "senior", let who = task.doneBy, who.folded != task.owner?.folded {
          return Label(TaskMessage.doneSaidBy(who))
        }
        return Label(NextMessage.done)
      }
      return Label(TaskMessage.doneLookAgain(again.shown(to: zone)))
    }
    return task.due.map { Label(NextMessage.by($0.shown(to: zone))) }
  }

  /// `{id, place, purpose, what, why, asked_by, owner, due, done_at, answer, dropped, look_again, looked_at, found, done_by}`
  func json(_ task: OwedRecord, place: Int) -> JSON {
    .object(
      [("id", .string(task.record.id.description)), ("place", .integer(Int64(place)))]
        + Schema.fields(of: .task).map { field in
          (
            field.id,
            field == TaskField.purpose ? .string(task.purpose) : .optional(task.record.text(field))
          )
        } + [("done_by", .optional(task.doneBy))])
  }
}

enum TaskMessage: Message {
  case abstract
  case discussion
  case doneLookAgain(String)
  case doneSaidBy(String)
  case dropped
  case placeHelp
  case task

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "What somebody owes somebody because of a case: improvements, questions, calls.",
        zhHans: "待办：改进措施、协办、致电客户等，谁来做、什么时候做完。")
    case .discussion:
      Label(
        en: """
          casebook task add 7 "Is batch 12 still sold?" --purpose question \\
            --owner warehouse --due "tomorrow 12:00"
          casebook task answer 7 1 "Taken off the shelf at nine"
          casebook task done 7 1
          casebook task list --late
          """,
        zhHans: """
          casebook task add 7 "12 批次还在卖吗" --purpose 协办 \\
            --owner 仓库 --due "明天 12:00"
          casebook task answer 7 1 "九点已下架"
          casebook task done 7 1
          casebook task list --late
          """)
    case .doneLookAgain(let when):
      Label(en: "✓ done, look again on \(when)", zhHans: "✓ 已完成，\(when) 复查")
    case .doneSaidBy(let who): Label(en: "✓ done, said by \(who)", zhHans: "✓ 已完成（\(who)登记）")
    case .dropped:
      Label(en: "– dropped", zhHans: "– 已取消")
    case .placeHelp:
      Label(en: "Task number, if there are several.", zhHans: "待办序号（有多项时）。")
    case .task:
      Label(en: "task", zhHans: "待办")
    }
  }
}
