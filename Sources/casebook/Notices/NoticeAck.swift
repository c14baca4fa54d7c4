import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import Replica
import Versioning

struct NoticeAck: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "ack", abstract: text(NoticeAckMessage.abstract),
    discussion: text(NoticeAckMessage.discussion))

  @Argument(help: help(NoticeCommandMessage.keyHelp, "id"), completion: NoticeCompletion.keys)
  var id: String
  @Argument(help: help(NoticeAckMessage.doneHelp, "text"))
  var words: [String] = []
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let store = try context.openStore()
    let notice = try context.read(store) { reader in
      let notice = try context.notice(id, reader)
      try require(notice, of: reader.identity.branch.rawValue, context)
      return notice
    }
    // A text from a pipe cannot be read again: it comes when the notice is found.
    let piped = words == ["-"] ? try context.readText("-") : nil
    let typed = piped?.text ?? (words.isEmpty ? nil : words.joined(separator: " "))
    let done = try context.value(typed, AcknowledgementField.done)
    let before = try context.keeping(piped) {
      try context.write(store) { session -> Acknowledgement? in
        let reader = session.reader
        let branch = reader.identity.branch.rawValue
        let notice = try context.notice(notice.key, reader)
        let said = NoticeStanding(notice, at: branch, of: try reader.acknowledgements()).said.first
        guard said == nil else { return said }
        guard done != .none || !notice.asksForDeed else {
          throw CommandFailure.usage(
            Label(NoticeAckMessage.doneMissing), hint: Label(NoticeAckMessage.doneMissingHint(notice.key)))
        }
        _ = try session.acknowledge(notice, done: done)
        return nil
      }
    }
    guard let before, !context.json else {
      return try context.tell(
        notice.key, changed: before == nil, Label(NoticeAckMessage.acknowledged(notice.key)))
    }
    context.err(Label(NoticeAckMessage.already(by: before.name, at: context.ago(before.at))))
  }

  private func require(_ notice: Notice, of branch: String, _ context: Context) throws {
    guard branch != BranchCode.headOffice.rawValue else {
      throw CommandFailure(
        "not_for_branch", .gateRefused, Label(NoticeAckMessage.isHeadOffice),
        hint: Label(NoticeAckMessage.isHeadOfficeHint(notice.key)))
    }
    guard notice.isFor(branch) else {
      throw CommandFailure("not_for_branch", .gateRefused, Label(NoticeAckMessage.notForBranch(branch)))
    }
    guard notice.isInForce(at: context.now.milliseconds, zone: context.zone) else {
      throw CommandFailure(
        "not_in_force", .gateRefused,
        Label(notice.isWithdrawn ? NoticeAckMessage.withdrawn : NoticeAckMessage.over))
    }
  }
}

enum NoticeAckMessage: Message {
  case abstract
  case acknowledged(String)
  case already(by: String, at: String)
  case discussion
  case doneHelp
  case doneMissing
  case doneMissingHint(String)
  case isHeadOffice
  case isHeadOfficeHint(String)
  case notForBranch(String)
  case over
  case withdrawn

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Says that this branch has read a notice, and what was done.", zhHans: "签收通知，并写明处理结果。")
    case .acknowledged(let key):
      Label(
        en: "“\(key)” is acknowledged; head office sees it after the next sync.",
        zhHans: "“\(key)”已签收，下次同步后总部可见。")
    case .already(let who, let ago):
      Label(
        en: "\(who) acknowledged it already, \(ago). Nothing was saved.",
        zhHans: "\(who)已签收（\(ago)），无需重复，未保存。")
    case .discussion:
      Label(
        en: """
          casebook notice ack thin-carton "42 cartons set aside in the cold room"
          casebook notice ack new-hours

          Once for each branch. Where something is to be put aside or called back, say
          what was done. The name is that of whoever is signed in, or --author.
          """,
        zhHans: """
          casebook notice ack thin-carton "已封存 42 个，放在冷库"
          casebook notice ack new-hours

          每家门店签收一次。停用和召回类须写明处理结果。签收人为当前登录的人，
          或用 --author 指定。
          """)
    case .doneHelp: Label(en: "What was done; - reads standard input.", zhHans: "处理结果；- 表示标准输入。")
    case .doneMissing: Label(en: "What was done is missing.", zhHans: "请写明处理结果。")
    case .doneMissingHint(let key):
      Label(
        en: "For example: casebook notice ack \(key) \"42 cartons set aside\"",
        zhHans: "例如：casebook notice ack \(key) \"已封存 42 个\"")
    case .isHeadOffice:
      Label(en: "Branches acknowledge notices, head office does not.", zhHans: "通知由门店签收，总部不用签收。")
    case .isHeadOfficeHint(let key):
      Label(en: "Who has: casebook notice show \(key)", zhHans: "查看签收情况：casebook notice show \(key)")
    case .notForBranch(let code):
      Label(en: "This notice is not for branch \(code).", zhHans: "这份通知不适用于门店 \(code)。")
    case .over: Label(en: "This notice is no longer in force.", zhHans: "这份通知已过有效期。")
    case .withdrawn: Label(en: "Head office has taken this notice back.", zhHans: "这份通知已被总部撤回。")
    }
  }
}
