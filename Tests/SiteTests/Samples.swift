import Complaints
import Language

@testable import Site

/// What a page must not obey.
let hostile = "<script>alert(1)</script> ]]> & \"q\" 'a' \u{202E}back\u{202C} \u{1B}[2J \u{7}\u{FFFE}</title>"

func article(
  _ key: String, _ title: String, _ body: String, _ language: Language = .zhHans, kind: Label? = nil,
  classes: [Label] = [], tags: [String] = []
) -> SiteEntry {
  SiteEntry(
    .article, key: key, title: title, language: language, kind: kind, classes: classes, tags: tags,
    approved: "2026-11-28", lookAgain: "2027-05-28", parts: [.init(name: nil, text: body)])
}

extension Site {
  /// In both languages, with every kind of page, and with texts that want to be more.
  static let sample = Site(.sample)

  func text(_ path: String) -> String { files.first { $0.path == path }?.text ?? "" }
}

extension SiteContents {
  static let sample = SiteContents(
    entries: [
      article(
        "refunds", "刷卡退款怎么办", "# 步骤\n\n1. 看卡\n2. 查**小票**\n   - 会员\n\n### 境外卡\n\n信用卡当天到账。",
        kind: Label(en: "How-to", zhHans: "操作指引"),
        classes: [Label(en: "Product quality", zhHans: "产品质量类")], tags: ["退款"]),
      article(
        "delivery", "Late deliveries", "Check the carton. Model XR-200, café.", .en, tags: ["delivery"]),
      SiteEntry(
        .study, key: "thin-carton", title: "纸箱变薄", language: .zhHans,
        parts: [
          .init(name: Label(en: "Background", zhHans: "背景"), text: "三周内十二起破损。"),
          .init(name: Label(en: "Lesson", zhHans: "经验教训"), text: "#### 先停用\n\n第三件就要查紙箱。"),
        ]),
      article(
        "hostile", hostile,
        "# \(hostile)\n\n[\(hostile)](javascript:alert(1)) <https://a.example/x>\n\n    \(hostile)\n\n`</code>\(hostile)`",
        .en, kind: Label(verbatim: hostile), classes: [Label(verbatim: hostile)], tags: [hostile]),
    ],
    phrases: Phrases(Phrases.builtIn.all + [Phrase("bad", hostile, "en", hostile)]),
    plans: [
      SitePlan(branch: nil, plan: .standard), SitePlan(branch: "SH01", plan: .standard),
    ], newest: "2026-11-30")
}
