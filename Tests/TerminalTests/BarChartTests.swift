import Testing

@testable import Terminal

@Suite("Bars")
struct BarChartTests {
  @Test func `a bar is drawn to an eighth of a column, and nothing above 0 is invisible`() {
    #expect(bar(1, width: 4, .blocks) == "████")
    #expect(bar(0.5, width: 4, .blocks) == "██")
    #expect(bar(0.53125, width: 4, .blocks) == "██▏")
    #expect(bar(0.97, width: 4, .blocks) == "███▉")
    #expect(bar(0.000_01, width: 4, .blocks) == "▏")
    #expect(bar(0, width: 4, .blocks) == "" && bar(-1, width: 4, .blocks) == "")
    #expect(bar(7, width: 4, .blocks) == "████" && bar(.nan, width: 4, .blocks) == "")
    for eighths in 1...80 {
      let drawn = bar(Double(eighths) / 80, width: 10, .blocks)
      #expect(drawn.displayWidth == (eighths + 7) / 8)
    }
  }

  @Test func `without UTF-8 a bar is of ASCII`() {
    #expect(bar(0.5, width: 10, .ascii) == "#####")
    #expect(bar(0.001, width: 10, .ascii) == "#")
    for (environment, isBlocks) in [
      (["LANG": "zh_CN.UTF-8"], true), (["LANG": "C.utf8"], true), (["LANG": "zh_CN.GB18030"], false),
      (["LC_ALL": "C", "LANG": "en_US.UTF-8"], false), (["LC_ALL": "", "LC_CTYPE": "UTF-8"], true),
      ([:], false),
    ] {
      let glyphs = BarGlyphs(environment: environment)
      if case .blocks = glyphs { #expect(isBlocks) } else { #expect(!isBlocks) }
    }
  }
}
