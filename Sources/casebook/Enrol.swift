import ArgumentParser
import Complaints
import Console
import Interchange
import Replica
import SyncClient

struct Enrol: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "enrol",
    abstract: text("Joins this computer to a head office.", "接入总部。"),
    discussion: text(
      """
      casebook enrol https://head-office:8443 ABCD-EFGH
      casebook enrol https://head-office:8443 ABCD-EFGH --ca company-ca.pem

      The code comes from head office and works once. What was logged before stays and goes up with the next
      sync. A second enrolment at the same head office gives a new token and keeps everything. --ca and
      --insecure are remembered for every later sync.
      """,
      """
      casebook enrol https://head-office:8443 ABCD-EFGH
      casebook enrol https://head-office:8443 ABCD-EFGH --ca company-ca.pem

      验证码由总部提供，只能使用一次。此前登记的内容都会保留，下次同步时上报。
      在同一总部再次接入会换发令牌，数据不受影响。--ca 和 --insecure 会被记住，用于以后的同步。
      """))

  @Argument(help: help("Address of head office.", "总部网址。", "url"))
  var url: String

  @Argument(help: help("The one-time code.", "一次性验证码。", "code"))
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
          "Check the address and the network, then run it again; until then everything works here.",
          "请核对网址和网络后重试；在此之前本机照常使用。")
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
        "Joined \(url) as \(identity.branch), \(identity.role.label.en.lowercased()).",
        "已接入 \(url)：门店 \(identity.branch)，角色 \(identity.role.label.zhHans)。"))
    if identity.tag != before.tag {
      context.err(
        Label(
          "Another device of the branch numbers its cases with \(before.tag): the next ones here get \(identity.tag). Numbers given before stay.",
          "本门店另一台设备也使用标记 \(before.tag)：本机此后的工单改用 \(identity.tag)，已有编号不变。"))
    }
    context.err(Label("Next: casebook sync", "下一步：casebook sync"))
  }
}
