import Complaints
import Console
import Language
import SyncClient

extension CommandFailure {
  /// What is wrong with head office's certificate, and who can put it right.
  init(_ problem: CertificateProblem) {
    let safe = Label(CertificateFailuresMessage.nothingSent)
    let code: String
    let message: Label
    let hint: Label
    switch problem {
    case .expired(let at):
      code = "certificate_expired"
      message = Label(CertificateFailuresMessage.expired(Self.day(at)))
      hint = Label(CertificateFailuresMessage.expiredHint)
    case .notYetValid(let from):
      code = "certificate_not_yet_valid"
      message = Label(CertificateFailuresMessage.notYetValid(Self.day(from)))
      hint = Label(CertificateFailuresMessage.checkDateHint)
    case .unknownIssuer:
      code = "certificate_unknown_issuer"
      message = Label(CertificateFailuresMessage.unknownIssuer)
      hint = Label(CertificateFailuresMessage.unknownIssuerHint)
    case .wrongHost(let host):
      code = "certificate_wrong_host"
      message = Label(CertificateFailuresMessage.wrongHost(host))
      hint = Label(CertificateFailuresMessage.checkAddressHint)
    }
    self.init(
      code, .unreachable,
      Label(CertificateFailuresMessage.withAssurance(message, safe: safe)), hint: hint)
  }

  private static func day(_ seconds: Int64) -> String {
    // Beyond what reckoning in milliseconds holds lies nothing that a calendar shows.
    let bounded = min(max(seconds, -62_000_000_000), 253_000_000_000)
    return LocalTime(milliseconds: bounded * 1000, offsetMinutes: 0).date.description
  }
}

enum CertificateFailuresMessage: Message {
  case checkAddressHint
  case checkDateHint
  case expired(String)
  case notYetValid(String)
  case unknownIssuerHint
  case expiredHint
  case withAssurance(Label, safe: Label)
  case unknownIssuer
  case nothingSent
  case wrongHost(String)

  var label: Label {
    switch self {
    case .checkAddressHint:
      Label(en: "Check the address: it must match the name in the certificate.", zhHans: "请核对网址，须与证书上的名称一致。")
    case .checkDateHint:
      Label(
        en: "Check this computer's date first; if it is right, tell head office.",
        zhHans: "请先检查本机日期；如无误，请联系总部。")
    case .expired(let day):
      Label(en: "Head office's certificate expired on \(day).", zhHans: "总部的证书已于 \(day) 过期。")
    case .notYetValid(let day):
      Label(en: "Head office's certificate is not valid until \(day).", zhHans: "总部的证书自 \(day) 起才有效。")
    case .unknownIssuerHint:
      Label(
        en:
          "If head office has its own certificate authority, ask for its file and give it with --ca <file>. If not, somebody may be intercepting the connection: do not go on.",
        zhHans: "如总部使用自己的 CA，请索取其证书文件并用 --ca <文件> 指定；否则可能有人在中间窃听，请勿继续。")
    case .expiredHint:
      Label(
        en: "If this computer's date is right, tell head office: it has to renew the certificate.",
        zhHans: "如本机日期无误，请联系总部更新证书。")
    case .withAssurance(let message, let safe):
      Label(en: "\(message.en) \(safe.en)", zhHans: "\(message.zhHans)\(safe.zhHans)")
    case .unknownIssuer:
      Label(
        en: "This computer does not trust the issuer of head office's certificate.", zhHans: "本机不信任总部证书的签发机构。"
      )
    case .nothingSent:
      Label(en: "Nothing was sent. Your work is safe here and pending.", zhHans: "未发送任何内容。您的数据安全保存在本机，待上传。")
    case .wrongHost(let host):
      Label(en: "The server's certificate is not for \(host).", zhHans: "服务器的证书不是签发给 \(host) 的。")
    }
  }
}
