import Language

/// What head office lays down for every branch: shared records. A policy or a calendar is never edited: another
/// version is added, so that every case can be held to what was in force. The version is the end of the key
/// (`v3`, `sh01-v3`): two people who write the same version without sight of each other write one record, and
/// what differs is a conflict.

package enum PolicyField {
  /// In force for cases logged from then on.
  package static let from = FieldDefinition(2, "from", Label(DomainMessage.inForceFrom), .date, in: .record)
  /// Element: `role/severity`. Value: an amount, `none` or `unlimited`.
  package static let limits = FieldDefinition(
    3, "limits", Label(en: "Limits", zhHans: "权限额度"), .words, in: .record)
  /// Element: `deadline/severity`. Value: `DeadlineTerm.stored`, or `off`.
  package static let terms = FieldDefinition(
    4, "terms", Label(en: "Deadlines", zhHans: "时限"), .words, in: .record)
  package static let note = FieldDefinition(5, "note", Label(DomainMessage.remark), .longText, in: .record)
  /// Element: a problem class. Value: `FastLaneStep`s, joined by commas, in the order of their names.
  package static let lanes = FieldDefinition(
    6, "fast_lanes", Vocabulary.fastLaneStep.label, .words, in: .record)

  static let all = [SharedField.key, from, limits, terms, note, lanes]
}

package enum CalendarField {
  package static let from = FieldDefinition(2, "from", Label(DomainMessage.inForceFrom), .date, in: .record)
  /// The code of the branch; none: the company, where a branch's own does not say otherwise.
  package static let branch = FieldDefinition(3, "branch", Label(DomainMessage.branch), .text, in: .record)
  /// Element: 1 (Monday) to 7. Value: `09:00-21:00`; `closed`. The sum of what holds then, like `days` and `offset`.
  package static let week = FieldDefinition(
    4, "week", Label(en: "Opening hours", zhHans: "营业时间"), .words, in: .record)
  /// Element: a day. Value: `holiday` or `workday`.
  package static let days = FieldDefinition(
    5, "days", Label(en: "Special days", zhHans: "特殊日期"), .words, in: .record)
  /// East of UTC: `+08:00`.
  package static let offset = FieldDefinition(
    6, "offset", Label(en: "Time zone", zhHans: "时区"), .text, in: .record)
  package static let note = FieldDefinition(7, "note", Label(DomainMessage.remark), .longText, in: .record)
  /// What this version says itself: 1 (Monday) to 7 with hours, `10:00-14:00,17:00-22:00`, `18:00-02:00`, `closed`; a
  /// day with `holiday`, `workday` or `ordinary`; `zone`; `days`, `own` where the company's do not hold; `form`, `2`.
  package static let own = FieldDefinition(
    8, "own", Label(en: "Said here", zhHans: "本版内容"), .words, in: .record)

  static let all = [SharedField.key, from, branch, week, days, offset, note, own]
}
