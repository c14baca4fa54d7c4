import Complaints
import Console
import FoundationEssentials
import Interchange
import Language
import RecordStore
import Replica
import Terminal
import Versioning
import Zones

/// What a command works with: the store, the person's language and terminal, and where output goes.
struct Context {
  let language: Language
  /// `--json`: one object or array on standard output.
  let json: Bool
  /// Of standard output.
  let style: OutputStyle
  /// Of standard error.
  let errorStyle: OutputStyle
  /// Columns of standard output's window.
  let columns: Int
  let home: Home
  /// `--author`, else the configuration's; nil: the store's.
  let author: String?
  let surroundings: Surroundings
  /// How clocks are set here.
  var zone: Zone { surroundings.zone }
  /// The time when the command began, by head office's clock as far as the store knows it.
  var now: LocalClock { opening.began(asking: tryOpening) }
  /// The terms as head office has them, as far as the store knows: by them typed terms are found, and stored ones shown.
  var terms: Terms { opening.terms(asking: tryOpening) }
  /// Fields of a case that were given as options, in their order.
  var fields: [TypedField]
  let environment: [String: String]
  let output: Output
  /// Lines that follow the output on standard error.
  fileprivate let afterwards = Afterwards()
  private let opening: OpenedStore

  fileprivate final class Afterwards {
    var hints: [Label] = []
    /// The store that was worked with.
    var store: ReplicaStore?
    /// While the store is open, unless for long.
    var gate: StoreGate?
    var isForLong = false
    var isInTransaction = false
    var hasToldUnlisted = false
    /// Something was done that another run would do again.
    var isDone = false
    /// Cases that were written, a handful at most.
    var written: [RecordID] = []
  }

  /// - Throws: `CommandFailure`.
  init(_ common: CommonOptions, fields: [TypedField], output: Output) throws {
    let configuration = try Invocation.configuration.get()
    if let tag = common.lang, Language(tag: tag) == nil {
      throw CommandFailure.usage(
        Label(ContextMessage.unknownLanguage(tag)),
        hint: Label(ContextMessage.languageHint))
    }
    environment = Invocation.environment
    language = Invocation.language
    json = common.json
    style = OutputStyle(isTerminal: isTerminal(1), environment: environment)
    errorStyle = OutputStyle(isTerminal: isTerminal(2), environment: environment)
    columns = TerminalSize(fileDescriptor: 1, environment: environment).columns
    home = try Home(option: common.home, configured: configuration.home, environment: environment)
    author = try (common.author ?? configuration.author).map(Self.checkedAuthor)
    var surroundings = Surroundings.system()
    if let zone = configuration.zone { surroundings.zone = zone }
    self.surroundings = surroundings
    opening = OpenedStore(surroundings)
    self.fields = fields
    self.output = output
  }

  /// A name as the store may keep it: the same rules as for a field of one line.
  static func checkedAuthor(_ typed: String) throws -> String {
    let definition = CaseField.handler
    guard
      case .text(let name) = try FieldInput.parse(
        typed, as: definition, now: LocalClock(milliseconds: 0, zone: .utc)),
      StoredForm.isLabel(name)
    else {
      throw CommandFailure.usage(Label(ContextMessage.authorInvalid))
    }
    return name
  }

  // MARK: - Store

  /// - Throws: `CommandFailure` that says what is wrong with the store and what to do.
  func openStore() throws -> ReplicaStore {
    if let store = opening.handOver() {
      tellUnlisted(store)
      return store
    }
    // A connection more is one more that has to be closed in the end, with what it costs on the disk. (Within a
    // transaction it is in use.)
    if let store = afterwards.store, !afterwards.isForLong, !afterwards.isInTransaction { return store }
    let store = try explaining { try opened() }
    opening.note(store)
    tellUnlisted(store)
    return store
  }

  /// Before anything else: what somebody looks for may be what is in no list.
  private func tellUnlisted(_ store: ReplicaStore) {
    guard store.unlisted > 0, !afterwards.hasToldUnlisted else { return }
    afterwards.hasToldUnlisted = true
    err(Label(ContextMessage.unlisted(store.unlisted)))
  }

  private func opened() throws -> ReplicaStore {
    if afterwards.gate == nil, !afterwards.isForLong { afterwards.gate = try gate(isExclusive: false) }
    return try ReplicaStore.open(
      path: home.storePath, surroundings: surroundings, busyMilliseconds: busyMilliseconds)
  }

  private var busyMilliseconds: Int? {
    environment["CASEBOOK_BUSY_TIMEOUT_MS"].flatMap(UInt16.init).map(Int.init)
  }

  /// - Throws: `StoreError.busy`.
  private func gate(isExclusive: Bool) throws -> StoreGate {
    try StoreGate(folder: home.directory, isExclusive: isExclusive, milliseconds: busyMilliseconds ?? 10_000)
  }

  /// Runs what takes the place of the store, while nobody else opens it or has it open.
  /// - Throws: `CommandFailure` where somebody has it for longer than the busy timeout.
  func alone<Result>(_ body: () throws -> Result) throws -> Result {
    (afterwards.gate, afterwards.store) = (nil, nil)
    let gate = try explaining { try self.gate(isExclusive: true) }
    defer { withExtendedLifetime(gate) {} }
    return try body()
  }

  /// Lets others put the store back while it is open here.
  func keepOpenForLong() {
    afterwards.isForLong = true
    (afterwards.gate, afterwards.store) = (nil, nil)
  }

  /// Nil where there is no store, or none that can be read: whoever needs it says so.
  private func tryOpening() -> ReplicaStore? { try? opened() }

  /// The time as it is now, by the same clock as `now`.
  var present: LocalClock { opening.present(asking: tryOpening) }

  /// One reading transaction.
  func read<Result>(_ body: (ReplicaReader) throws -> Result) throws -> Result {
    try read(openStore(), body)
  }

  func read<Result>(_ store: ReplicaStore, _ body: (ReplicaReader) throws -> Result) throws -> Result {
    afterwards.store = store
    return try explaining { try inTransaction { try store.read(body) } }
  }

  /// One writing transaction: what it made is saved and durable when this returns, or nothing is.
  func write<Result>(_ body: (inout WriteSession) throws -> Result) throws -> Result {
    try write(openStore(), body)
  }

  func write<Result>(_ store: ReplicaStore, _ body: (inout WriteSession) throws -> Result) throws -> Result {
    afterwards.store = store
    let (result, written) = try explaining {
      try inTransaction {
        try store.write(author: author) { session in (try body(&session), session.aggregates) }
      }
    }
    // Where nothing was to be changed, another run does no harm.
    if !written.isEmpty { done(written) }
    return result
  }

  private func inTransaction<Result>(_ body: () throws -> Result) rethrows -> Result {
    let outer = afterwards.isInTransaction
    afterwards.isInTransaction = true
    defer { afterwards.isInTransaction = outer }
    return try body()
  }

  /// Notes that the command has done its work, whatever becomes of its output.
  func done(_ written: [RecordID] = []) {
    afterwards.isDone = true
    afterwards.written = Array((afterwards.written + written).prefix(WriteSession.namedAggregates))
  }

  /// Runs a body and tells its errors as people need them.
  func explaining<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch { throw CommandFailure(explaining: error, home: home) }
  }

  /// Changes that have waited for over a day, as the command leaves them: it may have sent them.
  private func waiting(_ reader: ReplicaReader) throws -> Label? {
    guard let since = try reader.pendingSince(),
      try reader.now.milliseconds - since > 24 * 3600 * 1000
    else { return nil }
    return Label(
      ContextMessage.changesWaiting(
        try reader.pending(), since: shown(since), command: reader.identity.exchangeHint))
  }

  // MARK: - Words

  func text(_ label: Label) -> String { label.text(language) }

  func text(_ message: some Message) -> String {
    message.text(language)
  }

  /// A line that says what to type next: in the folder that was named.
  func hint(_ label: Label) -> String { Invocation.inSameFolder(label.text(language)) }

  func hint(_ message: some Message) -> String { hint(message.label) }

  /// A point in time by the local clock, as it was or will be set then.
  func time(_ milliseconds: Int64) -> LocalTime { LocalTime(milliseconds: milliseconds, zone: zone) }

  /// What was the present then, for what was typed then.
  func clock(_ milliseconds: Int64) -> LocalClock { LocalClock(milliseconds: milliseconds, zone: zone) }

  /// `2026-11-22 15:30` by the clocks of another place, with their offset where it is not ours.
  func time(_ milliseconds: Int64, in place: Zone) -> String {
    LocalTime.shown(milliseconds, in: place, to: zone)
  }

  /// `2026-11-22 15:30` by our clocks, with their offset where they show that time twice.
  func shown(_ milliseconds: Int64) -> String { time(milliseconds, in: zone) }

  /// "3 min ago", "昨天 15:30"; with the offset where our clocks show the time of day twice.
  func ago(_ milliseconds: Int64) -> String {
    let then = time(milliseconds)
    let words = Ago(now: now.milliseconds, offsetSeconds: now.offsetMinutes * 60, language: language)
      .words(milliseconds, offsetThen: then.offsetMinutes * 60)
    guard let mark = then.mark(in: zone), words.hasSuffix(then.short.suffix(6)) else { return words }
    return words + mark
  }

  // MARK: - Output

  /// A line of data on standard output. Texts of users must be `sanitised`.
  func out(_ line: String = "") throws {
    try output.write(line + "\n")
  }

  /// A table as wide as the window.
  func print(_ table: Table) throws {
    for line in table.lines(width: columns, style: style) { try out(line) }
  }

  /// A line for people, at once on standard error, made harmless.
  func err(_ label: Label) {
    tellOnStandardError(Invocation.inSameFolder(label.text(language)).sanitised() + "\n")
  }

  /// The one value of a command with `--json`: indented for a person who looks at it, else one line.
  func emit(_ value: JSON) throws {
    try output.write(value.bytes(style.isTerminal ? .pretty : .compact) + [UInt8(ascii: "\n")], as: .json)
  }

  /// A line for people that comes after what was printed.
  func errAfterwards(_ label: Label) { afterwards.hints.append(label) }

  /// Ends a command that has done its work.
  func finish() throws {
    try output.flush()
    if let failure = doneUnseen() { throw failure }
    for line in afterwards.hints { err(line) }
    // What was asked for is done, whatever becomes of this.
    if let line = try? afterwards.store?.read(waiting) { err(line) }
  }
}

extension Context {
  /// What to tell where the work is done and what was printed of it reached nobody.
  func doneUnseen() -> CommandFailure? {
    guard afterwards.isDone, !output.undelivered.isEmpty else { return nil }
    let numbers = try? afterwards.store?.read { reader in
      try afterwards.written.compactMap { try reader.db.record($0) }.map(reader.number).filter { !$0.isEmpty }
    }
    return .doneUnseen(cases: numbers ?? [], output: output.undelivered)
  }
}

extension ReplicaIdentity {
  /// What sends what waits, as this device goes about it.
  var exchangeHint: Label {
    switch headOffice?.url {
    case nil: Label(ContextMessage.enrolHint)
    case ReplicaStore.byBundle: Label(ContextMessage.bundleHint)
    default: Label(CommonMessage.syncHint)
    }
  }
}

enum ContextMessage: Message {
  case authorInvalid
  case changesWaiting(Int, since: String, command: Label)
  case enrolHint
  case bundleHint
  case unlisted(Int)
  case unknownLanguage(String)
  case languageHint

  var label: Label {
    switch self {
    case .authorInvalid:
      Label(en: "--author needs a name on one line.", zhHans: "--author 需要填写姓名（一行）。")
    case .changesWaiting(let count, let when, let command):
      Label(
        en:
          "\(count.of("change waits for head office, since", "changes wait for head office, the oldest since")) \(when). \(command.en)",
        zhHans: "有 \(count.grouped) 项修改待上传，最早的是 \(when)。\(command.zhHans)")
    case .enrolHint:
      Label(en: "Run: casebook enrol <url> <code>", zhHans: "请运行：casebook enrol <网址> <验证码>")
    case .bundleHint:
      Label(en: "Run: casebook bundle write <file>", zhHans: "请运行：casebook bundle write <文件>")
    case .unlisted(let count):
      Label(
        en:
          "Warning: \(count.of("record is damaged and is", "records are damaged and are")) in no list. Run: casebook doctor",
        zhHans: "注意：有 \(count.grouped) 条记录已损坏，列表中查不到。请运行：casebook doctor")
    case .unknownLanguage(let tag):
      Label(en: "There are no messages in the language “\(tag)”.", zhHans: "没有“\(tag)”这种界面语言。")
    case .languageHint:
      Label(en: "Use --lang zh-Hans or --lang en.", zhHans: "可用：--lang zh-Hans、--lang en。")
    }
  }
}
