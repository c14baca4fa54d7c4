package import Language
package import Versioning

/// Something that is not as it should be in a store.
package enum StoreFinding: Hashable, Sendable {
  /// What SQLite says of its pages and indexes.
  case pages(String)
  /// A table of what is kept that is not there, or has other columns.
  case tableLost(String)
  /// An index of such a table that is not there, or is another.
  case indexLost(String)
  /// The same where rows repeat what it keeps apart.
  case indexUnmakable(String)
  /// A case that goes by a number which is not among those in its state.
  /// - Parameter right: the one that is there; nil: there is none, or more than one.
  case caseNumber(RecordID, number: String, right: String?)
  /// A row that names another one which is not there.
  case reference(table: String, row: Int64)
  case state(record: String, reason: String)
  case change(row: Int64, reason: String)
  /// The bytes of a change are not those that its hash was made of.
  case changeHash(row: Int64)
  /// A change stands where no change can: neither waiting nor taken nor anything else.
  case changeStatus(row: Int64, status: Int64)
  /// A measurement of head office's clock that is none. It is taken away; the next exchange measures again.
  case anchor(run: String)
  /// A change that was taken is in no state.
  case changeNotApplied(Dot)
  /// What is shown of a record is not head office's state with what is pending here.
  case shown(RecordID)
  /// The digest or number of a scope's records is not that of its states.
  case digest(scope: String)
  /// Rows of a derived table that are not what the records say.
  case derived(table: String, rows: Int)
  /// A derived table that is not there.
  case derivedMissing(table: String)
  /// A derived table, or a search index, that cannot be read.
  case derivedUnreadable(table: String)
  /// An index of a derived table that is not there, or is another.
  case derivedIndex(table: String, index: String)
  /// A case has a higher number than was given last, which would be given again.
  case numbers(prefix: String, last: Int, highest: Int)
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
    case .shown, .derived, .derivedMissing, .derivedUnreadable, .derivedIndex, .numbers, .indexLost, .anchor:
      true
    case .caseNumber(_, _, let right): right != nil
    default: false
    }
  }

  /// The derived table that it is about.
  package var derivedTable: String? {
    switch self {
    case .derived(let table, _), .derivedMissing(let table), .derivedUnreadable(let table),
      .derivedIndex(let table, _):
      table
    default: nil
    }
  }

  package var label: Label {
    switch self {
    case .pages(let detail): Label(en: "SQLite: \(detail)", zhHans: "数据库结构有误（\(detail)）")
    case .tableLost(let table):
      Label(en: "table \(table) is missing or has other columns", zhHans: "表 \(table) 缺失，或列与原来不同")
    case .indexLost(let index):
      Label(en: "index \(index) is missing or is another", zhHans: "索引 \(index) 缺失，或与原来不同")
    case .indexUnmakable(let index):
      Label(
        en: "index \(index) cannot be made anew: rows repeat what it keeps apart",
        zhHans: "索引 \(index) 无法重建：有重复的行")
    case .caseNumber(let record, let number, let right?):
      Label(
        en: "case \(record) goes by the number \(number), but its own is \(right)",
        zhHans: "工单 \(record) 的编号写成了 \(number)，应为 \(right)")
    case .caseNumber(let record, let number, nil):
      Label(
        en: "case \(record) goes by the number \(number), which is none of its own",
        zhHans: "工单 \(record) 的编号 \(number) 不是它自己的")
    case .reference(let table, let row):
      Label(
        en: "\(table), row \(row): refers to a row that does not exist", zhHans: "\(table) 第 \(row) 行：引用的行不存在"
      )
    case .state(let record, let reason):
      Label(en: "record \(record) cannot be read: \(reason)", zhHans: "记录 \(record) 无法读取（\(reason)）")
    case .change(let row, let reason):
      Label(en: "the change in row \(row) cannot be read: \(reason)", zhHans: "第 \(row) 行的修改无法读取（\(reason)）")
    case .changeHash(let row):
      Label(en: "the change in row \(row) does not match its hash", zhHans: "第 \(row) 行的修改与其校验值不符")
    case .changeStatus(let row, let status):
      Label(
        en: "the change in row \(row) stands at \(status), which is no state of a change",
        zhHans: "第 \(row) 行的修改状态为 \(status)，没有这种状态")
    case .anchor(let run):
      Label(
        en: "the measurement of head office's clock of run “\(run)” cannot be used",
        zhHans: "开机“\(run)”的总部时钟校准记录无法使用")
    case .changeNotApplied(let dot):
      Label(en: "change \(dot) is in no record", zhHans: "修改 \(dot) 未计入任何记录")
    case .shown(let record):
      Label(
        en: "record \(record) does not show the changes that are pending here",
        zhHans: "记录 \(record) 显示的内容与本机待上传的修改不符")
    case .digest(let scope):
      Label(
        en: "scope \(scope): digest or count differs from its records", zhHans: "范围 \(scope)：校验值或记录数与内容不符")
    case .derived(let table, let rows):
      Label(
        en: "table \(table): \(rows.of("row differs", "rows differ")) from the records",
        zhHans: "表 \(table)：\(rows.grouped) 行与记录不符")
    case .derivedMissing(let table):
      Label(en: "table \(table) is missing", zhHans: "缺少表 \(table)")
    case .derivedUnreadable(let table):
      Label(en: "table \(table) cannot be read", zhHans: "表 \(table) 无法读取")
    case .derivedIndex(let table, let index):
      Label(
        en: "table \(table): index \(index) is missing or is another",
        zhHans: "表 \(table)：索引 \(index) 缺失，或与原来不同")
    case .numbers(let prefix, let last, let highest):
      Label(
        en: "numbers \(prefix)…: \(last) is kept as the last one given, but a case has \(highest)",
        zhHans: "编号 \(prefix)…：记录的最后一号是 \(last)，但已有工单用到 \(highest)")
    case .chain(let reason): Label(en: "own changes: \(reason)", zhHans: "本机的修改前后对不上（\(reason)）")
    case .feed(let scope, let reason):
      Label(en: "feed of \(scope): \(reason)", zhHans: "\(scope) 的下发序列有误（\(reason)）")
    case .heldElsewhere(let device, let branch, let records):
      Label(
        en:
          "device \(device) of \(branch) holds \(records.of("record", "records")) that head office does not have",
        zhHans: "\(branch) 的设备 \(device) 有 \(records.grouped) 条总部没有的记录")
    case .apart(let record, let root):
      Label(
        en: "record \(record) is not stored with its case \(root)",
        zhHans: "记录 \(record) 没有和所属工单 \(root) 存在一起")
    }
  }
}
