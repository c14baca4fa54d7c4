import ArgumentParser
import Complaints
import Console
import Glibc
import Interchange
import Language
import RecordStore
import Replica
import Terminal

struct Init: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: text(InitMessage.abstract),
    discussion: text(InitMessage.discussion))

  @Option(help: help(InitMessage.branchHelp, "code"))
  var branch: String?

  @Option(
    help: help(InitMessage.nameHelp, "device-name"))
  var name: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    // What is there already is told before anything is asked.
    try Self.requireNoStore(context)
    let asks = isTerminal(STDIN_FILENO) && isTerminal(STDERR_FILENO)
    let code = try branch.map(Self.code) ?? Self.askedBranch(context, asks)
    let login = Self.userName(context.environment)
    let author = try context.author ?? (asks ? Self.askedAuthor(context, login) : login)
    let device = try name.map { try Self.deviceName($0, context) } ?? Self.hostName()
    try context.home.create()
    let store = try context.explaining {
      try ReplicaStore.create(
        path: context.home.storePath, branch: code, name: device, author: author,
        surroundings: context.surroundings)
    }
    context.done()
    let identity = try context.read(store) { $0.identity }
    if context.json {
      return try context.emit([
        "replica": .string(identity.replica.description), "branch": .string(code.rawValue),
        "tag": .string(identity.tag), "name": .string(device), "author": .string(author),
        "home": .string(context.home.directory),
      ])
    }
    let example = CaseNumber(branch: code, tag: identity.tag, date: context.now.date, sequence: 1)
    let rows: [(Label, String)] = [
      (Label(DomainMessage.branch), code.rawValue),
      (Label(InitMessage.deviceTag), identity.tag),
      (Label(InitMessage.firstNumber), example?.description ?? ""),
      (Label(CommonMessage.author), author.sanitised(.joined)),
      (Label(InitMessage.dataFolder), context.home.directory.sanitised(.joined)),
    ]
    let width = rows.map { context.text($0.0).displayWidth }.max() ?? 0
    for (label, value) in rows { try context.out(context.text(label).padded(toWidth: width) + "  " + value) }
    if author.isEmpty {
      context.errAfterwards(Label(InitMessage.noAuthor))
    }
    context.errAfterwards(Label(InitMessage.nextSteps))
  }

  private static func code(_ typed: String) throws -> BranchCode {
    do { return try BranchCode(typed: typed) } catch {
      throw CommandFailure.usage(error.label, hint: Label(InitMessage.branchExampleHint))
    }
  }

  private static func askedBranch(_ context: Context, _ asks: Bool) throws -> BranchCode {
    guard asks else {
      throw CommandFailure.usage(
        Label(InitMessage.branchMissing), hint: Label(InitMessage.branchExampleHint))
    }
    while true {
      let typed = try answer(context, context.text(InitMessage.branchQuestion))
      do { return try BranchCode(typed: typed) } catch { context.err(error.label) }
    }
  }

  /// Nothing typed: whoever is logged in.
  private static func askedAuthor(_ context: Context, _ login: String) throws -> String {
    while true {
      let typed = try answer(context, context.text(InitMessage.authorQuestion(login: login)))
      if typed.folded.isEmpty { return login }
      do { return try Context.checkedAuthor(typed) } catch let failure as CommandFailure {
        context.err(failure.message)
      }
    }
  }

  private static func answer(_ context: Context, _ prompt: String) throws -> String {
    let editor = LineEditor(input: STDIN_FILENO, output: STDERR_FILENO, environment: context.environment)
    defer { editor.rest() }
    guard case .line(let typed) = editor.line(prompt: prompt, shown: prompt) else {
      throw CommandFailure("interrupted", .failed, Label(InitMessage.nothingMade))
    }
    return typed
  }

  private static func requireNoStore(_ context: Context) throws {
    guard access(context.home.storePath, F_OK) == 0 else {
      var log = stat()
      let path = context.home.storePath + "-wal"
      guard stat(path, &log) != 0 || log.st_size == 0 else {
        throw CommandFailure(
          "strange_log", .damaged, Label(InitMessage.logWithoutStore(path: path)),
          hint: Label(InitMessage.logWithoutStoreHint))
      }
      return
    }
    // A store that cannot be opened is there all the same.
    let branch = try? context.read { $0.identity.branch.rawValue }
    let path = context.home.storePath
    throw CommandFailure(
      "store_exists", .failed,
      branch.map { branch in
        Label(InitMessage.branchStoreExists(branch: branch, path: path))
      }
        ?? Label(InitMessage.storeExists(path: path)),
      hint: Label(InitMessage.otherFolderHint))
  }

  private static func deviceName(_ typed: String, _ context: Context) throws -> String {
    guard case .text(let name) = try FieldInput.parse(typed, as: CaseField.handler, now: context.now),
      StoredForm.isLabel(name)
    else { throw CommandFailure.usage(Label(InitMessage.nameInvalid)) }
    return name
  }

  /// Who is logged in: good enough until somebody says `--author`.
  private static func userName(_ environment: [String: String]) -> String {
    ([environment["LOGNAME"], environment["USER"]].compactMap(\.self).first { !$0.isEmpty } ?? "")
      .sanitised(.joined)
  }

  private static func hostName() -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "" }
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self).sanitised(.joined)
  }
}

enum InitMessage: Message {
  case abstract
  case branchHelp
  case dataFolder
  case deviceTag
  case discussion
  case firstNumber
  case otherFolderHint
  case authorQuestion(login: String)
  case branchExampleHint
  case logWithoutStore(path: String)
  case logWithoutStoreHint
  case branchMissing
  case branchQuestion
  case nothingMade
  case nameInvalid
  case nextSteps
  case noAuthor
  case branchStoreExists(branch: String, path: String)
  case storeExists(path: String)
  case nameHelp

  var label: Label {
    switch self {
    case .abstract:
      Label(
        en: "Sets up this computer for a branch; works at once, with no network.",
        zhHans: "在本机为门店建立工单库，无需联网即可使用。")
    case .authorQuestion(let login):
      Label(
        en: login.isEmpty ? "Your name: " : "Your name (Enter: \(login)): ",
        zhHans: login.isEmpty ? "您的姓名：" : "您的姓名（回车为 \(login)）：")
    case .logWithoutStore(let path):
      Label(
        en: "The log of a store that is not there any more lies here: \(path). Nothing was made.",
        zhHans: "这里留有日志，但它的数据文件已不在：\(path)。未创建任何内容。")
    case .logWithoutStoreHint:
      Label(
        en: "Put its store back beside it, or move the log away: it may have what was saved last.",
        zhHans: "请把原来的数据文件放回来，或把日志移到别处；最后保存的内容可能在日志里。")
    case .branchMissing: Label(en: "Say which branch: --branch.", zhHans: "请用 --branch 写明门店代码。")
    case .branchQuestion: Label(en: "Code of the branch (such as SH01): ", zhHans: "门店代码（如 SH01）：")
    case .nothingMade: Label(en: "Nothing was made.", zhHans: "未创建任何内容。")
    case .branchHelp:
      Label(en: "Code of the branch: 2 to 12 letters and digits.", zhHans: "门店代码：2 至 12 位字母或数字。")
    case .dataFolder:
      Label(en: "Data", zhHans: "数据位置")
    case .deviceTag:
      Label(en: "Device tag", zhHans: "设备代码")
    case .discussion:
      Label(
        en: """
          casebook init                     asks for the branch and your name
          casebook init --branch SH01 --name "front desk" --author "Li Na"

          Every case number begins with the branch code. You can enrol at a head office
          later: casebook enrol.
          """,
        zhHans: """
          casebook init                     依次询问门店代码和姓名
          casebook init --branch SH01 --name 前台电脑 --author 李娜

          门店代码是每个工单编号的开头。以后可用 casebook enrol 接入总部。
          """)
    case .firstNumber:
      Label(en: "First number", zhHans: "首个编号")
    case .otherFolderHint:
      Label(
        en: "For a second one, choose another folder with --home <dir>.",
        zhHans: "如需另建一个，请用 --home <目录> 指定其他位置。")
    case .branchExampleHint:
      Label(en: "For example: --branch SH01", zhHans: "例如：--branch SH01")
    case .nameInvalid:
      Label(
        en: "--name needs a name without characters that are not seen.", zhHans: "--name 需要填写名称，不能含不可见字符。")
    case .nextSteps:
      Label(
        en: """
          Next: casebook new --channel phone --narrative "What the customer said"
          When head office has given you a code: casebook enrol <url> <code>
          """,
        zhHans: """
          登记工单：casebook new --channel 电话 --narrative "客户原话"
          拿到总部的验证码后：casebook enrol <网址> <验证码>
          """)
    case .noAuthor:
      Label(en: "No author is set; add --author <name> when saving.", zhHans: "未指定操作人，保存时请加 --author <姓名>。")
    case .branchStoreExists(let branch, let path):
      Label(
        en: "There is a Casebook here already, of branch \(branch): \(path). Nothing was changed.",
        zhHans: "这里已有工单库（门店 \(branch)）：\(path)，未做任何改动。")
    case .storeExists(let path):
      Label(
        en: "There is a Casebook here already: \(path). Nothing was changed.",
        zhHans: "这里已有工单库：\(path)，未做任何改动。")
    case .nameHelp:
      Label(en: "Name of this computer in lists (default: its host name).", zhHans: "本机名称（默认：主机名）。")
    }
  }
}
