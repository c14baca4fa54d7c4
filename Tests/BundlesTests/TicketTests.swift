import Bundles
import Testing
import Versioning

/// Tickets are carried by people, in files that mail programs and sticks damage.
@Suite struct TicketTests {
  private static func sample() throws -> BundleTicket {
    BundleTicket(
      headOffice: try #require(Identifier(text: "00112233-4455-4667-8899-aabbccddeeff")),
      sealingKey: (0..<32).map { UInt8($0) }, code: "ABCD-EFGH-JKLM-NPQR", branch: "SH05")
  }

  @Test func `a ticket says the same when it is read`() throws {
    let sample = try Self.sample()
    let read = try BundleTicket(text: sample.text)
    #expect(read.text == sample.text && read.code == sample.code && read.branch == sample.branch)
    #expect(sample.text.split(separator: "\n").last?.hasPrefix("check ") == true)
  }

  @Test func `no change of one character goes unnoticed`() throws {
    let sample = try Self.sample()
    let bytes = Array(sample.text.utf8)
    for place in bytes.indices {
      for bit: UInt8 in [0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40] {
        var damaged = bytes
        damaged[place] ^= bit
        // Another kind of line end says the same.
        guard let read = try? BundleTicket(text: String(decoding: damaged, as: UTF8.self)) else { continue }
        #expect(read.text == sample.text && bytes[place] == 0x0A, "\(place) \(bit)")
      }
      var cut = bytes
      cut.remove(at: place)
      let read = try? BundleTicket(text: String(decoding: cut, as: UTF8.self))
      #expect(read == nil || place == bytes.count - 1, "without \(place)")
    }
  }

  @Test func `what editors and mail programs do to line ends and blanks is no damage`() throws {
    let sample = try Self.sample()
    for text in [
      sample.text.replacing("\n", with: "\r\n"), sample.text.replacing("\n", with: "  \n"),
      "\u{FEFF}" + sample.text,
      sample.text + "\n\n", sample.text.replacing("\n", with: "\n\n"),
      sample.text.replacing("branch ", with: "branch  "),
    ] { #expect(try BundleTicket(text: text).text == sample.text) }
  }

  @Test func `a ticket from before there was a check is taken`() throws {
    let sample = try Self.sample()
    let lines = sample.text.split(separator: "\n").map(String.init)
    #expect(try BundleTicket(text: lines.prefix(5).joined(separator: "\n")).text == sample.text)
    #expect(throws: BundleTicket.Problem.notATicket) {
      try BundleTicket(text: lines.prefix(3).joined(separator: "\n"))
    }
    #expect(throws: BundleTicket.Problem.notATicket) { try BundleTicket(text: "a letter") }
    #expect(throws: BundleTicket.Problem.notATicket) { try BundleTicket(text: "") }
  }

  @Test func `lines of a later program are read over, and checked with the others`() throws {
    let sample = try Self.sample()
    let lines = sample.text.split(separator: "\n").prefix(5).map(String.init) + ["later something"]
    let later = BundleTicket.checked(lines)
    #expect(try BundleTicket(text: later).text == sample.text)
    #expect(throws: BundleTicket.Problem.damaged) {
      try BundleTicket(text: later.replacing("later", with: "Later"))
    }
    #expect(throws: BundleTicket.Problem.damaged) { try BundleTicket(text: lines.joined(separator: "\n")) }
  }
}
