import Testing

/// Arguments that are no text, as a terminal in another encoding hands them over.
@Suite struct ArgumentTextTests {
  @Test(arguments: ["en", "zh-Hans"]) func `bytes that are no UTF-8 are refused and nothing is saved`(
    language: String
  ) throws {
    let shop = try Shop()
    // 投诉 in GBK.
    let script = try shop.script(
      "gbk.sh",
      "exec '\(shop.program)' new --channel phone --lang \(language) --narrative \"$(printf '\\315\\266\\313\\337')\""
    )
    let ran = try Program.run([], environment: shop.environment, program: script)
    #expect(ran.status == 2)
    #expect(ran.error.contains("UTF-8") && ran.error.contains("-F"))
    #expect(try shop.list().isEmpty)
    // The character that stands for bytes that were lost may be typed.
    try shop.new("--channel", "phone", "--narrative", "the screen shows \u{FFFD}")
    #expect(try shop.list().count == 1)
  }
}
