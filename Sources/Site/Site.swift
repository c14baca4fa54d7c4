import Language

/// One file of the site.
package struct SiteFile: Sendable {
  /// Within the site's folder, with `/` between folders.
  package let path: String
  package let text: String
}

/// The published knowledge base as a folder of pages that a browser reads with no network and no server: a folder for each
/// language of the reader, in each the same pages. The same contents make the same bytes.
package struct Site: Sendable {
  /// What makes a folder one of ours, with the names of its files.
  package static let mark = "casebook-site.txt"
  package static let markLine = "casebook site 1"

  /// The mark first, the rest by name.
  package let files: [SiteFile]
  /// Pages of one language.
  package let pages: Int

  package init(_ contents: SiteContents) {
    var files = [
      SiteFile(path: "index.html", text: Self.door.document),
      SiteFile(path: "style.css", text: SiteStyle.source),
      SiteFile(path: "search.js", text: SearchScript.source),
    ]
    var pages = 0
    for language in Language.allCases {
      let writer = SiteWriter(contents, language)
      let made = writer.pages
      pages = made.count
      files += made.map { SiteFile(path: "\(language.rawValue)/\($0.name)", text: $0.html.document) }
      files.append(SiteFile(path: "\(language.rawValue)/index.js", text: writer.searchIndex.script))
    }
    files.sort { $0.path < $1.path }
    let list = files.map(\.path).joined(separator: "\n")
    self.files = [SiteFile(path: Self.mark, text: "\(Self.markLine)\n\(list)\n")] + files
    self.pages = pages
  }

  /// The names of the files of a site, as its mark lists them; nil: that is no mark.
  package static func listed(inMark text: String) -> [String]? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.first == markLine else { return nil }
    // Never a name that leads elsewhere.
    let names = lines.dropFirst().filter { !$0.isEmpty }
    guard
      names.allSatisfy({ name in
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
      })
    else { return nil }
    return names
  }

  /// The first page: in which language to go on.
  private static var door: HTML {
    let title = SiteMessage.title.label
    let names = [Language.zhHans, .en].map { title.text($0) }.joined(separator: " · ")
    return SitePage.shell(
      .zhHans, title: names, style: "style.css",
      [
        element(
          "main", ["id": "main"],
          element(
            "h1", [:], HTML(title.zhHans), HTML(" · "),
            element("span", ["lang": Language.en.rawValue], HTML(title.en))),
          element(
            "ul", [:],
            [Language.zhHans, .en].map { language in
              element(
                "li", [:],
                element(
                  "a",
                  [
                    "href": "\(language.rawValue)/index.html", "lang": language.rawValue,
                    "hreflang": language.rawValue,
                  ],
                  HTML(
                    language == .en
                      ? SiteMessage.inOtherLanguage.label.zhHans : SiteMessage.inOtherLanguage.label.en))
              )
            }))
      ])
  }
}
