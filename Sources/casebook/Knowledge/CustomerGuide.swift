import Complaints
import Console
import Interchange
import Language
import Replica
import Site
import Terminal

/// A guide as a customer gets it, printed or sent: the title and the text, and nothing of the house.
extension Context {
  /// - Parameters:
  ///   - audience: as it was typed.
  ///   - path: of the file that it is written to; nil: standard output.
  func handOut(_ item: KnowledgeItem, for audience: String, to path: String?) throws {
    guard ["customer", "customers", "客户", "顾客"].contains(audience.folded) else {
      throw CommandFailure.usage(
        Label(CustomerGuideMessage.audienceUnknown(audience)), hint: Label(CustomerGuideMessage.audienceHint))
    }
    guard item.form == .article, item.text(ManuscriptField.kind) == "customer_guide" else {
      throw CommandFailure(
        "not_for_customers", .gateRefused, Label(CustomerGuideMessage.notForCustomers(item.name)),
        hint: Label(CustomerGuideMessage.notForCustomersHint(item.name)))
    }
    guard item.stage == .published, item.isPublished else {
      throw CommandFailure(
        "not_for_customers", .gateRefused, Label(CustomerGuideMessage.notPublished(item.name)))
    }
    let (title, body) = (item.title ?? item.name, item.text(ManuscriptField.body) ?? "")
    let language = item.language ?? self.language
    func lines(_ width: Int, _ style: OutputStyle) -> [String] {
      wrap(title.sanitised(.joined), width: width).map { style.apply(.bold, to: $0) } + [""]
        + Markdown(body).lines(width: width, style: style)
    }
    guard let path else {
      if json {
        return try emit([
          "id": .string(item.name), "title": .string(title), "language": .string(language.rawValue),
          "text": .string(body),
        ])
      }
      for line in lines(style.isTerminal ? min(columns, 100) : 80, style) { try out(line) }
      return
    }
    let ending = path.lowercased()
    let isPage = ending.hasSuffix(".html") || ending.hasSuffix(".htm")
    guard isPage || ending.hasSuffix(".txt") else {
      throw CommandFailure.usage(
        Label(CustomerGuideMessage.endingUnknown(path)), hint: Label(CustomerGuideMessage.endingHint))
    }
    let text =
      isPage
      ? GuidePage.html(title: title, text: body, language: language)
      : lines(80, OutputStyle(isTerminal: false, isColoured: false)).joined(separator: "\n") + "\n"
    try WholeFile.write(Array(text.utf8), to: path)
    if json {
      return try emit([
        "id": .string(item.name), "file": .string(path), "format": .string(isPage ? "html" : "txt"),
      ])
    }
    err(Label(CustomerGuideMessage.written(path)))
  }
}

enum CustomerGuideMessage: Message {
  case audienceHelp
  case audienceHint
  case audienceUnknown(String)
  case endingHint
  case endingUnknown(String)
  case notForCustomers(String)
  case notForCustomersHint(String)
  case notPublished(String)
  case outputAlone
  case outputHelp
  case written(String)

  var label: Label {
    switch self {
    case .audienceHelp:
      Label(en: "For whom: customer prints title and text alone.", zhHans: "给谁看：填 customer 则只有标题和正文。")
    case .audienceHint: Label(en: "Use --for customer.", zhHans: "可用：--for customer")
    case .audienceUnknown(let typed):
      Label(en: "“\(typed)” is nobody a text can be handed to.", zhHans: "--for 不认识“\(typed)”。")
    case .endingHint: Label(en: "For example: --output guide.html", zhHans: "例如：--output 指南.html")
    case .endingUnknown(let path):
      Label(
        en: "By its name “\(path)” is neither a page (.html) nor a text (.txt).",
        zhHans: "“\(path)”不是 .html 或 .txt 文件名。")
    case .notForCustomers(let key):
      Label(
        en: "“\(key)” is not a customer guide: it is for staff. Nothing was written.",
        zhHans: "“\(key)”不是客户指南，仅供内部使用，未导出。")
    case .notForCustomersHint(let key):
      Label(
        en: "Head office makes it one: casebook article edit \(key) --kind customer_guide",
        zhHans: "确需提供给客户的，由总部改类别：casebook article edit \(key) --kind 客户指南")
    case .notPublished(let key):
      Label(
        en: "“\(key)” is not published, or no longer used: no customer gets it.",
        zhHans: "“\(key)”未发布或已下架，不能提供给客户。")
    case .outputAlone:
      Label(en: "--output goes with --for customer.", zhHans: "--output 要与 --for customer 一起用。")
    case .outputHelp:
      Label(en: "Write it to this file: .html to print, or .txt.", zhHans: "写入文件：.html 可打印，或 .txt。")
    case .written(let path):
      Label(en: "\(path) is written: title and text, nothing else.", zhHans: "已写入 \(path)：只含标题和正文。")
    }
  }
}
