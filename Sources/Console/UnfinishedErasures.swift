package import Language

extension Label {
  /// What head office has not finished of its erasures, as an ErasureStatusResponse has it; nil for what a newer one
  /// says.
  package init?(unfinishedErasure code: String) {
    switch code {
    case "ledger": self.init(UnfinishedErasuresMessage.ledgerLeft)
    case "log": self.init(UnfinishedErasuresMessage.logLeft)
    case _ where code.hasPrefix("copy "):
      self.init(UnfinishedErasuresMessage.copyLeft(name: String(code.dropFirst(5))))
    default: return nil
    }
  }
}

enum UnfinishedErasuresMessage: Message {
  case copyLeft(name: String)
  case ledgerLeft
  case logLeft

  var label: Label {
    switch self {
    case .copyLeft(let name):
      Label(
        en:
          "Not finished at head office: the file \(name) in its data folder has not been searched yet. It is tried again automatically. If this message still appears tomorrow, the file cannot be read: move it away or delete it, because erased data may still be in it.",
        zhHans: "总部尚未完成：数据目录中的 \(name) 还没有检查完，系统会自动重试。如果明天仍有此提示，说明该文件无法读取，其中可能还有应清除的个人信息，请移走或删除该文件。")
    case .ledgerLeft:
      Label(
        en:
          "Not finished at head office: the list of erasures cannot be written. Is its disk full? It is tried again automatically.",
        zhHans: "总部尚未完成：个人信息清除台账无法写入。请检查磁盘是否已满；系统会自动重试。")
    case .logLeft:
      Label(
        en:
          "Not finished at head office: another program is reading its data. It continues automatically when that program ends.",
        zhHans: "总部尚未完成：有其他程序正在读取总部数据，结束后会自动继续。")
    }
  }
}
