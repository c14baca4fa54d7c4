import ArgumentParser
import Console
import Language

/// `casebook erase --customer ID …`, `casebook erase status`
struct EraseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: text(EraseMessage.abstract),
    discussion: text(EraseMessage.discussion),
    subcommands: [EraseCustomer.self, EraseStatus.self], defaultSubcommand: EraseCustomer.self)
}

enum EraseMessage: Message {
  case abstract
  case discussion

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Erases the personal data of a customer everywhere (administrators).",
        zhHans: "清除某位客户的全部个人信息（管理员）。")
    case .discussion:
      Label(
        en: """
          casebook erase --customer C-1027 --dry-run
          casebook erase --customer C-1027 --reason "asked for by letter"
          casebook erase status

          Every case with that customer id stays for statistics, without names, contacts
          and free texts: at head office with the next sync, at every device when that
          syncs. It cannot be undone. All spellings of an id are one (c-1027,
          Ｃ－１０２７); --dry-run lists those that the cases have. It reaches what was
          written until then; a customer who gets that id later is another one and stays.

          Drafts and kept texts are removed if they name the customer's id, phone,
          email, account or name; so are signals, as far as head office has them by
          then, which --dry-run lists. A short number (120) is an id in a text only
          behind a word that says so (customer 120). Exports and copies elsewhere are
          out of reach.
          """,
        zhHans: """
          casebook erase --customer C-1027 --dry-run
          casebook erase --customer C-1027 --reason "客户来电要求删除"
          casebook erase status

          该客户编号下的工单保留用于统计，但姓名、联系方式和文字内容全部清除：
          总部在下次同步时生效，各设备在其下次同步时生效。此操作无法撤销。
          编号的各种写法（c-1027、Ｃ－１０２７）视为同一客户，--dry-run 会列出工单中
          的写法。清除的是在此之前写下的内容；以后用这个编号的客户不受影响。

          草稿和留存的文字中如出现该客户的编号、电话、邮箱、账号或姓名，也一并
          清除；总部当时已收到的不满苗头同样处理，--dry-run 会逐条列出。文字中的
          短数字（如 120）须写明是客户、会员（客户 120）才算编号。已导出的文件和
          存放在别处的副本无法清除。
          """)
    }
  }
}
