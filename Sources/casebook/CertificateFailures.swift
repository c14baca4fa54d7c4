import Complaints
import Console
import Messages
import SyncClient

extension CommandFailure {
  /// What is wrong with head office's certificate, and who can put it right.
  init(_ problem: CertificateProblem) {
    let safe = Label(
      .certificateFailuresNothingWasSentYourWork)
    let code: String
    let message: Label
    let hint: Label
    switch problem {
    case .expired(let at):
      code = "certificate_expired"
      message = Label(
        .certificateFailuresHeadOfficesCertificateExpiredOn, ["day": .text(Self.day(at))])
      hint = Label(
        .certificateFailuresIfThisComputersDateIs)
    case .notYetValid(let from):
      code = "certificate_not_yet_valid"
      message = Label(
        .certificateFailuresHeadOfficesCertificateIsValid, ["day": .text(Self.day(from))])
      hint = Label(
        .certificateFailuresCheckThisComputersDateFirst)
    case .unknownIssuer:
      code = "certificate_unknown_issuer"
      message = Label(
        .certificateFailuresNobodyThisComputerTrustsVouches)
      hint = Label(
        .certificateFailuresIfHeadOfficeHasA)
    case .wrongHost(let host):
      code = "certificate_wrong_host"
      message = Label(
        .certificateFailuresTheCertificateOfWhatAnswers, ["host": .text(host)])
      hint = Label(
        .certificateFailuresCheckTheAddressItHas)
    }
    self.init(
      code, .unreachable,
      Label(.certificateFailuresMessageSafe, ["message": .label(message), "safe": .label(safe)]), hint: hint)
  }

  private static func day(_ seconds: Int64) -> String {
    // Beyond what reckoning in milliseconds holds lies nothing that a calendar shows.
    let bounded = min(max(seconds, -62_000_000_000), 253_000_000_000)
    return LocalTime(milliseconds: bounded * 1000, offsetMinutes: 0).date.description
  }
}
