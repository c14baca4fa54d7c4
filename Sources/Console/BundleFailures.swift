package import Bundles
import Complaints
import Messages

extension CommandFailure {
  /// Why a bundle could not be made or opened.
  package init(_ failure: BundleFailure, path: String) {
    let safe = Label(.commonNothingWasChanged)
    switch failure {
    case .notABundle:
      self.init(
        "not_a_bundle", .failed,
        Label(.bundleFailuresIsNoBundle, ["path": .text(path), "safe": .label(safe)]))
    case .otherVersion(let version):
      self.init(
        "other_version", .failed,
        Label(
          .bundleFailuresIsABundleOfA,
          ["path": .text(path), "version": .number(version), "safe": .label(safe)]),
        hint: Label(.bundleFailuresUpdateThisProgram))
    case .otherKind(let kind):
      let what =
        kind == .request
        ? Label(.bundleFailuresWhatABranchWroteFor)
        : Label(.bundleFailuresAnAnswerOfHeadOffice)
      self.init(
        "wrong_bundle", .failed,
        Label(
          .bundleFailuresIsWhichIsNotWanted,
          ["path": .text(path), "what": .label(what), "safe": .label(safe)]))
    case .otherHeadOffice:
      self.init(
        "wrong_head_office", .notAllowed,
        Label(.bundleFailuresBelongsToAnotherHeadOffice, ["path": .text(path), "safe": .label(safe)]))
    case .damaged:
      self.init(
        "damaged_bundle", .failed,
        Label(
          .bundleFailuresIsDamagedOrWasNot, ["path": .text(path), "safe": .label(safe)]),
        hint: Label(
          .bundleFailuresCopyItAgainOrWrite))
    case .tooLarge(let limit):
      self.init(
        "too_large", .failed,
        Label(
          .bundleFailuresWouldHaveMoreThanMb,
          ["path": .text(path), "limit": .number(limit >> 20), "safe": .label(safe)]))
    case .tooManyElements:
      self.init(
        "too_large", .failed,
        Label(.bundleFailuresHasTooManyParts, ["path": .text(path), "safe": .label(safe)]))
    case .unusableKey:
      self.init(
        "bad_key", .failed,
        Label(.bundleFailuresHeadOfficesKeyCannotBe, ["safe": .label(safe)]),
        hint: Label(.bundleFailuresAskHeadOfficeForA))
    }
  }
}
