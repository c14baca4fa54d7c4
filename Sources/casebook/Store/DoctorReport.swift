import Complaints
import Console
import Interchange
import Language
import Terminal

/// One thing that `doctor` looked at.
struct DoctorCheck {
  enum State: String {
    case ok, warning, problem, damaged

    var label: Label {
      switch self {
      case .ok: Label(ProgramMessage.ok)
      case .warning: Label(en: "warning", zhHans: "注意")
      case .problem: Label(en: "problem", zhHans: "有问题")
      case .damaged: Label(en: "damaged", zhHans: "已损坏")
      }
    }

    var colour: Style {
      switch self {
      case .ok: .green
      case .warning: .yellow
      case .problem, .damaged: .red
      }
    }
  }

  /// Stable, for programs.
  let id: String
  let state: State
  let message: Label
  /// What to do.
  var hint: Label?
  var details: [Label] = []

  init(_ id: String, _ state: State, _ message: Label, hint: Label? = nil, details: [Label] = []) {
    self.id = id
    self.state = state
    self.message = message
    self.hint = hint
    self.details = details
  }
}

struct DoctorReport {
  private(set) var checks: [DoctorCheck] = []

  mutating func add(_ check: DoctorCheck?) {
    if let check { checks.append(check) }
  }

  var isDamaged: Bool { checks.contains { $0.state == .damaged } }
  var hasProblem: Bool { checks.contains { $0.state == .problem } }

  func json(_ context: Context) -> JSON {
    [
      "ok": .bool(!isDamaged && !hasProblem), "damaged": .bool(isDamaged),
      "checks": .array(
        checks.map { check in
          [
            "check": .string(check.id), "state": .string(check.state.rawValue),
            "message": .string(context.text(check.message)),
            "hint": .optional(check.hint.map(context.hint)),
            "details": .strings(check.details.map { context.text($0) }),
          ]
        }),
    ]
  }

  func lines(_ context: Context) -> [String] {
    let width = checks.map { context.text($0.state.label).displayWidth }.max() ?? 0
    let indent = String(repeating: " ", count: width + 2)
    return checks.flatMap { check -> [String] in
      let word = context.text(check.state.label).padded(toWidth: width)
      var lines = [
        context.style.apply(check.state.colour, to: word) + "  "
          + context.text(check.message).sanitised(.joined)
      ]
      lines += check.details.map { indent + "· " + context.text($0).sanitised(.joined) }
      if let hint = check.hint { lines.append(indent + "→ " + context.hint(hint).sanitised(.joined)) }
      return lines
    }
  }
}
