import CaseIndex
import Complaints
import Console
import Language

extension Context {
  /// Of products and suppliers that no case has as they were typed: what cases call them here.
  func tellNear(product: String?, supplier: String?) throws {
    let asked: [(String?, ReportAxis)] = [(product, .product), (supplier, .supplier)]
    let found = try read { reader in
      try asked.flatMap { typed, axis in try typed.map { try reader.names(like: $0, by: axis) } ?? [] }
    }
    guard !found.isEmpty else { return }
    err(Label(NearNamesMessage.didYouMean(found)))
  }
}

enum NearNamesMessage: Message {
  case didYouMean([String])

  var label: Label {
    switch self {
    case .didYouMean(let names):
      Label(
        en: "Did you mean \(names.map { "“\($0)”" }.joined(separator: ", "))? A name is given whole.",
        zhHans: "是否想找\(names.map { "“\($0)”" }.joined(separator: "、"))？名称要写全。")
    }
  }
}
