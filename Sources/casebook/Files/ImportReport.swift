import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning
import Zones

/// What an import did.
struct ImportReport {
  /// A row that says otherwise than the case it is.
  struct Difference {
    let line: Int
    let difference: ImportDifference
  }

  let isUpdate: Bool
  var read = 0
  var imported = 0
  var unchanged = 0
  /// Rows whose case was deleted here, with its number.
  var deleted: [(line: Int, number: String)] = []
  /// Cases that were changed because a row says otherwise.
  var updated = 0
  /// Of the imported and the changed cases.
  var notes = 0
  /// Rows of a survey without any answer.
  var unanswered = 0
  /// Rows left out by `only`.
  private var filtered = 0
  /// Rows with nothing in them.
  private var blank = 0
  /// Rows of a sheet that people do not see.
  private var hidden = 0
  /// That quotation marks took into rejected rows, beside the first of each.
  private var swallowedLines = 0
  /// Of JSON lines; they are not imported.
  private var timelineEntries = 0
  /// Lines with a time that clocks showed twice, and the offset that was taken.
  private var twice: [(line: Int, offset: String)] = []
  /// Lines with text that was lost before.
  private var lost: [Int] = []
  /// Lines with text that was read in the wrong encoding before, and the first such text as it stands and as it was meant.
  private var misread: [Int] = []
  private var misreadText: (written: String, meant: String)?
  private(set) var differs: [Difference] = []
  private(set) var rejected: [(line: Int, reason: Label)] = []
  private var first: (header: [String], line: Int, rows: [(line: Int, cells: [String])])?
  private var encoding: TextEncoding?
  private var delimiter: UInt8?
  private var sheets: (read: String, others: [String])?

  /// More than these are counted and not listed, unless a program asks.
  private static let shown = 50
  private static let shownLines = 10

  init(isUpdate: Bool = false) { self.isUpdate = isUpdate }

  mutating func reject(_ line: Int, _ reason: Label) { rejected.append((line, reason)) }

  /// Notes where a row says a time that clocks showed twice, whether the map reads it or it is read like what is typed, and
  /// where it has lost something before.
  mutating func take(_ row: ImportedRow, fields: [FieldDefinition], now: LocalClock) {
    if row.hasLostText { lost.append(row.line) }
    if let text = row.misreadText {
      misread.append(row.line)
      misreadText = misreadText ?? text
    }
    var offset = row.offsetTaken
    for (id, text) in row.fields where offset == nil {
      guard let field = fields.first(where: { $0.id == id }), field.type == .date else { continue }
      offset = TypedDate.firstOfTwo(text, now: now).map { Zone.offsetText($0.offsetMinutes) }
    }
    if let offset { twice.append((row.line, offset)) }
  }

  mutating func differ(_ line: Int, _ difference: ImportDifference) {
    differs.append(Difference(line: line, difference: difference))
  }

  /// Takes over what was found out about the file.
  mutating func look(at rows: ImportReader) {
    filtered = rows.filtered
    blank = rows.blank
    hidden = rows.hidden
    swallowedLines = rows.swallowedLines
    timelineEntries = rows.timelineEntries
    first = (rows.header, rows.headerLine, rows.firstRows)
    encoding = rows.written
    delimiter = rows.delimiter
    sheets = rows.sheets
    rejected.sort { $0.line < $1.line }
  }

  /// - Throws: `CommandFailure`, after what there is to say, where no row could be used.
  func print(_ context: Context, dryRun: Bool) throws {
    if context.json {
      try printJSON(context, dryRun: dryRun)
    } else {
      try printLines(context, dryRun: dryRun)
    }
    guard !rejected.isEmpty, imported + unchanged + updated + differs.count + deleted.count == 0 else {
      if !rejected.isEmpty {
        context.errAfterwards(Label(ImportReportMessage.partlyRejected(rejected.count, of: read)))
      }
      return
    }
    throw CommandFailure(
      "all_rejected", .failed, Label(ImportReportMessage.allRejected(rejected.count)),
      hint: Label(ImportReportMessage.allRejectedHint))
  }

  private func printJSON(_ context: Context, dryRun: Bool) throws {
    var members: [(String, JSON)] = [
      ("read", .integer(Int64(read))), ("imported", .integer(Int64(imported))),
      ("unchanged", .integer(Int64(unchanged))), ("updated", .integer(Int64(updated))),
      (
        "rejected",
        .array(
          rejected.map { ["line": .integer(Int64($0.line)), "reason": .string(context.text($0.reason))] })
      ),
      ("differs", .array(differs.map { json($0, context) })),
      (
        "deleted",
        .array(deleted.map { ["line": .integer(Int64($0.line)), "number": .string($0.number)] })
      ),
      ("notes", .integer(Int64(notes))), ("filtered", .integer(Int64(filtered))),
      ("unanswered", .integer(Int64(unanswered))), ("blank", .integer(Int64(blank))),
      ("hidden", .integer(Int64(hidden))), ("lines_swallowed", .integer(Int64(swallowedLines))),
      ("timeline_left_out", .integer(Int64(timelineEntries))),
      ("dry_run", .bool(dryRun)),
      (
        "times_shown_twice",
        .array(twice.map { ["line": .integer(Int64($0.line)), "offset": .string($0.offset)] })
      ),
      ("lost_text", .array(lost.map { .integer(Int64($0)) })),
      ("misread_text", .array(misread.map { .integer(Int64($0)) })),
      ("encoding", .optional(encoding?.rawValue)), ("sheet", .optional(sheets?.read)),
      ("header_line", first.map { .integer(Int64($0.line)) } ?? .null),
    ]
    if dryRun, let first {
      members.append(("header", .strings(first.header)))
      members.append(
        (
          "preview",
          .array(first.rows.map { ["line": .integer(Int64($0.line)), "cells": .strings($0.cells)] })
        ))
    }
    try context.emit(.object(members))
  }

  private func json(_ row: Difference, _ context: Context) -> JSON {
    [
      "line": .integer(Int64(row.line)), "id": .string(row.difference.row.id.description),
      "number": .string(row.difference.number),
      "fields": .array(
        row.difference.fields.map { field in
          [
            "field": .string(field.definition.id), "here": context.json(field.here, field.definition),
            "file": field.edit.field.element.map(JSON.string)
              ?? context.json(field.edit.value, field.definition),
          ]
        }),
      "notes": .integer(Int64(row.difference.notes.count)),
    ]
  }

  private func printLines(_ context: Context, dryRun: Bool) throws {
    if dryRun { try printPreview(context) }
    if let sheets, !sheets.others.isEmpty {
      context.err(Label(ImportReportMessage.sheetRead(sheets.read, others: .list(sheets.others))))
    }
    let counts = ImportReportMessage.Counts(
      read: read, imported: imported, unchanged: unchanged, updated: updated,
      differs: isUpdate ? 0 : differs.count, deleted: deleted.count, rejected: rejected.count)
    try context.out(
      context.text(
        dryRun ? ImportReportMessage.dryRunResult(counts) : ImportReportMessage.result(counts)))
    if notes > 0 {
      try context.out(context.text(ImportReportMessage.notesImported(notes)))
    }
    if blank > 0 { try context.out(context.text(ImportReportMessage.blankRows(blank))) }
    if filtered > 0 {
      let all = read == 0
      try context.out(
        context.text(all ? ImportReportMessage.allFiltered(filtered) : ImportReportMessage.filtered(filtered))
      )
    }
    if unanswered > 0 { try context.out(context.text(ImportReportMessage.unanswered(unanswered))) }
    for row in differs.prefix(Self.shown) {
      let what = row.difference.fields.map { difference($0, context) }
      let notes = row.difference.notes.count
      let noted = notes == 0 ? [] : [context.text(ImportReportMessage.moreNotes(notes))]
      try context.out(
        context.text(ImportReportMessage.line(row.line))
          + context.text(
            ImportReportMessage.differs(
              number: row.difference.number,
              what: (what + noted).joined(separator: context.text(PunctuationMessage.semicolon)))
          )
          .sanitised(.joined))
    }
    if differs.count > Self.shown {
      context.errAfterwards(Label(ImportReportMessage.moreDiffering(differs.count - Self.shown)))
    }
    for (line, number) in deleted.prefix(Self.shown) {
      try context.out(
        context.text(ImportReportMessage.line(line)) + context.text(ImportReportMessage.deleted(number)))
    }
    if deleted.count > Self.shown {
      context.errAfterwards(Label(ImportReportMessage.moreDeleted(deleted.count - Self.shown)))
    }
    for (line, reason) in rejected.prefix(Self.shown) {
      try context.out(
        context.text(ImportReportMessage.line(line)) + context.text(reason).sanitised(.joined))
    }
    if rejected.count > Self.shown {
      context.errAfterwards(Label(ImportReportMessage.moreRejected(rejected.count - Self.shown)))
    }
    if swallowedLines > 0 {
      context.errAfterwards(Label(ImportReportMessage.linesSwallowed(swallowedLines)))
    }
    if hidden > 0 { context.errAfterwards(Label(ImportReportMessage.hiddenRows(hidden))) }
    if !lost.isEmpty {
      context.errAfterwards(Label(ImportReportMessage.lostText(lost.count, lines: lines(lost))))
    }
    if let misreadText {
      let (written, meant) = (misreadText.written.excerpt, misreadText.meant.excerpt)
      context.errAfterwards(
        Label(
          ImportReportMessage.misreadText(
            misread.count, lines: lines(misread), written: written, meant: meant)))
      // Bytes that are UTF-8 were read as something else because somebody named that.
      let isNamed = encoding.map { ![.utf8, .utf16LittleEndian, .utf16BigEndian].contains($0) } ?? false
      context.errAfterwards(
        Label(isNamed ? ImportReportMessage.misreadHere : ImportReportMessage.misreadBefore))
    }
    if !twice.isEmpty { context.errAfterwards(Label(twiceMessage)) }
    if timelineEntries > 0 {
      context.errAfterwards(Label(ImportReportMessage.timelineLeftOut(timelineEntries)))
    }
    if !isUpdate, !differs.isEmpty { context.errAfterwards(Label(ImportReportMessage.updateHint)) }
    if dryRun { context.errAfterwards(Label(ImportReportMessage.nothingSaved)) }
  }

  private var twiceMessage: ImportReportMessage {
    let offsets = Set(twice.map(\.offset)).sorted().joined(separator: ", ")
    return ImportReportMessage.shownTwice(twice.count, lines: lines(twice.map(\.line)), offset: offsets)
  }

  /// The first of them.
  private func lines(_ all: [Int]) -> String {
    let shown = all.prefix(Self.shownLines).map { "\($0)" }.joined(separator: ", ")
    return all.count > Self.shownLines ? shown + ", …" : shown
  }

  private func difference(_ field: ImportDifference.Field, _ context: Context) -> String {
    func shown(_ value: Value) -> String {
      let text = FieldDisplay.line(value, context.terms[field.definition], context.language, to: context.zone)
      return text.count > 40 ? text.prefix(40) + "…" : text
    }
    let name = context.text(field.definition.label)
    if let element = field.edit.field.element {
      return "\(name): +" + FieldDisplay.element(element, context.terms[field.definition], context.language)
    }
    return "\(name): \(shown(field.here)) → \(shown(field.edit.value))"
  }

  /// The first rows as they were read, for a person to see whether the text is text.
  private func printPreview(_ context: Context) throws {
    guard let first, !first.rows.isEmpty else { return }
    let how = [encoding?.shown, delimiter.map { $0 == 9 ? "tab" : String(Unicode.Scalar($0)) }]
      .compactMap { $0 }.joined(separator: " ")
    try context.out(context.text(ImportReportMessage.firstRows(first.rows.count, how: how)))
    func line(_ cells: [String]) -> String {
      cells.map { cell in
        let flat = cell.sanitised(.joined)
        return flat.count > 30 ? flat.prefix(30) + "…" : flat
      }.joined(separator: " | ")
    }
    try context.out(context.text(ImportReportMessage.line(first.line)) + line(first.header))
    for row in first.rows {
      try context.out(context.text(ImportReportMessage.line(row.line)) + line(row.cells))
    }
    try context.out("")
  }
}

extension String {
  /// Of one line, short enough to be shown within a sentence.
  fileprivate var excerpt: String {
    let line = sanitised(.joined)
    return line.count > 24 ? line.prefix(24) + "…" : line
  }
}
