import Language

enum StepTakingMessage: Message {
  case recordNumbersHint(number: String)
  case exampleHint(Label)
  case recordUnknown(Label, typed: String, number: String)
  case noRecord(Label, number: String)
  case statusNewer(String, number: String)
  case closed(number: String, status: Label)
  case notFromHere(number: String, status: Label, step: Label)
  case requirementsMissing(number: String, step: Label, count: Int, missing: Label)
  case nextStepHint(String, number: String)
  case moved(number: String, from: Label, to: Label)
  case recorded(number: String, said: Label)
  case commandsHint(Label)
  case saved(number: String, status: Label)
  case statusInConflictHint(number: String)
  case closedHint(number: String)
  case ruleBroken(number: String, rule: Label)
  case statusInConflict(number: String)
  case reopenHint(number: String)
  case nextHint(number: String)
  case severalRecords(Label, number: String, count: Int)

  var label: Label {
    switch self {
    case .recordNumbersHint(let number):
      Label(
        en: "casebook next \(number) lists them with their numbers.",
        zhHans: "可用 casebook next \(number) 查看序号。")
    case .exampleHint(let command):
      Label(en: "For example: \(command.en)", zhHans: "例如：\(command.zhHans)")
    case .recordUnknown(let what, let typed, let number):
      Label(en: "\(number) has no \(what.en) “\(typed)”.", zhHans: "工单 \(number) 没有\(what.zhHans)“\(typed)”。")
    case .noRecord(let what, let number):
      Label(en: "\(number) has no \(what.en) to work on.", zhHans: "工单 \(number) 没有可处理的\(what.zhHans)。")
    case .statusNewer(let status, let number):
      Label(
        en: "\(number) has a status that only a newer version knows: “\(status)”. Nothing was saved.",
        zhHans: "工单 \(number) 的状态“\(status)”来自较新版本的程序。本次未保存。")
    case .closed(let number, let status):
      Label(
        en: "\(number) is closed (\(status.en)). Nothing was saved.",
        zhHans: "工单 \(number) 已结案（\(status.zhHans)），本次未保存。")
    case .notFromHere(let number, let status, let step):
      Label(
        en: "\(number) is “\(status.en)”; “\(step.en)” is not possible from there.",
        zhHans: "工单 \(number) 当前为“\(status.zhHans)”，不能进行“\(step.zhHans)”。")
    case .requirementsMissing(let number, let step, let count, let missing):
      Label(
        en:
          "\(number): “\(step.en)” needs \(count.plural("one thing", "\(count.grouped) things")) more: \(missing.en). Nothing was saved.",
        zhHans: "工单 \(number) 还不能“\(step.zhHans)”，缺 \(count.grouped) 项：\(missing.zhHans)。本次未保存。")
    case .nextStepHint(let value, let number):
      Label(
        en: "Next: casebook \(value) \(number)" + (value == "archive" ? "" : " …"),
        zhHans: "下一步：casebook \(value) \(number)" + (value == "archive" ? "" : " …"))
    case .moved(let number, let from, let to):
      Label(en: "\(number): \(from.en) → \(to.en).", zhHans: "工单 \(number)：\(from.zhHans) → \(to.zhHans)。")
    case .recorded(let number, let said):
      Label(
        en: "\(number): \(said.en)" + (".?!…".contains(said.en.last ?? " ") ? "" : "."),
        zhHans: "工单 \(number)：\(said.zhHans)" + ("。？！…?!.".contains(said.zhHans.last ?? " ") ? "" : "。"))
    case .commandsHint(let commands):
      Label(en: "One of: \(commands.en)", zhHans: "可选：\(commands.zhHans)")
    case .saved(let number, let to):
      Label(en: "\(number) saved (\(to.en)).", zhHans: "工单 \(number) 已保存（\(to.zhHans)）。")
    case .statusInConflictHint(let number):
      Label(
        en: "Resolve the conflict first: casebook conflict list --case \(number)",
        zhHans: "请先处理冲突：casebook conflict list --case \(number)")
    case .closedHint(let number):
      Label(
        en: "Reopen it first: casebook reopen \(number) --reason …",
        zhHans: "请先重开：casebook reopen \(number) --reason …")
    case .ruleBroken(let number, let label):
      Label(
        en: "\(number): \(label.en). Take a step to fix this; choosing a value does not.",
        zhHans: "工单 \(number)：\(label.zhHans)。请通过步骤处理，不能直接选定一方。")
    case .statusInConflict(let number):
      Label(
        en: "The status of \(number) is in conflict. Nothing was saved.", zhHans: "工单 \(number) 的状态有冲突，本次未保存。"
      )
    case .reopenHint(let number):
      Label(
        en: "To go on, reopen it: casebook reopen \(number) --reason …",
        zhHans: "如需继续处理：casebook reopen \(number) --reason …")
    case .nextHint(let number):
      Label(en: "What comes next: casebook next \(number)", zhHans: "下一步：casebook next \(number)")
    case .severalRecords(let what, let number, let count):
      Label(
        en: "Which \(what.en)? \(number) has \(count.grouped); give its number.",
        zhHans: "工单 \(number) 有 \(count.grouped) 项\(what.zhHans)，请写明序号。")
    }
  }
}
