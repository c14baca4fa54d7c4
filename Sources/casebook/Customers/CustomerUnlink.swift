import ArgumentParser
import CaseIndex
import Complaints
import Console
import Language
import RecordStore
import Replica
import Versioning

/// `casebook customer unlink CASE…`: the cases are of somebody else, who has the same phone or e-mail.
struct CustomerUnlink: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "unlink", abstract: text(CustomerUnlinkMessage.abstract),
    discussion: text(CustomerUnlinkMessage.discussion))

  @Argument(help: help(CustomerUnlinkMessage.casesHelp, "case"))
  var references: [String]

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let (id, numbers) = try context.write { session in
      let rows = try references.map { try context.resolveCase(session.reader, $0) }
      let id = try freshID(of: rows, session.reader)
      var numbers: [String] = []
      for row in rows {
        let number = try session.reader.number(of: row)
        guard !numbers.contains(number), let now = try session.db.record(row.id) else { continue }
        _ = try session.editCase(
          now,
          [
            FieldEdit(FieldID(CaseField.customerID.number), .text(id)),
            FieldEdit(FieldID(CaseField.contactShared.number), .flag(true)),
          ])
        numbers.append(number)
      }
      return (id, numbers)
    }
    if context.json {
      return try context.emit(["customer_id": .string(id), "cases": .strings(numbers)])
    }
    context.err(Label(CustomerUnlinkMessage.unlinked(id, numbers)))
  }
}

extension CustomerUnlink {
  /// An id that nobody else has: the one that these cases have may be that of those whom they were linked with, here or at
  /// another branch. They keep it where they were told apart before and nobody else has it.
  private func freshID(of rows: [RecordRow], _ reader: ReplicaReader) throws -> String {
    let records = try rows.compactMap { try $0.decoded() }.map(LoopRecord.init)
    let ids = Set(records.map { $0.text(CaseField.customerID) })
    if ids.count == 1, let id = ids.first ?? nil, records.allSatisfy({ $0.flag(CaseField.contactShared) }),
      try Set(reader.customer(id).cases.map(\.record)).isSubset(of: Set(rows.map(\.id)))
    {
      return id
    }
    return try reader.freshCustomerID(for: reader.number(of: rows[0]))
  }
}

enum CustomerUnlinkMessage: Message {
  case abstract
  case casesHelp
  case discussion
  case unlinked(String, [String])

  var label: Label {
    switch self {
    case .abstract: Label(en: "Says that cases are of another customer.", zhHans: "把工单从客户名下分出来。")
    case .casesHelp:
      Label(en: "The cases that are of somebody else, all of one person.", zhHans: "属于另一位客户的工单（同一人）。")
    case .discussion:
      Label(
        en: """
          casebook customer unlink 7
          casebook customer unlink 7 12

          For a phone number or an e-mail address that a family or an office shares: the
          cases get a customer id of their own, and their phone and e-mail lead to nobody
          (casebook edit 7 --contact-shared no undoes that).
          """,
        zhHans: """
          casebook customer unlink 7
          casebook customer unlink 7 12

          用于一家人或一个单位共用的电话、邮箱：这些工单会得到自己的客户编号，
          其电话和邮箱不再用来认人（撤销：casebook edit 7 --contact-shared 否）。
          """)
    case .unlinked(let id, let numbers):
      Label(
        en: "Now of customer \(id): \(numbers.joined(separator: ", ")). Whose they are goes by the id alone.",
        zhHans: "已归客户 \(id)：\(numbers.joined(separator: "、"))；此后只凭客户编号认人。")
    }
  }
}
