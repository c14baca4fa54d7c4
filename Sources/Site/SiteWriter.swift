import Complaints
import Language

/// Writes the pages of one language of the reader. What head office wrote stands in the language in which it was written.
struct SiteWriter {
  let contents: SiteContents
  let language: Language

  init(_ contents: SiteContents, _ language: Language) {
    self.contents = contents
    self.language = language
  }

  var pages: [SitePage] {
    [home, classes, tags, phrases, plans, search] + contents.entries.map(entry)
  }

  func text(_ message: SiteMessage) -> String { message.text(language) }

  func text(_ label: Label) -> String { label.text(language) }

  // MARK: Every page

  private var menu: [(page: String, words: SiteMessage)] {
    [
      ("index.html", SiteMessage.home), ("classes.html", SiteMessage.byClass),
      ("tags.html", SiteMessage.byTag), ("phrases.html", SiteMessage.phrases),
      ("plans.html", SiteMessage.plans),
    ]
  }

  func page(
    _ name: String, _ title: String, titleLanguage: Language? = nil, scripts: [String] = [], _ main: [HTML]
  ) -> SitePage {
    let other: Language = language == .en ? .zhHans : .en
    let links =
      menu.map { item in
        element(
          "li", [:],
          element(
            "a", ["href": item.page, "aria-current": item.page == name ? "page" : nil],
            HTML(text(item.words))))
      } + [
        element(
          "li", [:],
          element(
            "a",
            [
              "href": "../\(other.rawValue)/\(name)", "lang": other.rawValue, "hreflang": other.rawValue,
            ], HTML(text(SiteMessage.inOtherLanguage))))
      ]
    let header = element(
      "header", [:], element("p", ["class": "name"], HTML(text(SiteMessage.title))),
      element("nav", ["aria-label": text(SiteMessage.pages)], element("ul", [:], links)),
      element(
        "form", ["role": "search", "action": "search.html", "method": "get"],
        element("label", ["for": "q"], HTML(text(SiteMessage.searchField))),
        element("input", ["id": "q", "name": "q", "type": "search", "autocomplete": "off"]),
        element("button", ["type": "submit"], HTML(text(SiteMessage.search)))))
    let heading = element("h1", ["lang": foreign(titleLanguage)], HTML(title))
    let end = [contents.newest.map { text(SiteMessage.asOf($0)) }, text(SiteMessage.offline)].compactMap(
      \.self)
    return SitePage(
      name: name,
      html: SitePage.shell(
        language, title: text(SiteMessage.titleOfPage(title)), style: "../style.css", scripts: scripts,
        [
          element("a", ["class": "skip", "href": "#main"], HTML(text(SiteMessage.skip))), header,
          element("main", ["id": "main", "tabindex": "-1"], SitePage.lines([heading] + main)),
          element(
            "footer", [:],
            element("p", [:], HTML(end.joined(separator: language == .en ? " " : "")))),
        ]))
  }

  /// The language to name where it is not the page's.
  func foreign(_ other: Language?) -> String? { other == language ? nil : other?.rawValue }

  func nothing() -> HTML { element("p", [:], HTML(text(SiteMessage.nothingHere))) }

  // MARK: Lists

  /// Entries in the reader's language first, then by title.
  private func sorted(_ entries: [SiteEntry]) -> [SiteEntry] {
    func rank(_ entry: SiteEntry) -> (Int, String, String) {
      (entry.language == language ? 0 : 1, entry.title, entry.page)
    }
    return entries.sorted { rank($0) < rank($1) }
  }

  private func list(_ entries: [SiteEntry], withKinds: Bool) -> HTML {
    element(
      "ul", [:],
      sorted(entries).map { entry in
        element(
          "li", [:],
          element("a", ["href": entry.page, "lang": foreign(entry.language)], HTML(entry.title)),
          withKinds
            ? HTML(" ") + element("span", ["class": "kind"], HTML(text(entry.kindLabel))) : HTML())
      })
  }

  private func section(
    _ id: String, _ title: String, _ entries: [SiteEntry], withKinds: Bool = true
  ) -> HTML {
    element("section", [:], element("h2", ["id": id], HTML(title)), list(entries, withKinds: withKinds))
  }

  private var home: SitePage {
    let kinds = Vocabulary.articleKind.terms.map(\.label)
    let labels =
      kinds + contents.entries.map(\.kindLabel).filter { !kinds.contains($0) }
    var known: Set<Label> = []
    let sections = labels.filter { known.insert($0).inserted }.enumerated().compactMap { place, label in
      let entries = contents.entries.filter { $0.kindLabel == label }
      return entries.isEmpty ? nil : section("kind-\(place + 1)", text(label), entries, withKinds: false)
    }
    return page("index.html", text(SiteMessage.home), sections.isEmpty ? [nothing()] : sections)
  }

  /// Problem classes that something is for, as the reader's language sorts them.
  var classNames: [String] {
    Set(contents.entries.flatMap { $0.classes.map { text($0) } }).sorted()
  }

  private var classes: SitePage {
    var sections = classNames.enumerated().map { place, name in
      section(
        "class-\(place + 1)", name, contents.entries.filter { $0.classes.contains { text($0) == name } })
    }
    let others = contents.entries.filter(\.classes.isEmpty)
    if !others.isEmpty { sections.append(section("class-0", text(SiteMessage.noClass), others)) }
    return page("classes.html", text(SiteMessage.byClass), sections.isEmpty ? [nothing()] : sections)
  }

  /// Tags by what they are compared by, each as it was written first.
  var tagNames: [(folded: String, shown: String)] {
    var names: [String: String] = [:]
    for tag in contents.entries.flatMap(\.tags) {
      names[tag.folded] = min(names[tag.folded] ?? tag, tag)
    }
    return names.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private var tags: SitePage {
    let sections = tagNames.enumerated().map { place, name in
      section(
        "tag-\(place + 1)", name.shown,
        contents.entries.filter { $0.tags.contains { $0.folded == name.folded } })
    }
    return page("tags.html", text(SiteMessage.byTag), sections.isEmpty ? [nothing()] : sections)
  }

  // MARK: Search

  private var search: SitePage {
    page(
      "search.html", text(SiteMessage.search), scripts: ["index.js", "../search.js"],
      [
        element("p", [:], HTML(text(SiteMessage.searchHelp))),
        element("noscript", [:], element("p", [:], HTML(text(SiteMessage.needsScript)))),
        element(
          "section",
          [
            "id": "found", "aria-label": text(SiteMessage.search), "data-some": text(SiteMessage.found),
            "data-more": text(SiteMessage.foundMore), "data-none": text(SiteMessage.nothingFound),
            "data-empty": text(SiteMessage.typeSomething),
          ], element("p", ["id": "status", "role": "status"]), element("ol", ["id": "results"])),
      ])
  }

  var searchIndex: SearchIndex {
    let entries = sorted(contents.entries).map { entry in
      SearchIndex.Entry(
        page: entry.page, title: entry.title, language: entry.language, kind: text(entry.kindLabel),
        text: (entry.parts.map { MarkdownHTML.plain($0.text) } + entry.tags).joined(separator: "\n"))
    }
    let phrases = sortedPhrases.map { phrase in
      SearchIndex.Entry(
        page: "phrases.html#phrase-\(phrase.id)", title: stage(phrase),
        language: Language(tag: phrase.language) ?? language, kind: text(SiteMessage.phrases),
        text: phrase.text)
    }
    let plans = contents.plans.map { plan in
      SearchIndex.Entry(
        page: "plans.html#\(plan.anchor)", title: name(of: plan), language: language,
        kind: text(SiteMessage.plans),
        text: (plan.plan.steps + plan.plan.phones).map { text($0) }.joined(separator: "\n"))
    }
    return SearchIndex(entries: entries + phrases + plans)
  }
}

extension SiteEntry {
  /// What it stands under in the contents.
  var kindLabel: Label { kind ?? form.label }
}
