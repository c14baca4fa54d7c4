package import Language
package import Versioning
package import Zones

/// A promise to a customer is a deadline: kept, broken by how much, or waived with a reason (domain.md, section 11).
extension Deadline {
  package struct Promise: Sendable, Equatable {
    package let record: RecordID
    package let what: String?
    package let owner: String?
  }

  /// Nil where nothing can be late: it has no date, or was waived, or its case was closed, before it was due.
  /// - Parameters:
  ///   - stopped: when the case was closed before its loop was done; milliseconds since 1970.
  ///   - zone: by whose clocks a day without a time ends.
  package init?(commitment: LoopRecord, stopped: Int64?, zone: Zone) {
    guard let date = commitment.date(CommitmentField.due) else { return nil }
    let due = date.end(in: zone)
    let met = commitment.date(CommitmentField.doneAt)?.start(in: zone).milliseconds
    let over = met == nil ? [commitment.waivedAt, stopped].compactMap(\.self).min() : nil
    if let over, over <= due { return nil }
    let (made, owner) = (commitment.made, commitment.text(CommitmentField.owner))
    var reasons = [Label(CommitmentDeadlineMessage.promised(commitment.text(CommitmentField.what) ?? "–"))]
    if let made {
      let when = LocalTime(milliseconds: made.at, zone: zone).short
      reasons.append(Label(CommitmentDeadlineMessage.made(by: made.author.name, at: when)))
    }
    if let owner { reasons.append(Label(CommitmentDeadlineMessage.owner(owner))) }
    if let why = commitment.text(CommitmentField.waived) {
      reasons.append(Label(CommitmentDeadlineMessage.waivedLate(why)))
    }
    reasons.append(Label(DeadlineMessage.due(date.short)))
    self.init(
      kind: .commitment,
      promise: Promise(
        record: commitment.id, what: commitment.text(CommitmentField.what), owner: owner),
      began: min(made?.at ?? due, due), due: due, met: met, stopped: over, zone: zone, reasons: reasons)
  }

  /// What it is called in a line: a promise by its words.
  package var title: Label {
    promise?.what.map { Label(CommitmentDeadlineMessage.title($0)) } ?? kind.label
  }
}

extension LoopRecord {
  /// When a commitment was waived, wrong clocks put right; milliseconds since 1970.
  package var waivedAt: Int64? {
    guard text(CommitmentField.waived) != nil,
      let head = state[FieldID(CommitmentField.waived.number)]?.winner
    else { return nil }
    return PlausibleTime.made(head.version.madeAt)
  }
}

/// How a commitment stands.
package enum CommitmentOutcome: String, Sendable, CaseIterable {
  /// Done by its date.
  case kept
  /// Done, but after its date.
  case late
  /// Not done, and its date is past.
  case overdue
  /// Taken back, with a reason.
  case waived
  /// Not done, and not due yet.
  case open
  /// Not done, and its case was closed before its loop was done.
  case dropped

  /// - Parameters:
  ///   - stopped: when the case was closed before its loop was done.
  ///   - now: milliseconds since 1970.
  /// - Returns: with how late it was or is, in milliseconds; nil for a commitment without a date.
  package static func of(_ commitment: LoopRecord, stopped: Int64?, zone: Zone, now: Int64) -> (
    outcome: CommitmentOutcome, late: Int64?, due: Int64
  )? {
    guard let date = commitment.date(CommitmentField.due) else { return nil }
    let due = date.end(in: zone)
    if let met = commitment.date(CommitmentField.doneAt)?.start(in: zone).milliseconds {
      return met <= due ? (.kept, nil, due) : (.late, met - due, due)
    }
    if commitment.waivedAt != nil { return (.waived, nil, due) }
    if stopped != nil { return (.dropped, nil, due) }
    return now <= due ? (.open, nil, due) : (.overdue, now - due, due)
  }
}

extension DateText {
  /// The last moment of it, in milliseconds since 1970: a day ends when it ends by the clocks of the zone given.
  package func end(in zone: Zone) -> Int64 {
    switch self {
    case .day(let date): date.adding(days: 1).start(in: zone).milliseconds - 1
    case .time(let time): time.milliseconds
    }
  }
}

enum CommitmentDeadlineMessage: Message {
  case promised(String)
  case made(by: String, at: String)
  case owner(String)
  case title(String)
  case waivedLate(String)

  var label: Label {
    switch self {
    case .promised(let what):
      Label(en: "Promised: \(what)", zhHans: "承诺：\(what)")
    case .made(let who, let when):
      Label(en: "By \(who), \(when)", zhHans: "\(when) 由 \(who) 作出")
    case .owner(let name):
      Label(en: "Responsible: \(name)", zhHans: "负责人：\(name)")
    case .title(let what):
      Label(en: "Commitment “\(what)”", zhHans: "承诺“\(what)”")
    case .waivedLate(let why):
      Label(en: "Waived after its date: \(why)", zhHans: "过期后取消：\(why)")
    }
  }
}
