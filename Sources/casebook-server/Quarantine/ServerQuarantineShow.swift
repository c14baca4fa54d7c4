import ArgumentParser
import Complaints
import Console
import HeadOffice
import Interchange
import Language
import Terminal
import Versioning
import Zones

struct ServerQuarantineShow: ServerCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: text(ServerQuarantineShowMessage.showAbstract),
    discussion: text(ServerQuarantineShowMessage.discussion))

  @Argument(help: help(ServerQuarantineShowMessage.changeHelp, "dot"))
  var dot: String

  @OptionGroup var options: ServerOptions

  func run() throws {
    let store = try options.openStore()
    let held = try options.explaining { try store.quarantine() }
    let wanted = try dot.change(in: held.map(\.dot))
    guard let one = held.first(where: { $0.dot == wanted }) else {
      throw AdministrationFailure.notInQuarantine(dot)
    }
    let writes = (try? Change(decoding: one.change.encoded)).map(written) ?? []
    if options.json {
      return printLine(
        JSON.object([("change", one.json), ("fields", .object(writes.map { ($0.name, $0.value) }))]))
    }
    printLine("\(one.dot)  \(one.branch)  \(one.change.reason.label.text(Invocation.language))")
    for write in writes { printLine("  " + write.line.sanitised(.joined)) }
  }

  /// What a change writes, for programs and for people.
  private func written(_ change: Change) -> [(name: String, value: JSON, line: String)] {
    change.writes.map { write in
      let definition = Schema.field(change.kind, number: write.field.number)
      let id = definition?.id ?? "field-\(write.field.number)"
      let value: JSON =
        switch write.value {
        case .none: .null
        case .text(let text): .string(text)
        case .integer(let number): .integer(number)
        case .flag(let flag): .bool(flag)
        case .sight(let dots): .array(dots.map { .string($0.description) })
        case .opaque(_, let bytes): .string(hexadecimal(bytes))
        }
      let name = write.field.element.map { "\(id)/\($0)" } ?? id
      guard let definition else { return (name, value, "\(name): \(value.text())") }
      let language = Invocation.language
      let label = definition.label.text(language)
      let element = write.field.element.map { " " + FieldDisplay.element($0, definition, language) } ?? ""
      let shown = FieldDisplay.text(write.value, definition, language, to: .utc)
      return (name, value, label + element + text(PunctuationMessage.colon) + shown)
    }
  }
}

enum ServerQuarantineShowMessage: Message {
  case showAbstract
  case discussion
  case changeHelp

  var label: Label {
    switch self {
    case .showAbstract:
      Label(en: "Shows a change in quarantine.", zhHans: "查看一项总部退回的修改。")
    case .discussion:
      Label(
        en: """
          casebook-server quarantine show 1f0c6a2b/12

          The first four characters of the device's id are enough.
          """,
        zhHans: """
          casebook-server quarantine show 1f0c6a2b/12

          设备编号写前四位即可。
          """)
    case .changeHelp:
      Label(en: "The change: <device>/<number>.", zhHans: "修改：设备编号/序号。")
    }
  }
}
