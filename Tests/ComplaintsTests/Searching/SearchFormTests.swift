import Complaints
import Testing

/// The forms in which words, codes and Chinese characters are compared by a search.
@Suite struct SearchFormTests {
  @Test func `traditional characters are compared as the simplified ones, and folding twice is folding once`()
  {
    for (traditional, simplified) in [
      ("湯是涼的，退款", "汤是凉的，退款"), ("後來與經理談過", "后来与经理谈过"), ("麵條", "面条"), ("汤 soup é", "汤 soup é"), ("", ""),
    ] {
      #expect(traditional.simplified == simplified)
      #expect(simplified.simplified == simplified)
    }
    for value in 0x3400...0x9FFF {
      guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
      let once = String(scalar).simplified
      #expect(once.simplified == once && once.unicodeScalars.count == 1, "U+\(String(value, radix: 16))")
    }
  }

  @Test func `a code is written together whatever joins its parts; a word, a date and a time are none`() {
    for (typed, joined) in [
      ("A-77", "a77"), ("Ａ－７７", "a77"), ("A 77", "a77"), ("a/77", "a77"), ("B_2026-03", "b202603"),
      ("XR-2", "xr2"),
    ] { #expect(SearchCode.joined(typed) == joined, "\(typed)") }
    for typed in ["A77", "cold-soup", "汤-7", "", "a.b.7!", String(repeating: "a-7", count: 40)] {
      #expect(SearchCode.joined(typed) == nil, "\(typed)")
    }
    #expect(SearchCode.joined("A", "77") == "a77" && SearchCode.joined("room", "12") == "room12")
    #expect(SearchCode.joined("12", "room") == nil && SearchCode.joined("汤", "12") == nil)
  }

  @Test func `in running text a code has a dash, a letter and a digit`() {
    #expect(SearchCode.all(in: "单号A-77没有送到, batch XR-2/B and Ａ–８８.") == ["a77", "xr2b", "a88"])
    for text in [
      "I waited a 77 minutes", "on 2026-11-22", "a cold-soup", "138-0013-8000", "A--77", "- 7a -", "", "a77",
    ] { #expect(SearchCode.all(in: text).isEmpty, "\(text)") }
  }

  @Test func `words are found in their order, Chinese by any part, a beginning by itself`() {
    func finds(_ text: String, _ term: String, _ kind: SearchTerm.Kind = .word) -> Bool {
      WordSequence(text).contains(SearchTerm(term, kind))
    }
    #expect(finds("我們馬上為您處理", "马上") && !finds("我们马上处理", "上马"))
    #expect(finds("A delivery came late", "deliv", .beginning) && !finds("A delivery came late", "deliv"))
    #expect(
      finds("cold soup, again", "cold soup", .phrase) && !finds("cold, then soup", "cold soup", .phrase))
    #expect(!finds("", "a") && !finds("a", "a b"))
  }
}
