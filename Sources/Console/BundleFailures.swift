package import Bundles
import Complaints
import Language

extension CommandFailure {
  /// Why a bundle could not be made or opened.
  package init(_ failure: BundleFailure, path: String) {
    let safe = Label(ConsoleMessage.nothingChanged)
    switch failure {
    case .notABundle:
      self.init(
        "not_a_bundle", .failed,
        Label(BundleFailuresMessage.notABundle(path: path, unchanged: safe)))
    case .otherVersion(let version):
      self.init(
        "other_version", .failed,
        Label(BundleFailuresMessage.newerVersion(path: path, version: Int(version), unchanged: safe)),
        hint: Label(HintMessage.updateProgram))
    case .otherKind(let kind):
      let what =
        kind == .request
        ? Label(BundleFailuresMessage.branchBundle)
        : Label(BundleFailuresMessage.headOfficeAnswer)
      self.init(
        "wrong_bundle", .failed,
        Label(BundleFailuresMessage.wrongKind(path: path, kind: what, unchanged: safe)))
    case .otherHeadOffice:
      self.init(
        "wrong_head_office", .notAllowed,
        Label(BundleFailuresMessage.otherHeadOffice(path: path, unchanged: safe)))
    case .damaged:
      self.init(
        "damaged_bundle", .failed,
        Label(BundleFailuresMessage.damaged(path: path, unchanged: safe)),
        hint: Label(BundleFailuresMessage.copyAgainHint))
    case .tooLarge(let limit):
      self.init(
        "too_large", .failed,
        Label(BundleFailuresMessage.tooLarge(path: path, megabytes: limit >> 20, unchanged: safe)))
    case .tooManyElements:
      self.init(
        "too_large", .failed,
        Label(BundleFailuresMessage.tooManyParts(path: path, unchanged: safe)))
    case .unusableKey:
      self.init(
        "bad_key", .failed,
        Label(BundleFailuresMessage.unusableKey(unchanged: safe)),
        hint: Label(BundleFailuresMessage.newTicketHint))
    }
  }
}

enum BundleFailuresMessage: Message {
  case headOfficeAnswer
  case newTicketHint
  case otherHeadOffice(path: String, unchanged: Label)
  case copyAgainHint
  case unusableKey(unchanged: Label)
  case newerVersion(path: String, version: Int, unchanged: Label)
  case damaged(path: String, unchanged: Label)
  case notABundle(path: String, unchanged: Label)
  case wrongKind(path: String, kind: Label, unchanged: Label)
  case branchBundle
  case tooManyParts(path: String, unchanged: Label)
  case tooLarge(path: String, megabytes: Int, unchanged: Label)

  var label: Label {
    switch self {
    case .headOfficeAnswer:
      Label(en: "an answer from head office", zhHans: "总部的回执")
    case .newTicketHint:
      Label(en: "Ask head office for a new ticket.", zhHans: "请向总部索取新的接入文件。")
    case .otherHeadOffice(let path, let safe):
      Label(
        en: "\(path) belongs to another head office. \(safe.en)", zhHans: "\(path) 属于另一个总部。\(safe.zhHans)")
    case .copyAgainHint:
      Label(
        en: "Copy the file again, or write a new one; nothing is lost by that.",
        zhHans: "请重新拷贝，或重新生成文件，不会丢失任何内容。")
    case .unusableKey(let safe):
      Label(en: "Head office's key cannot be used. \(safe.en)", zhHans: "总部的密钥无法使用。\(safe.zhHans)")
    case .newerVersion(let path, let version, let safe):
      Label(
        en: "\(path) was written by a newer Casebook (format \(version)). \(safe.en)",
        zhHans: "\(path) 由更高版本的 Casebook 生成（格式 \(version)）。\(safe.zhHans)")
    case .damaged(let path, let safe):
      Label(
        en: "\(path) is damaged, or was not made for this computer. \(safe.en)",
        zhHans: "\(path) 已损坏，或不是发给本机的。\(safe.zhHans)")
    case .notABundle(let path, let safe):
      Label(en: "\(path) is not a bundle. \(safe.en)", zhHans: "\(path) 不是上传文件或回执。\(safe.zhHans)")
    case .wrongKind(let path, let what, let safe):
      Label(
        en: "\(path) is \(what.en); this command cannot use it. \(safe.en)",
        zhHans: "\(path) 是\(what.zhHans)，这个命令用不了。\(safe.zhHans)")
    case .branchBundle:
      Label(en: "a bundle from a branch", zhHans: "门店的上传文件")
    case .tooManyParts(let path, let safe):
      Label(
        en: "\(path) has more items than a bundle may have. \(safe.en)",
        zhHans: "\(path) 里的内容条数超过上限。\(safe.zhHans)")
    case .tooLarge(let path, let limit, let safe):
      Label(
        en: "\(path) is over \(limit.grouped) MB. \(safe.en)",
        zhHans: "\(path) 超过 \(limit.grouped) MB。\(safe.zhHans)")
    }
  }
}
