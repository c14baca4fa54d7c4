import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

/// `casebook policy …`
struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: text(PolicyMessage.abstract),
    discussion: text(PolicyMessage.discussion),
    subcommands: [PolicyShow.self, PolicyList.self, PolicySet.self])
}

extension Context {
  /// When a version begins: now, or later. What was logged is held to what was in force then.
  func beginning(_ typed: String?) throws -> Int64 {
    guard let typed else { return now.milliseconds / 1000 * 1000 }
    guard case .text(let stored) = try value(typed, PolicyField.from),
      let start = DateText(stored: stored)?.start(in: zone)
    else {
      throw CommandFailure.usage(Label(PolicyMessage.fromMissing))
    }
    guard start.milliseconds >= now.date.start(in: zone).milliseconds else {
      throw CommandFailure.usage(
        Label(PolicyMessage.fromPast),
        hint: Label(PolicyMessage.fromPastHint))
    }
    return max(start.milliseconds, now.date == start.date ? now.milliseconds / 1000 * 1000 : .min)
  }

  /// `{version, from, note, limits: {role: {severity: …}}, terms: {deadline: {severity: …}}, fast_lanes: {class: […]}}`
  func json(_ policy: Policy) -> JSON {
    func row(_ value: (Severity) -> String) -> JSON {
      .object(Severity.allCases.map { ($0.rawValue, .string(value($0))) })
    }
    return [
      "version": .integer(Int64(policy.version)),
      "from": .optional(policy.version == 0 ? nil : time(policy.from).rfc3339),
      "note": .optional(policy.note),
      "limits": .object(
        Role.spending.map { role in (role.rawValue, row { policy.limit(role, $0).stored }) }),
      "terms": .object(
        DeadlineKind.ofPolicy.map { kind in
          (kind.rawValue, row { policy.term(kind, $0)?.stored ?? Policy.off })
        }),
      "fast_lanes": .object(
        policy.lanes.sorted { $0.key < $1.key }.map { ($0.key, .strings($0.value.map(\.rawValue).sorted())) }),
    ]
  }

  func lines(_ policy: Policy) -> [String] {
    let title =
      policy.version == 0
      ? text(PolicyMessage.builtInTitle)
      : text(PolicyMessage.versionTitle(policy.version, from: shown(policy.from)))
    var lines = [style.apply(.bold, to: title)]
    if let note = policy.note { lines.append(note.sanitised(.joined)) }
    let severities = Severity.allCases.map { Column(text($0.label)) }
    var limits = Table([Column(text(PolicyMessage.limitColumn))] + severities)
    for role in Role.spending {
      limits.add([Cell(text(role.label))] + Severity.allCases.map { Cell(words(policy.limit(role, $0))) })
    }
    var terms = Table([Column(text(DomainMessage.deadline))] + severities)
    for kind in DeadlineKind.ofPolicy {
      terms.add(
        [Cell(text(kind.label))] + Severity.allCases.map { Cell(words(policy.term(kind, $0))) })
    }
    lines += [""] + limits.lines(width: columns, style: style)
    lines += [""] + terms.lines(width: columns, style: style)
    guard !policy.lanes.isEmpty else { return lines }
    lines += ["", text(Vocabulary.fastLaneStep.label)]
    for (problemClass, lane) in policy.lanes.sorted(by: { $0.key < $1.key }) {
      let line = name(ofClass: problemClass) + text(PunctuationMessage.colon) + words(lane)
      lines += wrap(line, width: columns, indent: 4, firstIndent: 2)
    }
    return lines
  }

  /// What a version changes, a line each.
  func differences(_ old: Policy, _ new: Policy) -> [String] {
    var lines: [String] = []
    func compare(_ what: Label, _ severity: Severity, _ before: String, _ after: String) {
      guard before != after else { return }
      lines.append("\(text(what)) · \(text(severity.label))  \(before) → \(after)")
    }
    for severity in Severity.allCases {
      for role in Role.spending {
        compare(role.label, severity, words(old.limit(role, severity)), words(new.limit(role, severity)))
      }
      for kind in DeadlineKind.ofPolicy {
        compare(kind.label, severity, words(old.term(kind, severity)), words(new.term(kind, severity)))
      }
    }
    for problemClass in Set(old.lanes.keys).union(new.lanes.keys).sorted()
    where old.lanes[problemClass] != new.lanes[problemClass] {
      let (before, after) = (words(old.lanes[problemClass] ?? []), words(new.lanes[problemClass] ?? []))
      lines.append(
        "\(text(Vocabulary.fastLaneStep.label)) · \(name(ofClass: problemClass))  \(before) → \(after)")
    }
    return lines.isEmpty ? [text(PolicyMessage.unchanged)] : lines
  }

  private func name(ofClass id: String) -> String {
    terms[Vocabulary.problemClass].text(id, language)
  }

  private func words(_ lane: Set<FastLaneStep>) -> String {
    guard !lane.isEmpty else { return text(PolicyMessage.laneUnset) }
    let steps = FastLaneStep.allCases.filter(lane.contains)
    return steps.map { text($0.label) }.joined(separator: text(PunctuationMessage.comma))
  }

  private func words(_ limit: Policy.Limit) -> String {
    switch limit {
    case .none: text(PolicyMessage.needsApproval)
    case .unlimited: text(PolicyMessage.unlimited)
    case .upTo(let money): money.text
    }
  }

  private func words(_ term: DeadlineTerm?) -> String {
    term.map { text($0.label) } ?? text(PolicyMessage.clockOff)
  }
}

extension CommandFailure {
  init(_ error: PolicyInputError) {
    let hint = Label(PolicyMessage.setHelpHint)
    let message =
      switch error {
      case .shape: Label(en: "Write <what>/<severity>=<value>.", zhHans: "写法：<名称>/<严重度>=<内容>。")
      case .unknownRole(let typed): Label(PolicyMessage.roleWithoutLimit(typed))
      case .unknownDeadline(let typed): Label(DueMessage.unknownDeadline(typed))
      case .unknownSeverity(let typed): Label(PolicyMessage.severityUnknown(typed))
      case .notAnAmount(let typed): Label(PolicyMessage.notAnAmount(typed))
      case .notATerm(let typed): Label(PolicyMessage.notATime(typed))
      case .laneShape: Label(PolicyMessage.laneShape)
      case .unknownClass(let typed): Label(PolicyMessage.unknownClass(typed))
      case .unknownLaneStep(let typed):
        Label(
          PolicyMessage.unknownLaneStep(
            typed, .list(Vocabulary.fastLaneStep.terms.map { Label(id: $0.id, $0.label) })))
      }
    self.init("bad_value", .usage, message, hint: hint)
  }
}
