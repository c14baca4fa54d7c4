import Complaints
import Console
import Glibc
import Interchange
import Messages
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
        Label(.salvagingThereIsAFileAlready, ["target": .text(target)]),
        hint: Label(.salvagingGiveAnotherName))
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
        .salvagingTheDamagedFileWasLeft, ["target": .text(target), "source": .text(source)]))
    context.errAfterwards(
      report.isEnrolled
        ? Label(
          .salvagingThenRunCasebookSyncWhat)
        : Label(
          .salvagingItIsNotEnrolledWhere))
  }

  private func lines(_ report: SalvageReport) -> [Label] {
    var lines = [
      Label(
        .salvagingSavedCasesInRecordsChanges,
        [
          "cases": .number(report.cases), "records": .number(report.records),
          "changes": .number(report.changes),
          "pending": .number(report.pending),
        ]),
      report.identity == .kept
        ? Label(
          .salvagingReplicaOfKept, ["replica": .text(report.replica), "branch": .text(report.branch)])
        : Label(
          .salvagingReplicaOfMadeOutFrom, ["replica": .text(report.replica), "branch": .text(report.branch)]),
    ]
    for scope in report.scopes where scope.found < scope.held {
      lines.append(
        Label(
          .salvagingOfRecordsOfHeadOffices,
          ["code": .text(scope.code), "found": .number(scope.found), "held": .number(scope.held)]))
    }
    if !report.lostChanges.isEmpty {
      let numbers = Self.ranges(report.lostChanges)
      lines.append(
        Label(
          .salvagingLostBeforeTheyReachedHead,
          ["count": .number(report.lostChanges.count), "numbers": .text(numbers)]))
      if report.rewrittenValues > 0 {
        lines.append(
          Label(
            .salvagingOfTheirValuesWereStill, ["rewrittenValues": .number(report.rewrittenValues)]))
      }
      lines.append(Label(.salvagingNumbersOfTheNextCases))
    }
    for found in report.damaged.prefix(20) {
      lines.append(Label(.salvagingCannotBeRead, ["found": .text(found)]))
    }
    if report.damaged.count > 20 {
      let more = report.damaged.count - 20
      lines.append(Label(.salvagingAndMore, ["more": .number(more)]))
    }
    if report.isComplete { lines.append(Label(.salvagingNothingIsMissing)) }
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
      .salvagingKeepTheFileSetUp)
    switch failure {
    case .nothingFound:
      self.init(
        "nothing_found", .damaged,
        Label(.salvagingNothingInCanBeRead, ["path": .text(path)]),
        hint: hint)
    case .unknownBranch(let records):
      self.init(
        "unknown_branch", .damaged,
        Label(
          .salvagingRecordsInCanBeRead, ["records": .number(records), "path": .text(path)]), hint: hint)
    }
  }
}
