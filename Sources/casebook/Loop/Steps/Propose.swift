import ArgumentParser
import Complaints
import Console
import Language
import RecordStore
import Replica
import Versioning

struct Propose: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "propose",
    abstract: text(ProposeMessage.abstract),
    discussion: text(ProposeMessage.discussion))

  @Argument(help: help(CommonMessage.caseHelp, "case"))
  var reference: String

  @Option(help: help(ProposeMessage.titleHelp))
  var title: String?

  @Option(
    parsing: .singleValue,
    help: help(
      ProposeMessage.remedyHelp,
      "remedy[:amount]"))
  var remedy: [String] = []

  @Option(help: help(ProposeMessage.stepsHelp))
  var steps: String?

  @Option(help: help(ProposeMessage.timeHelp))
  var time: String?

  @Option(help: help(ProposeMessage.prosHelp))
  var pros: String?

  @Option(help: help(ProposeMessage.consHelp))
  var cons: String?

  @Option(help: help(ProposeMessage.guaranteeHelp))
  var guarantee: String?

  @Option(help: help(ProposeMessage.changeHelp, "n"))
  var change: String?

  @Option(help: help(ProposeMessage.dropHelp, "n"))
  var drop: String?

  @Option(help: help(ProposeMessage.reasonHelp, "text"))
  var reason: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    var edits = try context.edits([
      (OptionField.title, title), (OptionField.steps, steps), (OptionField.timeNeeded, time),
      (OptionField.pros, pros), (OptionField.cons, cons), (OptionField.guarantee, guarantee),
    ])
    let remedies = context.terms[OptionField.remedies]
    edits += try remedy.map { try Self.remedy($0, of: remedies) }
    guard drop == nil || (change == nil && edits.isEmpty) else {
      throw CommandFailure.usage(Label(ProposeMessage.dropNotAlone))
    }
    guard reason == nil || drop != nil else {
      throw CommandFailure.usage(Label(ProposeMessage.reasonWithoutDrop))
    }
    let because = try context.edits([(OptionField.withdrawnBecause, reason)])
    try context.requireText(because, OptionField.withdrawnBecause)
    guard drop != nil || !edits.isEmpty else {
      try suggest(context)
      throw CommandFailure.usage(
        Label(ProposeMessage.contentMissing),
        hint: Label(ProposeMessage.contentMissingHint))
    }
    let words = [title, steps, time, pros, cons, guarantee]
    var (number, knowledge): (String, [KnowledgeMatch]) = ("", [])
    var advice: RemedyAdvice?
    var named: (item: NamedItem, said: Label)?
    try context.takeStep(.propose, reference, words: words) { session, row, file in
      try Self.refuseVague([title, steps, guarantee], try session.reader.wordingRules())
      number = try session.reader.number(of: row)
      let all = file.records(.option)
      if let drop {
        let option = try context.pick(drop, of: all, .option, in: number)
        named = (NamedItem(.option, option, of: all), Label(ProposeMessage.withdrawn))
        try session.edit(
          try session.row(of: option),
          [FieldEdit(FieldID(OptionField.withdrawn.number), .flag(true))] + because)
        return
      }
      knowledge = try context.knowledge(for: file, session.reader)
      edits.append(FieldEdit(FieldID(OptionField.role.number), .text(session.identity.acting.rawValue)))
      var hasRemedies = !remedy.isEmpty
      if let change {
        let option = try context.pick(change, of: all, .option, in: number)
        named = (NamedItem(.option, option, of: all), Label(CommonMessage.saved))
        hasRemedies = hasRemedies || !CaseOption(option).remedies.isEmpty
        try session.edit(try session.row(of: option), edits)
      } else {
        _ = try session.add(.option, to: row, edits)
      }
      if !hasRemedies { advice = try context.remedyAdvice(for: file, row, session.reader) }
    } members: {
      [
        ("knowledge", .array(knowledge.map { context.json($0) })),
        ("remedies", advice.map { context.json($0) } ?? .null),
      ] + (named?.item.members ?? [])
    }
    guard !context.json else { return }
    if let named { context.err(named.item.label(named.said)) }
    if let advice, context.errorStyle.isTerminal { context.mention(advice, for: number) }
    context.mention(knowledge)
  }

  /// Who types nothing but the case is shown what could be proposed.
  private func suggest(_ context: Context) throws {
    guard !context.json, context.errorStyle.isTerminal else { return }
    try context.read { reader in
      let row = try context.resolveCase(reader, reference)
      guard let file = try reader.caseFile(row) else { return }
      let number = try reader.number(of: row)
      let advice = try context.remedyAdvice(for: file, row, reader)
      var lines = advice.map { context.lines($0, for: number) } ?? []
      let policy = try reader.rules(for: file, branch: reader.db.scopeCode(row.scope) ?? "").policy
      if let guidance = context.remedyGuidance(for: file, policy: policy, role: reader.identity.acting) {
        lines += context.lines(guidance, for: number, beside: advice)
      }
      for line in lines { context.err(Label(verbatim: line)) }
      for line in context.told(try context.knowledge(for: file, reader)) { context.err(line) }
    }
  }

  /// An option that promises nothing is none ("we will improve").
  private static func refuseVague(_ words: [String?], _ rules: [WordingRule]) throws {
    let vague = rules.filter(\.isAgainstEmptyPromises)
    let text = words.compactMap(\.self).joined(separator: "\n")
    guard let finding = checkWording(text, rules: vague, authority: .unlimited).first else { return }
    throw CommandFailure(
      "vague", .gateRefused,
      Label(ProposeMessage.tooVague(finding.found)),
      hint: finding.rule.better)
  }

  /// `voucher:50`, `道歉`; `-voucher` takes one out.
  private static func remedy(_ typed: String, of remedies: FieldDefinition) throws -> FieldEdit {
    let isRemoved = typed.hasPrefix("-") || typed.hasPrefix("－")
    let text = isRemoved ? String(typed.dropFirst()) : typed
    let end = text.firstIndex { ":：=".contains($0) }
    let kind = try FieldInput.element(String(text[..<(end ?? text.endIndex)]), of: remedies)
    let field = FieldID(OptionField.remedies.number, kind)
    guard !isRemoved else { return FieldEdit(field, .none) }
    guard let end else { return FieldEdit(field, .flag(true)) }
    do { return FieldEdit(field, .text(try Money(typed: String(text[end...].dropFirst())).stored)) } catch {
      throw CommandFailure.usage(
        Label(ProposeMessage.amountInvalid(typed)),
        hint: Label(ProposeMessage.amountInvalidHint))
    }
  }
}

enum ProposeMessage: Message {
  case reasonHelp
  case reasonWithoutDrop
  case remedyHelp
  case abstract
  case contentMissingHint
  case changeHelp
  case discussion
  case dropNotAlone
  case amountInvalidHint
  case timeHelp
  case titleHelp
  case tooVague(String)
  case contentMissing
  case dropHelp
  case amountInvalid(String)
  case stepsHelp
  case guaranteeHelp
  case consHelp
  case prosHelp
  case withdrawn

  var label: Label {
    switch self {
    case .reasonHelp:
      Label(en: "Why the option is withdrawn: what the customer said.", zhHans: "撤回方案的原因：客户怎么说。")
    case .reasonWithoutDrop:
      Label(en: "--reason needs --drop.", zhHans: "--reason 需与 --drop 一起使用。")
    case .remedyHelp:
      Label(
        en: "A remedy, with its amount if it costs money (repeatable).", zhHans: "补救措施，有金额时写 <措施>:<金额>（可多个）。")
    case .abstract:
      Label(en: "Offers the customer an option.", zhHans: "向客户提出方案。")
    case .contentMissingHint:
      Label(en: "casebook propose --help shows an example.", zhHans: "示例见 casebook propose --help。")
    case .changeHelp:
      Label(en: "Change the option with this number.", zhHans: "要修改的方案序号。")
    case .discussion:
      Label(
        en: """
          casebook propose 7 --title "New dish and a voucher" --remedy redo \\
            --remedy voucher:50 --steps "Kitchen cooks it again; manager brings it" \\
            --time "20 min" --pros "At once" --cons "Has to wait again" \\
            --guarantee "Manager tastes first; else it is cooked again"
          casebook propose 7 --change 1 --cons "Has to wait 20 minutes"
          casebook propose 7 --drop 2

          Propose one or two options at a time, each with all of these filled in. One
          beyond your authority waits for approval (casebook approvals). Changing an
          option undoes its approval and the customer's consent.
          """,
        zhHans: """
          casebook propose 7 --title "重做并送代金券" --remedy 重做 --remedy 代金券:50 \\
            --steps "后厨重做，值班经理亲自送上" --time "20 分钟" --pros "当场解决" \\
            --cons "需再等候" --guarantee "经理先试菜，再有问题立即重做"
          casebook propose 7 --change 1 --cons "需再等 20 分钟"
          casebook propose 7 --drop 2

          每次提一到两个方案，各项都要填写。超出权限的方案等待审批（casebook approvals）。
          审批或客户同意之后再改动方案，须重新审批、重新征得客户同意。
          """)
    case .dropNotAlone:
      Label(en: "--drop cannot be used with other options.", zhHans: "--drop 不能与其他选项同用。")
    case .amountInvalidHint:
      Label(en: "For example: --remedy voucher:50", zhHans: "例如：--remedy 代金券:50")
    case .timeHelp:
      Label(en: "How long it takes.", zhHans: "所需时间。")
    case .titleHelp:
      Label(en: "Name of the option.", zhHans: "方案名称。")
    case .tooVague(let found):
      Label(
        en: "“\(found)” is too vague to be an option. Nothing was saved.",
        zhHans: "“\(found)”过于空泛，不能作为方案，本次未保存。")
    case .contentMissing:
      Label(en: "Say what is proposed.", zhHans: "请写明方案内容。")
    case .dropHelp:
      Label(en: "Withdraw the option with this number.", zhHans: "要撤回的方案序号。")
    case .amountInvalid(let typed):
      Label(en: "“\(typed)”: the amount is not valid.", zhHans: "“\(typed)”：金额无法识别。")
    case .stepsHelp:
      Label(en: "What will be done.", zhHans: "步骤。")
    case .guaranteeHelp:
      Label(en: "What guarantees it.", zhHans: "保障措施。")
    case .consHelp:
      Label(en: "Disadvantages for the customer.", zhHans: "缺点。")
    case .withdrawn: Label(en: "withdrawn from the customer's choice", zhHans: "已撤回该方案")
    case .prosHelp:
      Label(en: "Advantages for the customer.", zhHans: "优点。")
    }
  }
}
