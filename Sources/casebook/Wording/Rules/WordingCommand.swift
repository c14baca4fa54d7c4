import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

/// `casebook wording …`
struct WordingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wording",
    abstract: text(WordingMessage.abstract),
    discussion: text(WordingMessage.discussion),
    subcommands: [
      WordingList.self, WordingShow.self, WordingAdd.self, WordingEdit.self, WordingRetire.self,
    ])
}

extension Context {
  func json(_ rule: WordingRule) -> JSON {
    [
      "id": .string(rule.id), "kind": .string(rule.kind), "language": .string(rule.language),
      "pattern": .string(rule.pattern), "readable": .bool(WordingPattern(rule.pattern) != nil),
      "why": .string(rule.text(rule.why, language)), "better": .string(rule.text(rule.better, language)),
      "why_en": .string(rule.why.en), "why_zh": .string(rule.why.zhHans),
      "better_en": .string(rule.better.en), "better_zh": .string(rule.better.zhHans),
      "retired": .bool(rule.isRetired), "source": .string(rule.isBuiltIn ? "built_in" : "head_office"),
    ]
  }

  /// The rule that an id, or an unambiguous beginning of one, names.
  func rule(_ typed: String, in rules: [WordingRule]) throws -> WordingRule {
    try one(
      of: rules, typed, id: \.id, what: Label(DomainMessage.rule),
      list: "casebook wording list --language all")
  }
}

enum WordingMessage: Message {
  case abstract
  case discussion

  private static let number = Placeholders.literal("number")
  private static let amount = Placeholders.literal("amount")

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "The rules of check-wording.", zhHans: "用语检查的规则。")
    case .discussion:
      Label(
        en: """
          casebook wording list --kind vague
          casebook wording show en_soon

          Head office adds, changes and retires rules for all branches:

          casebook wording add en_cheap --kind forbidden --language en \\
            --pattern "you get what you pay for" \\
            --why-en "It blames the customer for the price." \\
            --better-en "Say what you will do."
          casebook wording retire en_cheap

          A pattern: [a|b] either of these; <gap 6> at most six characters between;
          <clause> at the beginning of a clause; <not-after X|Y>, <not-before X|Y>;
          <unless-time 20> unless a time is named within 20 characters;
          <unless-before X|Y>, <unless-after X|Y> unless one of these comes before or
          after it;
          \(Self.number); \(Self.amount) an amount above the limit of one's role.
          """,
        zhHans: """
          casebook wording list --kind 空泛承诺
          casebook wording show zh_soon

          总部可为所有门店新增、修改、停用：

          casebook wording add zh_cheap --kind 禁用语 --language 简体中文 \\
            --pattern "一分[价|价钱]一分货" \\
            --why-zh "等于怪客户买得便宜。" --better-zh "先说怎么解决。"
          casebook wording retire zh_cheap

          查找内容的写法：[甲|乙] 任选其一；<gap 6> 中间最多隔 6 个字；
          <clause> 在分句开头；<not-after 甲|乙> 前面不是；<not-before 甲|乙> 后面不是；
          <unless-time 20> 前后 20 字内没有写明时间；<unless-before 甲|乙> 前文没有出现；
          <unless-after 甲|乙> 后文没有出现；
          \(Self.number) 数字；\(Self.amount) 超出权限的金额。
          """)
    }
  }
}
