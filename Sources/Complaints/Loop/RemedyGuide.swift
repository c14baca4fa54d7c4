/// What a complaint is answered with, by how severe it is, its type and its problem class: a beginning for whoever proposes, also
/// where nobody's experience is known yet. It is advice; what may be granted, the policy says.
package struct RemedyGuide: Sendable, Equatable {
  package let severity: Severity
  /// Terms of `remedy` that go together, the most fitting first.
  package let offers: [[String]]

  /// - Parameters:
  ///   - type: a term of `Vocabulary.type`; nil, and one that is not built in: what fits any.
  ///   - problemClass: a term of `Vocabulary.problemClass`.
  ///   - isOffered: whether the company gives a remedy (head office retires terms).
  package init?(
    severity: Severity?, type: String?, problemClass: String?, isOffered: (String) -> Bool = { _ in true }
  ) {
    guard let severity else { return nil }
    self.severity = severity
    // Whoever was treated badly is owed words of somebody's own, not only a thing.
    let words = problemClass == "service_attitude" ? "written_apology" : "apology"
    let gifts = (Self.offers[severity]?[type ?? ""] ?? Self.offers[severity]?[""]) ?? []
    var seen: Set<[String]> = []
    offers = gifts.map { offer in
      let lead =
        offer.contains { Self.apologies.contains($0) } && problemClass != "service_attitude" ? [] : [words]
      return (lead + offer).filter(isOffered)
    }
    .filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  private static let apologies: Set<String> = ["apology", "written_apology", "public_apology", "home_visit"]

  /// Minor: a small thing beside the apology. Moderate: it is made good, done again or better. Severe: what fits this customer,
  /// brought by somebody senior (`Requirement.senior`). By type; "": any.
  private static let offers: [Severity: [String: [[String]]]] = [
    .minor: [
      "": [["gift"], ["voucher"]], "product": [["exchange"], ["gift"]], "service": [["gift"], ["voucher"]],
      "price": [["voucher"], ["gift"]], "delivery": [["shipping_refund"], ["voucher"]],
    ],
    .moderate: [
      "": [["redo"], ["upgrade"]], "product": [["exchange"], ["repair", "voucher"]],
      "service": [["redo"], ["upgrade"]], "price": [["refund"], ["voucher"]],
      "delivery": [["redo", "shipping_refund"], ["refund"]],
    ],
    .severe: [
      "": [["home_visit", "refund"], ["public_apology", "membership"]],
      "product": [["home_visit", "refund"], ["public_apology", "refund", "membership"]],
      "service": [["home_visit", "membership"], ["public_apology", "vip_service"]],
      "price": [["home_visit", "refund"], ["refund", "membership"]],
      "delivery": [["home_visit", "shipping_refund", "vip_service"], ["refund", "membership"]],
    ],
  ]
}
