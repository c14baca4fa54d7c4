import Testing

@testable import Complaints

/// What is told as near, or found in another spelling, and is not the same.
struct NearTests {
  @Test(arguments: [
    "C-1027.0", "Cー1027", "C一1027", "С-1027", "C-01027", "C1027", "c_1027", "Ｃ・１０２７",
  ])
  func `an id that only looks like another one is near it, and another`(id: String) {
    #expect(NearSpelling.of(id.foldedCode) == NearSpelling.of("c-1027"))
    #expect(id.foldedCode != "c-1027")
  }

  @Test(arguments: ["C-1028", "C-10270", "C-127", "D-1027", "1027"])
  func `another id is not near`(id: String) {
    #expect(NearSpelling.of(id.foldedCode) != NearSpelling.of("c-1027"))
  }

  @Test(arguments: [
    ("13900139001", "+86 139 0013 9001", "139 0013 9001"), ("13900139001", "１３９００１３９００１", "１３９００１３９００１"),
    ("13900139001", "139-0013-9001", "139-0013-9001"), ("+86 139 0013 9001", "x13900139001", "13900139001"),
    ("Li@X.com", "<li@x.COM>", "li@x.COM"), ("C-1027", "c–1027", "c–1027"), ("O'Brien", "O´BRIEN", "O´BRIEN"),
    ("Li Na", "LI  NA", "LI  NA"), ("李娜", "找李娜", "李娜"), ("021-60000001", "(021) 6000 0001", "21) 6000 0001"),
  ])
  func `bytes are found in whatever spelling`(typed: String, text: String, spelling: String) throws {
    let (needle, bytes) = (SpelledBytes(typed), Array(text.utf8))
    let at = try #require(
      bytes.indices.first { needle.mayBegin(with: bytes[$0]) && needle.end(in: bytes[$0...]) != nil })
    let end = try #require(needle.end(in: bytes[at...]))
    #expect(String(decoding: bytes[at..<end], as: UTF8.self) == spelling)
    #expect(end - at <= needle.longest)
  }

  @Test(arguments: [
    ("13900139001", "139 0013 9002"), ("C-1027", "C-10 27"), ("120", "1-20"), ("Li Na", "Li, Na"),
  ])
  func `other bytes are not`(typed: String, text: String) {
    let (needle, bytes) = (SpelledBytes(typed), Array(text.utf8))
    #expect(
      !bytes.indices.contains { needle.mayBegin(with: bytes[$0]) && needle.end(in: bytes[$0...]) != nil })
  }

  @Test(arguments: [
    ("a@b.com; c@d.com", ["a@b.com", "c@d.com"]), ("Li <A@b.com> c@d.com", ["a@b.com", "c@d.com"]),
    ("a@b.com或c@d.com", ["a@b.com", "c@d.com"]), ("a @b.com", ["a@b.com"]),
    ("\"Li, Na\" <a@b.com>", ["a@b.com"]),
  ])
  func `each address of a field is one`(typed: String, addresses: [String]) {
    #expect(typed.foldedAddresses == addresses)
  }

  @Test func `whatever was typed for an apostrophe, it is one name`() {
    for name in ["O’Brien", "O´Brien", "O`Brien", "Oʼbrien", "O＇Brien"] {
      #expect(name.folded == "o'brien", "\(name)")
    }
    #expect("½".folded != "1/2")
  }
}
