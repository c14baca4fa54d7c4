/// The fields of a complaint signal: what somebody noticed before anybody complained. It is never edited; that it
/// became a case is added to it.
package enum SignalField {
  package static let kind = FieldDefinition(1, "kind", Label("Signal", "抱怨信号"), .term(.signal), in: .record)
  package static let text = FieldDefinition(
    2, "text", Label("What was noticed", "现象"), .longText, personal: true, in: .record)
  package static let noticedAt = FieldDefinition(
    3, "noticed_at", Label("Noticed", "发现时间"), .date, in: .record, aliases: ["at"])
  package static let channel = FieldDefinition(
    4, "channel", Label("Channel", "渠道"), .term(.channel), in: .record)
  /// The ids of the cases that it became. A set: two devices may each have made one.
  package static let cases = FieldDefinition(5, "cases", Label("Cases", "转成的工单"), .words, in: .record)

  static let all: [FieldDefinition] = [kind, text, noticedAt, channel, cases]
}
