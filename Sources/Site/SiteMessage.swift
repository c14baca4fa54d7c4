package import Language

/// The words of the site itself.
package enum SiteMessage: Message {
  case asOf(String)
  case byClass
  case byTag
  case everyBranch
  case found
  case foundMore
  case home
  case inOtherLanguage
  case needsScript
  case noClass
  case nothingFound
  case nothingHere
  case offline
  case pages
  case phrases
  case plans
  case search
  case searchField
  case searchHelp
  case skip
  case title
  case titleOfPage(String)
  case typeSomething

  package var label: Label {
    switch self {
    case .asOf(let day): Label(en: "As of \(day).", zhHans: "内容截至 \(day)。")
    case .byClass: Label(en: "By problem class", zhHans: "按问题分类")
    case .byTag: Label(en: "By tag", zhHans: "按标签")
    case .everyBranch: Label(en: "Every branch without a plan of its own", zhHans: "没有单独预案的门店")
    case .found: Label(en: "Found: {n}", zhHans: "找到 {n} 条")
    case .foundMore: Label(en: "Found: {n}; the first {m} are shown", zhHans: "找到 {n} 条，显示前 {m} 条")
    case .home: Label(en: "Contents", zhHans: "目录")
    case .inOtherLanguage: Label(en: "中文", zhHans: "English")
    case .needsScript:
      Label(
        en: "The search needs JavaScript, which this browser does not run. The contents list every page.",
        zhHans: "此浏览器未启用 JavaScript，不能搜索。目录中列有全部页面。")
    case .noClass: Label(en: "For every class", zhHans: "适用于所有分类")
    case .nothingFound:
      Label(en: "Nothing found. Try fewer or shorter words.", zhHans: "没有找到。请减少关键词，或换短一些的词。")
    case .nothingHere: Label(en: "There is nothing here yet.", zhHans: "暂无内容。")
    case .offline:
      Label(en: "These pages need no network and send nothing.", zhHans: "本网站无需联网，不发送任何数据。")
    case .pages: Label(en: "Pages", zhHans: "页面导航")
    case .phrases: Label(en: "Phrases", zhHans: "常用话术")
    case .plans: Label(en: "Emergency plans", zhHans: "应急处置预案")
    case .search: Label(en: "Search", zhHans: "搜索")
    case .searchField: Label(en: "Words to look for", zhHans: "搜索内容")
    case .searchHelp:
      Label(
        en: "All words have to be there; “exactly this” in quotation marks; -word leaves out.",
        zhHans: "各个词都要出现；用引号“原话”查找连续的字句；-词 表示排除。")
    case .skip: Label(en: "Skip to the text", zhHans: "跳到正文")
    case .title: Label(en: "Complaint knowledge base", zhHans: "投诉处理知识库")
    case .titleOfPage(let page):
      Label(en: "\(page) – Complaint knowledge base", zhHans: "\(page) – 投诉处理知识库")
    case .typeSomething: Label(en: "Type what you look for.", zhHans: "请输入要找的内容。")
    }
  }
}
