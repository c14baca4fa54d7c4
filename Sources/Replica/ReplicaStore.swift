import CaseIndex
package import Complaints
import FoundationEssentials
package import GRDB
package import RecordStore
package import Versioning

/// Who a replica is. Drawn at `init`; what a head office adds comes with `enrol`.
package struct ReplicaIdentity: Sendable {
  package var replica: ReplicaID
  package var branch: BranchCode
  package var branchName: String?
  package var tag: String
  /// What the device is called in lists.
  package var name: String
  /// Who writes where `--author` does not say.
  package var author: String
  /// Of the device.
  package var role: Role
  /// What whoever uses it now may do.
  package var acting: Role
  /// Who is signed in.
  package var person: Person?
  package var headOffice: HeadOfficeLink?

  /// The scope of its branch's managers that the device asks head office for by name: who sees every branch is sent it with
  /// all others. Nil: it may not hold it.
  var managersScope: String? {
    let scope = Scope.managers(of: branch)
    guard !role.seesEveryBranch(enrolledAt: branch), scope.isHeld(by: role, at: branch) else { return nil }
    return scope.code
  }
}

/// The head office that a replica was enrolled at.
package struct HeadOfficeLink: Hashable, Sendable {
  package var url: String
  package var id: Identifier
  /// The secret of this device. Lives in the store alone, which only its owner may read.
  package var token: String
  package var rules: ConnectionRules

  package init(url: String, id: Identifier, token: String, rules: ConnectionRules = ConnectionRules()) {
    self.url = url
    self.id = id
    self.token = token
    self.rules = rules
  }
}

/// How head office is reached.
package struct ConnectionRules: Hashable, Sendable {
  /// The certificates (PEM) of those who may vouch for head office; nil: whom the system trusts.
  package var authorityPath: String?
  /// Secrets may go over plain HTTP to another machine.
  package var allowsPlainHTTP: Bool

  package init(authorityPath: String? = nil, allowsPlainHTTP: Bool = false) {
    self.authorityPath = authorityPath
    self.allowsPlainHTTP = allowsPlainHTTP
  }
}

/// One installed copy: a SQLite file with everything a branch knows.
package struct ReplicaStore: Sendable {
  package let path: String
  package let queue: DatabaseQueue
  package let surroundings: Surroundings
  /// Why nothing can be written; nil: it can.
  private var unwritable: StoreError?
  /// How many records its lists were filled without, because they cannot be read.
  package private(set) var unlisted = 0

  /// "CBRP"
  package static let layout = layout(at: .system())

  /// - Parameter here: where and when a store is filled that an earlier program made.
  static func layout(at here: Surroundings) -> StoreLayout {
    StoreLayout(
      applicationID: 0x4342_5250,
      migrations: [
        { db in
          try RecordTables.create(db)
          try CaseTables.create(db)
          // A handful of rows at most, but asked for by every command.
          try db.execute(sql: "CREATE INDEX changes_waiting ON changes (seq) WHERE status < 2")
        },
        { db in
          try RecordTables.addLaws(db)
          try SyncTables.create(db)
        },
        { db in
          try CaseTables.addClocks(db)
        },
        { db in try RecordTables.addShared(db) },
        { db in try CaseTables.addFacts(db) },
        { db in
          // When a case came from head office is remembered beside it, not in what is derived.
          try db.execute(
            sql: """
              ALTER TABLE records ADD COLUMN received_at INTEGER;
              UPDATE records SET received_at = (SELECT received_at FROM cases WHERE cases.rid = records.rid)
              WHERE kind = 1;
              """)
        },
        { db in try SyncTables.addUnrepaired(db) },
        { db in try SyncTables.addDecided(db) },
        { db in try SyncTables.addFollowed(db) },
        { db in try SyncTables.addTold(db) },
        { db in try SyncTables.addKept(db) },
        { db in try PinTables.create(db) },
        { db in try SyncTables.addProofScope(db) },
        { db in try ConsolidationTables.create(db) },
      ],
      index: StoreIndex(
        mark: IndexLayout.standard.mark,
        make: { db in try IndexLayout.standard.make(db) },
        fill: { db in
          // What it says of old records may be told otherwise by this program than by the one before it.
          try db.noteZone(here.zone, at: here.wall())
          // The search takes most of the time, and mostly finds the same words.
          let isSearchable = try db.meta(.searchEdition, is: IndexLayout.searchEdition)
          try Rebuild(db, offsetMinutes: here.now.offsetMinutes).run(withSearch: !isSearchable)
        }))
  }

  /// - Throws: `StoreError`.
  /// - Parameter busyMilliseconds: how long to wait for another process's write, where not as usual.
  package static func open(
    path: String, surroundings: Surroundings = .system(), busyMilliseconds: Int? = nil
  ) throws -> ReplicaStore {
    let queue: DatabaseQueue
    var unwritable: StoreError?
    do {
      queue = try StoreFile.open(path: path, layout: layout(at: surroundings))
    } catch let error as StoreError where error.leavesReading {
      // What can be read is shown; whatever writes is refused.
      do { queue = try StoreFile.openReadOnly(path: path, layout: layout) } catch is StoreError {
        throw error
      }
      unwritable = error
    }
    if let busyMilliseconds {
      try queue.inDatabase { db in try db.execute(sql: "PRAGMA busy_timeout = \(busyMilliseconds)") }
    }
    var store = ReplicaStore(path: path, queue: queue, surroundings: surroundings, unwritable: unwritable)
    store.unlisted = (try? queue.inDatabase { try $0.unlistedRecords() }) ?? 0
    return store
  }

  /// Makes a replica that works alone at once.
  /// - Throws: `StoreError`.
  package static func create(
    path: String, branch: BranchCode, name: String, author: String,
    surroundings: Surroundings = .system()
  ) throws -> ReplicaStore {
    var generator = surroundings.generator
    let replica = ReplicaID.random(using: &generator)
    let tag = DeviceTag.draw(using: &generator, avoiding: [])
    let queue = try StoreFile.create(path: path, layout: layout) { db in
      try db.setMeta(.replica, replica.data)
      try db.setMeta(.branch, branch.rawValue)
      try db.setMeta(.tag, tag)
      try db.setMeta(.deviceName, name)
      try db.setMeta(.author, author)
      try db.noteZone(surroundings.zone, at: surroundings.wall())
      try db.setMeta(.searchEdition, IndexLayout.searchEdition)
      _ = try db.scope(making: branch.rawValue)
      _ = try db.replicaRid(replica)
    }
    return ReplicaStore(path: path, queue: queue, surroundings: surroundings)
  }

  /// Runs a reading body on one consistent view.
  /// - Throws: `StoreError` for the store's troubles, and what the body throws.
  package func read<Result>(_ body: (ReplicaReader) throws -> Result) throws -> Result {
    try translatingStoreErrors {
      try queue.inDatabase { db in
        try db.inSavepointReturning {
          try body(
            ReplicaReader(
              db: db, identity: try db.identity(acting: nil, at: surroundings), surroundings: surroundings))
        }
      }
    }
  }

  /// The terms of every vocabulary as they are today. May be asked amid a transaction of this store.
  package func terms() throws -> Terms {
    try translatingStoreErrors { try queue.unsafeReentrantWrite { db in try db.terms() } }
  }

  /// Runs a writing body; what it made is saved and durable when this returns, or nothing is.
  /// - Throws: `StoreError` for the store's troubles, and what the body throws.
  package func write<Result>(author: String? = nil, _ body: (inout WriteSession) throws -> Result) throws
    -> Result
  {
    if let unwritable { throw unwritable }
    return try translatingStoreErrors {
      try queue.inDatabase { db in
        var outcome: Result?
        try db.inTransaction(.immediate) {
          let changes = db.totalChangesCount
          var session = try WriteSession(db: db, surroundings: surroundings, author: author)
          outcome = try body(&session)
          try session.finish()
          try StoreFile.markFirstPage(db, since: changes)
          try RowFaults.check()
          return .commit
        }
        guard let outcome else { throw StoreError.failed(detail: "transaction without a result") }
        return outcome
      }
    }
  }
}

extension Database {
  /// One snapshot for several reads, closed without writing.
  fileprivate func inSavepointReturning<Result>(_ body: () throws -> Result) throws -> Result {
    var outcome: Result?
    try inTransaction(.deferred) {
      outcome = try body()
      return .commit
    }
    guard let outcome else { throw StoreError.failed(detail: "transaction without a result") }
    return outcome
  }

  /// - Throws: `StoreError.damaged` where the store does not say who it is.
  package func identity() throws -> ReplicaIdentity {
    guard let replica = try meta(.replica).flatMap({ Identifier(bytes: Array($0)) }),
      let branch = try meta(.branch).flatMap({ BranchCode($0) }), let tag = try meta(.tag)
    else { throw StoreError.damaged(detail: "no replica id, branch or tag") }
    var link: HeadOfficeLink?
    if let url = try meta(.headOfficeURL), let token = try meta(.token),
      let id = try meta(.headOfficeID).flatMap({ Identifier(bytes: Array($0)) })
    {
      link = HeadOfficeLink(
        url: url, id: id, token: token,
        rules: ConnectionRules(
          authorityPath: try meta(.authorityFile), allowsPlainHTTP: try meta(.allowsPlainHTTP) == 1))
    }
    let role = try meta(.role).flatMap { Role(rawValue: $0) } ?? .branchStaff
    return ReplicaIdentity(
      replica: replica, branch: branch, branchName: try meta(.branchName), tag: tag,
      name: try meta(.deviceName) ?? "", author: try meta(.author) ?? "",
      role: role, acting: role, headOffice: link)
  }
}

extension MetaKey<Data> {
  static var replica: MetaKey<Data> { MetaKey("replica") }
  static var headOfficeID: MetaKey<Data> { MetaKey("head_office_id") }
  /// The running hash over the contents up to `covered`.
  static var coveredChain: MetaKey<Data> { MetaKey("covered_chain") }
  /// Head office's public key for bundles.
  static var sealingKey: MetaKey<Data> { MetaKey("sealing_key") }
  /// The id under which this replica is about to go on, until head office has answered.
  static var nextReplica: MetaKey<Data> { MetaKey("next_replica") }
}

extension MetaKey<String> {
  static var branch: MetaKey<String> { MetaKey("branch") }
  static var branchName: MetaKey<String> { MetaKey("branch_name") }
  static var tag: MetaKey<String> { MetaKey("tag") }
  static var nextTag: MetaKey<String> { MetaKey("next_tag") }
  static var deviceName: MetaKey<String> { MetaKey("device_name") }
  static var author: MetaKey<String> { MetaKey("author") }
  static var role: MetaKey<String> { MetaKey("role") }
  static var headOfficeURL: MetaKey<String> { MetaKey("head_office_url") }
  static var token: MetaKey<String> { MetaKey("token") }
  static var authorityFile: MetaKey<String> { MetaKey("ca_file") }
}

extension MetaKey<Int64> {
  /// 1: secrets may go over plain HTTP.
  static var allowsPlainHTTP: MetaKey<Int64> { MetaKey("insecure") }
  /// The hybrid clock's last value.
  static var clock: MetaKey<Int64> { MetaKey("clock") }
  /// The number of this replica's last change.
  static var lastNumber: MetaKey<Int64> { MetaKey("last_number") }
  /// Up to which number head office has this replica's changes.
  static var covered: MetaKey<Int64> { MetaKey("covered") }
  /// Up to which number head office ever had this replica's changes.
  static var settled: MetaKey<Int64> { MetaKey("settled") }
  /// What an earlier version kept in place of `toldStamp`, in milliseconds.
  static var settledStamp: MetaKey<Int64> { MetaKey("settled_stamp") }
  /// The highest number that was ever put into a request: head office may have what is not covered.
  static var attempted: MetaKey<Int64> { MetaKey("attempted") }
  /// The last number when the cursors were taken in.
  static var made: MetaKey<Int64> { MetaKey("made") }
  /// The highest stamp that came from head office.
  static var seen: MetaKey<Int64> { MetaKey("seen") }
  /// 1: personal data was erased, and the index and the log of the file have not been rewritten since.
  static var scrubPending: MetaKey<Int64> { MetaKey("scrub_pending") }
  /// When the last exchange ended, in milliseconds since 1970.
  static var lastSync: MetaKey<Int64> { MetaKey("last_sync") }
  /// How far this machine's clock was ahead of head office's then, in milliseconds.
  static var clockOffset: MetaKey<Int64> { MetaKey("clock_offset") }
  /// The last row of `news` that was looked at by whoever was not signed in.
  static var newsSeen: MetaKey<Int64> { MetaKey("news_seen") }
  /// The same by somebody who was.
  static func newsSeen(by person: RecordID) -> MetaKey<Int64> { MetaKey("news_seen/\(person)") }
}

extension ReplicaStore {
  /// Runs a body in one transaction that makes no changes of a person.
  func writing<Result>(_ body: (Database) throws -> Result) throws -> Result {
    if let unwritable { throw unwritable }
    return try translatingStoreErrors {
      try queue.inDatabase { db in
        var outcome: Result?
        try db.inTransaction(.immediate) {
          let changes = db.totalChangesCount
          outcome = try body(db)
          try StoreFile.markFirstPage(db, since: changes)
          return .commit
        }
        guard let outcome else { throw StoreError.failed(detail: "transaction without a result") }
        return outcome
      }
    }
  }
}
