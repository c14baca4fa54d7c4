import CaseIndex
import Complaints
import Console
import Language

extension Context {
  /// Of names, batches and tags that no case has as they were typed: what cases call them here.
  func tellNear(
    product: String?, supplier: String?, handler: String? = nil, batch: String? = nil, tag: String? = nil
  ) throws {
    let asked: [(String?, ReportAxis)] = [(product, .product), (supplier, .supplier), (handler, .handler)]
    let spelt: [(String?, Spelling.Kind)] = [(batch, .batch), (tag, .tag)]
    let found = try read { reader in
      try asked.flatMap { typed, axis in try typed.map { try reader.names(like: $0, by: axis) } ?? [] }
        + spelt.flatMap { typed, kind in try typed.map { try reader.spellings(like: $0, of: kind) } ?? [] }
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
