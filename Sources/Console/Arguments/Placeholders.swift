package import Language
import Terminal

/// What stands between angle brackets in help and in what the parser says: what is to be put there.
package enum Placeholders {
  /// What is typed with its brackets as it stands, in whatever language: `<number>` of a wording rule.
  package static func literal(_ name: String) -> String { "<" + joiner + name + ">" }

  /// Seen by nobody: help is given out without it.
  static let joiner = "\u{2060}"

  /// A command to type, in both languages.
  package static func command(_ line: String) -> Label { Label(en: line, zhHans: translated(line)) }

  /// A line of help in Chinese. What comes after a placeholder stays in its column.
  static func translated(_ line: String) -> String {
    var result = ""
    var rest = line[...]
    var lag = 0
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      let name = String(rest[rest.index(after: open)..<close])
      let told = chinese[name] ?? name
      result += rest[...open] + told + ">"
      lag += name.displayWidth - told.displayWidth
      rest = rest[rest.index(after: close)...]
      guard rest.hasPrefix("  ") else { continue }
      if lag > 0 { result += String(repeating: " ", count: lag) }
      while lag < 0, rest.hasPrefix("  ") {
        rest = rest.dropFirst()
        lag += 1
      }
      lag = 0
    }
    return result + rest
  }

  /// By the names that options and arguments have in English; what is typed as it stands is not among them.
  private static let chinese = [
    "action": "措施", "amount": "金额", "anything-else": "其他", "cons": "缺点", "done": "已完成", "guarantee": "保障",
    "highlights": "亮点", "lesson": "教训", "outcome": "结果", "pros": "优点", "remedy[:amount]": "补救[:金额]",
    "replicable": "可复制经验", "shell": "命令行外壳", "shortcomings": "不足", "class=steps": "问题分类=环节", "steps": "步骤",
    "suggestion": "建议",
    "title": "标题", "yes|no": "是|否", "zone": "时区",
    "answer": "回执", "author": "姓名", "axes": "维度", "axis": "维度", "branch": "门店", "case": "工单", "cases": "工单",
    "link": "链接", "stars": "星级",
    "channel": "渠道",
    "deadline": "时限", "deadline/severity=time": "时限/严重度=时间", "code": "代码", "column=value": "列=值",
    "count": "数量",
    "date": "日期", "day": "日期", "day[..day]": "日期[..日期]", "days": "天数", "days=hours": "星期=时段", "dir": "目录",
    "dot": "修改", "emotion": "情绪", "field": "字段", "file": "文件", "folder": "文件夹", "key": "编号", "format": "格式",
    "host:port": "地址:端口",
    "how": "方式", "id": "编号", "kind": "种类", "language": "语言", "level": "级别", "minutes": "分钟", "n": "序号",
    "name": "姓名", "branch-name": "门店名称", "device-name": "设备名称", "encoding": "编码", "sheet": "工作表",
    "need": "诉求", "number": "号码", "offset": "时差", "options": "选项", "out": "输出文件",
    "part": "部分", "path": "路径", "pattern": "写法", "period": "时段", "purpose": "类别", "reason": "原因",
    "replica": "设备编号",
    "role": "角色", "stage": "阶段", "subcommand": "命令", "subcommands": "命令", "tag": "标签", "term": "选项",
    "text": "内容",
    "time": "时间", "url": "网址",
    "value": "值", "version": "版本", "who": "何人", "who/severity=amount": "角色/严重度=金额", "who: number": "何人：号码",
    "word": "词", "words": "关键词", "topic": "主题", "form": "形式", "months": "月数", "a,b,…": "答案,…",
  ]
}
