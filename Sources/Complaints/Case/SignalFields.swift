import Language

/// The fields of a complaint signal: what somebody noticed before anybody complained. It is never edited; that it
/// became a case is added to it.
package enum SignalField {
  package static let kind = FieldDefinition(
    1, "kind", Label(DomainMessage.signal), .term(.signal), in: .record)
  package static let text = FieldDefinition(
    2, "text", Label(DomainMessage.whatWasNoticed), .longText, personal: true, in: .record)
  package static let noticedAt = FieldDefinition(
    3, "noticed_at", Label(en: "Noticed", zhHans: "发现时间"), .date, in: .record, aliases: ["at"])
  package static let channel = FieldDefinition(
    4, "channel", Label(DomainMessage.channel), .term(.channel), in: .record)
  /// The ids of the cases that it became. A set: two devices may each have made one.
  package static let cases = FieldDefinition(
    5, "cases", Label(en: "Cases", zhHans: "转成的工单"), .words, in: .record)

  static let all: [FieldDefinition] = [kind, text, noticedAt, channel, cases]
}
