import Complaints
import Language

/// The pages with something to read.
extension SiteWriter {
  func entry(_ entry: SiteEntry) -> SitePage {
    let parts = entry.parts.map { part -> HTML in
      let own = element(
        "div", ["lang": foreign(entry.language)],
        MarkdownHTML.html(part.text, top: part.name == nil ? 2 : 3))
      guard let name = part.name else { return own }
      return element("section", [:], element("h2", [:], HTML(text(name))), own)
    }
    return page(
      entry.page, entry.title, titleLanguage: entry.language,
      [facts(entry), element("article", [:], SitePage.lines(parts))])
  }

  private func facts(_ entry: SiteEntry) -> HTML {
    func link(_ page: String, _ number: Int?, _ shown: String) -> HTML {
      guard let number else { return HTML(shown) }
      return element("a", ["href": "\(page)-\(number + 1)"], HTML(shown))
    }
    let comma = HTML(PunctuationMessage.comma.text(language))
    let classNames = classNames
    let tagNames = tagNames
    let classes = entry.classes.map { label in
      link("classes.html#class", classNames.firstIndex(of: text(label)), text(label))
    }
    let tags = entry.tags.map { tag in
      link("tags.html#tag", tagNames.firstIndex { $0.folded == tag.folded }, tag)
    }
    var rows: [(Label, [HTML])] = [
      (Label(DomainMessage.kind), [HTML(text(entry.kindLabel))]),
      (KnowledgeField.types.label, entry.types.map { HTML(text($0)) }),
      (KnowledgeField.classes.label, classes), (KnowledgeField.tags.label, tags),
      (KnowledgeField.approvedAt.label, entry.approved.map { [HTML($0)] } ?? []),
      (KnowledgeField.lookAgain.label, entry.lookAgain.map { [HTML($0)] } ?? []),
      (Label(DomainMessage.id), [HTML(entry.key)]),
    ]
    rows.removeAll(where: \.1.isEmpty)
    return element(
      "dl", [:],
      rows.flatMap { label, values in
        [element("dt", [:], HTML(text(label))), element("dd", [:], values.joined(separator: comma))]
      })
  }

  // MARK: Phrases

  /// In the order of a conversation, those in the reader's language first.
  var sortedPhrases: [Phrase] {
    let mine = contents.phrases.filter { $0.language == language.termID }
    return mine + contents.phrases.filter { $0.language != language.termID }
  }

  func stage(_ phrase: Phrase) -> String { Vocabulary.phraseStage.text(phrase.stage, language) }

  var phrases: SitePage {
    var stages: [(name: String, phrases: [Phrase])] = []
    for phrase in contents.phrases {
      let name = stage(phrase)
      if stages.last?.name != name { stages.append((name, [])) }
      stages[stages.count - 1].phrases.append(phrase)
    }
    let sections = stages.map { stage in
      let mine = stage.phrases.filter { $0.language == language.termID }
      let others = stage.phrases.filter { $0.language != language.termID }
      return element(
        "section", [:], [element("h2", [:], HTML(stage.name))] + (mine + others).map(said))
    }
    return page("phrases.html", text(SiteMessage.phrases), sections.isEmpty ? [nothing()] : sections)
  }

  private func said(_ phrase: Phrase) -> HTML {
    func names(_ ids: Set<String>, _ vocabulary: Vocabulary) -> [String] {
      ids.sorted().map { vocabulary.text($0, language) }
    }
    let fitting =
      names(phrase.channels, .channel) + names(phrase.emotions, .emotion) + names(phrase.segments, .segment)
      + names(phrase.classes, .problemClass)
    var pieces = [
      element(
        "p", ["lang": foreign(Language(tag: phrase.language))], HTML(phrase.text))
    ]
    if !fitting.isEmpty {
      pieces.append(
        element(
          "p", ["class": "facts"], HTML(fitting.joined(separator: PunctuationMessage.comma.text(language)))))
    }
    return element("div", ["class": "said", "id": "phrase-\(phrase.id)"], pieces)
  }

  // MARK: Plans

  func name(of plan: SitePlan) -> String {
    [plan.branch ?? text(SiteMessage.everyBranch), plan.kind.map(text)].compactMap(\.self)
      .joined(separator: " · ")
  }

  var plans: SitePage {
    let sections = contents.plans.map { plan in
      element(
        "section", [:],
        element("h2", ["id": plan.anchor], HTML(name(of: plan))),
        element("ol", [:], plan.plan.steps.map { element("li", [:], HTML(text($0))) }),
        element("h3", [:], HTML(text(EmergencyPlanField.phones.label))),
        element("ul", [:], plan.plan.phones.map { element("li", [:], HTML(text($0))) }))
    }
    return page("plans.html", text(SiteMessage.plans), sections.isEmpty ? [nothing()] : sections)
  }
}

extension SitePlan {
  var anchor: String { "plan-\(EmergencyPlan.key(branch: branch, kind: plan.kind))" }
}
