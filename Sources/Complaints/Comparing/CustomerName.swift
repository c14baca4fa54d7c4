/// What is typed where a customer's id belongs.
package enum CustomerName {
  /// Whether an id can tell who somebody is: not what stands there where nobody has one.
  package static func identifies(_ typed: String) -> Bool {
    let id = typed.foldedAddress
    guard id.hasWord, !nobody.contains(id), !nobody.contains(id.filter { !" .".contains($0) }) else {
      return false
    }
    if let at = id.firstIndex(of: "@") {
      return identifies(mailbox: id[..<at], at: id[id.index(after: at)...])
    }
    // 0, 9999, 123456, 123123123123: what stands there where a form asks for a number.
    guard id.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return true }
    let isFilling =
      id.utf8.count >= 4
      && (PhoneNumber.isOneDigit(id) || PhoneNumber.isRun(id) || PhoneNumber.isRepeated(id))
    return !isFilling && !id.utf8.allSatisfy { $0 == 0x30 }
  }

  /// `noreply@shop.example`, `none@none.com`, `a@a.a`.
  private static func identifies(mailbox: Substring, at host: Substring) -> Bool {
    let name = host.prefix { $0 != "." }
    let nobodys = ["noreply", "no-reply", "donotreply", "nomail", "noemail", "no-email", "keine", "test"]
    return !nobodys.contains { mailbox == $0 } && !nobody.contains(String(mailbox))
      && !(mailbox.count == 1 && mailbox == name)
  }

  private static let nobody: Set<String> = [
    "n/a", "na", "nan", "none", "no", "nil", "null", "unknown", "anonymous", "anon", "notgiven",
    "nonegiven", "keineangabe", "ka", "guest", "walk-in", "walkin",
    "test", "tbd", "tba", "tbc",
    "x", "xx",
    "xxx", "无", "没有", "未知", "不详", "不明", "匿名", "散客", "路人", "游客", "临时", "暂无", "未登记", "无编号",
    "待定", "待补", "会员", "非会员", "新客户", "老客户", "客户", "顾客",
  ]
}
