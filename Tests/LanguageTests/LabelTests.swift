import Language
import Testing

@Suite struct LabelTests {
  @Test func `a list has the separator of its language`() {
    let list = Label.list([Label(en: "Case", zhHans: "工单"), Label(verbatim: "7")])
    #expect(list.en == "Case, 7")
    #expect(list.zhHans == "工单、7")
    #expect(Label.list(["a", "b"]).text(.en) == "a, b")
    #expect(Label.lines(list, Label(verbatim: "x")).zhHans == "工单、7\nx")
    #expect(Label.list([Label]()).en.isEmpty)
  }

  @Test func `within a sentence a label is in lower case, where its language has case`() {
    let label = Label(en: "First response", zhHans: "首次响应 A")
    #expect(label.lowercased == Label(en: "first response", zhHans: "首次响应 A"))
  }
}
