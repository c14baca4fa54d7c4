import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Terminal
import Versioning

struct QualitySample: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: text(QualitySampleMessage.sampleAbstract),
    discussion: text(QualitySampleMessage.sampleDiscussion))

  @OptionGroup var which: PeriodOptions

  @Option(name: [.customShort("n"), .long], help: help(QualitySampleMessage.countHelp, "count"))
  var count = 20

  @Option(help: help(QualitySampleMessage.seedHelp, "words"))
  var seed: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    guard (1...10_000).contains(count) else {
      throw CommandFailure.usage(Label(QualitySampleMessage.countRange))
    }
    let (branch, period) = try which.read(context)
    let (population, lines) = try context.read { reader in
      let all = try reader.handledCases(in: period, branch: branch)
      let person = context.author ?? reader.identity.author
      let drawn = try reader.sample(sampleOrder(all, seed: seed), without: person, count: count)
      return (all.count, try drawn.compactMap { try CaseLine(reader, $0) })
    }
    if context.json {
      return try context.emit([
        "seed": .string(seed), "from": .string(period.first.description),
        "to": .string(period.last.description), "branch": .optional(branch),
        "population": .integer(Int64(population)), "cases": .array(lines.map { .object(context.json($0)) }),
      ])
    }
    guard !lines.isEmpty else {
      return context.err(Label(QualitySampleMessage.noneHandled))
    }
    try context.print(lines)
    context.err(
      Label(
        QualitySampleMessage.sampled(
          lines.count, of: population, first: "\(period.first)", last: "\(period.last)", seed: seed)))
  }
}

enum QualitySampleMessage: Message {
  case seedHelp
  case countHelp
  case countRange
  case noneHandled
  case sampled(Int, of: Int, first: String, last: String, seed: String)
  case sampleAbstract
  case sampleDiscussion

  var label: Label {
    switch self {
    case .seedHelp:
      Label(en: "Any words; the same words draw the same cases.", zhHans: "抽样口令：口令相同，抽到的工单相同。")
    case .countHelp:
      Label(en: "How many to draw.", zhHans: "抽取个数。")
    case .countRange:
      Label(en: "-n takes 1 to 10,000.", zhHans: "-n 应为 1 至 10000。")
    case .noneHandled:
      Label(en: "No handled cases from this period, except your own.", zhHans: "该时间段内没有可抽取的已处理工单（本人经办的除外）。")
    case .sampled(let count, let population, let first, let last, let seed):
      Label(
        en:
          "\(count.grouped) of \(population.of("case", "cases")), \(first) to \(last), seed “\(seed)”. To score one: casebook qc score <case> …",
        zhHans:
          "\(first) 至 \(last) 共 \(population.grouped) 个工单，抽取 \(count.grouped) 个，抽样口令“\(seed)”。评分：casebook qc score <工单> …"
      )
    case .sampleAbstract:
      Label(en: "Draws cases at random, never your own.", zhHans: "随机抽取工单，不含本人经办的。")
    case .sampleDiscussion:
      Label(
        en: """
          casebook qc sample --branch SH01 --period 2026-11 -n 20 --seed november

          The same seed draws the same cases again, from the same cases. Only resolved and
          closed cases are drawn, and none that you logged, handled or took part in.
          """,
        zhHans: """
          casebook qc sample --branch SH01 --period 2026-11 -n 20 --seed 十一月

          工单不变时，同一口令每次抽到的结果相同。只抽已解决或已结案的工单，
          本人登记、经办或参与的除外。
          """)
    }
  }
}
