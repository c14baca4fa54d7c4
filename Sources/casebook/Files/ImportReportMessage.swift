import Language
import Terminal

enum ImportReportMessage: Message {
  struct Counts {
    let read: Int
    let imported: Int
    let unchanged: Int
    let updated: Int
    let differs: Int
    let deleted: Int
    let rejected: Int

    /// What there is beside the usual.
    fileprivate var more: Label {
      var parts: [Label] = []
      if updated > 0 {
        parts.append(Label(en: ", \(updated.grouped) changed", zhHans: "，已修改 \(updated.grouped)"))
      }
      if differs > 0 {
        parts.append(Label(en: ", differs: \(differs.of("row", "rows"))", zhHans: "，有差异 \(differs.grouped)"))
      }
      if deleted > 0 {
        parts.append(Label(en: ", \(deleted.grouped) deleted here", zhHans: "，已在本机删除 \(deleted.grouped)"))
      }
      return .list(parts, separator: Label(verbatim: ""))
    }
  }

  case line(Int)
  case moreRejected(Int)
  case deleted(String)
  case moreDeleted(Int)
  case moreDiffering(Int)
  case partlyRejected(Int, of: Int)
  case allRejected(Int)
  case allRejectedHint
  case updateHint
  case hiddenRows(Int)
  case linesSwallowed(Int)
  case shownTwice(Int, lines: String, offset: String)
  case lostText(Int, lines: String)
  case misreadText(Int, lines: String, written: String, meant: String)
  case misreadHere
  case misreadBefore
  case timelineLeftOut(Int)
  case nothingSaved
  case blankRows(Int)
  case filtered(Int)
  case allFiltered(Int)
  case saidOtherwise(Label, String, String)
  case unanswered(Int)
  case moreNotes(Int)
  case firstRows(Int, how: String)
  case sheetRead(String, others: Label)
  case differs(number: String, what: String)
  case result(Counts)
  case dryRunResult(Counts)
  case notesImported(Int)

  var label: Label {
    switch self {
    case .line(let line):
      Label(en: "line \(line): ", zhHans: "第 \(line) 行：")
    case .deleted(let number):
      Label(
        en: "its case was deleted here: casebook restore \(number)",
        zhHans: "其工单已在本机删除，如需恢复：casebook restore \(number)")
    case .moreDeleted(let count):
      Label(
        en: "\(count.of("more row is", "more rows are")) of deleted cases.",
        zhHans: "另有 \(count.grouped) 行的工单已删除。")
    case .moreRejected(let count):
      Label(
        en: "\(count.of("more rejected row", "more rejected rows")); --json lists all.",
        zhHans: "另有 \(count.grouped) 行无法导入，--json 可列出全部。")
    case .moreDiffering(let count):
      Label(
        en: "\(count.of("more differing row", "more differing rows")); --json lists all.",
        zhHans: "另有 \(count.grouped) 行有差异，--json 可列出全部。")
    case .partlyRejected(let count, let read):
      Label(
        en:
          "\(count.grouped) of \(read.of("row was", "rows were")) rejected and not imported (listed above).",
        zhHans: "\(read.grouped) 行中有 \(count.grouped) 行无法导入（见上）。")
    case .allRejected(let count):
      Label(
        en:
          "Nothing was imported: \(count == 1 ? "the only row was" : "all \(count.grouped) rows were") rejected.",
        zhHans: "未导入任何内容：\(count.grouped) 行全部无法导入。")
    case .allRejectedHint:
      Label(
        en: "The reasons stand beside the lines above; --dry-run shows the rows as they were read.",
        zhHans: "原因见上面各行；--dry-run 可查看读到的内容。")
    case .linesSwallowed(let count):
      Label(
        en:
          "Stray quotation marks took \(count.of("further line", "further lines")) into the rejected rows: nothing of \(count == 1 ? "it" : "them") is imported.",
        zhHans: "引号有误，另有 \(count.grouped) 行并入了无法导入的行，也没有导入。")
    case .hiddenRows(let count):
      Label(
        en:
          "\(count.of("row", "rows")) of the sheet cannot be seen in it (filtered or hidden), and \(count == 1 ? "was" : "were") read with the others.",
        zhHans: "工作表中有 \(count.grouped) 行被筛选或隐藏，也一并读取。")
    case .shownTwice(let count, let lines, let offset):
      Label(
        en:
          "Clocks were put back and showed the time in \(count.of("row", "rows")) twice (line \(lines)): the earlier one was taken, \(offset). For the later one the file has to say its offset.",
        zhHans:
          "\(count.grouped) 行的时间因时钟拨慢出现两次（第 \(lines) 行）：按较早的一次（\(offset)）记录。如指较晚的一次，请在文件中注明时差。")
    case .lostText(let count, let lines):
      Label(
        en:
          "�: text that was lost before, in \(count.of("row", "rows")) (line \(lines)): another program could not keep it and put a sign in its place. The rows came in with it; the source may still have the text.",
        zhHans:
          "�：\(count.grouped) 行有导入前已经丢失的文字（第 \(lines) 行）：其他程序无法保存这些字，换成了替代符号。这些行仍按现有内容读取，请核对原始资料。")
    case .misreadText(let count, let lines, let written, let meant):
      Label(
        en:
          "“\(written)” most likely means “\(meant)”: text that was read in the wrong encoding, in \(count.of("row", "rows")) (line \(lines)). The rows come in as they stand.",
        zhHans: "“\(written)”很可能是“\(meant)”：\(count.grouped) 行文字像是按错误的编码读出的乱码（第 \(lines) 行）。这些行按现有内容读取。")
    case .misreadHere:
      Label(
        en:
          "The file is most likely UTF-8: look with --encoding utf-8 --dry-run, or write encoding: utf-8 in the map.",
        zhHans: "文件很可能是 UTF-8：请先用 --encoding utf-8 --dry-run 查看，或在对照表中写 encoding: utf-8。")
    case .misreadBefore:
      Label(
        en:
          "It happened before the file was saved: export it from its source again, as UTF-8, and look with --dry-run.",
        zhHans: "文件保存之前就已经是乱码：请从原系统重新导出为 UTF-8，再用 --dry-run 查看。")
    case .timelineLeftOut(let count):
      Label(
        en:
          "\(count.of("timeline entry was", "timeline entries were")) left out: the fields of cases are imported.",
        zhHans: "处理记录 \(count.grouped) 条未导入：只导入工单字段。")
    case .updateHint:
      Label(
        en: "Rows that differ were left alone; --update changes the cases to what the file says.",
        zhHans: "有差异的工单没有修改；加上 --update 可按文件内容修改。")
    case .nothingSaved:
      Label(en: "Nothing was saved.", zhHans: "仅检查，未保存。")
    case .saidOtherwise(let field, let old, let new):
      Label(
        en:
          "was imported before with “\(old)” as \(field.en), not “\(new)”: a correction is noted in the case",
        zhHans: "已导入过，\(field.zhHans)是“\(old)”而不是“\(new)”；更正请记在工单里")
    case .unanswered(let count):
      Label(en: "\(count.of("row has", "rows have")) no answer yet.", zhHans: "\(count.grouped) 行还没有答复。")
    case .filtered(let count):
      Label(
        en: "\(count.of("row was", "rows were")) left out by the filters.",
        zhHans: "另有 \(count.grouped) 行不符合筛选条件，未读入。"
      )
    case .allFiltered(let count):
      Label(
        en: "The filters left out \(count.of("row", "rows")), which is all there are.",
        zhHans: "筛选条件排除了全部 \(count.grouped) 行。")
    case .blankRows(let count):
      Label(en: "\(count.of("empty row", "empty rows")) skipped", zhHans: "跳过空行 \(count.grouped) 行")
    case .moreNotes(let count):
      Label(en: count.of("new note", "new notes"), zhHans: "新增备注 \(count.grouped) 条")
    case .firstRows(let count, let how):
      Label(
        en: "The first \(count == 1 ? "row" : "\(count) rows") as read (\(how)):",
        zhHans: "读到的前 \(count) 行（\(how)）：")
    case .sheetRead(let sheet, let others):
      Label(
        en: "Read was the sheet “\(sheet)”; there are also: \(others.en) (--sheet)",
        zhHans: "读取的是工作表“\(sheet)”；另有：\(others.zhHans)（用 --sheet 指定）")
    case .differs(let number, let what):
      Label(en: "differs from \(number): \(what)", zhHans: "与工单 \(number) 有差异：\(what)")
    case .result(let counts):
      Label(
        en:
          "\(counts.read.of("row", "rows")) read: \(counts.imported.grouped) imported, \(counts.unchanged.grouped) here already\(counts.more.en), \(counts.rejected.grouped) rejected",
        zhHans:
          "共读取 \(counts.read.grouped) 行：已导入 \(counts.imported.grouped)，已存在 \(counts.unchanged.grouped)\(counts.more.zhHans)，无法导入 \(counts.rejected.grouped)"
      )
    case .dryRunResult(let counts):
      Label(
        en:
          "\(counts.read.of("row", "rows")) read: \(counts.imported.grouped) would be imported, \(counts.unchanged.grouped) here already\(counts.more.en), \(counts.rejected.grouped) rejected",
        zhHans:
          "共读取 \(counts.read.grouped) 行：可导入 \(counts.imported.grouped)，已存在 \(counts.unchanged.grouped)\(counts.more.zhHans)，无法导入 \(counts.rejected.grouped)"
      )
    case .notesImported(let notes):
      Label(en: "with \(notes.of("note", "notes"))", zhHans: "附备注 \(notes.grouped) 条")
    }
  }
}
