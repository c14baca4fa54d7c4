import Complaints
import Console
import Messages
import RecordStore
import Replica
import SyncClient
import SyncProtocol

extension CommandFailure {
  static let notEnrolled = CommandFailure(
    "not_enrolled", .failed, Label(.syncFailuresThisReplicaBelongsToNo),
    hint: Label(
      .syncFailuresAskHeadOfficeForA))

  init(_ failure: SyncFailure, home: Home) {
    switch failure {
    case .notEnrolled: self = .notEnrolled
    case .transport(let failure): self.init(failure)
    case .exchange(let failure): self.init(failure)
    case .store(let error): self.init(error, path: home.storePath)
    case .noProgress:
      self.init(
        "no_progress", .failed,
        Label(
          .syncFailuresHeadOfficeAnswersButTakes),
        hint: Label(.syncFailuresTryAgainLaterTellHead), retry: true)
    }
  }

  init(_ failure: TransportFailure) {
    switch failure {
    case .unreachable(let detail):
      let why = Self.why(detail)
      self.init(
        "unreachable", .unreachable,
        Label(
          .syncFailuresHeadOfficeCannotBeReached, ["why": .label(why)]),
        hint: Label(
          .syncFailuresGoOnWorkingRunCasebook),
        retry: true)
    case .notUnderstood(let detail):
      self.init(
        "not_understood", .failed,
        Label(
          .syncFailuresWhatAnswersAtThisAddress, ["detail": .text(detail)]),
        hint: Label(.syncFailuresCheckTheAddressOrUpdate))
    case .certificate(let problem): self.init(problem)
    case .refused(let refusal, _): self.init(refusal)
    }
  }

  /// What the transport says of a connection, in both languages; what it does not know by name, as it is.
  private static func why(_ detail: String) -> Label {
    switch detail {
    case "connection refused": Label(.syncFailuresConnectionRefused)
    case "no connection in time": Label(.syncFailuresNoConnectionInTime)
    case "no answer in time": Label(.syncFailuresNoAnswerInTime)
    case "the connection was closed": Label(.syncFailuresTheConnectionWasClosed)
    case "the answer was damaged on its way": Label(.syncFailuresTheAnswerWasDamagedOn)
    case "no TLS with what listens there": Label(.syncFailuresNoTlsWithWhatListens)
    case "no such host, or nobody listens there": Label(.syncFailuresNoSuchHostOrNobody)
    case _ where detail.contains("UnknownHost"): Label(.syncFailuresNoSuchHost)
    default: Label(verbatim: detail)
    }
  }

  init(_ failure: ExchangeFailure) {
    switch failure {
    case .diverged(let agreed):
      self.init(
        "replica_diverged", .failed,
        Label(
          .syncFailuresHeadOfficeHasOtherChanges, ["agreed": .number(agreed + 1)]),
        hint: Label(.syncFailuresKeepThisStoreAsIt))
    case .headOfficeLostChanges(let covered, let acknowledged, _):
      self.init(
        "head_office_restored", .failed,
        Label(
          .syncFailuresHeadOfficeHasOnlyOf,
          ["covered": .number(covered), "acknowledged": .number(acknowledged)]),
        hint: Label(.syncFailuresTellHeadOffice))
    case .malformed(let detail):
      self.init(
        "malformed_response", .failed,
        Label(
          .syncFailuresHeadOfficeSentSomethingThat, ["detail": .text(detail)]),
        hint: Label(.syncFailuresUpdateCasebookIfThatDoes))
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
    let safe = Label(.syncFailuresYourWorkIsSafeHere)
    switch refusal.code {
    case .unauthorized:
      exit = .notAllowed
      message = Label(
        .syncFailuresHeadOfficeDoesNotKnow, ["safe": .label(safe)])
      hint = Label(
        .syncFailuresAskForANewCode)
    case .deviceRevoked:
      exit = .notAllowed
      message = Label(.syncFailuresHeadOfficeHasRevokedThis, ["safe": .label(safe)])
      hint = Label(.syncFailuresAskHeadOfficeANew)
    case .codeInvalid:
      exit = .notAllowed
      message = Label(.syncFailuresThisCodeIsUnknownUsed)
      hint = Label(.syncFailuresAskHeadOfficeForANew)
    case .wrongBranch:
      exit = .notAllowed
      message = Label(
        .syncFailuresTheCodeIsForAnother)
      hint = Label(
        .syncFailuresAskForACodeFor)
    case .wrongHeadOffice:
      exit = .notAllowed
      message = Label(.syncFailuresThisStoreBelongsToAnother)
    case .replicaMismatch, .forbidden:
      exit = .notAllowed
      message = Label(
        .syncFailuresHeadOfficeRefused, ["message": .text(refusal.message), "safe": .label(safe)])
      hint = Label(.syncFailuresAskHeadOffice)
    case .clockOutOfTolerance:
      exit = .failed
      // It is the changes that are ahead; the clock may have been set right since they were made.
      let seconds = (abs(refusal.offset) + 500) / 1000
      message = Label(
        .syncFailuresChangesMadeHereAreAhead,
        ["duration": .label(Self.duration(seconds)), "safe": .label(safe)])
      hint = Label(
        .syncFailuresCheckThisComputersClockAnd)
    case .replicaDiverged:
      self.init(ExchangeFailure.diverged(agreed: refusal.number - 1))
      return
    case .unknownCursor:
      exit = .failed
      message = Label(
        .syncFailuresHeadOfficeWasRestoredFrom)
      hint = Label(.syncFailuresTellHeadOffice)
    case .tooManyRequests:
      exit = .unreachable
      message = Label(
        .syncFailuresHeadOfficeAsksToWait, ["safe": .label(safe)])
      hint = Self.waiting(refusal.retryAfter)
    case .busy:
      exit = .unreachable
      message = Label(.syncFailuresHeadOfficeIsBusy, ["safe": .label(safe)])
      hint = Self.waiting(refusal.retryAfter)
    case .storageFull:
      exit = .unreachable
      message = Label(.syncFailuresHeadOfficesDiskIsFull, ["safe": .label(safe)])
      hint = Label(.syncFailuresTellHeadOffice)
    case .unsupportedProtocol:
      exit = .failed
      message = Label(
        .syncFailuresHeadOfficeSpeaksAnotherVersion,
        ["message": .text(refusal.message), "safe": .label(safe)])
      hint = refusal.hint.isEmpty ? nil : Label(verbatim: refusal.hint)
    case .malformedRequest, .malformedChange, .incompleteGroup, .gap, .stampBehind, .actKnown, .tooLarge,
      .notFound,
      .methodNotAllowed, .unsupportedMediaType, .internalError:
      exit = .failed
      message = Label(
        .syncFailuresHeadOfficeCouldNotTake, ["message": .text(refusal.message), "safe": .label(safe)])
      hint = Label(.syncFailuresTellHeadOffice)
    }
    self.init(refusal.code.rawValue, exit, message, hint: hint, retry: refusal.code.canRetry)
  }

  private static func waiting(_ seconds: Int?) -> Label {
    guard let seconds, seconds > 5 else { return Label(.syncFailuresTryAgainInAMoment) }
    return Label(
      .syncFailuresTryAgainIn, ["duration": .label(duration(Int64(seconds)))])
  }

  private static func duration(_ seconds: Int64) -> Label {
    switch seconds {
    case ..<120: return Label(.syncFailuresSeconds, ["seconds": .number(seconds)])
    case ..<7200:
      let minutes = (seconds + 30) / 60
      return Label(.syncFailuresMinutes, ["minutes": .number(minutes)])
    case ..<172_800:
      let hours = (seconds + 1800) / 3600
      return Label(.syncFailuresHours, ["hours": .number(hours)])
    default:
      let days = (seconds + 43_200) / 86_400
      return Label(.syncFailuresDays, ["days": .number(days)])
    }
  }
}
