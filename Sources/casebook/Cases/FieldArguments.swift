import ArgumentParser
import Complaints
import Console
import Language
import Terminal

/// A field and the text that was typed for it.
struct TypedField: Sendable {
  let definition: FieldDefinition
  let text: String
}

/// Takes `--FIELD VALUE` and `--FIELD=VALUE` out of the arguments, before the parser sees them: a case has
/// some fifty fields, sets can be given many times (`--tag +T --tag -U`), and values may begin with a dash.
struct FieldArguments {
  let fields: [TypedField]
  let rest: [String]

  init(fields: [TypedField], rest: [String]) {
    self.fields = fields
    self.rest = rest
  }

  /// - Throws: `CommandFailure` where a field's value is missing.
  init(_ arguments: [String]) throws {
    var fields: [TypedField] = []
    var rest: [String] = []
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      if argument == "--" {
        rest += arguments[(index - 1)...]
        break
      }
      let name = argument.prefix { $0 != "=" }
      guard name.hasPrefix("--"), let definition = Self.field(option: String(name.dropFirst(2))) else {
        rest.append(argument)
        continue
      }
      if name.endIndex < argument.endIndex {
        fields.append(
          TypedField(definition: definition, text: String(argument[name.endIndex...].dropFirst())))
      } else if index < arguments.count, arguments[index] != "-h", !DashedText.isLong(arguments[index]) {
        fields.append(TypedField(definition: definition, text: arguments[index]))
        index += 1
      } else if index < arguments.count, ["-h", "--help"].contains(arguments[index]) {
        continue
      } else {
        throw CommandFailure.usage(
          Label(UsageFailureMessage.valueMissing(option: "\(name)")),
          hint: arguments.first == Edit._commandName && definition != CaseField.status
            ? Label(FieldArgumentsMessage.valueOrEmptyHint("\(name)"))
            : Label(FieldArgumentsMessage.valueSyntaxHint("\(name)")))
      }
    }
    for field in fields where [.text, .longText].contains(field.definition.type) {
      try LoneDash.refuse(field.text)
    }
    self.fields = fields
    self.rest = rest
  }

  /// The field that an option sets; nil for fields that only the product writes.
  static func field(option: String) -> FieldDefinition? {
    guard !option.contains("_"), let definition = Schema.field(.case, option), definition.type != .system
    else {
      return nil
    }
    return definition
  }

  /// `--status`, `--class` …: every option that sets a field.
  static var options: [String] {
    typed.flatMap { [$0.option] + aliases(of: $0) }
  }

  private static func aliases(of field: FieldDefinition) -> [String] {
    field.aliases.map { String($0.map { $0 == "_" ? "-" : $0 }) }
  }

  static var typed: [FieldDefinition] { Schema.fields(of: .case).filter { $0.type != .system } }

  /// The fields by section for a command's help, each with what it takes. `columns` wide at most where
  /// words allow. Made only where help was asked for: it takes longer than to log a case.
  static func help(except hidden: Set<String> = []) -> String {
    guard Invocation.arguments.contains(where: { ["-h", "--help", "help"].contains($0) }) else { return "" }
    var lines: [String] = []
    for section in Section.allCases {
      let fields = typed.filter { $0.section == section && !hidden.contains($0.id) }
      guard !fields.isEmpty else { continue }
      lines.append("")
      lines.append(text(FieldArgumentsMessage.sectionHeading(section.label)))
      for field in fields { lines += helpLines(field) }
    }
    return lines.joined(separator: "\n")
  }

  private static func helpLines(_ field: FieldDefinition) -> [String] {
    let names = ([field.option] + aliases(of: field)).map { "--\($0)" }.joined(separator: ", ")
    let head = "  " + names.padded(toWidth: 28) + " " + field.label.text(Invocation.language)
    let first = wrap(head + note(field), width: 78, indent: 31, firstIndent: 0)
    guard let vocabulary = field.vocabulary else { return first }
    let isChinese = Invocation.language == .zhHans
    let terms = vocabulary.terms.filter { !$0.retired }
      .map { isChinese ? "\($0.id) \($0.label.zhHans)" : $0.id }
    return first + packed(terms, separator: text(PunctuationMessage.comma))
  }

  /// Terms in lines of 78 columns, none of them divided.
  private static func packed(_ terms: [String], separator: String) -> [String] {
    let indent = String(repeating: " ", count: 31)
    var lines: [String] = []
    var line = ""
    for (index, term) in terms.enumerated() {
      let entry = term + (index < terms.count - 1 ? separator : "")
      if !line.isEmpty, indent.count + line.displayWidth + entry.displayWidth > 78 {
        lines.append(indent + line)
        line = ""
      }
      line += entry
    }
    return (lines + [indent + line]).map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
  }

  private static func note(_ field: FieldDefinition) -> String {
    let isOfHeadOffice = field.vocabulary.map(Vocabulary.ofHeadOffice.contains) ?? false
    let more = isOfHeadOffice ? text(FieldArgumentsMessage.termsNote) : ""
    return switch field.type {
    case .terms, .words: text(FieldArgumentsMessage.severalNote) + more
    case .date: text(FieldArgumentsMessage.dateNote)
    case .money: text(FieldArgumentsMessage.moneyNote)
    case .flag: text(FieldArgumentsMessage.flagNote)
    default: more
    }
  }
}

/// Lets the parser know the names of the fields, for completion. The values never reach it: see
/// `FieldArguments`.
struct FieldOptions: ParsableArguments {
  /// The parser leaves out of a completion script what it leaves out of help; help has the fields in sections
  /// of its own.
  static let visibility: ArgumentVisibility =
    TermCompletion.isAsked ? .default : .hidden

  @Option(
    name: NameSpecification(FieldArguments.options.map { .customLong($0) }),
    help: ArgumentHelp(text(FieldArgumentsMessage.fieldHelp), visibility: FieldOptions.visibility),
    completion: TermCompletion.ofFields)
  var unused: [String] = []
}

enum FieldArgumentsMessage: Message {
  case moneyNote
  case dateNote
  case fieldHelp
  case sectionHeading(Label)
  case severalNote
  case valueOrEmptyHint(String)
  case valueSyntaxHint(String)
  case flagNote
  case termsNote

  var label: Label {
    switch self {
    case .termsNote:
      Label(en: " (more: casebook terms list)", zhHans: "（总部可增加：casebook terms list）")
    case .moneyNote:
      Label(en: " (128.50, 12 USD)", zhHans: "（128.50、12 USD）")
    case .dateNote:
      Label(en: " (2026-11-22 15:30, yesterday 3pm)", zhHans: "（2026-11-22 15:30、昨天下午3点）")
    case .fieldHelp:
      Label(en: "A field of the case.", zhHans: "工单字段。")
    case .sectionHeading(let section):
      Label(en: "\(section.en):", zhHans: "\(section.zhHans)：")
    case .severalNote:
      Label(en: " (repeatable: +T adds, -T removes)", zhHans: "（可多个：+T 添加，-T 移除）")
    case .valueSyntaxHint(let name):
      Label(
        en: "Write \(name) <value>, or \(name)=<value> if it begins with --.",
        zhHans: "写法：\(name) <内容>；内容以 -- 开头时写 \(name)=<内容>。")
    case .valueOrEmptyHint(let name):
      Label(
        en: "Write \(name) <value>, or \(name)=<value> if it begins with --; \(name)= empties the field.",
        zhHans: "写法：\(name) <内容>；内容以 -- 开头时写 \(name)=<内容>；清空写 \(name)=。")
    case .flagNote:
      Label(en: " (yes, no)", zhHans: "（是、否）")
    }
  }
}
