import Testing

@testable import Complaints

/// What to offer by severity, type and class.
@Suite struct RemedyGuideTests {
  private func offers(
    _ severity: Severity?, _ type: String? = nil, _ problemClass: String? = nil, without: Set<String> = []
  ) -> [[String]]? {
    RemedyGuide(severity: severity, type: type, problemClass: problemClass) { !without.contains($0) }?.offers
  }

  @Test func `minor is an apology and a small gift, by type`() {
    #expect(offers(.minor) == [["apology", "gift"], ["apology", "voucher"]])
    #expect(offers(.minor, "delivery") == [["apology", "shipping_refund"], ["apology", "voucher"]])
    #expect(offers(.minor, "price")?.first == ["apology", "voucher"])
    #expect(offers(.minor, "of_head_office") == offers(.minor))
  }

  @Test func `moderate is made good: done again, or better`() {
    #expect(offers(.moderate, "service") == [["apology", "redo"], ["apology", "upgrade"]])
    #expect(offers(.moderate, "product")?.first == ["apology", "exchange"])
  }

  @Test func `severe is a plan of its own, with somebody who comes`() {
    for type in Vocabulary.type.terms.map(\.id) + [""] {
      let found = offers(.severe, type) ?? []
      #expect(found.first?.first == "home_visit" && found.count == 2, "\(type)")
      #expect(
        found.allSatisfy { offer in
          Set(offer).intersection(["refund", "membership", "vip_service"]).isEmpty == false
        })
    }
  }

  @Test func `whoever was treated badly gets words by hand before anything else`() {
    for severity in Severity.allCases {
      #expect(
        offers(severity, "service", "service_attitude")?.allSatisfy { $0.first == "written_apology" } == true)
      #expect(offers(severity, "service", "process_efficiency") == offers(severity, "service"))
    }
  }

  @Test func `every case has at least two offers, each once, of remedies that there are`() {
    for severity in Severity.allCases {
      for type in Vocabulary.type.terms.map(\.id) {
        let found = offers(severity, type) ?? []
        #expect(found.count >= 2 && Set(found).count == found.count)
        #expect(found.joined().allSatisfy { Vocabulary.remedy.term($0) != nil })
        #expect(found.allSatisfy { Set($0).count == $0.count })
      }
    }
  }

  @Test func `what the company does not give is not offered, and nothing where nobody said how severe it is`()
  {
    #expect(offers(.minor, "service", without: ["gift"]) == [["apology"], ["apology", "voucher"]])
    #expect(offers(.minor, "service", without: ["gift", "voucher"]) == [["apology"]])
    #expect(offers(nil, "service") == nil)
  }
}
