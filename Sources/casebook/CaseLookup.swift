import Complaints
import Console
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
      if reference == "@last" {
        throw CommandFailure("not_found", .notFound, Label("No case was touched yet.", "还没有操作过任何工单。"))
      }
      if let stub = try reader.stub(reference) {
        throw CommandFailure(
          "moved", .notFound,
          Label(
            "\(stub.number) was transferred to \(stub.target) (\(ago(stub.at))); it is not here any more.",
            "工单 \(stub.number) 已移交至 \(stub.target)（\(ago(stub.at))），本机不再保存。"),
          hint: Label("Ask that branch.", "请联系该门店。"))
      }
      throw CommandFailure(
        "not_found", .notFound, Label("There is no case “\(typed)” here.", "本机没有工单“\(typed)”。"),
        hint: Label(
          "Find it with: casebook list, casebook search WORDS", "可用 casebook list 或 casebook search 关键词 查找。"))
    case .ambiguous(let cases):
      throw CommandFailure(
        "ambiguous", .notFound,
        Label(
          "“\(reference.sanitised(.joined))” could be several cases:",
          "“\(reference.sanitised(.joined))”对应多个工单："),
        hint: Label("Give more of the number.", "请多输入几位编号。"),
        candidates: cases.map(candidate))
    }
  }

  /// Cases may share a number: the id tells them apart.
  private func candidate(_ summary: CaseSummary) -> String {
    let id = summary.id.description.prefix(13)
    return "\(summary.number)  \(id)  \(summary.summary ?? "")"
  }
}
