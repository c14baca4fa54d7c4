import Complaints
import Console
import Interchange
import Messages
import RecordStore
import Replica

extension CommandFailure {
  /// Tells any error of the layers below as people need it.
  /// - Parameter home: where the store is, if one was used.
  init(explaining error: any Error, home: Home?) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as StoreError: self.init(error, path: home?.storePath ?? "casebook.sqlite")
    case let refusal as WriteRefusal: self.init(refusal)
    case let refusal as StepRefusal: self.init(refusal)
    case let error as FieldError: self.init(error)
    case let error as InterchangeError:
      self.init(
        "bad_file", .failed, error.problem, hint: error.advice)
    default:
      self.init("failed", .failed, Label(.commonUnexpected, ["error": .text("\(error)")]))
    }
  }

  /// A typed value that a field does not take.
  init(_ error: FieldError) {
    self.init("bad_value", .usage, error.message, hint: error.advice)
  }

  init(_ refusal: WriteRefusal) {
    switch refusal {
    case .deleted(let number):
      self.init(
        "deleted", .gateRefused, Label(.refusalsHasBeenDeleted, ["number": .text(number)]),
        hint: Label(
          .refusalsToBringItBackRun, ["number": .text(number)]))
    case .notDeleted(let number):
      self.init("not_deleted", .gateRefused, Label(.refusalsIsNotDeleted, ["number": .text(number)]))
    case .notAllowed(let role, let needs):
      let roles = Label.list(needs.map(\.label.lowercased))
      self.init(
        "not_allowed", .notAllowed,
        Label(
          .refusalsThisDevicesRoleDoesNot, ["role": .label(role.label.lowercased)]),
        hint: Label(.refusalsItTakesOneOfThese, ["roles": .label(roles)]))
    case .settlesConflict(let role, let needs):
      self.init(
        "settles_conflict", .notAllowed,
        Label(.refusalsThatWouldSettleAConflict, ["role": .label(role.label.lowercased)]),
        hint: Label(
          .refusalsLeaveItToOneOf, ["roles": .label(Label.list(needs.map(\.label.lowercased)))]))
    case .ownCase(let number):
      self.init(
        "own_case", .notAllowed,
        Label(.refusalsIsYourOwnCaseSomebody, ["number": .text(number)]))
    case .versionDiffers(let current):
      self.init(
        "version_differs", .conflictOpen,
        Label(
          .refusalsTheCaseHasChangedIts, ["current": .text(current)]),
        hint: Label(.refusalsLookAtItAgainWith))
    case .conflictChanged(let current?):
      self.init(
        "conflict_changed", .conflictOpen,
        Label(
          .refusalsTheConflictHasChangedSince, ["current": .text(current)]),
        hint: Label(
          .refusalsLookAtItAgainCasebook, ["current": .text(current)]))
    case .conflictChanged(nil):
      self.init(
        "conflict_changed", .conflictOpen,
        Label(.refusalsTheConflictHasBeenSettled),
        hint: Label(.refusalsSeeWhatWasDecidedWith))
    case .notEnrolled: self = .notEnrolled
    case .alreadyThere(let branch):
      self.init(
        "already_there", .gateRefused, Label(.refusalsTheCaseBelongsToAlready, ["branch": .text(branch)]))
    case .notAHead(let dot):
      self.init(
        "not_a_version", .notFound,
        Label(.refusalsIsNoneOfTheVersions, ["dot": .text(dot)]),
        hint: Label(.refusalsConflictShowListsThem))
    }
  }
}
