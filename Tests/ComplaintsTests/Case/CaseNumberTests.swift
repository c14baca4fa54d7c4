import TestSupport
import Testing

@testable import Complaints

struct CaseNumberTests {
  @Test func `branches are listed by their codes`() {
    let codes = ["SH01", "BJ02", "HQ", "BJ01"].compactMap { BranchCode($0) }
    #expect(codes.sorted().map(\.rawValue) == ["BJ01", "BJ02", "HQ", "SH01"])
  }

  @Test(arguments: [
    ("SH01-KT-20261122-007", "SH01-KT-20261122-007"), ("sh01-kt-20261122-007", "SH01-KT-20261122-007"),
    ("SH01-KT-20261122-7", "SH01-KT-20261122-007"), ("ＳＨ０１－ＫＴ－２０２６１１２２－００７", "SH01-KT-20261122-007"),
    (" HQ-CD-20240229-1234 ", "HQ-CD-20240229-1234"), ("NYCC34-XXX-20261122-999", "NYCC34-XXX-20261122-999"),
    ("SH01-KT-20261122-0007", "SH01-KT-20261122-007"),
  ])
  func `a number reads in many spellings and is written in one`(typed: String, written: String) {
    let number = CaseNumber(typed)
    #expect(number?.description == written)
    #expect(CaseNumber(written) == number)
  }

  @Test func `the parts of a number are what it says`() throws {
    let number = try #require(CaseNumber("SH01-KT-20261122-1007"))
    #expect(number.branch.rawValue == "SH01")
    #expect(number.tag == "KT")
    #expect([number.year, number.month, number.day, number.sequence] == [2026, 11, 22, 1007])
    #expect(number.prefix == "SH01-KT-20261122-")
  }

  @Test(arguments: [
    "", "SH01", "SH01-KT-20261122", "SH01-KT-20261122-", "SH01-KT-20261122-0", "SH01-KT-20261322-007",
    "SH01-KT-20260230-007", "1SH-KT-20261122-007", "SHARED-KT-20261122-007", "SH01-K1-20261122-007",
    "SH01-K-20261122-007", "SH01-KT-2026112-007", "SH01-KT-20261122-007-1", "SH01-KT-20261122-12345678901",
    "SH_01-KT-20261122-007", "SH01--20261122-007", "SH01-KT-20261122-+07", "上海-KT-20261122-007",
  ])
  func `what is no number is refused`(typed: String) {
    #expect(CaseNumber(typed) == nil)
  }

  @Test func `a number is only made of valid parts`() throws {
    let branch = try #require(BranchCode("SH01"))
    let date = try #require(CivilDate(year: 2026, month: 1, day: 2))
    #expect(
      CaseNumber(branch: branch, tag: "KT", date: date, sequence: 12)?.description == "SH01-KT-20260102-012")
    #expect(CaseNumber(branch: branch, tag: "kt", date: date, sequence: 1) == nil)
    #expect(CaseNumber(branch: branch, tag: "KT", date: date, sequence: 0) == nil)
    #expect(CaseNumber(branch: branch, tag: "KT", date: date, sequence: 1_000_000_000) == nil)
  }

  @Test(arguments: [
    ("sh01", "SH01"), ("HQ", "HQ"), ("Ｓｈ０１", "SH01"), (" bj ", "BJ"), ("ABCDEFGHIJ12", "ABCDEFGHIJ12"),
  ])
  func `a branch code is brought to capitals`(typed: String, code: String) throws {
    #expect(try BranchCode(typed: typed).rawValue == code)
    #expect(BranchCode(code) != nil)
  }

  @Test(arguments: ["", "A", "1A", "ABCDEFGHIJ123", "SH-01", "SH 01", "SH_01", "上海", "É1"])
  func `a malformed branch code is refused`(typed: String) {
    #expect(throws: BranchCode.InputError.malformed(typed)) { try BranchCode(typed: typed) }
    #expect(BranchCode(typed) == nil)
  }

  @Test func `shared is reserved, HQ is head office`() throws {
    #expect(throws: BranchCode.InputError.reserved("shared")) { try BranchCode(typed: "shared") }
    #expect(BranchCode("SHARED") == nil)
    #expect(try BranchCode(typed: "hq") == .headOffice)
    let error = BranchCode.InputError.reserved("shared").label
    #expect(error.en.contains("shared") && error.zhHans.contains("保留"))
  }

  @Test func `tags are drawn from letters that are not mistaken and avoid those taken`() {
    #expect(Set(DeviceTag.alphabet).isDisjoint(with: "AEIOUYLQBSZGVW0123456789"))
    var generator = SeededGenerator(seed: 1)
    var taken: Set<String> = []
    for _ in 0..<DeviceTag.alphabet.count * DeviceTag.alphabet.count {
      let tag = DeviceTag.draw(using: &generator, avoiding: taken)
      #expect(tag.count == 2 && tag.allSatisfy { DeviceTag.alphabet.contains($0) })
      #expect(taken.insert(tag).inserted)
    }
    let longer = DeviceTag.draw(using: &generator, avoiding: taken)
    #expect(longer.count == 3 && DeviceTag.isWellFormed(longer))
  }

  @Test(
    arguments: [
      ("@last", .last), ("@LAST", .last), ("7", .partial(suffix: "-007", idPrefix: nil)),
      ("007", .partial(suffix: "-007", idPrefix: nil)), ("1234", .partial(suffix: "-1234", idPrefix: "1234")),
      ("122-007", .partial(suffix: "122-007", idPrefix: nil)),
      ("122-7", .partial(suffix: "122-007", idPrefix: nil)),
      ("kt-20261122-7", .partial(suffix: "KT-20261122-007", idPrefix: nil)),
      ("-007", .partial(suffix: "-007", idPrefix: nil)),
      ("１２２－００７", .partial(suffix: "122-007", idPrefix: nil)),
      ("beef", .partial(suffix: nil, idPrefix: "beef")),
      ("0192A3B4-c5", .partial(suffix: nil, idPrefix: "0192a3b4c5")),
      ("0192a3b4-1234", .partial(suffix: "0192A3B4-1234", idPrefix: "0192a3b41234")),
      (
        "0192a3b4-c5d6-7e8f-9a0b-1c2d3e4f5a6b",
        .partial(suffix: nil, idPrefix: "0192a3b4c5d67e8f9a0b1c2d3e4f5a6b")
      ),
      ("bee", .unreadable), ("", .unreadable), ("0", .unreadable), ("hello", .unreadable),
      ("投诉", .unreadable),
      ("0192a3b4c5d67e8f9a0b1c2d3e4f5a6b0", .unreadable), ("%", .unreadable), ("1-2-3-4-5", .unreadable),
      ("be-ef", .unreadable), ("1_2", .unreadable), ("122--7", .unreadable),
    ] as [(String, CaseReference)])
  func `a reference to a case is what it may mean`(typed: String, expected: CaseReference) {
    #expect(CaseReference.classify(typed) == expected)
  }

  @Test func `a full number is a number, and its tails are its ends`() throws {
    let number = try #require(CaseNumber("SH01-KT-20261122-007"))
    #expect(CaseReference.classify("sh01-kt-20261122-7") == .number(number))
    for tail in [
      "7", "007", "2-7", "122-007", "20261122-007", "KT-20261122-007", "t-20261122-7", "01-KT-20261122-7",
    ] {
      guard case .partial(let suffix?, _) = CaseReference.classify(tail) else {
        Issue.record("\(tail) is no tail")
        continue
      }
      #expect(number.description.hasSuffix(suffix), "\(tail)")
    }
  }
}
