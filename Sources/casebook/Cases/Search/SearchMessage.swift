import Complaints
import Interchange
import Language

enum SearchMessage: Message {
  case abstract
  case discussion
  case wordsHelp
  case offsetHelp
  case pageHelp
  case pageInvalid
  case pageOrOffset
  case pageNeedsLimit
  case nothingFound
  case nothingOnPage(total: Int)
  case shown(first: Int, last: Int, total: Int)
  case shownOfMore(first: Int, last: Int, total: Int)

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Finds cases, what was noted in them, and what head office published, by words.",
        zhHans: "按关键词查找工单、往来记录和总部发布的内容。")
    case .discussion:
      Label(
        en: """
          Every word has to stand somewhere in the case: in its fields, also in a value
          that lost in a conflict, or in its notes, call-backs and other records. Chinese
          is found by any part of it. Upper and lower case, full width, traditional and
          simplified characters and signs make no difference; codes are found with and
          without dashes (A77, A-77).

            soup refund       both words
            "cold soup"       these words in this order; also “冷汤” and 「冷汤」
            deliv*  XR-2*     words that begin so
            -refund           without this word; -type:product without this filter
            type:product      a filter; either colon, either language (类型：产品)
            handler:"Wang Fang"   a value with spaces

          Filters: status type class severity channel source responsibility cause
          root_cause handler product supplier order batch customer phone tag branch
          since until (2026-01-15, 2026-01, 2026, yesterday)
          customer: an id, a phone number, an e-mail address or a whole name
          is:conflicted open closed overdue escalated emergency
          has:note option call_back … or a field (has:phone)   kind:case phrase …
          form:faq of articles: policy how_to product standard faq customer_guide
          Of two values of one filter any will do; is:, has: and tag: hold together.

          The best come first: words in the title count for most, then the other fields,
          then notes. Of a word that thousands have the newest 2,000 are compared. Under
          a shell, put '…' around a search with quotation marks or stars.

            casebook search 'air* -refund severity:severe since:2026-01'
            casebook search '"cold soup" handler:"Wang Fang"' --page 2
          """,
        zhHans: """
          每个关键词都须在工单中出现：工单字段（含冲突中未采用的内容）、备注、回访等记录
          都算。中文按任意片段查找；不区分大小写、全角半角、繁体简体，符号不计；编号
          有无横线都能找到（A77、A-77）。繁简按单字对照，一简对多繁的字（后、後）会
          一起找出。

            空调 退款          两个词都有
            “冷汤” 「冷汤」     加引号：按原文连续出现
            deliv*  XR-2*      以此开头的词
            -退款              不含该词；-类型：产品 不含该条件
            类型：产品           条件，冒号全角半角均可，也可写 type:product
            经办人："王 芳"      内容有空格时加引号

          条件：状态 类型 分类 严重程度 渠道 投诉来源 责任 原因 根本原因 经办人 产品
          供应商 订单 批次 客户 电话 标签 门店 自/至（2026-01-15、2026-01、2026、昨天）
          客户：可填编号、电话、邮箱或完整姓名
          是：有冲突 未结 已结 超时 已升级 紧急
          有：备注 方案 回访……或某字段（有：电话）   种类：话术……
          文章类别：常见问题（只找该类知识文章）
          同一条件写几个值，符合其一即可；“是”“有”“标签”须同时符合。

          最相关的在前：标题最重，其次其他字段，再次往来记录；同样相关的，新的在前。
          非常常见的词只比较最新的 2,000 条记录。在命令行里用引号、星号时，请整体加 '…'。

            casebook search '空调 -退款 严重程度：严重 自：2026-01'
            casebook search '“半夜吵醒” 经办人：王芳' --page 2
          """)
    case .wordsHelp:
      Label(
        en: "What to look for: words, \"phrases\", beginnings*, -exclusions, filters.",
        zhHans: "要找的内容：关键词、“原文”、开头*、-排除、条件。")
    case .offsetHelp: Label(en: "Leave out so many of the first ones.", zhHans: "跳过前面多少条。")
    case .pageHelp:
      Label(en: "Which page of --limit (default 20) to show.", zhHans: "看第几页（每页 --limit 条，默认 20）。")
    case .pageInvalid:
      Label(
        en: "--page needs a number of 1 or more, --offset one of 0 or more.",
        zhHans: "--page 应为不小于 1 的数字，--offset 应为不小于 0 的数字。")
    case .pageOrOffset:
      Label(en: "Give either --page or --offset.", zhHans: "--page 和 --offset 只能填一个。")
    case .pageNeedsLimit:
      Label(en: "With --limit 0 there is one page.", zhHans: "--limit 0 时全部显示，没有分页。")
    case .nothingFound: Label(en: "Nothing was found.", zhHans: "没有找到。")
    case .nothingOnPage(let total):
      Label(
        en: "There are no more than \(total.grouped): nothing is left for this page.",
        zhHans: "一共只有 \(total.grouped) 条，这一页没有内容。")
    case .shown(let first, let last, let total):
      Label(
        en: "\(Self.span(first, last)) of \(total.grouped). \(Self.more.en)",
        zhHans: "第 \(Self.span(first, last)) 条，共 \(total.grouped) 条。\(Self.more.zhHans)")
    case .shownOfMore(let first, let last, let total):
      Label(
        en: "\(Self.span(first, last)) of more than \(total.grouped). \(Self.more.en)",
        zhHans: "第 \(Self.span(first, last)) 条，共超过 \(total.grouped) 条。\(Self.more.zhHans)")
    }
  }

  private static func span(_ first: Int, _ last: Int) -> String {
    first == last ? first.grouped : "\(first.grouped)–\(last.grouped)"
  }

  private static let more = Label(
    en: "--page shows others, --limit 0 all.", zhHans: "--page 看其他页，--limit 0 显示全部。")
}
