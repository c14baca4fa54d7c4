import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

/// `casebook signal …`
struct SignalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signal",
    abstract: text(SignalMessage.abstract),
    discussion: text(SignalMessage.discussion),
    subcommands: [
      SignalAdd.self, SignalList.self, SignalAssign.self, SignalReply.self, SignalDismiss.self,
      SignalImport.self,
    ],
    defaultSubcommand: SignalAdd.self)
}

extension Context {
  /// The signal that the end or the beginning of an id names.
  func signal(_ typed: String, _ reader: ReplicaReader) throws -> Signal {
    let wanted = typed.foldedCode.filter { $0 != "-" }
    let found = try reader.signals().filter { signal in
      let id = signal.id.description.filter { $0 != "-" }
      return !wanted.isEmpty && (id.hasSuffix(wanted) || id.hasPrefix(wanted))
    }
    guard let only = found.first, found.count == 1 else {
      throw CommandFailure.unknownID(
        typed, found.map(\.id.description), what: Label(SignalMessage.signal),
        list: "casebook signal list --all")
    }
    return only
  }

  /// What a case takes over from a signal.
  func answers(_ signal: Signal) -> [(id: String, text: String)] {
    [
      (CaseField.narrative.id, signal.text), (CaseField.channel.id, signal.channel ?? ""),
      (CaseField.signal.id, signal.kind),
      (CaseField.occurredAt.id, signal.record.text(SignalField.noticedAt) ?? ""),
    ].filter { !$0.1.isEmpty }
  }

  func number(ofCase id: String, _ reader: ReplicaReader) throws -> String {
    try RecordID(text: id).flatMap { try reader.numberOfCase(loggedAs: $0) } ?? id
  }

  func json(_ signal: Signal, numbers: [String]) -> JSON {
    [
      "id": .string(signal.id.description), "name": .string(signal.name), "branch": .string(signal.branch),
      "kind": .string(signal.kind), "text": .string(signal.text), "channel": .optional(signal.channel),
      "noticed_at": .optional(signal.record.text(SignalField.noticedAt)), "cases": .strings(numbers),
      "owner": .optional(signal.owner), "due": .optional(signal.due?.stored),
      "late": .bool(signal.isLate(zone: zone, now: now.milliseconds)),
      "link": .optional(signal.record.text(SignalField.link)),
      "stars": .optional(signal.stars.map(Int64.init)),
      "reach": .optional(signal.record.text(SignalField.reach)),
      "reply": .optional(signal.record.text(SignalField.reply)),
      "replied_at": .optional(signal.record.text(SignalField.repliedAt)),
      "dismissed": signal.isDismissed ? .optional(signal.record.text(SignalField.dismissed) ?? "") : .null,
    ]
  }
}

enum SignalMessage: Message {
  case abstract
  case discussion
  case signal

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Signs that a customer is unhappy who has not said so yet.", zhHans: "客户没有说出口的不满。")
    case .discussion:
      Label(
        en: """
          casebook signal "Sighed at the till" --kind nonverbal --channel in_store
          casebook signal list
          casebook new --signal 3f9a1c           makes a case of it
          casebook signal assign 3f9a1c --to "Li Na" --due tomorrow
          casebook signal dismiss 3f9a1c --reason "Was only tired"
          casebook signal "Cold and rude" --kind negative_review --stars 1 --link …
          casebook signal reply 3f9a1c "We are sorry. Please call us on 021-6000 0000."
          casebook signal import reviews.csv     online reviews, from a file
          """,
        zhHans: """
          casebook signal "结账时叹气，甜品没动就走了" --kind 神态动作 --channel 当场
          casebook signal list
          casebook new --signal 3f9a1c           转成工单
          casebook signal assign 3f9a1c --to 李娜 --due 明天
          casebook signal dismiss 3f9a1c --reason "只是累了"
          casebook signal "菜凉，态度差" --kind 负面评论 --stars 1 --link …
          casebook signal reply 3f9a1c "非常抱歉，请致电 021-6000 0000。"
          casebook signal import 评论.csv        从文件导入网上评论
          """)
    case .signal:
      Label(en: "signal", zhHans: "不满苗头")
    }
  }
}
