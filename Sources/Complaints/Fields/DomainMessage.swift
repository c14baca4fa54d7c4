package import Language

package enum DomainMessage: Message {
  case erasure
  case choices(Label)
  case reopened
  case callBack
  case complaintCase
  case customer
  case field
  case headOffice
  case id
  case kind
  case language
  case logged
  case no
  case progressReport
  case review
  case stage
  case yes
  case commitment
  case deadline
  case duplicateOf
  case link
  case course
  case task
  case purpose
  case branch
  case cause
  case channel
  case coachingNote
  case complexity
  case whatHappened
  case deleted
  case due
  case emergency
  case escalated
  case handler
  case impact
  case inForceFrom
  case listeningChecklist
  case motive
  case narrative
  case need
  case remark
  case caseNumber
  case option
  case outcome
  case problemClass
  case progress
  case reason
  case responsibility
  case role
  case rootCause
  case severity
  case signal
  case solved
  case source
  case status
  case step
  case steps
  case complaintType
  case urgency
  case whatWasNoticed
  case deletion
  case phrase
  case escalation
  case person
  case flags
  case satisfaction
  case rule

  package var label: Label {
    switch self {
    case .erasure: Label(en: "Erasure", zhHans: "清除个人信息")
    case .choices(let choices): Label(en: "one of: \(choices.en)", zhHans: "可填：\(choices.zhHans)")
    case .reopened:
      Label(en: "Reopened", zhHans: "已重开")
    case .callBack:
      Label(en: "Call-back", zhHans: "回访")
    case .complaintCase:
      Label(en: "Case", zhHans: "工单")
    case .customer:
      Label(en: "Customer", zhHans: "客户")
    case .field:
      Label(en: "Field", zhHans: "字段")
    case .headOffice:
      Label(en: "Head office", zhHans: "总部")
    case .id:
      Label(en: "Id", zhHans: "编号")
    case .kind:
      Label(en: "Kind", zhHans: "类别")
    case .language:
      Label(en: "Language", zhHans: "语言")
    case .logged:
      Label(en: "Logged", zhHans: "登记")
    case .no:
      Label(en: "no", zhHans: "否")
    case .progressReport:
      Label(en: "Progress report", zhHans: "进展告知")
    case .review:
      Label(en: "Review", zhHans: "复盘")
    case .stage:
      Label(en: "Stage", zhHans: "环节")
    case .yes:
      Label(en: "yes", zhHans: "是")
    case .commitment:
      Label(en: "Commitment", zhHans: "承诺")
    case .deadline:
      Label(en: "Deadline", zhHans: "时限")
    case .purpose:
      Label(en: "Purpose", zhHans: "类别")
    case .duplicateOf:
      Label(en: "Duplicate of", zhHans: "重复于")
    case .course:
      Label(en: "Training", zhHans: "培训")
    case .link:
      Label(en: "Link", zhHans: "关联")
    case .task:
      Label(en: "Task", zhHans: "待办")
    case .branch:
      Label(en: "Branch", zhHans: "门店")
    case .cause:
      Label(en: "Cause", zhHans: "原因")
    case .channel:
      Label(en: "Channel", zhHans: "渠道")
    case .coachingNote:
      Label(en: "Coaching note", zhHans: "辅导意见")
    case .complexity:
      Label(en: "Complexity", zhHans: "难易")
    case .whatHappened:
      Label(en: "What happened", zhHans: "事情经过")
    case .deleted:
      Label(en: "Deleted", zhHans: "已删除")
    case .due:
      Label(en: "Due", zhHans: "期限")
    case .emergency:
      Label(en: "Emergency", zhHans: "紧急")
    case .escalated:
      Label(en: "Escalated", zhHans: "已升级")
    case .handler:
      Label(en: "Handler", zhHans: "经办人")
    case .impact:
      Label(en: "Impact", zhHans: "影响")
    case .inForceFrom:
      Label(en: "In force from", zhHans: "生效时间")
    case .listeningChecklist:
      Label(en: "Listening checklist", zhHans: "倾听清单")
    case .motive:
      Label(en: "Motive", zhHans: "投诉目的")
    case .narrative:
      Label(en: "Narrative", zhHans: "客户陈述")
    case .need:
      Label(en: "Need", zhHans: "诉求")
    case .remark:
      Label(en: "Note", zhHans: "说明")
    case .caseNumber:
      Label(en: "Number", zhHans: "工单号")
    case .option:
      Label(en: "Option", zhHans: "方案")
    case .outcome:
      Label(en: "Outcome", zhHans: "结果")
    case .problemClass:
      Label(en: "Problem class", zhHans: "问题分类")
    case .progress:
      Label(en: "Progress", zhHans: "进展")
    case .reason:
      Label(en: "Reason", zhHans: "原因")
    case .responsibility:
      Label(en: "Responsibility", zhHans: "责任归属")
    case .role:
      Label(en: "Role", zhHans: "角色")
    case .rootCause:
      Label(en: "Root cause", zhHans: "根源")
    case .severity:
      Label(en: "Severity", zhHans: "严重度")
    case .signal:
      Label(en: "Signal", zhHans: "不满苗头")
    case .solved:
      Label(en: "Solved", zhHans: "是否解决")
    case .source:
      Label(en: "Source", zhHans: "投诉来源")
    case .status:
      Label(en: "Status", zhHans: "状态")
    case .step:
      Label(en: "Step", zhHans: "步骤")
    case .steps:
      Label(en: "Steps", zhHans: "步骤")
    case .complaintType:
      Label(en: "Type", zhHans: "投诉类型")
    case .urgency:
      Label(en: "Urgency", zhHans: "紧迫性")
    case .whatWasNoticed:
      Label(en: "What was noticed", zhHans: "现象")
    case .deletion:
      Label(en: "Deletion", zhHans: "删除")
    case .escalation:
      Label(en: "Escalation", zhHans: "升级")
    case .person:
      Label(en: "Person", zhHans: "人员")
    case .phrase:
      Label(en: "Phrase", zhHans: "话术")
    case .flags:
      Label(en: "Flags", zhHans: "提示")
    case .satisfaction:
      Label(en: "Satisfaction", zhHans: "满意度")
    case .rule:
      Label(en: "rule", zhHans: "规则")
    }
  }
}
