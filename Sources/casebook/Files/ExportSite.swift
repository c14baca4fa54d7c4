import ArgumentParser
import CaseIndex
import Complaints
import Console
import Interchange
import Language
import Replica
import Site
import Versioning

struct ExportSite: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "export-site", abstract: text(ExportSiteMessage.abstract),
    discussion: text(ExportSiteMessage.discussion))

  @Argument(help: help(ExportSiteMessage.folderHelp, "folder"), completion: .directory)
  var folder: String
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let place = try SiteFolder(folder)
    let contents = try context.read { try context.siteContents($0) }
    let site = Site(contents)
    try place.write(site.files)
    context.done()
    let (articles, studies) = (
      contents.entries.count { $0.form == .article }, contents.entries.count { $0.form == .study }
    )
    guard !context.json else {
      return try context.emit([
        "folder": .string(place.path), "replaced": .bool(place.replaces),
        "articles": .integer(Int64(articles)), "studies": .integer(Int64(studies)),
        "phrases": .integer(Int64(contents.phrases.count)), "plans": .integer(Int64(contents.plans.count)),
        "pages": .integer(Int64(site.pages)), "files": .integer(Int64(site.files.count)),
        "newest": contents.newest.map { .string($0) } ?? .null,
      ])
    }
    context.err(
      Label(
        ExportSiteMessage.exported(
          articles: articles, studies: studies, phrases: contents.phrases.count, to: place.path)))
  }
}

extension Context {
  /// What head office published, and nothing else: no case, no manuscript, no name of whoever wrote or approved.
  fileprivate func siteContents(_ reader: ReplicaReader) throws -> SiteContents {
    let terms = terms.withRetired
    let entries = try KnowledgeForm.allCases.flatMap { try reader.publishedKnowledge($0) }
      .compactMap { SiteEntry($0, terms: terms) }
    let plans = try reader.sharedRecords(.emergencyPlan)
    let shown = try sitePlans(plans, reader)
    let published =
      try [RecordKind.article, .study, .phrase].flatMap { try reader.sharedRecords($0) } + plans
    let newest = published.flatMap(\.headVersions).map { PlausibleTime.made($0.madeAt) }.max()
    return SiteContents(
      entries: entries, phrases: try reader.phrases(),
      plans: shown, newest: newest.map { time($0).date.description })
  }

  /// For every branch the plan for everything and those of kinds, then what is laid down for one branch.
  private func sitePlans(_ records: [RecordState], _ reader: ReplicaReader) throws -> [SitePlan] {
    let kinds = terms[.emergencyKind].terms.filter { !$0.retired }
    func plan(_ branch: String?, _ kind: Term?) throws -> SitePlan? {
      let plan = try reader.emergencyPlan(of: branch, kind: kind?.id)
      return plan.kind == kind?.id ? SitePlan(branch: branch, plan: plan, kind: kind?.label) : nil
    }
    // What another program wrote under a key that is not its own is no plan.
    let laidDown = records.compactMap { state -> (branch: String, kind: String?)? in
      let record = LoopRecord(state)
      let kind = record.text(EmergencyPlanField.kind)
      guard let branch = record.text(EmergencyPlanField.branch),
        SharedRecord(state).key == EmergencyPlan.key(branch: branch, kind: kind)
      else { return nil }
      return (branch, kind)
    }
    let ofAll = try ([nil] + kinds).compactMap { try plan(nil, $0) }
    let ofBranches = try Set(laidDown.map(\.branch)).sorted().flatMap { branch in
      let own = Set(laidDown.filter { $0.branch == branch }.map { $0.kind ?? "" })
      return try ([nil] + kinds).filter { own.contains($0?.id ?? "") }.compactMap { try plan(branch, $0) }
    }
    return ofAll + ofBranches
  }
}

enum ExportSiteMessage: Message {
  case abstract
  case discussion
  case exported(articles: Int, studies: Int, phrases: Int, to: String)
  case folderHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Writes the published knowledge base as web pages for offline reading.",
        zhHans: "把已发布的知识库导出为可离线浏览的网站。")
    case .discussion:
      Label(
        en: """
            casebook export-site knowledge

          Open index.html in the folder with any browser: articles, case studies,
          phrases and emergency plans, in Chinese and English, with a search. It needs
          no network and no server, and can be printed. Only what head office published
          is in it: no case, and no name of who wrote or approved something.

          The folder is replaced where it is a site of an earlier export and nothing
          was added to it; any other folder is left alone.
          """,
        zhHans: """
            casebook export-site 知识库

          用浏览器打开文件夹里的 index.html：包括知识文章、典型案例、话术和应急预案，
          中英文界面，可搜索、可打印，无需联网，也不需要服务器。只含总部已发布的内容，
          不含工单，也不含撰写人和批准人的姓名。

          文件夹是以前导出的网站且没有添加过其他文件时，会被替换；其他文件夹不会改动。
          """)
    case .exported(let articles, let studies, let phrases, let place):
      Label(
        en:
          "\(articles.of("article", "articles")), \(studies.of("case study", "case studies")) and \(phrases.of("phrase", "phrases")) are in \(place); open index.html there.",
        zhHans:
          "已导出 \(articles.grouped) 篇文章、\(studies.grouped) 个案例、\(phrases.grouped) 条话术到 \(place)，打开其中的 index.html 即可浏览。"
      )
    case .folderHelp:
      Label(en: "A new folder, or an earlier site.", zhHans: "新文件夹，或以前导出的网站。")
    }
  }
}
