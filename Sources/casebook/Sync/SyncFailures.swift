import Complaints
import Console
import Language
import RecordStore
import Replica
import SyncClient
import SyncProtocol

extension CommandFailure {
  static let notEnrolled = CommandFailure(
    "not_enrolled", .failed, Label(SyncFailuresMessage.notEnrolled),
    hint: Label(SyncFailuresMessage.notEnrolledHint))

  init(_ failure: SyncFailure, home: Home) {
    switch failure {
    case .notEnrolled: self = .notEnrolled
    case .transport(let failure): self.init(failure)
    case .exchange(let failure): self.init(failure)
    case .store(let error): self.init(error, path: home.storePath)
    case .noProgress:
      self.init(
        "no_progress", .failed,
        Label(SyncFailuresMessage.noProgress),
        hint: Label(SyncFailuresMessage.noProgressHint), retry: true)
    }
  }

  init(_ failure: TransportFailure) {
    switch failure {
    case .unreachable(let detail):
      let why = Self.why(detail)
      self.init(
        "unreachable", .unreachable,
        Label(SyncFailuresMessage.unreachable(why: why)),
        hint: Label(SyncFailuresMessage.unreachableHint),
        retry: true)
    case .notUnderstood(let detail):
      self.init(
        "not_understood", .failed,
        Label(SyncFailuresMessage.notUnderstood(detail)),
        hint: Label(SyncFailuresMessage.notUnderstoodHint))
    case .intercepted(let status):
      self.init(
        "intercepted", .unreachable, Label(SyncFailuresMessage.intercepted(status: status)),
        hint: Label(
          status == 407 ? SyncFailuresMessage.proxyLoginHint : SyncFailuresMessage.interceptedHint),
        retry: true)
    case .certificate(let problem): self.init(problem)
    case .refused(let refusal, _): self.init(refusal)
    }
  }

  /// What the transport says of a connection, in both languages; what it does not know by name, as it is.
  private static func why(_ detail: String) -> Label {
    if let mark = detail.firstRange(of: HTTPTransport.throughProxy) {
      return Label(
        SyncFailuresMessage.throughProxy(
          String(detail[mark.upperBound...]), why: why(String(detail[..<mark.lowerBound]))))
    }
    return switch detail {
    case "connection refused": Label(SyncFailuresMessage.connectionRefused)
    case "no connection in time": Label(SyncFailuresMessage.noConnection)
    case "no answer in time": Label(SyncFailuresMessage.noAnswer)
    case "the connection was closed": Label(SyncFailuresMessage.connectionClosed)
    case "the answer was damaged on its way": Label(SyncFailuresMessage.answerDamaged)
    case "no TLS with what listens there": Label(SyncFailuresMessage.noTLS)
    case "the proxy does not let it through": Label(SyncFailuresMessage.proxyRefuses)
    case "no such host, or nobody listens there": Label(SyncFailuresMessage.noServer)
    case _ where detail.contains("UnknownHost"): Label(SyncFailuresMessage.unknownHost)
    case "the answer is too large": Label(SyncFailuresMessage.answerTooLarge)
    case "what answered cannot be understood": Label(SyncFailuresMessage.answerUnreadable)
    default: Label(verbatim: detail)
    }
  }

  init(_ failure: ExchangeFailure) {
    switch failure {
    case .diverged(let agreed):
      self.init(
        "replica_diverged", .failed,
        Label(SyncFailuresMessage.diverged(from: Int(clamping: agreed + 1))),
        hint: Label(SyncFailuresMessage.divergedHint))
    case .headOfficeLostChanges(let covered, let acknowledged, _):
      self.init(
        "head_office_restored", .failed,
        Label(
          SyncFailuresMessage.headOfficeLostChanges(
            covered: Int(clamping: covered), acknowledged: Int(clamping: acknowledged))),
        hint: Label(SyncFailuresMessage.tellHeadOfficeHint))
    case .malformed(let detail):
      self.init(
        "malformed_response", .failed,
        Label(SyncFailuresMessage.malformedResponse(detail)),
        hint: Label(SyncFailuresMessage.malformedResponseHint))
    }
  }

  init(_ failure: EnrolmentFailure, branch: BranchCode) {
    switch failure {
    case .anotherBranch(let other):
      self.init(Refusal(.wrongBranch, "The code is for \(other), this store is \(branch)'s."))
    case .anotherHeadOffice: self.init(Refusal(.wrongHeadOffice, ""))
    case .malformed:
      self.init(.notUnderstood("enrolment"))
    }
  }

  /// What head office refused.
  init(_ refusal: Refusal) {
    let exit: ExitStatus
    let message: Label
    var hint: Label?
    let safe = Label(SyncFailuresMessage.workIsSafe)
    switch refusal.code {
    case .unauthorized:
      exit = .notAllowed
      message = Label(SyncFailuresMessage.unknownDevice(safe: safe))
      hint = Label(SyncFailuresMessage.unknownDeviceHint)
    case .deviceRevoked:
      exit = .notAllowed
      message = Label(SyncFailuresMessage.deviceRevoked(safe: safe))
      hint = Label(SyncFailuresMessage.deviceRevokedHint)
    case .codeInvalid:
      exit = .notAllowed
      message = Label(SyncFailuresMessage.codeInvalid)
      hint = Label(SyncFailuresMessage.codeInvalidHint)
    case .wrongBranch:
      exit = .notAllowed
      message = Label(SyncFailuresMessage.wrongBranch)
      hint = Label(SyncFailuresMessage.wrongBranchHint)
    case .wrongHeadOffice:
      exit = .notAllowed
      message = Label(SyncFailuresMessage.wrongHeadOffice)
    case .replicaMismatch, .forbidden:
      exit = .notAllowed
      message = Label(SyncFailuresMessage.refused(Self.told(refusal), safe: safe))
      hint = Label(SyncFailuresMessage.refusedHint)
    case .clockOutOfTolerance:
      exit = .failed
      // It is the changes that are ahead; the clock may have been set right since they were made.
      let seconds = (abs(refusal.offset) + 500) / 1000
      message = Label(SyncFailuresMessage.clockAhead(by: Spans.inWords(seconds: seconds), safe: safe))
      hint = Label(SyncFailuresMessage.clockAheadHint)
    case .replicaDiverged:
      self.init(ExchangeFailure.diverged(agreed: refusal.number - 1))
      return
    case .unknownCursor:
      exit = .failed
      message = Label(SyncFailuresMessage.headOfficeRestored)
      hint = Label(SyncFailuresMessage.tellHeadOfficeHint)
    case .tooManyRequests:
      exit = .unreachable
      message = Label(SyncFailuresMessage.tooManyRequests(safe: safe))
      hint = Self.waiting(refusal.retryAfter)
    case .busy:
      exit = .unreachable
      message = Label(SyncFailuresMessage.busy(safe: safe))
      hint = Self.waiting(refusal.retryAfter)
    case .storageFull:
      exit = .unreachable
      message = Label(SyncFailuresMessage.storageFull(safe: safe))
      hint = Label(SyncFailuresMessage.tellHeadOfficeHint)
    case .unsupportedProtocol:
      exit = .failed
      message = Label(SyncFailuresMessage.anotherProtocol(refusal.message, safe: safe))
      let update = Label(SyncFailuresMessage.updateHint)
      // Which one that is.
      hint = Label(en: refusal.hint.isEmpty ? update.en : refusal.hint, zhHans: update.zhHans)
    case .malformedRequest, .malformedChange, .incompleteGroup, .gap, .stampBehind, .actKnown, .tooLarge,
      .notFound,
      .methodNotAllowed, .unsupportedMediaType, .internalError:
      exit = .failed
      message = Label(SyncFailuresMessage.notTaken(Self.told(refusal), safe: safe))
      hint = Label(SyncFailuresMessage.tellHeadOfficeHint)
    }
    self.init(refusal.code.rawValue, exit, message, hint: hint, retry: refusal.code.canRetry)
  }

  /// What head office says of it comes in English alone; in Chinese the code says it.
  private static func told(_ refusal: Refusal) -> Label {
    let chinese =
      switch refusal.code {
      case .forbidden: "本机的角色无权这样做，或请求的不是本门店的内容"
      case .replicaMismatch: "这些修改不是本机的"
      case .malformedRequest: "请求的格式不对"
      case .malformedChange: "有一条修改的格式不对"
      case .incompleteGroup: "有一组修改不完整"
      case .gap: "修改的编号不连续"
      case .stampBehind: "修改的时间早于之前上传的"
      case .actKnown: "这条修改已经由另一台设备上传"
      case .tooLarge: "内容过大"
      case .notFound: "总部没有这个地址，请核对网址"
      case .methodNotAllowed, .unsupportedMediaType: "总部不支持这种请求"
      case .internalError: "总部内部出错"
      default: refusal.message
      }
    return Label(en: refusal.message, zhHans: chinese)
  }

  private static func waiting(_ seconds: Int?) -> Label {
    guard let seconds, seconds > 5 else { return Label(SyncFailuresMessage.retrySoonHint) }
    return Label(SyncFailuresMessage.retryAfterHint(Spans.inWords(seconds: Int64(seconds))))
  }
}
