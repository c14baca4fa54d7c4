import Language

/// The fields of a complaint signal: what somebody noticed before anybody complained. What was noticed is never edited;
/// who looks after it, that it became a case, and why it became none are added to it.
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

  package static let owner = FieldDefinition(
    6, "owner", Label(PlanFieldsMessage.owner), .text, in: .record)
  package static let due = FieldDefinition(7, "due", Label(DomainMessage.due), .date, in: .record)
  /// Why nothing is made of it.
  package static let dismissed = FieldDefinition(
    8, "dismissed", Label(en: "Dismissed because", zhHans: "不予处理的原因"), .text, personal: true, in: .record)

  /// Where a review can be read.
  package static let link = FieldDefinition(
    9, "link", Label(en: "Link", zhHans: "链接"), .text, personal: true, in: .record)
  package static let stars = FieldDefinition(
    10, "stars", Label(en: "Stars", zhHans: "星级"), .term(.stars), in: .record)
  /// How many it reached, as the platform says it: readers, followers, likes.
  package static let reach = FieldDefinition(
    11, "reach", Label(en: "Reach", zhHans: "传播范围"), .text, personal: true, in: .record)
  /// What was answered in public.
  package static let reply = FieldDefinition(
    12, "reply", Label(en: "Published reply", zhHans: "公开回复"), .longText, personal: true, in: .record)
  package static let repliedAt = FieldDefinition(
    13, "replied_at", Label(en: "Replied", zhHans: "回复时间"), .date, in: .record)

  static let all: [FieldDefinition] = [
    kind, text, noticedAt, channel, cases, owner, due, dismissed, link, stars, reach, reply, repliedAt,
  ]
}
