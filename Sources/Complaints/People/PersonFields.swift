import Language

/// The fields of a person who works at a branch (人员). Whoever leaves is marked so; what they wrote stays.
package enum PersonField {
  package static let name = FieldDefinition(1, "name", Label(en: "Name", zhHans: "姓名"), .text, in: .record)
  package static let short = FieldDefinition(
    2, "short", Label(en: "Short name", zhHans: "简称"), .text, in: .record)
  package static let role = FieldDefinition(
    3, "role", Label(DomainMessage.role), .term(.role), in: .record)
  /// What others write for the same person.
  package static let aliases = FieldDefinition(
    4, "aliases", Label(en: "Other names", zhHans: "别名"), .words, in: .record)
  package static let left = FieldDefinition(
    5, "left", Label(en: "Has left", zhHans: "已离职"), .flag, in: .record)
  /// PINs set before it count no more, on whatever device.
  package static let pinsVoid = FieldDefinition(
    6, "pins_void", Label(en: "PINs void since", zhHans: "PIN 作废时间"), .date, in: .record)

  /// When a manager's PIN was set in place of one that counts no more, where nobody else could let them: head office sees it.
  package static let pinRenewed = FieldDefinition(
    7, "pin_renewed", Label(en: "New PIN set", zhHans: "重设 PIN 的时间"), .date, in: .record)

  static let all = [name, short, role, aliases, left, pinsVoid, pinRenewed]
}
