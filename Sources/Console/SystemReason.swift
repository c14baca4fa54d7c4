import Glibc
package import Language

/// Why the operating system refused something, in the person's language.
package enum SystemReason {
  /// - Parameter code: an `errno`.
  package static func label(_ code: Int32) -> Label { label(String(cString: strerror(code))) }

  /// - Parameter text: what `strerror` or SQLite says; something may stand before it, set apart by a colon. What is not known
  ///   here is behind in brackets where the person reads Chinese: a sentence is whole in one language.
  package static func label(_ text: String) -> Label {
    for (code, chinese) in known {
      let english = String(cString: strerror(code))
      if text == english { return Label(en: english, zhHans: chinese) }
      if text.hasSuffix(": " + english) {
        return Label(en: text, zhHans: text.dropLast(english.count + 2) + "：" + chinese)
      }
    }
    for (english, chinese) in ofSQLite where text == english || text.hasSuffix(": " + english) {
      return Label(
        en: text, zhHans: text == english ? chinese : text.dropLast(english.count + 2) + "：" + chinese)
    }
    return Label(en: text, zhHans: Self.readsChinese(text) ? text : "系统报错（\(text)）")
  }

  private static func readsChinese(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }

  /// sqlite.org/rescode.html
  private static let ofSQLite: [(String, String)] = [
    ("database disk image is malformed", "文件内容已损坏"), ("file is not a database", "不是数据库文件"),
    ("disk I/O error", "磁盘读写出错"), ("unable to open database file", "无法打开文件"),
    ("attempt to write a readonly database", "文件只读"), ("database or disk is full", "磁盘已满"),
    ("out of memory", "内存不足"), ("it is not an ordinary file", "不是普通文件"),
  ]

  private static let known: [(Int32, String)] = [
    (EACCES, "没有权限"), (EPERM, "系统不允许"), (ENOENT, "没有这个文件或目录"), (ENOSPC, "磁盘已满"),
    (EDQUOT, "磁盘配额已用完"), (EROFS, "磁盘只读"), (EISDIR, "这是目录"), (ENOTDIR, "路径中有一段不是目录"),
    (EEXIST, "文件已存在"), (EBUSY, "正被占用"), (ETXTBSY, "文件正在运行"), (EIO, "磁盘读写出错"), (EMFILE, "打开的文件太多"),
    (ENFILE, "打开的文件太多"), (ENAMETOOLONG, "文件名太长"), (ELOOP, "符号链接绕成了圈"), (EFBIG, "文件太大"),
    (ENOTEMPTY, "目录不为空"), (EXDEV, "不在同一块磁盘上"), (EPIPE, "对方已不再接收"), (ENXIO, "没有这个设备"), (ENODEV, "没有这个设备"),
    (ENOMEM, "内存不足"), (EADDRINUSE, "端口已被占用"), (EADDRNOTAVAIL, "本机没有这个地址"), (EINVAL, "系统不接受"),
  ]
}
