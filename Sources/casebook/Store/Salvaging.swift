import Complaints
import Console
import Glibc
import Interchange
import Language
import RecordStore
import Replica
import Terminal

/// `casebook doctor --salvage`
struct Salvaging {
  let context: Context

  func run(into out: String) throws {
    let source = context.home.storePath
    var status = stat()
    let isFolder = out.hasSuffix("/") || (stat(out, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR)
    let target = isFolder ? (out.hasSuffix("/") ? out : out + "/") + "casebook.sqlite" : out
    guard access(target, F_OK) != 0 else {
      throw CommandFailure(
        "file_exists", .failed,
        Label(BackupFailuresMessage.fileExists(target)),
        hint: Label(SalvagingMessage.fileExistsHint))
    }
    let report: SalvageReport
    do {
      report = try ReplicaStore.salvage(damaged: source, into: target, surroundings: context.surroundings)
    } catch let failure as SalvageFailure {
      throw CommandFailure(failure, path: source)
    } catch StoreError.missing {
      throw CommandFailure(.missing(path: source), path: source)
    } catch {
      throw CommandFailure(backup: error, file: target, store: source)
    }
    context.done()
    if context.json { return try context.emit(json(report, target)) }
    for line in lines(report) { try context.out(context.text(line).sanitised(.joined)) }
    context.errAfterwards(Label(SalvagingMessage.thenReplace(target: target, source: source)))
    context.errAfterwards(
      report.isEnrolled
        ? Label(SalvagingMessage.thenSync)
        : Label(SalvagingMessage.thenEnrol))
  }

  private func lines(_ report: SalvageReport) -> [Label] {
    var lines = [
      Label(
        SalvagingMessage.salvaged(
          cases: report.cases, records: report.records, changes: report.changes, pending: report.pending)),
      report.identity == .kept
        ? Label(SalvagingMessage.identityKept(replica: report.replica, branch: report.branch))
        : Label(SalvagingMessage.identityDerived(replica: report.replica, branch: report.branch)),
    ]
    for scope in report.scopes where scope.found < scope.held {
      lines.append(
        Label(SalvagingMessage.recordsFound(scope: scope.code, found: scope.found, held: scope.held)))
    }
    if !report.lostChanges.isEmpty {
      let numbers = Self.ranges(report.lostChanges)
      lines.append(Label(SalvagingMessage.lostChanges(count: report.lostChanges.count, numbers: numbers)))
      if report.rewrittenValues > 0 {
        lines.append(Label(SalvagingMessage.valuesRewritten(report.rewrittenValues)))
      }
      lines.append(Label(SalvagingMessage.newTag))
    }
    for found in report.damaged.prefix(20) {
      lines.append(Label(SalvagingMessage.unreadable(found)))
    }
    if report.damaged.count > 20 {
      let more = report.damaged.count - 20
      lines.append(Label(DoctorChecksMessage.moreFindings(more)))
    }
    if report.isComplete { lines.append(Label(SalvagingMessage.complete)) }
    return lines
  }

  /// `3, 7–9`
  private static func ranges(_ numbers: [UInt64]) -> String {
    var parts: [(first: UInt64, last: UInt64)] = []
    for number in numbers {
      if let last = parts.last, last.last + 1 == number {
        parts[parts.count - 1].last = number
      } else {
        parts.append((number, number))
      }
    }
    return parts.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)–\($0.last)" }.joined(
      separator: ", ")
  }

  private func json(_ report: SalvageReport, _ target: String) -> JSON {
    [
      "file": .string(target), "complete": .bool(report.isComplete), "replica": .string(report.replica),
      "branch": .string(report.branch), "identity": .string(report.identity.rawValue),
      "enrolled": .bool(report.isEnrolled), "records": .integer(Int64(report.records)),
      "cases": .integer(Int64(report.cases)), "changes": .integer(Int64(report.changes)),
      "pending": .integer(Int64(report.pending)),
      "lost_changes": .array(report.lostChanges.map { .integer(Int64(clamping: $0)) }),
      "rewritten_values": .integer(Int64(report.rewrittenValues)),
      "renumbered": .integer(Int64(report.renumbered)),
      "scopes": .array(
        report.scopes.map {
          ["scope": .string($0.code), "held": .integer(Int64($0.held)), "found": .integer(Int64($0.found))]
        }),
      "damaged": .strings(report.damaged),
    ]
  }
}

extension CommandFailure {
  init(_ failure: SalvageFailure, path: String) {
    let hint = Label(SalvagingMessage.startAgainHint)
    switch failure {
    case .nothingFound:
      self.init(
        "nothing_found", .damaged,
        Label(SalvagingMessage.nothingFound(path: path)),
        hint: hint)
    case .unknownBranch(let records):
      self.init(
        "unknown_branch", .damaged,
        Label(SalvagingMessage.unknownBranch(records: records, path: path)), hint: hint)
    }
  }
}

enum SalvagingMessage: Message {
  case unreadable(String)
  case fileExistsHint
  case thenEnrol
  case startAgainHint
  case lostChanges(count: Int, numbers: String)
  case nothingFound(path: String)
  case complete
  case newTag
  case recordsFound(scope: String, found: Int, held: Int)
  case valuesRewritten(Int)
  case unknownBranch(records: Int, path: String)
  case identityKept(replica: String, branch: String)
  case identityDerived(replica: String, branch: String)
  case salvaged(cases: Int, records: Int, changes: Int, pending: Int)
  case thenReplace(target: String, source: String)
  case thenSync

  var label: Label {
    switch self {
    case .unreadable(let found):
      Label(en: "Cannot be read: \(found)", zhHans: "无法读取：\(found)")
    case .fileExistsHint:
      Label(en: "Give another name.", zhHans: "请换一个文件名。")
    case .thenEnrol:
      Label(
        en: "This device is not enrolled. If there is a head office, run: casebook enrol <url> <code>",
        zhHans: "本机未接入总部；如有总部，请运行：casebook enrol <网址> <验证码>")
    case .startAgainHint:
      Label(
        en:
          "Move the file, with its -wal and -shm files, to another folder and keep it there. Then set up a new store with casebook init, and run casebook enrol <url> <code>: head office sends back what was synced.",
        zhHans:
          "请先把该文件（连同 -wal、-shm 文件）移到别的目录保存，再用 casebook init 新建工单库，并运行 casebook enrol <网址> <验证码>；同步过的内容会从总部重新下载。"
      )
    case .lostChanges(let count, let numbers):
      Label(
        en:
          "\(count.plural("Lost before it reached head office: \(count.grouped) change", "Lost before they reached head office: \(count.grouped) changes")) (\(numbers)).",
        zhHans: "上传前丢失的修改：\(count.grouped) 项（编号 \(numbers)）。")
    case .nothingFound(let path):
      Label(
        en: "Nothing in \(path) can be read. The file was left as it is.", zhHans: "\(path) 中没有可读出的内容，文件保持原样。"
      )
    case .complete:
      Label(en: "Nothing is missing.", zhHans: "没有缺失。")
    case .newTag:
      Label(en: "New case numbers will use another device tag.", zhHans: "以后的工单编号将使用新的设备代码。")
    case .recordsFound(let code, let found, let held):
      Label(
        en:
          "\(code): \(found.grouped) of \(held.grouped) records from head office were found; the next sync fetches the rest.",
        zhHans: "\(code)：总部下发的 \(held.grouped) 条记录找到 \(found.grouped) 条，其余在下次同步时下载。")
    case .valuesRewritten(let rewrittenValues):
      Label(
        en:
          "\(rewrittenValues.of("of their values could still be read and was saved again.", "of their values could still be read and were saved again."))",
        zhHans: "其中 \(rewrittenValues.grouped) 个字段的内容仍可读出，已重新保存。")
    case .unknownBranch(let records, let path):
      Label(
        en:
          "\(records.of("record", "records")) in \(path) can be read, but not which branch it was. The file was left as it is.",
        zhHans: "\(path) 中可读出 \(records.grouped) 条记录，但无法确定属于哪个门店，文件保持原样。")
    case .identityKept(let replica, let branch):
      Label(
        en: "Device \(replica) of branch \(branch): identity kept.",
        zhHans: "设备 \(replica)（门店 \(branch)）：身份已保留。")
    case .identityDerived(let replica, let branch):
      Label(
        en: "Device \(replica) of branch \(branch): identity worked out from what was found.",
        zhHans: "设备 \(replica)（门店 \(branch)）：身份由找到的内容推断。")
    case .salvaged(let cases, let records, let changes, let pending):
      Label(
        en:
          "Saved: \(cases.of("case", "cases")) in \(records.of("record", "records")), \(changes.of("change", "changes")), \(pending.grouped) of them not yet sent.",
        zhHans:
          "已抢救：\(cases.grouped) 个工单（\(records.grouped) 条记录）、\(changes.grouped) 项修改，其中 \(pending.grouped) 项待上传。"
      )
    case .thenReplace(let target, let source):
      Label(
        en:
          "The damaged file was left as it is. To use the new one, move casebook.sqlite and its -wal and -shm files elsewhere, then run: mv '\(target)' '\(source)'",
        zhHans: "损坏的文件保持原样。启用新数据库：先将 casebook.sqlite 及其 -wal、-shm 文件移到别处，再运行：mv '\(target)' '\(source)'")
    case .thenSync:
      Label(
        en: "Then run casebook sync: head office sends what is missing here.",
        zhHans: "然后运行 casebook sync，本机缺少的内容会从总部下载。")
    }
  }
}
