import Complaints
import Console
import SyncClient

extension CommandFailure {
  /// What is wrong with head office's certificate, and who can put it right.
  init(_ problem: CertificateProblem) {
    let safe = Label(
      "Nothing was sent. Your work is safe here and pending.", "未发送任何内容。您的数据安全保存在本机，待同步。")
    let code: String
    let message: Label
    let hint: Label
    switch problem {
    case .expired(let at):
      code = "certificate_expired"
      message = Label(
        "Head office's certificate expired on \(Self.day(at)).", "总部的证书已于 \(Self.day(at)) 过期。")
      hint = Label(
        "If this computer's date is right, tell head office: it has to renew the certificate.",
        "如本机日期无误，请联系总部更新证书。")
    case .notYetValid(let from):
      code = "certificate_not_yet_valid"
      message = Label(
        "Head office's certificate is valid only from \(Self.day(from)) on.",
        "总部的证书自 \(Self.day(from)) 起才有效。")
      hint = Label(
        "Check this computer's date first; if it is right, tell head office.", "请先检查本机日期；如无误，请联系总部。")
    case .unknownIssuer:
      code = "certificate_unknown_issuer"
      message = Label(
        "Nobody this computer trusts vouches for head office's certificate.", "总部的证书不是由本机信任的机构签发的。")
      hint = Label(
        "If head office has a certificate authority of its own, ask for its file and give it with --ca FILE. If not, somebody may be in between: do not go on.",
        "如总部使用自己的 CA，请索取其证书文件并用 --ca 文件 指定；否则可能有人在中间窃听，请勿继续。")
    case .wrongHost(let host):
      code = "certificate_wrong_host"
      message = Label(
        "The certificate of what answers is not for \(host).", "对方的证书不是签发给 \(host) 的。")
      hint = Label(
        "Check the address: it has to be the name that the certificate is for.", "请核对网址，须与证书上的名称一致。")
    }
    self.init(
      code, .unreachable, Label("\(message.en) \(safe.en)", "\(message.zhHans)\(safe.zhHans)"), hint: hint)
  }

  private static func day(_ seconds: Int64) -> String {
    // Beyond what reckoning in milliseconds holds lies nothing that a calendar shows.
    let bounded = min(max(seconds, -62_000_000_000), 253_000_000_000)
    return LocalTime(milliseconds: bounded * 1000, offsetMinutes: 0).date.description
  }
}
