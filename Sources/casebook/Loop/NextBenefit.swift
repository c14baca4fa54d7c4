import Complaints
import Console
import Language

extension Context {
  /// What was agreed is something that the customer uses later, and nothing says until when: it would be forgotten.
  func suggestBenefit(_ file: CaseFile, _ number: String) throws {
    guard let option = file.consent?.option, !file.tasks.contains(where: \.isBenefit) else { return }
    let granted = option.remedies.map(\.kind).filter(Self.usedLater.contains)
    guard !granted.isEmpty else { return }
    let names = granted.map { terms[.remedy].text($0, language) }
      .joined(separator: text(PunctuationMessage.comma))
    try out(text(NextBenefitMessage.notNoted(names)).sanitised(.joined))
    let command = "casebook customer benefit add \(number) <text> --until <date>"
    try out("      " + hint(Placeholders.command(command)))
  }

  /// Terms of `remedy` that are used up later.
  private static let usedLater: Set<String> = ["vip_service", "membership", "voucher", "taster_programme"]
}

enum NextBenefitMessage: Message {
  case notNoted(String)

  var label: Label {
    switch self {
    case .notNoted(let what):
      Label(
        en: "Agreed, and not noted with a date until when it can be used: \(what)",
        zhHans: "已同意但还没有登记有效期：\(what)")
    }
  }
}
