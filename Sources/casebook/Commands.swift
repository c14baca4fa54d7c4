import ArgumentParser
import Console
import Language

extension Casebook {
  /// Every command, by what people do, in the order of help.
  static let groups: [CommandGroup] = [
    group(
      ProgramMessage.cases, New.self, DraftsCommand.self, SignalCommand.self, List.self, Show.self,
      Search.self, Similar.self, Edit.self, Note.self, History.self, Transfer.self, Delete.self, Restore.self),
    group(
      CommandsMessage.handling, Next.self, Assess.self, Need.self, Propose.self, Approvals.self, Approve.self,
      Accept.self, Execute.self, Commitment.self, TaskCommand.self,
      ProgressCommand.self, Hold.self, Resolve.self,
      CallBack.self, Review.self, Archive.self, Withdraw.self, Reopen.self, Escalate.self),
    group(
      CommandsMessage.links, DuplicatesCommand.self, Link.self, Unlink.self, Merge.self, Unmerge.self,
      Consolidate.self),
    group(CommandsMessage.deadlines, Due.self, Why.self, NoticeCommand.self, Emergency.self),
    group(CommandsMessage.wording, PhraseCommand.self, CheckWording.self, WordingCommand.self),
    group(
      CommandsMessage.knowledge, ArticleCommand.self, StudyCommand.self, Promote.self,
      TrainingCommand.self),
    group(CommandsMessage.sync, Sync.self, Status.self, News.self, Enrol.self, BundleCommand.self),
    group(CommandsMessage.conflicts, ConflictCommand.self, QuarantineCommand.self),
    group(CommandsMessage.reports, ReportCommand.self, QualityCommand.self, SurveyCommand.self),
    group(CommandsMessage.files, Import.self, Export.self, ExportSite.self),
    group(
      CommandsMessage.rules, PolicyCommand.self, CalendarCommand.self, EmergencyPlanCommand.self,
      TermsCommand.self, EraseCommand.self),
    group(
      CommandsMessage.people, CustomerCommand.self, PersonCommand.self, EmployeeCommand.self, As.self,
      Assign.self),
    group(CommandsMessage.store, Init.self, Doctor.self, Backup.self, Completion.self),
  ]

  static let commands: [any ParsableCommand.Type] = groups.flatMap(\.subcommands)

  private static func group(_ name: some Message, _ commands: any ParsableCommand.Type...) -> CommandGroup {
    CommandGroup(name: text(name), subcommands: commands)
  }
}

/// What the groups of commands are called.
enum CommandsMessage: Message {
  case handling
  case links
  case deadlines
  case wording
  case knowledge
  case sync
  case conflicts
  case reports
  case files
  case rules
  case people
  case store

  var label: Label {
    switch self {
    case .handling: Label(en: "Handling a case", zhHans: "处理工单")
    case .links: Label(en: "Cases that belong together", zhHans: "关联与合并")
    case .deadlines: Label(en: "Deadlines and emergencies", zhHans: "时限与应急")
    case .wording: Label(en: "Words for customers", zhHans: "用语和话术")
    case .knowledge: Label(en: "What was learnt", zhHans: "知识库")
    case .sync: Label(en: "Sync with head office", zhHans: "与总部同步")
    case .conflicts: Label(en: "Conflicts and refused changes", zhHans: "冲突与退回的修改")
    case .reports: Label(en: "Reports and quality", zhHans: "报表与质检")
    case .files: Label(en: "Files in and out", zhHans: "导入导出")
    case .rules: Label(en: "Head office's rules", zhHans: "总部规定")
    case .people: Label(en: "Customers and people", zhHans: "客户与人员")
    case .store: Label(en: "This device", zhHans: "本机")
    }
  }
}
