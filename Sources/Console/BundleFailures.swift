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
        hint: Label(BundleFailuresMessage.updateHint))
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
  case updateHint
  case branchBundle
  case tooManyParts(path: String, unchanged: Label)
  case tooLarge(path: String, megabytes: Int, unchanged: Label)

  var label: Label {
    switch self {
    case .headOfficeAnswer:
      Label(en: "an answer of head office", zhHans: "总部的应答")
    case .newTicketHint:
      Label(en: "Ask head office for a new ticket.", zhHans: "请向总部索取新的接入票据。")
    case .otherHeadOffice(let path, let safe):
      Label(
        en: "\(path) belongs to another head office. \(safe.en)", zhHans: "\(path) 属于另一个总部。\(safe.zhHans)")
    case .copyAgainHint:
      Label(
        en: "Copy it again, or write a new bundle: nothing is lost by that.",
        zhHans: "请重新拷贝，或重新生成数据包，不会丢失任何内容。")
    case .unusableKey(let safe):
      Label(en: "Head office's key cannot be used. \(safe.en)", zhHans: "总部密钥无法使用。\(safe.zhHans)")
    case .newerVersion(let path, let version, let safe):
      Label(
        en: "\(path) is a bundle of a newer version (\(version)). \(safe.en)",
        zhHans: "\(path) 是更新版本（\(version)）的数据包。\(safe.zhHans)")
    case .damaged(let path, let safe):
      Label(
        en: "\(path) is damaged, or was not made for this side. \(safe.en)",
        zhHans: "\(path) 已损坏，或不是发给本机的。\(safe.zhHans)")
    case .notABundle(let path, let safe):
      Label(en: "\(path) is no bundle. \(safe.en)", zhHans: "\(path) 不是数据包文件。\(safe.zhHans)")
    case .wrongKind(let path, let what, let safe):
      Label(
        en: "\(path) is \(what.en), which is not wanted here. \(safe.en)",
        zhHans: "\(path) 是\(what.zhHans)，不能用在这里。\(safe.zhHans)")
    case .updateHint:
      Label(en: "Update this program.", zhHans: "请升级本程序。")
    case .branchBundle:
      Label(en: "what a branch wrote for head office", zhHans: "门店发往总部的数据包")
    case .tooManyParts(let path, let safe):
      Label(
        en: "\(path) has more parts than a bundle may have. \(safe.en)",
        zhHans: "\(path) 里的内容条数超过上限。\(safe.zhHans)")
    case .tooLarge(let path, let limit, let safe):
      Label(
        en: "\(path) would have more than \(limit.grouped) MB. \(safe.en)",
        zhHans: "\(path) 超过 \(limit.grouped) MB。\(safe.zhHans)")
    }
  }
}
