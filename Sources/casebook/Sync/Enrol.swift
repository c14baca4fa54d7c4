import ArgumentParser
import Complaints
import Console
import Interchange
import Language
import Replica
import SyncClient

struct Enrol: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "enrol",
    abstract: text(EnrolMessage.abstract),
    discussion: text(EnrolMessage.discussion))

  @Argument(help: help(EnrolMessage.urlHelp, "url"))
  var url: String

  @Argument(help: help(EnrolMessage.codeHelp, "code"))
  var code: String

  @OptionGroup var connection: ConnectionOptions
  @OptionGroup var common: CommonOptions

  /// - Returns: the code as head office gave it, however it was typed.
  private static func checked(_ typed: String) throws -> String {
    let code = typed.foldedCode.uppercased()
    // Head office gives 8 letters and digits; only it knows which.
    guard code.utf8.count(where: { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }) >= 8 else {
      throw CommandFailure.usage(
        Label(EnrolMessage.codeWrongForm(typed)), hint: Label(EnrolMessage.codeWrongFormHint))
    }
    return code
  }

  func run(in context: Context) throws {
    let code = try Self.checked(code)
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
        told.hint = Label(EnrolMessage.unreachableHint)
      }
      throw told
    } catch let failure as EnrolmentFailure {
      throw CommandFailure(failure, branch: before.branch)
    }
    context.done()
    if context.json {
      return try context.emit([
        "branch": .string(identity.branch.rawValue), "role": .string(identity.role.rawValue),
        "head_office": .string(url), "tag": .string(identity.tag),
      ])
    }
    try context.out(
      context.text(
        EnrolMessage.joined(url, branch: "\(identity.branch)", role: identity.role.label.lowercased))
    )
    if identity.tag != before.tag {
      context.err(Label(EnrolMessage.tagTaken(before.tag, new: identity.tag)))
    }
    context.err(Label(EnrolMessage.syncNext))
  }
}

enum EnrolMessage: Message {
  case abstract
  case urlHelp
  case tagTaken(String, new: String)
  case unreachableHint
  case discussion
  case joined(String, branch: String, role: Label)
  case syncNext
  case codeHelp
  case codeWrongForm(String)
  case codeWrongFormHint

  var label: Label {
    switch self {
    case .abstract:
      Label(en: "Joins this computer to a head office.", zhHans: "接入总部。")
    case .urlHelp:
      Label(en: "Address of head office.", zhHans: "总部网址。")
    case .tagTaken(let tag, let identityTag):
      Label(
        en:
          "Another device of the branch already uses the tag \(tag) in its case numbers: the next cases here get \(identityTag). Numbers given before stay.",
        zhHans: "本门店另一台设备已使用设备代码 \(tag)：本机此后的工单改用 \(identityTag)，已有编号不变。")
    case .unreachableHint:
      Label(
        en: "Check the address and the network, then try again; until then everything works here.",
        zhHans: "请核对网址和网络后重试；在此之前本机照常使用。")
    case .discussion:
      Label(
        en: """
          casebook enrol https://head-office:8443 ABCD-EFGH
          casebook enrol https://head-office:8443 ABCD-EFGH --ca company-ca.pem

          The code comes from head office and works once. What was logged before stays
          and is sent with the next sync. Enrolling again at the same head office gives
          a new token and keeps everything. --ca and --insecure are remembered for every
          later sync.
          """,
        zhHans: """
          casebook enrol https://head-office:8443 ABCD-EFGH
          casebook enrol https://head-office:8443 ABCD-EFGH --ca company-ca.pem

          验证码由总部提供，只能使用一次。此前登记的内容都会保留，下次同步时上传。
          在同一总部再次接入会换发接入凭证，数据不受影响。--ca 和 --insecure 只需
          指定一次，以后同步时沿用。
          """)
    case .joined(let url, let branch, let role):
      Label(
        en: "Joined \(url) as \(branch), \(role.en).", zhHans: "已接入 \(url)：门店 \(branch)，角色 \(role.zhHans)。")
    case .syncNext:
      Label(en: "Next: casebook sync", zhHans: "下一步：casebook sync")
    case .codeHelp:
      Label(en: "The one-time code.", zhHans: "一次性验证码。")
    case .codeWrongForm(let typed):
      Label(
        en: "“\(typed)” is not a code of head office: one has 8 letters and digits, like ABCD-EFGH.",
        zhHans: "“\(typed)”不是总部的验证码：验证码为 8 位字母或数字，例如 ABCD-EFGH。")
    case .codeWrongFormHint:
      Label(en: "Type it as it was given; nothing was sent.", zhHans: "请按总部给出的原样输入；尚未向总部发送任何内容。")
    }
  }
}
