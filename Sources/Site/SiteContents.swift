package import Complaints
package import Language

/// What head office published, as the site shows it.
package struct SiteContents: Sendable {
  package var entries: [SiteEntry]
  /// Those that may be said; retired ones are left out.
  package var phrases: [Phrase]
  package var plans: [SitePlan]
  /// The day of the newest record: `2026-11-30`; nil: head office published nothing yet.
  package var newest: String?

  package init(entries: [SiteEntry], phrases: Phrases, plans: [SitePlan], newest: String?) {
    // One address, one page.
    var known: Set<String> = []
    self.entries = entries.filter { known.insert($0.page).inserted }
    self.phrases = phrases.all.filter { !$0.isRetired }
    self.plans = plans
    self.newest = newest
  }
}

/// An article or a study. It has no name of a person: neither of who wrote it nor of who approved it.
package struct SiteEntry: Sendable {
  package var form: KnowledgeForm
  package var key: String
  package var title: String
  package var language: Language
  /// Of an article.
  package var kind: Label?
  package var types: [Label]
  package var classes: [Label]
  package var tags: [String]
  package var approved: String?
  package var lookAgain: String?
  /// In Markdown, each with its name.
  package var parts: [Part]

  package struct Part: Sendable {
    /// Nil: it needs none.
    package var name: Label?
    package var text: String

    package init(name: Label?, text: String) { (self.name, self.text) = (name, text) }
  }

  package init(
    _ form: KnowledgeForm, key: String, title: String, language: Language, kind: Label? = nil,
    types: [Label] = [], classes: [Label] = [], tags: [String] = [], approved: String? = nil,
    lookAgain: String? = nil, parts: [Part]
  ) {
    (self.form, self.key, self.title, self.language) = (form, key, title, language)
    (self.kind, self.types, self.classes, self.tags) = (kind, types, classes, tags)
    (self.approved, self.lookAgain, self.parts) = (approved, lookAgain, parts)
  }

  /// Nil for what is not published, or no longer used: a manuscript never becomes a page.
  package init?(_ item: KnowledgeItem, terms: Terms) {
    guard item.isPublished, item.stage == .published else { return nil }
    func label(_ id: String, _ field: FieldDefinition) -> Label {
      Label(
        en: FieldDisplay.element(id, terms[field], .en),
        zhHans: FieldDisplay.element(id, terms[field], .zhHans))
    }
    func labels(_ field: FieldDefinition) -> [Label] { item.elements(field).map { label($0, field) } }
    func day(_ field: FieldDefinition) -> String? {
      item.record.date(field).map { String($0.stored.prefix(10)) }
    }
    self.init(
      item.form, key: item.name, title: item.title ?? item.name, language: item.language ?? .zhHans,
      kind: item.form == .article
        ? item.text(ManuscriptField.kind).map { label($0, ManuscriptField.kind) } : nil,
      types: labels(ManuscriptField.types), classes: labels(ManuscriptField.classes),
      tags: item.elements(ManuscriptField.tags), approved: day(KnowledgeField.approvedAt),
      lookAgain: day(KnowledgeField.lookAgain),
      parts: item.form.texts.compactMap { field in
        item.text(field).map {
          // An article is its text; of a study each part has its name.
          Part(name: item.form == .article ? nil : field.label, text: $0)
        }
      })
  }

  /// Its page within the folder of a language. A key is of letters, digits, `_` and `-`.
  var page: String { "\(form.rawValue)-\(key).html" }
}

/// What to do in an emergency, in one branch or in every one.
package struct SitePlan: Sendable {
  /// Nil: every branch that has none of its own.
  package var branch: String?
  package var plan: EmergencyPlan
  /// What it is for; nil: for whatever no plan of a kind is for.
  package var kind: Label?

  package init(branch: String?, plan: EmergencyPlan, kind: Label? = nil) {
    (self.branch, self.plan, self.kind) = (branch, plan, kind)
  }
}
