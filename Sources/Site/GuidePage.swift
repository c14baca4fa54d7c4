package import Language

/// A text for a customer as one page of its own, to be printed or sent: a title and a body, and nothing of where they come
/// from. It loads nothing and leads nowhere.
package enum GuidePage {
  /// - Parameter text: in Markdown.
  package static func html(title: String, text: String, language: Language) -> String {
    let head = [
      element("meta", ["charset": "utf-8"]),
      element("meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
      element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      element("meta", ["name": "referrer", "content": "no-referrer"]),
      element("title", [:], HTML(title)), element("style", [:], HTML(style: style)),
    ]
    let body = element(
      "main", [:], element("h1", [:], HTML(title)), MarkdownHTML.html(text, top: 2))
    return element(
      "html", ["lang": language.rawValue], element("head", [:], SitePage.lines(head)),
      element("body", [:], SitePage.lines([body]))
    ).document
  }

  private static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

  private static let style: StaticString = """
    :root { color-scheme: light; }
    body {
      margin: 0 auto; padding: 1rem 1rem 2rem; max-width: 46rem; color: #1a1a1a; background: #fff;
      font: 1.1rem/1.7 system-ui, "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif;
      overflow-wrap: anywhere;
    }
    h1 { font-size: 1.7rem; line-height: 1.3; }
    h2, h3, h4, h5, h6 { font-size: 1.2rem; margin: 1.5rem 0 .5rem; }
    blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 4px solid #767676; }
    pre { padding: .75rem; background: #f3f3f3; white-space: pre-wrap; }
    @media print {
      body { max-width: none; padding: 0; font-size: 12pt; }
      h1, h2, h3, h4, h5, h6 { break-after: avoid; }
      li, pre, blockquote { break-inside: avoid; }
      pre { background: none; border: 1px solid #767676; }
      @page { margin: 18mm; }
    }
    """
}
