import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import RecordStore
import Replica
import Versioning

struct BenefitUse: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "use", abstract: text(BenefitUseMessage.abstract),
    discussion: text(BenefitUseMessage.discussion))

  @Argument(help: help(CustomerMessage.whoHelp, "who"))
  var who: String

  @Argument(help: help(BenefitUseMessage.placeHelp, "n"))
  var place: String?

  @Option(help: help(BenefitUseMessage.noteHelp, "text"))
  var note: String?

  @Flag(help: help(BenefitUseMessage.expiredHelp))
  var expired = false

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let edits = try context.edits([(TaskField.doneAt, "now"), (TaskField.answer, note)])
    let used = try context.write { session in
      let benefit = try chosen(try context.requireCustomer(who, session.reader), context)
      guard let row = try session.db.record(benefit.summary.id) else {
        throw StoreError.damaged(detail: "case \(benefit.summary.number)")
      }
      try session.change(try session.row(of: benefit.task.record), of: row, edits)
      return benefit
    }
    let what = used.task.what ?? ""
    if context.json {
      return try context.emit([
        "id": .string(used.task.record.id.description), "case": .string(used.summary.number),
        "what": .string(what),
      ])
    }
    context.err(Label(BenefitUseMessage.used(what, number: used.summary.number)))
  }

  /// The one that is meant, which can be used.
  private func chosen(_ page: CustomerPage, _ context: Context) throws -> CaseTask {
    let usable = page.benefits.filter { context.standing(of: $0) == .usable }
    let chosen: CaseTask? =
      if let place {
        Int(place.foldedToASCII).flatMap {
          page.benefits.indices.contains($0 - 1) ? page.benefits[$0 - 1] : nil
        }
      } else { usable.count == 1 ? usable[0] : nil }
    guard let chosen else {
      let hint = Label(BenefitUseMessage.listHint(who))
      if let place {
        throw CommandFailure("not_found", .notFound, Label(BenefitUseMessage.noSuch(place)), hint: hint)
      }
      guard usable.isEmpty else {
        throw CommandFailure.usage(Label(BenefitUseMessage.several(usable.count)), hint: hint)
      }
      throw CommandFailure("not_found", .notFound, Label(BenefitUseMessage.noneUsable(who)), hint: hint)
    }
    switch context.standing(of: chosen) {
    case .usable: return chosen
    case .expired where expired: return chosen
    case .expired:
      throw CommandFailure(
        "gate", .gateRefused,
        Label(BenefitUseMessage.isExpired(chosen.task.due?.shown(to: context.zone) ?? "")),
        hint: Label(BenefitUseMessage.expiredHint))
    case .used:
      throw CommandFailure(
        "gate", .gateRefused, Label(BenefitUseMessage.isUsed(chosen.task.done?.shown(to: context.zone) ?? ""))
      )
    case .withdrawn:
      throw CommandFailure(
        "gate", .gateRefused, Label(TaskDoneMessage.alreadyDropped(chosen.task.released ?? "–")))
    }
  }
}

enum BenefitUseMessage: Message {
  case abstract
  case discussion
  case expiredHelp
  case expiredHint
  case isExpired(String)
  case isUsed(String)
  case listHint(String)
  case noneUsable(String)
  case noSuch(String)
  case noteHelp
  case placeHelp
  case several(Int)
  case used(String, number: String)

  var label: Label {
    switch self {
    case .abstract: Label(en: "Notes that a customer used a benefit.", zhHans: "核销客户的权益。")
    case .discussion:
      Label(
        en: """
          casebook customer benefit use 13800138000
          casebook customer benefit use C-1027 2 --note "for two coffees"
          """,
        zhHans: """
          casebook customer benefit use 13800138000
          casebook customer benefit use C-1027 2 --note "换两杯咖啡"
          """)
    case .expiredHelp: Label(en: "Although it has expired.", zhHans: "过期了也照样核销。")
    case .expiredHint:
      Label(en: "To let the customer use it all the same: --expired", zhHans: "如果仍让客户使用，请加 --expired。")
    case .isExpired(let when):
      Label(en: "This benefit expired \(when). Nothing was saved.", zhHans: "这项权益已于 \(when) 过期。本次未保存。")
    case .isUsed(let when):
      Label(en: "This benefit was used \(when). Nothing was saved.", zhHans: "这项权益已于 \(when) 核销。本次未保存。")
    case .listHint(let who):
      Label(
        en: "They are listed by: casebook customer benefit \(ShellWord.quoted(who))",
        zhHans: "查看全部：casebook customer benefit \(ShellWord.quoted(who))")
    case .noneUsable(let who):
      Label(en: "“\(who)” has no benefit that can be used.", zhHans: "“\(who)”没有可用的权益。")
    case .noSuch(let place): Label(en: "There is no benefit “\(place)”.", zhHans: "没有序号为“\(place)”的权益。")
    case .noteHelp: Label(en: "How it was used.", zhHans: "怎么用的。")
    case .placeHelp: Label(en: "Its number in the list, if there are several.", zhHans: "列表中的序号（有多项时）。")
    case .several(let count):
      Label(
        en: "There are \(count.grouped) benefits that can be used: say which.",
        zhHans: "有 \(count.grouped) 项可用权益，请写明序号。")
    case .used(let what, let number):
      Label(en: "Used: \(what) (\(number))", zhHans: "已核销：\(what)（\(number)）")
    }
  }
}
