import ArgumentParser
import Complaints
import Console
import Glibc
import Interchange
import Messages
import RecordStore
import Replica
import Terminal

struct Init: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: text(
      .initAbstract),
    discussion: text(
      .initDiscussion))

  @Option(help: help(.initCodeOfTheBranch, "code"))
  var branch: String

  @Option(
    help: help(.initWhatThisComputerIsCalled, "name"))
  var name: String?

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let code: BranchCode
    do { code = try BranchCode(typed: branch) } catch {
      throw CommandFailure.usage(error.label, hint: Label(.initForExampleBranchSh01))
    }
    let author = context.author ?? Self.userName(context.environment)
    let device = try name.map { try Self.deviceName($0, context) } ?? Self.hostName()
    try context.home.create()
    try Self.requireNoStore(context)
    let store = try context.explaining {
      try ReplicaStore.create(
        path: context.home.storePath, branch: code, name: device, author: author,
        surroundings: context.surroundings)
    }
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
      (Label(.fieldBranch), code.rawValue),
      (Label(.initDeviceTag), identity.tag),
      (Label(.initFirstNumber), example?.description ?? ""),
      (Label(.commonAuthor), author.sanitised(.joined)),
      (Label(.initData), context.home.directory.sanitised(.joined)),
    ]
    let width = rows.map { context.text($0.0).displayWidth }.max() ?? 0
    for (label, value) in rows { try context.out(context.text(label).padded(toWidth: width) + "  " + value) }
    if author.isEmpty {
      context.errAfterwards(
        Label(
          .initNobodyIsNamedAsThe))
    }
    context.errAfterwards(
      Label(
        .initNextCasebookNewChannelPhone))
  }

  private static func requireNoStore(_ context: Context) throws {
    guard access(context.home.storePath, F_OK) == 0 else { return }
    // A store that cannot be opened is there all the same.
    let branch = try? context.read { $0.identity.branch.rawValue }
    let path = context.home.storePath
    throw CommandFailure(
      "store_exists", .failed,
      branch.map { branch in
        Label(
          .initThereIsACasebookHere, ["branch": .text(branch), "path": .text(path)])
      }
        ?? Label(
          .initThereIsACasebookHereAlready, ["path": .text(path)]),
      hint: Label(.initForASecondOneChoose))
  }

  private static func deviceName(_ typed: String, _ context: Context) throws -> String {
    guard case .text(let name) = try FieldInput.parse(typed, as: CaseField.handler, now: context.now),
      !name.utf8.contains(0x0A)
    else { throw CommandFailure.usage(Label(.initNameNeedsANameOf)) }
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
