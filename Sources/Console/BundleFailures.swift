package import Bundles
import Complaints

extension CommandFailure {
  /// Why a bundle could not be made or opened.
  package init(_ failure: BundleFailure, path: String) {
    let safe = Label("Nothing was changed.", "未做任何改动。")
    switch failure {
    case .notABundle:
      self.init(
        "not_a_bundle", .failed,
        Label("\(path) is no bundle. \(safe.en)", "\(path) 不是数据包文件。\(safe.zhHans)"))
    case .otherVersion(let version):
      self.init(
        "other_version", .failed,
        Label(
          "\(path) is a bundle of a newer version (\(version)). \(safe.en)",
          "\(path) 是更新版本（\(version)）的数据包。\(safe.zhHans)"),
        hint: Label("Update this program.", "请升级本程序。"))
    case .otherKind(let kind):
      let what =
        kind == .request
        ? Label("what a branch wrote for head office", "门店发往总部的数据包")
        : Label("an answer of head office", "总部的应答")
      self.init(
        "wrong_bundle", .failed,
        Label(
          "\(path) is \(what.en), which is not wanted here. \(safe.en)",
          "\(path) 是\(what.zhHans)，此处不适用。\(safe.zhHans)"))
    case .otherHeadOffice:
      self.init(
        "wrong_head_office", .notAllowed,
        Label("\(path) belongs to another head office. \(safe.en)", "\(path) 属于另一个总部。\(safe.zhHans)"))
    case .damaged:
      self.init(
        "damaged_bundle", .failed,
        Label(
          "\(path) is damaged, or was not made for this side. \(safe.en)",
          "\(path) 已损坏，或不是发给本方的。\(safe.zhHans)"),
        hint: Label(
          "Copy it again, or write a new bundle: nothing is lost by that.", "请重新拷贝，或重新生成数据包，不会丢失任何内容。"))
    case .tooLarge(let limit):
      self.init(
        "too_large", .failed,
        Label(
          "\(path) would have more than \(limit >> 20) MB. \(safe.en)",
          "\(path) 超过 \(limit >> 20) MB。\(safe.zhHans)"))
    case .unusableKey:
      self.init(
        "bad_key", .failed,
        Label("Head office's key cannot be used. \(safe.en)", "总部密钥无法使用。\(safe.zhHans)"),
        hint: Label("Ask head office for a new ticket.", "请向总部索取新的接入票据。"))
    }
  }
}
