import CaseIndex
import Complaints
import Console
import Language
import RecordStore
import Replica
import Terminal

extension Context {
  /// The case that a person's words name.
  /// - Throws: `CommandFailure` (not found), with the candidates where several fit.
  func resolveCase(_ reader: ReplicaReader, _ reference: String) throws -> RecordRow {
    switch try reader.resolve(reference) {
    case .found(let row): return row
    case .none:
      let typed = reference.sanitised(.joined)
      if let stub = try reader.stub(reference) {
        throw CommandFailure(
          "moved", .notFound,
          Label(CaseLookupMessage.transferred(stub.number, to: stub.target, when: ago(stub.at))),
          hint: Label(CaseLookupMessage.askBranchHint))
      }
      if case .last = CaseReference.classify(reference) {
        throw CommandFailure("not_found", .notFound, Label(CaseLookupMessage.noLastCase))
      }
      throw CommandFailure(
        "not_found", .notFound, Label(CaseLookupMessage.notFound(typed)),
        hint: Label(CaseLookupMessage.findHint))
    case .ambiguous(let cases):
      throw CommandFailure(
        "ambiguous", .notFound,
        Label(CaseLookupMessage.ambiguous(reference.sanitised(.joined))),
        hint: Label(CaseLookupMessage.moreOfNumberHint),
        candidates: cases.map(candidate))
    }
  }

  /// Cases may share a number: the id tells them apart.
  private func candidate(_ summary: CaseSummary) -> String {
    let id = summary.id.description.prefix(13)
    return "\(summary.number)  \(id)  \(summary.summary ?? "")"
  }
}

enum CaseLookupMessage: Message {
  case askBranchHint
  case ambiguous(String)
  case findHint
  case moreOfNumberHint
  case noLastCase
  case notFound(String)
  case transferred(String, to: String, when: String)

  var label: Label {
    switch self {
    case .askBranchHint:
      Label(en: "Ask that branch.", zhHans: "请联系该门店。")
    case .ambiguous(let reference):
      Label(en: "“\(reference)” could be several cases:", zhHans: "“\(reference)”对应多个工单：")
    case .findHint:
      Label(
        en: "Find it with: casebook list, casebook search <words>",
        zhHans: "可用 casebook list 或 casebook search <关键词> 查找。")
    case .moreOfNumberHint:
      Label(
        en: "Give more of the number, or the case's id.",
        zhHans: "请多输入几位编号，或用工单的 ID。")
    case .noLastCase:
      Label(
        en: "No case was used here yet, or it is here no more: @last cannot be used.",
        zhHans: "还没有最近操作的工单，或它已不在本机，@last 暂时不能用。")
    case .notFound(let typed):
      Label(en: "There is no case “\(typed)” here.", zhHans: "本机没有工单“\(typed)”。")
    case .transferred(let number, let target, let when):
      Label(
        en: "\(number) was transferred to \(target) (\(when)); it is not here any more.",
        zhHans: "工单 \(number) 已移交至 \(target)（\(when)），本机不再保存。")
    }
  }
}
