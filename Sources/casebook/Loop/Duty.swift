import Complaints
import Console
import Language
import Replica
import Versioning

/// What somebody is to do by a time that is of no case: to acknowledge a notice, to look after a signal, again at what was
/// said of an employee, or to learn something.
struct Duty {
  let deadline: Deadline
  let kind: RecordKind
  /// What its commands call it.
  let name: String
  /// What kind of signal or record it is.
  let title: String
  let branch: String
  /// Of the case that it came up in; nil: of none.
  let number: String?

  /// Where it stands among what is due.
  func order(at now: Int64) -> DueOrder {
    guard kind != .notice || branch == BranchCode.headOffice.rawValue else {
      return DueOrder(acknowledgingBy: deadline.due)
    }
    return DueOrder(
      isFirst: false, severity: kind == .notice ? "severe" : nil, urgency: nil, complexity: nil,
      due: deadline.due, now: now)
  }
}

extension Context {
  /// - Parameter branch: of that branch only.
  func duties(branch: String?, _ reader: ReplicaReader) throws -> [Duty] {
    let signals = try reader.signalDuties(branch: branch).map { signal, deadline in
      Duty(
        deadline: deadline, kind: .signal, name: signal.name,
        title: text(DomainMessage.signal) + text(PunctuationMessage.brackets(kindText(signal))),
        branch: signal.branch,
        number: nil)
    }
    let remarks = try reader.rechecks(branch: branch).map { remark, deadline in
      Duty(
        deadline: deadline, kind: .remark, name: remark.name, title: kindText(remark), branch: remark.branch,
        number: try number(ofCaseOf: remark, reader))
    }
    return try noticeDuties(branch: branch, reader) + signals + remarks + trainings(branch: branch, reader)
  }

  /// What whoever asks has to learn by a date: of others `training due` tells.
  private func trainings(branch: String?, _ reader: ReplicaReader) throws -> [Duty] {
    let me = try reader.trainee(as: author)
    guard branch == nil || branch == me.branch else { return [] }
    let zone = try reader.calendars(of: me.branch).inForce(at: now.milliseconds).zone ?? zone
    return try reader.standings(of: [me]).compactMap { standing in
      Deadline(standing, zone: zone).map { deadline in
        Duty(
          deadline: deadline, kind: .course, name: standing.course.key,
          title: text(DomainMessage.course)
            + text(PunctuationMessage.brackets(text(standing.course.form.label))),
          branch: me.branch, number: nil)
      }
    }
  }

  /// Negative review 1★
  func kindText(_ signal: Signal) -> String {
    let kind = terms[.signal].text(signal.kind, language)
    return signal.stars.map { kind + " \($0)★" } ?? kind
  }
}
