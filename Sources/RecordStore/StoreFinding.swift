import Complaints
package import Messages
package import Versioning

/// Something that is not as it should be in a store.
package enum StoreFinding: Hashable, Sendable {
  /// What SQLite says of its pages and indexes.
  case pages(String)
  /// A row that names another one which is not there.
  case reference(table: String, row: Int64)
  case state(record: String, reason: String)
  case change(row: Int64, reason: String)
  /// The bytes of a change are not those that its hash was made of.
  case changeHash(row: Int64)
  /// A change that was taken is in no state.
  case changeNotApplied(Dot)
  /// What is shown of a record is not head office's state with what is pending here.
  case shown(RecordID)
  /// The digest or number of a scope's records is not that of its states.
  case digest(scope: String)
  /// Rows of a derived table that are not what the records say.
  case derived(table: String, rows: Int)
  /// A replica's own numbers or running hash.
  case chain(String)
  /// Positions, commits and tokens of a scope's feed.
  case feed(scope: String, reason: String)
  /// Records that a device holds and head office does not.
  case heldElsewhere(device: String, branch: String, records: Int)
  /// A record of a case that is not there, or in another scope.
  case apart(record: RecordID, case: RecordID)

  /// It is put right by deriving it anew; nothing is lost.
  package var isRepairable: Bool {
    switch self {
    case .shown, .derived: true
    default: false
    }
  }

  package var label: Label {
    switch self {
    case .pages(let detail): Label(.storeFindingSQLite, ["detail": .text(detail)])
    case .reference(let table, let row):
      Label(.storeFindingRowNamesARowThat, ["table": .text(table), "row": .number(row)])
    case .state(let record, let reason):
      Label(.storeFindingRecordCannotBeRead, ["record": .text(record), "reason": .text(reason)])
    case .change(let row, let reason):
      Label(.storeFindingChangeInRowCannotBe, ["row": .number(row), "reason": .text(reason)])
    case .changeHash(let row):
      Label(.storeFindingChangeInRowIsNot, ["row": .number(row)])
    case .changeNotApplied(let dot):
      Label(.storeFindingChangeIsInNoRecord, ["dot": .text(dot)])
    case .shown(let record):
      Label(
        .storeFindingRecordDoesNotShowWhat, ["record": .text(record)])
    case .digest(let scope):
      Label(.storeFindingScopeDigestOrCountDiffers, ["scope": .text(scope)])
    case .derived(let table, let rows):
      Label(.storeFindingTableRowsDifferFromThe, ["table": .text(table), "rows": .number(rows)])
    case .chain(let reason): Label(.storeFindingOwnChanges, ["reason": .text(reason)])
    case .feed(let scope, let reason):
      Label(.storeFindingFeedOf, ["scope": .text(scope), "reason": .text(reason)])
    case .heldElsewhere(let device, let branch, let records):
      Label(
        .storeFindingDeviceHoldsMore,
        ["device": .text(device), "branch": .text(branch), "count": .number(records)])
    case .apart(let record, let root):
      Label(.storeFindingRecordIsNotWithItsCase, ["record": .text(record), "case": .text(root)])
    }
  }
}
