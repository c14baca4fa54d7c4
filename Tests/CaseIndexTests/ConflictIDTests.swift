import CaseIndex
import Testing
import Versioning

@Suite struct ConflictIDTests {
  private let id = ConflictID(place: "1f0c6a2b9d", heads: "51c2e8")

  @Test func `a typed id is its first part, and what there is of the second`() {
    for text in ["1F0C", "1f0c-"] {
      let typed = TypedConflictID(text)
      #expect(typed?.place == "1f0c" && typed?.heads == nil && typed?.hasHeads(of: id) == true)
    }
    #expect(TypedConflictID("\(id)")?.heads == "51c2e8")
  }

  @Test func `its heads are those that were shown, as far as they were typed`() {
    for text in ["1f0c-5", "1f0c-51C2", "\(id)"] { #expect(TypedConflictID(text)?.hasHeads(of: id) == true) }
    for text in ["1f0c-6", "1f0c-51c2e9", "\(id)0"] {
      #expect(TypedConflictID(text)?.hasHeads(of: id) == false)
    }
  }

  @Test(arguments: ["", "-", "--", "@last", "SH01-KT", "汤", "1f0c 51"])
  func `what no id begins with is none`(text: String) { #expect(TypedConflictID(text) == nil) }
}
