import CaseIndex
import Complaints
import Console
import Language
import RecordStore
import Replica
import Versioning

/// One of the versions that a conflict is between, as it is listed: `--take 2` names the second.
struct ConflictChoice {
  let number: Int
  let record: RecordRow
  let field: FieldID
  let head: Head
  /// What everybody sees now.
  let isShown: Bool

  var definition: FieldDefinition? { Schema.field(record.kind, number: field.number) }
}

extension [Conflict] {
  /// What is open on one case stands together.
  var byCase: [Conflict] { sorted { ($0.number, $0.field.number) < ($1.number, $1.field.number) } }
}

extension Conflict {
  /// The winner first. Of a deletion: the deletions, then what they did not see; the case is shown until
  /// somebody decides, so those are the winners.
  var choices: [ConflictChoice] {
    let ownHeads = heads.map { (record: record, field: field, head: $0) }
    let edits = unseen.filter { edit in !(edit.record.id == record.id && edit.field == field) }
      .map { (record: $0.record, field: $0.field, head: $0.head) }
    return (ownHeads + edits).enumerated().map { index, version in
      let isDeletion = if case .sight = version.head.value { true } else { false }
      return ConflictChoice(
        number: index + 1, record: version.record, field: version.field, head: version.head,
        isShown: kind == .deletion ? !isDeletion : index == 0)
    }
  }

  /// The version that a person's words name: its number in the list, its dot, or an unambiguous beginning
  /// of the dot (`019ab3/12`: of the replica's id, with the whole number).
  /// - Throws: `CommandFailure` (not found).
  func choice(_ typed: String) throws -> Dot {
    let choices = choices
    if typed.utf8.count <= 3, let number = Int(typed),
      let choice = choices.first(where: { $0.number == number })
    {
      return choice.head.dot
    }
    let wanted = typed.lowercased().split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let dots = Set(choices.map(\.head.dot)).filter { dot in
      let parts = dot.description.split(separator: "/")
      let hasReplica = parts[0].hasPrefix(wanted[0]) || parts[0].replacing("-", with: "").hasPrefix(wanted[0])
      return hasReplica && !wanted[0].isEmpty && (wanted.count == 1 || parts[1] == wanted[1])
    }
    if let dot = dots.first, dots.count == 1 { return dot }
    throw CommandFailure(
      "not_a_version", .notFound,
      dots.isEmpty
        ? Label(ConflictChoicesMessage.notAVersion(typed))
        : Label(ConflictChoicesMessage.ambiguousVersion(typed)),
      hint: Label(ConflictChoicesMessage.numberHint),
      candidates: choices.map { "\($0.number)  \($0.head.dot)  \($0.head.version.author.name)" })
  }
}

extension Context {
  /// The conflict that an id names, as it is now.
  /// - Parameter mustBeWhole: its second part has to be there, so that it is sure which versions its author
  ///   was shown.
  func resolveConflict(_ reader: ReplicaReader, _ id: String, mustBeWhole: Bool) throws -> Conflict {
    switch try reader.conflict(id) {
    case .found(let conflict):
      guard mustBeWhole, TypedConflictID(id)?.heads == nil else { return conflict }
      throw incomplete(id, conflict)
    case .changed(let conflict): return conflict
    case .none:
      throw CommandFailure(
        "not_found", .notFound, Label(ConflictChoicesMessage.notFound(id)),
        hint: Label(ConflictChoicesMessage.settledHint))
    case .ambiguous(let ids):
      throw CommandFailure(
        "ambiguous", .notFound, Label(ConflictChoicesMessage.ambiguous(id)),
        hint: Label(HintMessage.longerID), candidates: ids.map(\.description))
    }
  }

  /// Which heads were seen cannot be told from a part of the id.
  func incomplete(_ id: String, _ conflict: Conflict) -> CommandFailure {
    .usage(
      Label(ConflictChoicesMessage.idIncomplete(id, whole: "\(conflict.id)")),
      hint: Label(ConflictChoicesMessage.showFirstHint("\(conflict.id)")))
  }
}

enum ConflictChoicesMessage: Message {
  case ambiguous(String)
  case ambiguousVersion(String)
  case notAVersion(String)
  case idIncomplete(String, whole: String)
  case settledHint
  case showFirstHint(String)
  case notFound(String)
  case numberHint

  var label: Label {
    switch self {
    case .ambiguous(let id):
      Label(en: "“\(id)” could be several conflicts:", zhHans: "“\(id)”对应多个冲突：")
    case .ambiguousVersion(let typed):
      Label(en: "“\(typed)” could be several of the versions in conflict:", zhHans: "“\(typed)”对应多个版本：")
    case .notAVersion(let typed):
      Label(en: "“\(typed)” is not one of the versions in conflict:", zhHans: "“\(typed)”不是该冲突中的版本：")
    case .idIncomplete(let id, let conflictId):
      Label(
        en: "“\(id)” is only part of the id \(conflictId).", zhHans: "“\(id)”不是完整的冲突编号；完整编号：\(conflictId)。")
    case .settledHint:
      Label(
        en: "It may have been settled: casebook history <case>. Open conflicts: casebook conflict list",
        zhHans: "可能已处理，可用 casebook history <工单> 查看；待处理的见 casebook conflict list。")
    case .showFirstHint(let id):
      Label(
        en: "Look at it first, then give the whole id: casebook conflict show \(id)",
        zhHans: "请先查看，再使用完整编号：casebook conflict show \(id)")
    case .notFound(let id):
      Label(en: "There is no open conflict “\(id)”.", zhHans: "没有待处理的冲突“\(id)”。")
    case .numberHint:
      Label(en: "Use the number in front: --take 1", zhHans: "请使用前面的序号：--take 1")
    }
  }
}
