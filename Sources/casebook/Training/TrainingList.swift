import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

/// `casebook training list`
struct TrainingList: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: text(TrainingListMessage.abstract),
    discussion: text(TrainingListMessage.discussion))

  @Option(help: help(TrainingOptionMessage.topicHelp, "topic"), completion: choices(.trainingTopic))
  var topic: String?
  @Option(help: help(TrainingOptionMessage.formHelp, "form"), completion: choices(.trainingForm))
  var form: String?
  @Flag(help: help(KnowledgeListMessage.dueHelp))
  var due = false
  @Flag(help: help(TrainingListMessage.allHelp))
  var all = false
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let (topic, form) = (
      try context.term(topic, of: CourseField.topic), try context.term(form, of: CourseField.form)
    )
    let found = try context.read { reader in
      let mine = try reader.standings(of: [try reader.trainee(as: context.author)])
      return try reader.courses().filter { course in
        (all || !course.isRetired) && topic.map { course.topic == $0 } ?? true
          && form.map { course.form.rawValue == $0 } ?? true
          && (!due || course.isToLookAt(context.now.milliseconds, zone: context.zone))
      }.map { course in
        (course, mine.first { $0.course.key == course.key }, try reader.version(of: course))
      }
    }
    if context.json {
      return try context.emit(.array(found.map { context.json($0.0, version: $0.2) }))
    }
    guard !found.isEmpty else { return context.err(Label(TrainingListMessage.none)) }
    var table = Table([
      Column(context.text(DomainMessage.id), minWidth: 6, maxWidth: 32),
      Column(context.text(CourseField.title.label), minWidth: 12, isFlexible: true),
      Column(context.text(CourseField.topic.label)), Column(context.text(CourseField.form.label)),
      Column(context.text(TrainingListMessage.forColumn), minWidth: 6, maxWidth: 24, isFlexible: true),
      Column(context.text(DomainMessage.due)), Column(context.text(CourseField.lookAgain.label)),
      Column(context.text(TrainingListMessage.meColumn)),
    ])
    for (course, mine, _) in found {
      let isToLookAt = course.isToLookAt(context.now.milliseconds, zone: context.zone)
      table.add([
        Cell(course.key, style: course.isRetired ? .dim : .bold),
        Cell((course.title ?? "–").sanitised(.joined)), Cell(context.text(of: course.topic)),
        Cell(context.text(course.form.label)), Cell(context.audience(of: course), style: .dim),
        Cell(course.due?.shown(to: context.zone) ?? ""),
        Cell(course.lookAgain?.shown(to: context.zone) ?? "", style: isToLookAt ? .yellow : .plain),
        context.cell(mine),
      ])
    }
    try context.print(table)
  }
}

enum TrainingListMessage: Message {
  case abstract
  case allHelp
  case discussion
  case forColumn
  case meColumn
  case none

  var label: Label {
    switch self {
    case .abstract: Label(en: "Lists what there is to learn.", zhHans: "列出培训项目。")
    case .allHelp: Label(en: "Also what was ended.", zhHans: "包括已停用的。")
    case .discussion:
      Label(
        en: """
          casebook training list --topic composure
          casebook training list --form drill
          casebook training list --due            (what head office is to look at again)
          """,
        zhHans: """
          casebook training list --topic 情绪管理
          casebook training list --form 应急演练
          casebook training list --due            （总部到期该复查的培训内容）
          """)
    case .forColumn: Label(en: "For", zhHans: "对象")
    case .meColumn: Label(en: "I", zhHans: "我")
    case .none: Label(en: "There is no training of that kind.", zhHans: "没有符合条件的培训项目。")
    }
  }
}
