import Glibc
package import Language

/// Why a file that somebody named cannot be read: one text for each reason, whatever the file is for.
package enum UnreadableFile: Error, Hashable, Sendable {
  case missing
  case isFolder
  case noPermission
  case diskError
  /// It has more bytes than are read.
  case tooLarge(limit: Int)
  /// An `errno`.
  case system(Int32)

  package init(_ code: Int32) {
    self =
      switch code {
      case ENOENT, ENOTDIR: .missing
      case EISDIR: .isFolder
      case EACCES, EPERM: .noPermission
      case EIO: .diskError
      default: .system(code)
      }
  }

  /// - Parameter systemReason: what is said of an `errno` that has no text here.
  package func label(_ path: String, systemReason: (Int32) -> Label) -> Label {
    func because(_ reason: Label) -> Label {
      Label(UnreadableFileMessage.unreadable(path: path, reason: reason))
    }
    return switch self {
    case .missing: Label(UnreadableFileMessage.missing(path: path))
    case .tooLarge(let limit):
      Label(UnreadableFileMessage.tooLarge(path: path, megabytes: max(limit >> 20, 1)))
    case .isFolder: because(Label(UnreadableFileMessage.isFolder))
    case .noPermission: because(Label(UnreadableFileMessage.noPermission))
    case .diskError: because(Label(UnreadableFileMessage.diskError))
    case .system(let code): because(systemReason(code))
    }
  }

  package func label(_ path: String) -> Label {
    label(path) { Label(UnreadableFileMessage.systemError(code: Int($0))) }
  }
}

enum UnreadableFileMessage: Message {
  case unreadable(path: String, reason: Label)
  case missing(path: String)
  case tooLarge(path: String, megabytes: Int)
  case systemError(code: Int)
  case isFolder
  case noPermission
  case diskError

  var label: Label {
    switch self {
    case .unreadable(let path, let reason):
      Label(en: "\(path) cannot be read: \(reason.en).", zhHans: "无法读取 \(path)：\(reason.zhHans)。")
    case .missing(let path):
      Label(en: "There is no file \(path).", zhHans: "没有文件 \(path)。")
    case .tooLarge(let path, let limit):
      Label(
        en: "\(path) is larger than \(limit.grouped) MB.", zhHans: "\(path) 超过 \(limit.grouped) MB。")
    case .systemError(let code):
      Label(en: "system error \(code)", zhHans: "系统错误 \(code)")
    case .isFolder:
      Label(en: "it is a folder", zhHans: "这是一个文件夹")
    case .noPermission:
      Label(en: "this user may not read it", zhHans: "没有读取权限")
    case .diskError:
      Label(en: "the disk reports an error", zhHans: "磁盘读取出错")
    }
  }
}
