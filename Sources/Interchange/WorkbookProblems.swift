import Messages
import Spreadsheet

extension InterchangeError {
  /// Why a workbook cannot be read, in words.
  init(workbook name: String, _ error: any Error) {
    if let error = error as? InterchangeError {
      self = error
      return
    }
    guard let error = error as? SpreadsheetError else {
      self = InterchangeError(Label(.workbookProblemsCannotBeRead, ["name": .text(name)]))
      return
    }
    let place = error.part.map { part in Label(.workbookProblemsPart, ["part": .text(part)]) }
    let part = place ?? Label(verbatim: "")
    let reason = InterchangeError.reason(error.fault)
    self = InterchangeError(
      Label(
        .workbookProblemsNamePartReason,
        ["name": .text(name), "part": .label(part), "reason": .label(reason)]),
      advice: InterchangeError.advice(error.fault))
  }

  private static func reason(_ fault: SpreadsheetError.Fault) -> Label {
    switch fault {
    case .notAnArchive, .cutShort: Label(.workbookProblemsIsCutShortItsEnd)
    case .notAWorkbook: Label(.workbookProblemsIsAnArchiveButNot)
    case .binaryWorkbook: Label(.workbookProblemsIsABinaryWorkbookXlsb)
    case .missing: Label(.workbookProblemsIsDamagedThisPartIs)
    case .altered: Label(.workbookProblemsIsDamagedItsChecksumDoes)
    case .encrypted: Label(.workbookProblemsIsEncrypted)
    case .badName:
      Label(.workbookProblemsHoldsAPartWithA)
    case .unsupported: Label(.workbookProblemsIsPackedInAWay)
    case .tooLarge(let limit):
      Label(.workbookProblemsIsRefusedItHasMore, ["limit": .number(limit)])
    case .notUTF8: Label(.workbookProblemsIsNotInUtf8)
    case .doctype: Label(.workbookProblemsIsRefusedItHoldsA)
    case .unknownEntity: Label(.workbookProblemsIsDamagedItHoldsAn)
    case .tooDeep(let limit):
      Label(.workbookProblemsIsRefusedItIsNested, ["limit": .number(limit)])
    case .badMarkup: Label(.workbookProblemsIsDamagedNotTheXml)
    case .badReference(let row):
      Label(.workbookProblemsIsDamagedACellOf, ["row": .number(row)])
    case .noSheet: Label(.workbookProblemsHasNoWorksheet)
    case .unknownSheet(let sheet, _): Label(.workbookProblemsHasNoSheet, ["sheet": .text(sheet)])
    }
  }

  private static func advice(_ fault: SpreadsheetError.Fault) -> Label? {
    switch fault {
    case .notAnArchive, .cutShort, .altered, .missing, .badMarkup, .badReference:
      Label(
        .workbookProblemsFetchTheFileAgainOr)
    case .encrypted, .binaryWorkbook, .unsupported, .notUTF8:
      Label(
        .commonInTheSpreadsheetProgramSave)
    case .tooLarge:
      Label(.workbookProblemsSplitItOrSaveThe)
    case .unknownSheet(_, let there):
      Label(.workbookProblemsItsSheetsAre, ["there": .list(there)])
    case .notAWorkbook, .badName, .doctype, .unknownEntity, .tooDeep, .noSheet: nil
    }
  }
}
