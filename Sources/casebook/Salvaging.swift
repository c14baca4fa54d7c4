import Complaints
import Console
import Glibc
import Interchange
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
        Label("There is a file \(target) already. It was left as it is.", "文件 \(target) 已存在，未做任何改动。"),
        hint: Label("Give another name.", "请换一个文件名。"))
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
    if context.json { return try context.emit(json(report, target)) }
    for line in lines(report) { try context.out(context.text(line).sanitised(.joined)) }
    context.errAfterwards(
      Label(
        "The damaged file was left as it is. To go on with the new one, move casebook.sqlite and its -wal and -shm "
          + "files elsewhere, then: mv '\(target)' '\(source)'",
        "损坏的文件保持原样。启用新数据库：先将 casebook.sqlite 及其 -wal、-shm 文件移到别处，再运行：mv '\(target)' '\(source)'"))
    context.errAfterwards(
      report.isEnrolled
        ? Label(
          "Then run casebook sync: what is missing here comes from head office.",
          "然后运行 casebook sync，本机缺少的内容会从总部取回。")
        : Label(
          "It is not enrolled: where there is a head office, run casebook enrol URL CODE.",
          "本机未接入总部；如有总部，请运行：casebook enrol 网址 验证码。"))
  }

  private func lines(_ report: SalvageReport) -> [Label] {
    var lines = [
      Label(
        "Saved: \(report.cases) cases in \(report.records) records, \(report.changes) changes, \(report.pending) of them pending.",
        "已抢救：\(report.cases) 个工单（\(report.records) 条记录）、\(report.changes) 项修改，其中 \(report.pending) 项待上报。"),
      report.identity == .kept
        ? Label(
          "Replica \(report.replica) of \(report.branch): kept.",
          "副本 \(report.replica)（门店 \(report.branch)）：身份已保留。")
        : Label(
          "Replica \(report.replica) of \(report.branch): made out from its changes.",
          "副本 \(report.replica)（门店 \(report.branch)）：身份由修改记录推得。"),
    ]
    for scope in report.scopes where scope.found < scope.held {
      lines.append(
        Label(
          "\(scope.code): \(scope.found) of \(scope.held) records of head office's were found; the next sync brings the others.",
          "\(scope.code)：总部下发的 \(scope.held) 条记录找到 \(scope.found) 条，其余在下次同步时取回。"))
    }
    if !report.lostChanges.isEmpty {
      let numbers = Self.ranges(report.lostChanges)
      lines.append(
        Label(
          "Lost before they reached head office: \(report.lostChanges.count) changes (\(numbers)).",
          "未上报即丢失的修改：\(report.lostChanges.count) 项（编号 \(numbers)）。"))
      if report.rewrittenValues > 0 {
        lines.append(
          Label(
            "\(report.rewrittenValues) of their values were still shown and were written again.",
            "其中 \(report.rewrittenValues) 个字段值仍可读出，已重新写入。"))
      }
      lines.append(Label("Numbers of the next cases get another tag.", "后续工单编号将使用新的设备标记。"))
    }
    for found in report.damaged.prefix(20) {
      lines.append(Label("Cannot be read: \(found)", "无法读取：\(found)"))
    }
    if report.damaged.count > 20 {
      let more = report.damaged.count - 20
      lines.append(Label("… and \(more) more", "…… 另有 \(more) 项"))
    }
    if report.isComplete { lines.append(Label("Nothing is missing.", "没有缺失。")) }
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
    let hint = Label(
      "Keep the file. Set up a new store with casebook init, then casebook enrol URL CODE: what was synced comes from head office.",
      "请保留该文件。用 casebook init 新建工单库，再运行 casebook enrol 网址 验证码；已同步的内容会从总部取回。")
    switch failure {
    case .nothingFound:
      self.init(
        "nothing_found", .damaged,
        Label("Nothing in \(path) can be read. It was left as it is.", "\(path) 中没有可读出的内容，文件保持原样。"),
        hint: hint)
    case .unknownBranch(let records):
      self.init(
        "unknown_branch", .damaged,
        Label(
          "\(records) records in \(path) can be read, but not whose store it was. It was left as it is.",
          "\(path) 中可读出 \(records) 条记录，但无法确定属于哪个门店，文件保持原样。"), hint: hint)
    }
  }
}
