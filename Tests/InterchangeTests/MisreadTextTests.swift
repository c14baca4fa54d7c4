import Testing

@testable import Interchange

/// Text that a program once read in the wrong encoding is told from text that is as it is.
@Suite struct MisreadTextTests {
  @Test(arguments: [
    ("GÃ©nova", "Génova"), ("La pizza estaba frÃ­a", "La pizza estaba fría"), ("Â£5", "£5"),
    ("cafÃ© crÃ¨me", "café crème"),
    ("å¼ ä¸‰", "张三"), ("å¼\u{A0}ä¸‰", "张三"), ("æ±¤æ˜¯å‡‰çš„", "汤是凉的"), ("donâ€™t", "don’t"),
    ("Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет"),
    ("备注：GÃ©nova", "备注：Génova"), ("寮犱笁", "张三"), ("鐜嬭姵", "王芳"),
  ])
  func `UTF-8 that was read as Latin letters or as GBK is read still`(written: String, meant: String) {
    #expect(MisreadText.meant(written) == meant)
  }

  @Test func `half a character that is lost at the end is no more than that`() {
    #expect(MisreadText.meant("姹ゆ槸鍑夌殑")?.hasPrefix("汤是凉") == true)
    #expect(MisreadText.meant("寮犱笁涓?")?.hasPrefix("张三") == true)
  }

  @Test(arguments: [
    "Génova", "MANHÃ”", "“CAFÉ”", "SÃO PAULO", "IRMÃ MARIA", "Ärger", "naïve", "Ω 5", "привет", "£5 – “ja”",
    "20 °C", "Ünal",
    "JÄGER”", "“É”", "ÑANDÚ", "à la carte", "© 2026", "王芳", "汤是凉的", "饕餮", "联通", "茅台酒", "欧阳靖淇", "翟煜", "魑魅魍魉",
    "犇羴鱻",
    "蘭亭集序", "カレー", "한국", "锟斤拷", "plain", "", "ßÄ", "Zoë", "ÅÄÖ",
  ])
  func `what is as it was written is left alone`(text: String) {
    #expect(MisreadText.meant(text) == nil, "\(text)")
  }
}
