import Language

enum DoctorChecksMessage: Message {
  case moreFindings(Int)
  case removeLeftoversHint
  case repairPermissionsHint
  case changeModeHint(String)
  case pendingSince(Int, oldest: String)
  case pending(Int)
  case clockNeverCompared
  case clockAgrees
  case clockAhead(by: Label)
  case clockBehind(by: Label)
  case agreesWithHeadOffice
  case nothingToCompare
  case salvageHint
  case enrolled(at: String)
  case differsFromHeadOffice
  case erasureUnfinished(file: String)
  case finishErasureHint
  case filesPrivate
  case freeSpaceHint
  case headOfficeAnswers(version: Int)
  case leftovers
  case derivedData
  case derivedDataRebuilt
  case diskSpace(megabytes: Int)
  case noLeftovers
  case repairHint
  case derivedRepairHint
  case numbers
  case numbersRepairHint
  case nothingPending
  case filesReadableByOthers
  case fileMode(String, mode: String)
  case enrolHint
  case setClockHint
  case storeStructure
  case ownChanges
  case notEnrolled

  var label: Label {
    switch self {
    case .moreFindings(let count):
      Label(en: "… and \(count.grouped) more", zhHans: "…… 另有 \(count.grouped) 项")
    case .removeLeftoversHint:
      Label(en: "Remove it: casebook doctor --repair", zhHans: "运行 casebook doctor --repair 即可清除。")
    case .repairPermissionsHint:
      Label(
        en: "Remove their access: casebook doctor --repair", zhHans: "运行 casebook doctor --repair 即可收回权限。")
    case .changeModeHint(let paths):
      Label(en: "Remove their access: chmod go-rwx \(paths)", zhHans: "收回权限：chmod go-rwx \(paths)")
    case .pendingSince(let count, let when):
      Label(
        en:
          "\(count.of("change waits for head office, since", "changes wait for head office, the oldest since")) \(when)",
        zhHans: "\(count.grouped) 项修改待上传，最早的是 \(when)")
    case .pending(let count):
      Label(
        en: "\(count.of("change waits", "changes wait")) for head office", zhHans: "\(count.grouped) 项修改待上传")
    case .clockNeverCompared:
      Label(en: "Clock: never compared with head office's", zhHans: "时钟：尚未与总部对过时")
    case .clockAgrees:
      Label(en: "Clock: as head office's", zhHans: "时钟：与总部一致")
    case .clockAhead(let span):
      Label(en: "Clock: \(span.en) ahead of head office's", zhHans: "时钟：比总部快 \(span.zhHans)")
    case .clockBehind(let span):
      Label(en: "Clock: \(span.en) behind head office's", zhHans: "时钟：比总部慢 \(span.zhHans)")
    case .nothingToCompare:
      Label(en: "There is no head office to compare with", zhHans: "未接入总部，无从比对")
    case .agreesWithHeadOffice:
      Label(en: "Head office has what is here", zhHans: "本机的数据总部都有")
    case .salvageHint:
      Label(
        en: "Copy the data folder somewhere safe; then: casebook doctor --salvage <new file>",
        zhHans: "请先备份整个数据目录，再运行：casebook doctor --salvage <新文件>")
    case .enrolled(let url):
      Label(en: "Enrolled at \(url)", zhHans: "已接入 \(url)")
    case .differsFromHeadOffice:
      Label(en: "Head office does not have all that is here", zhHans: "本机有总部没有的数据")
    case .erasureUnfinished(let file):
      Label(
        en: "An erasure waits for \(file), which can be neither emptied nor removed",
        zhHans: "个人信息尚未清除干净：\(file) 既无法清空也无法删除")
    case .finishErasureHint:
      Label(
        en: "Move it away or delete it, then run casebook sync: that finishes the erasure.",
        zhHans: "请将它移走或手动删除，再运行 casebook sync，即可完成清除。")
    case .filesPrivate:
      Label(en: "Only their owner can read the files", zhHans: "数据文件仅所有者可读")
    case .freeSpaceHint:
      Label(en: "Free some space: otherwise nothing can be saved.", zhHans: "请清理磁盘空间，否则无法保存。")
    case .headOfficeAnswers(let `protocol`):
      Label(en: "Head office answers, message version \(`protocol`)", zhHans: "已连上总部，消息版本 \(`protocol`)")
    case .leftovers:
      Label(en: "Files left by an interrupted command; they hold no data", zhHans: "有上次中断留下的文件，其中没有数据")
    case .derivedData:
      Label(en: "Lists and search index", zhHans: "列表与检索")
    case .derivedDataRebuilt:
      Label(en: "Lists and search index: rebuilt", zhHans: "列表与检索：已重建")
    case .diskSpace(let megabytes):
      Label(en: "\(megabytes.grouped) MB free on the disk", zhHans: "磁盘剩余 \(megabytes.grouped) MB")
    case .noLeftovers:
      Label(en: "No files left by interrupted commands", zhHans: "没有上次中断留下的文件")
    case .repairHint:
      Label(
        en: "Nothing is lost. Repair it: casebook doctor --repair",
        zhHans: "数据没有丢失。修复：casebook doctor --repair")
    case .derivedRepairHint:
      Label(
        en:
          "Only what is derived from the records is damaged: nothing is lost. It is thrown away and made anew by: casebook doctor --repair",
        zhHans: "损坏的只是由工单记录生成的数据，工单没有丢失。重新生成：casebook doctor --repair")
    case .numbers:
      Label(en: "Numbers given to cases", zhHans: "已用的工单编号")
    case .numbersRepairHint:
      Label(
        en: "No number is given twice all the same. Set it right: casebook doctor --repair",
        zhHans: "编号仍不会重复。更正：casebook doctor --repair")
    case .nothingPending:
      Label(en: "Nothing waits for head office", zhHans: "没有待上传的修改")
    case .filesReadableByOthers:
      Label(en: "Others on this computer can read the data", zhHans: "本机其他用户可以读取数据")
    case .fileMode(let path, let mode):
      Label(en: "\(path): \(mode)", zhHans: "\(path)：\(mode)")
    case .enrolHint:
      Label(
        en: "Run: casebook enrol <url> <code>; until then make backups: casebook backup <file>",
        zhHans: "请运行：casebook enrol <网址> <验证码>；在此之前请备份：casebook backup <文件>")
    case .setClockHint:
      Label(en: "Set this computer's clock, or let it set itself (NTP).", zhHans: "请校准本机时钟，或开启自动对时（NTP）。")
    case .storeStructure:
      Label(en: "Store: pages, indexes, references", zhHans: "数据库：数据页、索引、引用")
    case .ownChanges:
      Label(en: "This device's own changes", zhHans: "本机的修改记录")
    case .notEnrolled:
      Label(en: "Works alone: not enrolled at a head office", zhHans: "独立使用：尚未接入总部")
    }
  }
}
