import Testing
import Versioning

@testable import Complaints

struct SchemaTests {
  @Test func `the fields of a case keep their numbers for ever`() {
    let numbers = Dictionary(uniqueKeysWithValues: Schema.fields(of: .case).map { ($0.id, $0.number) })
    #expect(
      numbers == [
        "number": 1, "status": 2, "title": 3, "channel": 4, "narrative": 5, "type": 6, "severity": 7,
        "handler": 8, "logged_at": 9, "occurred_at": 10, "product": 11, "order_reference": 12, "amount": 13,
        "place": 14, "customer_name": 15, "phone": 16, "email": 17, "customer_id": 18, "tags": 19,
        "problem_class": 20, "source": 21, "responsibility": 22, "cause_area": 23, "expectation": 24,
        "remedy_sought": 25, "urgency": 26, "emotion_before": 27, "motive": 28, "external_id": 29,
        "import_source": 30, "closed_at": 31, "deleted": 32, "core_need": 33, "needs": 34,
        "emotion_after": 35, "complexity": 36, "safety": 37, "emergency": 38, "escalated": 39,
        "gap_promised": 40, "gap_actual": 41, "impact": 42, "root_cause": 43, "contact": 44, "address": 45,
        "segment": 46, "preferences": 47, "listening": 48, "signal": 49, "duplicate_of": 50,
        "transferred_to": 51, "single_contact": 52, "supplier": 53, "batch": 54, "contact_shared": 55,
      ])
  }

  @Test func `the fields of the timeline keep their numbers for ever`() {
    let ids = { (kind: RecordKind) in Schema.fields(of: kind).sorted { $0.number < $1.number }.map(\.id) }
    #expect(ids(.note) == ["text", "withdrawn", "withdrawal_reason", "told", "note_kind"])
    #expect(
      ids(.decision) == [
        "case_field", "record", "value", "taken", "note", "rejected", "rejected_branch", "role",
      ])
    #expect(ids(.deletion) == ["reason"])
    #expect(ids(.restoration) == ["reason"])
    #expect(ids(.transfer) == ["from", "to", "reason"])
    #expect(ids(.erasure) == ["customer_hash", "reason"])
    #expect(
      ids(.wordingRule) == [
        "key", "kind", "language", "pattern", "why_en", "why_zh", "better_en", "better_zh", "retired",
      ])
    #expect(
      ids(.phrase) == [
        "key", "stage", "language", "text", "channels", "emotions", "segments", "retired", "classes",
      ])
    #expect(ids(.need) == ["need", "text"])
    #expect(
      ids(.option) == [
        "title", "remedies", "steps", "time_needed", "pros", "cons", "guarantee", "role", "withdrawn",
        "withdrawn_because",
      ])
    #expect(ids(.approval) == ["option", "seen", "granted", "role", "reason"])
    #expect(ids(.consent) == ["option", "seen", "at", "how"])
    #expect(ids(.commitment) == ["what", "due", "owner", "done_at", "waived", "missed"])
    #expect(ids(.progress) == ["text", "how"])
    #expect(
      ids(.callBack) == [
        "solved", "satisfaction", "anything_else", "suggestion", "how", "by_handler", "came_back",
        "bought_again",
        "recommends", "referred",
      ])
    #expect(ids(.escalation) == ["to", "reason", "done_so_far", "expected", "ends", "outcome"])
    #expect(
      ids(.review) == [
        "root_cause", "lesson", "highlights", "shortcomings", "replicable", "minutes", "together",
      ])
    #expect(
      ids(.task) == [
        "what", "owner", "due", "done_at", "purpose", "why", "asked_by", "answer", "dropped", "look_again",
        "looked_at", "found",
      ])
    #expect(ids(.step) == ["step", "from", "to", "reason", "until"])
    #expect(ids(.score) == ["expression", "problem_solving", "attitude", "outcome", "note"])
    #expect(ids(.survey) == ["satisfaction", "solved", "comment", "at", "source", "asked"])
    #expect(ids(.emergencyPlan) == ["key", "branch", "steps", "phones", "emergency_kind"])
    #expect(ids(.policy) == ["key", "from", "limits", "terms", "note", "fast_lanes"])
    #expect(ids(.calendar) == ["key", "from", "branch", "week", "days", "offset", "note", "own"])
    #expect(
      ids(.signal) == [
        "kind", "text", "noticed_at", "channel", "cases", "owner", "due", "dismissed", "link", "stars",
        "reach", "reply", "replied_at",
      ])
    #expect(ids(.term) == ["key", "label_en", "label_zh", "synonyms", "retired"])
    let knowledge = [
      "key", "title", "language", "types", "classes", "tags", "look_again", "approved_by", "approved_at",
      "retired",
    ]
    let study = ["background", "usual", "better", "result", "value", "lesson"]
    #expect(ids(.article) == knowledge + ["article_kind", "summary", "body"])
    #expect(ids(.study) == knowledge + study)
    #expect(
      ids(.manuscript) == [
        "form", "title", "language", "types", "classes", "tags", "look_again", "article_kind", "summary",
        "body",
      ] + study + ["cases", "submitted_by", "submitted_at", "returned", "published"])
    #expect(ids(.helpful) == ["of", "helped", "case", "comment"])
    #expect(
      ids(.notice) == [
        "key", "title", "text", "purpose", "product", "batch", "supplier", "branches", "acknowledge_by",
        "until", "withdrawn", "withdrawn_because",
      ])
    #expect(ids(.acknowledgement) == ["of", "version", "done"])
    #expect(ids(.link) == ["link", "other_case", "reason", "ended", "ended_because"])
    #expect(
      ids(.remark) == [
        "employee", "subject", "kind", "text", "at", "case", "due", "outcome", "withdrawn", "course",
        "expression", "problem_solving", "attitude",
      ])
    #expect(
      ids(.course) == [
        "key", "title", "topic", "form", "text", "articles", "studies", "roles", "branches", "due",
        "every_months", "again", "look_again", "questions", "retired",
      ])
    #expect(
      ids(.attendance) == ["person", "subject", "course", "title", "what", "version", "at", "result"])
    for kind in Schema.kinds {
      let fields = Schema.fields(of: kind).map(\.number).sorted()
      #expect(fields == (1...UInt32(fields.count)).map { $0 }, "\(kind.id): none is left out")
    }
    #expect(Schema.kinds.map(\.rawValue) == Array(1...38))
    #expect(
      Schema.kinds.map(\.id) == [
        "case", "note", "decision", "deletion", "restoration", "transfer", "erasure", "need", "option",
        "approval", "consent", "commitment", "progress", "call_back", "escalation", "review", "task",
        "step",
        "policy", "calendar",
        "score", "survey", "wording_rule", "phrase", "emergency_plan", "signal", "person",
        "remark", "term", "article", "study", "manuscript", "helpful", "link", "course", "attendance",
        "notice", "acknowledgement",
      ])
  }

  @Test func `numbers, ids and aliases name one field each`() {
    for kind in Schema.kinds {
      let fields = Schema.fields(of: kind)
      let names = fields.flatMap { [$0.id] + $0.aliases }
      #expect(Set(names).count == names.count)
      #expect(Set(fields.map(\.number)).count == fields.count)
      #expect(fields.allSatisfy { $0.number > 0 })
      for field in fields {
        #expect(Schema.field(kind, field.id) == field)
        #expect(Schema.field(kind, field.option) == field)
        #expect(Schema.field(kind, number: field.number) == field)
        for alias in field.aliases { #expect(Schema.field(kind, alias) == field) }
        #expect(!field.label.en.isEmpty && !field.label.zhHans.isEmpty)
      }
    }
  }

  @Test func `fields are found by option name and alias`() {
    #expect(Schema.field(.case, "order-reference") == CaseField.orderReference)
    #expect(Schema.field(.case, "class") == CaseField.problemClass)
    #expect(Schema.field(.case, "customer") == CaseField.customerName)
    #expect(Schema.field(.case, "tag") == CaseField.tags)
    #expect(Schema.field(.case, "Status") == CaseField.status)
    #expect(CaseField.orderReference.option == "order-reference")
  }

  @Test func `what a newer version has is not named here`() {
    #expect(Schema.field(.case, "nonsense") == nil)
    #expect(Schema.field(.case, number: 0) == nil)
    #expect(Schema.field(.case, number: 56) == nil)
    #expect(Schema.field(.case, number: .max) == nil)
    #expect(Schema.fields(of: RecordKind(99)).isEmpty)
    #expect(Schema.field(RecordKind(99), "text") == nil)
    #expect(RecordKind(99).label == nil)
    #expect(RecordKind(99).id == "kind-99")
  }

  @Test func `personal are the fields that can name a customer`() {
    let personal = Schema.fields(of: .case).filter(\.personal).map(\.id).sorted()
    #expect(
      personal == [
        "address", "contact", "core_need", "customer_id", "customer_name", "email", "expectation",
        "gap_actual", "gap_promised", "narrative", "order_reference", "phone", "place", "preferences",
        "remedy_sought", "title",
      ])
    #expect(NoteField.text.personal && NoteField.withdrawalReason.personal)
    #expect(DecisionField.value.personal && DecisionField.rejected.personal && DecisionField.note.personal)
    #expect(DeletionField.reason.personal && RestorationField.reason.personal)
  }

  @Test func `sets are one field per element`() {
    let sets = Schema.fields(of: .case).filter(\.isSet).map(\.id).sorted()
    #expect(sets == ["impact", "listening", "needs", "number", "segment", "signal", "tags"])
    #expect(Schema.fields(of: .decision).filter(\.isSet).map(\.id) == ["rejected", "rejected_branch"])
    #expect(!CaseField.deleted.isSet)
  }
}
