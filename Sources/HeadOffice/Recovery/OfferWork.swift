import Complaints
import FoundationEssentials
import SyncProtocol
import Versioning

/// One offer on its way through as many transactions as it takes.
struct OfferWork {
  let request: OfferRequest
  var states: ArraySlice<OfferedState>
  var changes: ArraySlice<Data>
  /// How many states and changes told something.
  var taken = 0
  /// Something was erased by it, or asked for that is not carried out yet.
  var hasErased = false
  /// States that were left, and under which other names their dots may come.
  var usedTwice: [UsedTwice] = []
  var isErasing = false

  init(_ request: OfferRequest) {
    self.request = request
    // Cases first: where a case belongs, its notes do. Looked at once, and before the writer is held.
    let areCases = request.states.map(\.isCase)
    let order =
      request.states.indices.filter { areCases[$0] } + request.states.indices.filter { !areCases[$0] }
    states = order.map { request.states[$0] }[...]
    changes = request.changes[...]
  }

  var isTaken: Bool { states.isEmpty && changes.isEmpty }
  var isDone: Bool { isTaken && !isErasing }
}

extension OfferedState {
  /// The state is of a case: it is its own aggregate.
  var isCase: Bool {
    (try? RecordState(decoding: [UInt8](state))).map { $0.aggregate == $0.record } ?? false
  }

  /// The number that head office had accepted first: one of those that the case was given.
  func number(of state: RecordState) -> String? {
    state.kind == .case && state.value(FieldID(CaseField.number.number, number)) == .flag(true) ? number : nil
  }
}
