package import Language

/// What to do next, where several commands of both programs advise the same.
package enum HintMessage: Message {
  case longerID
  case olderBackup
  case updateProgram

  package var label: Label {
    switch self {
    case .longerID: Label(en: "Give more of the id.", zhHans: "请多输入几位编号。")
    case .olderBackup: Label(en: "Use an older backup.", zhHans: "请改用更早的备份。")
    case .updateProgram: Label(en: "Update this program.", zhHans: "请更新本程序。")
    }
  }
}
