package import Language
package import Versioning
package import Zones

/// A value as it stands in JSON.
package enum JSONScalar: Hashable, Sendable {
  case string(String)
  case integer(Int64)
  case bool(Bool)
  case null
}

/// From what a record stores to what a person or a program reads. Nothing that is stored is refused: what
/// this version does not understand is shown as it stands.
package enum FieldDisplay {
  /// A value for people; empty for `none`. May hold line breaks.
  /// - Parameter zone: of whoever reads: a time by other clocks stands with their offset.
  package static func text(
    _ value: Value, _ definition: FieldDefinition, _ language: Language, to zone: Zone
  ) -> String {
    switch value {
    case .none: ""
    case .text(let text): shown(text, definition.type, language, zone)
    case .integer(let integer): String(integer)
    case .flag(let flag): yesOrNo(flag, language)
    case .sight: yesOrNo(true, language)
    case .opaque(_, let bytes):
      Label(
        FieldDisplayMessage.newerData(bytes: bytes.count)
      ).text(language)
    }
  }

  /// The same on one line, for tables.
  package static func line(
    _ value: Value, _ definition: FieldDefinition, _ language: Language, to zone: Zone
  ) -> String {
    TextInput.line(text(value, definition, language, to: zone))
  }

  /// The name of an element of a set for people: a term's label, or the word itself.
  package static func element(
    _ element: String, _ definition: FieldDefinition, _ language: Language
  ) -> String {
    definition.vocabulary?.text(element, language) ?? element
  }

  /// A value for programs. Terms are ids, times RFC 3339, amounts `128.00 CNY`; typed in again, each gives
  /// the same value.
  package static func json(_ value: Value, _ definition: FieldDefinition) -> JSONScalar {
    switch value {
    case .none: .null
    case .text(let text):
      if case .money = definition.type, let money = Money(stored: text) {
        .string(money.text)
      } else {
        .string(text)
      }
    case .integer(let integer): .integer(integer)
    case .flag(let flag): .bool(flag)
    case .sight: .bool(true)
    case .opaque(_, let bytes): .string(hexadecimal(bytes))
    }
  }

  private static func shown(
    _ text: String, _ type: FieldType, _ language: Language, _ zone: Zone
  ) -> String {
    switch type {
    case .term(let vocabulary): vocabulary.text(text, language)
    case .date: DateText(stored: text)?.shown(to: zone) ?? text
    case .money: Money(stored: text)?.text ?? text
    default: text
    }
  }

  private static func yesOrNo(_ flag: Bool, _ language: Language) -> String {
    (flag ? Label(DomainMessage.yes) : Label(DomainMessage.no)).text(language)
  }
}

enum FieldDisplayMessage: Message {
  case newerData(bytes: Int)

  var label: Label {
    switch self {
    case .newerData(let count):
      Label(en: "(\(count.of("byte", "bytes")) of a newer version)", zhHans: "（新版本的数据，\(count.grouped) 字节）")
    }
  }
}
