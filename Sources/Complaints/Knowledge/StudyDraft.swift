package import Language
import Versioning

/// What a reviewed case says, in the shape of a study: as it stands in the case, with all that is personal in it.
package struct StudyDraft: Sendable {
  /// Fields of a manuscript with their texts, in the order of reading.
  package private(set) var texts: [(field: FieldDefinition, text: String)] = []
  package let types: [String]
  package let classes: [String]
  package let tags: [String]
  package let language: Language

  package init(_ file: CaseFile) {
    let root = file.root
    func all(_ kind: RecordKind, _ fields: FieldDefinition...) -> [String] {
      file.records(kind).flatMap { record in fields.compactMap { record.text($0) } }
    }
    types = root.text(CaseField.type).map { [$0] } ?? []
    classes = root.text(CaseField.problemClass).map { [$0] } ?? []
    tags = root.state.elements(of: CaseField.tags.number).filter { $0.value == .flag(true) }
      .compactMap(\.field.element)
    let narrative = root.text(CaseField.narrative)
    language = (narrative ?? root.text(CaseField.title) ?? "").contains(where: \.isHan) ? .zhHans : .en
    let option = file.consent?.option.record
    let agreed = [OptionField.title, OptionField.steps, OptionField.guarantee].compactMap { option?.text($0) }
    add(
      ManuscriptField.title, [root.text(CaseField.title) ?? narrative.map(Self.beginning)].compactMap(\.self))
    add(ManuscriptField.background, [narrative, root.text(CaseField.expectation)].compactMap(\.self))
    add(ManuscriptField.usual, all(.review, ReviewField.shortcomings))
    add(ManuscriptField.better, agreed + all(.review, ReviewField.highlights))
    add(ManuscriptField.result, all(.callBack, CallBackField.suggestion, CallBackField.more))
    add(ManuscriptField.value, all(.review, ReviewField.replicable))
    add(ManuscriptField.lesson, all(.review, ReviewField.lesson))
  }

  private mutating func add(_ field: FieldDefinition, _ parts: [String]) {
    var seen: Set<String> = []
    let text = parts.filter { seen.insert($0.folded).inserted }.joined(separator: "\n\n")
    if !text.isEmpty { texts.append((field, text)) }
  }

  /// The first sentence; a title is one line. It is made shorter when what is personal has been taken out: part of a name
  /// would not be found.
  private static func beginning(_ text: String) -> String {
    String(text.prefix { !$0.isNewline && !"。.!?！？".contains($0) })
  }
}
