/// What is typed where a customer's id belongs.
package enum CustomerName {
  /// Whether an id can tell who somebody is: not what stands there where nobody has one.
  package static func identifies(_ typed: String) -> Bool {
    let id = typed.foldedCode
    guard id.hasWord, !nobody.contains(id) else { return false }
    return !id.utf8.allSatisfy { $0 == 0x30 }
  }

  private static let nobody: Set<String> = [
    "n/a", "na", "none", "no", "nil", "null", "unknown", "anonymous", "guest", "walk-in", "walkin", "test",
    "x", "xx",
    "xxx", "无", "没有", "未知", "不详", "不明", "匿名", "散客", "路人", "游客", "临时", "暂无", "未登记", "无编号",
  ]
}
