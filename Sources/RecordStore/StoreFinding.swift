package import Complaints
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

  /// It is put right by deriving it anew; nothing is lost.
  package var isRepairable: Bool {
    switch self {
    case .shown, .derived: true
    default: false
    }
  }

  package var label: Label {
    switch self {
    case .pages(let detail): Label("SQLite: \(detail)", "SQLite：\(detail)")
    case .reference(let table, let row):
      Label("\(table), row \(row): names a row that is not there", "\(table) 第 \(row) 行：引用的行不存在")
    case .state(let record, let reason):
      Label("record \(record) cannot be read: \(reason)", "记录 \(record) 无法读取：\(reason)")
    case .change(let row, let reason):
      Label("change in row \(row) cannot be read: \(reason)", "第 \(row) 行的修改无法读取：\(reason)")
    case .changeHash(let row):
      Label("change in row \(row) is not what its hash says", "第 \(row) 行的修改与其校验值不符")
    case .changeNotApplied(let dot):
      Label("change \(dot) is in no record", "修改 \(dot) 未计入任何记录")
    case .shown(let record):
      Label(
        "record \(record) does not show what is pending here", "记录 \(record) 显示的内容与本机待同步的修改不符")
    case .digest(let scope):
      Label("scope \(scope): digest or count differs from its records", "范围 \(scope)：校验值或记录数与内容不符")
    case .derived(let table, let rows):
      Label("table \(table): \(rows) rows differ from the records", "表 \(table)：\(rows) 行与记录不符")
    case .chain(let reason): Label("own changes: \(reason)", "本机的修改：\(reason)")
    case .feed(let scope, let reason): Label("feed of \(scope): \(reason)", "\(scope) 的下发序列：\(reason)")
    }
  }
}
