import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal

/// `casebook drafts …`
struct DraftsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drafts",
    abstract: text(DraftsMessage.abstract),
    discussion: text(DraftsMessage.discussion),
    subcommands: [DraftsList.self, DraftsShow.self, DraftsResume.self, DraftsDiscard.self],
    defaultSubcommand: DraftsList.self)
}

extension Context {
  /// The number of the case that a draft became; nil where it was not logged.
  func loggedNumber(_ draft: IntakeDraft) throws -> String? {
    try read { try $0.numberOfCase(loggedAs: draft.id) }
  }

  func shown(_ draft: IntakeDraft, _ field: FieldDefinition) -> String {
    guard let text = draft[field.id], !text.isEmpty else { return "" }
    return IntakeQuestion.all(terms.withRetired).first { $0.field == field }?
      .shown(text, language, now: clock(draft.beganAt)) ?? text
  }

  func json(_ draft: IntakeDraft) throws -> JSON {
    [
      "id": .string(draft.id.description), "name": .string(draft.name),
      "began_at": .string(time(draft.beganAt).rfc3339), "in_use": .bool(drafts.isInUse(draft.id)),
      "logged_as": .optional(try loggedNumber(draft)),
      "answers": .object(
        draft.answers.filter { !$0.text.isEmpty && IntakeDraft.isAnswer($0.field) }.map {
          ($0.field, .string($0.text))
        }),
    ]
  }
}

enum DraftsMessage: Message {
  case abstract
  case discussion
  case draftHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Intakes begun and not logged yet.", zhHans: "已开始填写、尚未登记的草稿。")
    case .discussion:
      Label(
        en: """
          casebook drafts
          casebook drafts show 3f9a1c
          casebook drafts resume 3f9a1c    goes on (same as casebook new --draft 3f9a1c)
          casebook drafts discard 3f9a1c

          A draft is only on this computer, in the folder drafts beside the store. It is
          removed when it is logged.
          """,
        zhHans: """
          casebook drafts
          casebook drafts show 3f9a1c
          casebook drafts resume 3f9a1c        继续填写（同 casebook new --draft 3f9a1c）
          casebook drafts discard 3f9a1c

          草稿只存在本机（数据目录下的 drafts 文件夹），登记后自动清除。
          """)
    case .draftHelp:
      Label(en: "The draft: its id, or the end of it.", zhHans: "草稿编号（可只填最后几位）。")
    }
  }
}
