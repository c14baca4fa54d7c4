import FoundationEssentials
import SwiftProtobuf
import SyncProtocol
import TestSupport
import Testing

/// The bytes that section 21 of Protocol.md explains are those of the vector `exchange_annotated`.
@Suite struct AnnotatedExchangeTests {
  @Test func `the annotated bytes are real`() throws {
    let vector = try #require(
      try VectorFile.read("exchange", as: ExchangeVector.self).first { $0.id == "exchange_annotated" })
    let file = VectorFile.url("exchange").deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Protocol.md")
    var shown = 0
    var open: (step: Int, isRequest: Bool, digits: String)?
    for line in String(decoding: try Data(contentsOf: file), as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      if let block = open {
        guard line == "```" else {
          open?.digits += line.prefix { $0 != "#" }
          continue
        }
        let step = vector.steps[block.step]
        let json = try #require(block.isRequest ? step.request : step.response).bytes
        let bytes =
          block.isRequest
          ? try SyncRequest(jsonUTF8Bytes: json).serializedBytes() as [UInt8]
          : try SyncResponse(jsonUTF8Bytes: json).serializedBytes()
        #expect(unhex(block.digits) == bytes, "step \(block.step)")
        shown += 1
        open = nil
      } else {
        // ```hex message:SyncRequest step 3 request
        let words = line.split(separator: " ").map(String.init)
        guard words.count == 5, words[0] == "```hex", words[2] == "step", let step = Int(words[3]) else {
          continue
        }
        open = (step, words[4] == "request", "")
      }
    }
    #expect(shown >= 3)
  }
}
