import ArgumentParser
import Complaints
import Console
import Interchange
import Messages
import Replica
import SyncClient

struct Enrol: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "enrol",
    abstract: text(.enrolAbstract),
    discussion: text(
      .enrolDiscussion))

  @Argument(help: help(.enrolAddressOfHeadOffice, "url"))
  var url: String

  @Argument(help: help(.enrolTheOneTimeCode, "code"))
  var code: String

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let store = try context.openStore()
    let before = try context.read(store) { $0.identity }
    let rules = connection.rules()
    let transport = try HTTPTransport.opened(url, rules)
    let identity: ReplicaIdentity
    do {
      identity = try blocking { [url, code, rules] in
        let result: Result<ReplicaIdentity, any Error>
        do {
          result = .success(
            try await enrol(store, url: url, rules: rules, code: code, over: transport))
        } catch { result = .failure(error) }
        await transport.shutdown()
        return try result.get()
      }
    } catch let failure as TransportFailure {
      var told = CommandFailure(failure)
      if case .unreachable = failure {
        told.hint = Label(
          .enrolCheckTheAddressAndThe)
      }
      throw told
    } catch let failure as EnrolmentFailure {
      throw CommandFailure(failure, branch: before.branch)
    }
    if context.json {
      return try context.emit([
        "branch": .string(identity.branch.rawValue), "role": .string(identity.role.rawValue),
        "head_office": .string(url), "tag": .string(identity.tag),
      ])
    }
    try context.out(
      context.text(
        .enrolJoinedAs,
        ["url": .text(url), "branch": .text(identity.branch), "role": .label(identity.role.label.lowercased)])
    )
    if identity.tag != before.tag {
      context.err(
        Label(
          .enrolAnotherDeviceOfTheBranch, ["tag": .text(before.tag), "identityTag": .text(identity.tag)]))
    }
    context.err(Label(.enrolNextCasebookSync))
  }
}
