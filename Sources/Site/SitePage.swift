import Language

/// What every page of the site has around its text.
struct SitePage {
  let name: String
  let html: HTML

  /// Nothing is loaded but this site's own files; from a folder those are `file:`.
  private static let policy = [
    "default-src 'none'", "script-src 'self' file:", "style-src 'self' file:", "form-action 'self' file:",
    "base-uri 'none'",
  ].joined(separator: "; ")

  static func shell(
    _ language: Language, title: String, style: String, scripts: [String] = [], _ body: [HTML]
  ) -> HTML {
    let head =
      [
        element("meta", ["charset": "utf-8"]),
        element("meta", ["http-equiv": "Content-Security-Policy", "content": policy]),
        element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        element("meta", ["name": "referrer", "content": "no-referrer"]),
        element("title", [:], HTML(title)), element("link", ["rel": "stylesheet", "href": style]),
      ]
      + scripts.map { element("script", ["src": $0, "defer": "defer"]) }
    return element(
      "html", ["lang": language.rawValue], lines(element("head", [:], lines(head))),
      lines(element("body", [:], lines(body))))
  }

  /// Each on a line of its own, for whoever reads the source.
  static func lines(_ pieces: [HTML]) -> HTML {
    HTML("\n") + pieces.joined(separator: HTML("\n")) + HTML("\n")
  }

  private static func lines(_ piece: HTML) -> HTML { HTML("\n") + piece }
}
