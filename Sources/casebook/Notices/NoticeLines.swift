import CaseIndex
import Complaints
import Console
import Language
import Replica
import Terminal
import Versioning

/// Notices where they are needed: what a branch still has to acknowledge, and what a case may be of.
extension Context {
  /// What the own branch has not acknowledged, a line each, the first due first.
  func owedNotices(_ reader: ReplicaReader) throws -> [Label] {
    try reader.owedNotices(of: reader.identity.branch.rawValue).map { notice, deadline in
      Label(
        NoticeLinesMessage.owed(
          purpose(notice), notice.title ?? notice.key, by: time(deadline.due, in: deadline.zone), notice.key))
    }
  }

  /// Of what is in force, what a case may be of.
  func notices(concerning file: LoopRecord, of branch: String, _ reader: ReplicaReader) throws -> [Notice] {
    try reader.notices(concerning: branch, terms: terms) { file.text($0) }
  }

  /// Of a case that was just logged, which is safe: whatever goes wrong here is not told.
  func notices(concerning id: RecordID) -> [Notice] {
    let found = try? read { reader -> [Notice]? in
      guard let row = try reader.db.record(id), let state = try row.decoded() else { return nil }
      return try notices(concerning: LoopRecord(state), of: try reader.db.scopeCode(row.scope) ?? "", reader)
    }
    return (found ?? nil) ?? []
  }

  /// `停用中：变薄的纸箱`, and how to read it.
  func inForce(_ notice: Notice) -> Label {
    let purpose = notice.purpose.flatMap { Vocabulary.noticePurpose.term($0)?.label }
    return Label(
      NoticeLinesMessage.inForce(
        purpose ?? NoticeField.purpose.label, asksForDeed: notice.asksForDeed, notice.title ?? notice.key,
        notice.key))
  }

  /// What is to be acknowledged by the own branch; at head office, what branches are late with.
  /// - Parameter branch: of that branch only.
  func noticeDuties(branch: String?, _ reader: ReplicaReader) throws -> [Duty] {
    let identity = reader.identity
    let own = identity.branch.rawValue
    func duty(_ notice: Notice, _ deadline: Deadline, missing: [String]?) -> Duty {
      let kind =
        (RecordKind.notice.label.map(text) ?? "") + text(PunctuationMessage.brackets(purpose(notice)))
      let named = missing.map { codes in
        let list = codes.joined(separator: text(PunctuationMessage.comma))
        return text(PunctuationMessage.comma) + text(NoticeListMessage.overdue(list))
      }
      return Duty(
        deadline: deadline, kind: .notice, name: notice.key, title: kind + (named ?? ""),
        branch: branch ?? own, number: nil)
    }
    guard identity.role.seesEveryBranch(enrolledAt: identity.branch) else {
      guard branch.map({ $0 == own }) ?? true else { return [] }
      return try reader.owedNotices(of: own).map { duty($0.notice, $0.deadline, missing: nil) }
    }
    return try reader.noticesInForce().compactMap { notice in
      let seen = try self.seen(notice, reader)
      let late = seen.overdue(at: now.milliseconds).filter { branch == nil || $0 == branch }
      guard let first = late.first,
        let deadline = Deadline(notice, zone: try reader.acknowledgingZone(of: notice, at: first))
      else { return nil }
      return duty(notice, deadline, missing: late)
    }
  }
}

extension GuidedIntake {
  /// What is in force of the product, batch or supplier that was just typed, and was not told yet.
  func notices() throws {
    let found = try context.read(store) { reader in
      try reader.notices(concerning: reader.identity.branch.rawValue, terms: context.terms) { text($0) }
    }
    for notice in found where told.insert("notice \(notice.key)").inserted {
      say(context.inForce(notice), .red)
    }
  }
}

enum NoticeLinesMessage: Message {
  case inForce(Label, asksForDeed: Bool, String, String)
  case owed(String, String, by: String, String)

  var label: Label {
    switch self {
    case .inForce(let purpose, let asksForDeed, let title, let key):
      Label(
        en: "\(purpose.en) in force: \(title) (casebook notice show \(key))",
        zhHans: "\(purpose.zhHans)\(asksForDeed ? "中" : "")：\(title)（casebook notice show \(key)）")
    case .owed(let purpose, let title, let when, let key):
      Label(
        en: "Not acknowledged (\(purpose)): \(title), by \(when): casebook notice ack \(key)",
        zhHans: "待签收（\(purpose)）：\(title)，最晚 \(when)：casebook notice ack \(key)")
    }
  }
}
