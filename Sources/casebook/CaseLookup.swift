import Complaints
import Console
import Messages
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
        throw CommandFailure("not_found", .notFound, Label(.caseLookupNoCaseWasTouchedYet))
      }
      if let stub = try reader.stub(reference) {
        throw CommandFailure(
          "moved", .notFound,
          Label(
            .caseLookupWasTransferredToItIs,
            ["number": .text(stub.number), "target": .text(stub.target), "when": .text(ago(stub.at))]),
          hint: Label(.caseLookupAskThatBranch))
      }
      throw CommandFailure(
        "not_found", .notFound, Label(.caseLookupThereIsNoCaseHere, ["typed": .text(typed)]),
        hint: Label(
          .caseLookupFindItWithCasebookList))
    case .ambiguous(let cases):
      throw CommandFailure(
        "ambiguous", .notFound,
        Label(
          .caseLookupCouldBeSeveralCases, ["reference": .text(reference.sanitised(.joined))]),
        hint: Label(.caseLookupGiveMoreOfTheNumber),
        candidates: cases.map(candidate))
    }
  }

  /// Cases may share a number: the id tells them apart.
  private func candidate(_ summary: CaseSummary) -> String {
    let id = summary.id.description.prefix(13)
    return "\(summary.number)  \(id)  \(summary.summary ?? "")"
  }
}
