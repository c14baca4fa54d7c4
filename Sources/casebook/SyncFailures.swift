import Complaints
import Console
import RecordStore
import Replica
import SyncClient
import SyncProtocol

extension CommandFailure {
  static let notEnrolled = CommandFailure(
    "not_enrolled", .failed, Label("This replica belongs to no head office yet.", "本机尚未接入总部。"),
    hint: Label(
      "Ask head office for a code, then run: casebook enrol URL CODE", "请向总部索取验证码，再运行：casebook enrol 网址 验证码"))

  init(_ failure: SyncFailure, home: Home) {
    switch failure {
    case .notEnrolled: self = .notEnrolled
    case .transport(let failure): self.init(failure)
    case .exchange(let failure): self.init(failure)
    case .store(let error): self.init(error, path: home.storePath)
    case .noProgress:
      self.init(
        "no_progress", .failed,
        Label(
          "Head office answers, but takes nothing more. Your work is safe here and pending.",
          "总部有应答，但没有继续接收。您的数据安全保存在本机，待同步。"),
        hint: Label("Try again later; tell head office if it stays so.", "请稍后再试；如仍如此，请告知总部。"), retry: true)
    }
  }

  init(_ failure: TransportFailure) {
    switch failure {
    case .unreachable(let detail):
      let why = Self.why(detail)
      self.init(
        "unreachable", .unreachable,
        Label(
          "Head office cannot be reached (\(why.en)). Your work is safe here and pending.",
          "连不上总部（\(why.zhHans)）。您的数据安全保存在本机，待同步。"),
        hint: Label(
          "Go on working; run casebook sync again when there is a network.", "请继续工作，有网络后再运行 casebook sync。"),
        retry: true)
    case .notUnderstood(let detail):
      self.init(
        "not_understood", .failed,
        Label(
          "What answers at this address is not a head office, or of another version (\(detail)). Nothing was lost.",
          "该网址的应答不是 Casebook 总部，或版本不符（\(detail)）。数据没有丢失。"),
        hint: Label("Check the address; or update casebook.", "请核对网址，或升级 casebook。"))
    case .certificate(let problem): self.init(problem)
    case .refused(let refusal, _): self.init(refusal)
    }
  }

  /// What the transport says of a connection, in both languages; what it does not know by name, as it is.
  private static func why(_ detail: String) -> Label {
    switch detail {
    case "connection refused": Label("connection refused", "对方拒绝连接")
    case "no connection in time": Label("no connection in time", "连接超时")
    case "no answer in time": Label("no answer in time", "等待应答超时")
    case "the connection was closed": Label("the connection was closed", "连接中断")
    case "the answer was damaged on its way": Label("the answer was damaged on its way", "应答在传输中损坏")
    case "no TLS with what listens there": Label("no TLS with what listens there", "对方不支持 TLS，或 TLS 握手失败")
    case "no such host, or nobody listens there": Label("no such host, or nobody listens there", "找不到该主机，或该主机未提供服务")
    case _ where detail.contains("UnknownHost"): Label("no such host", "找不到该主机")
    default: Label(verbatim: detail)
    }
  }

  init(_ failure: ExchangeFailure) {
    switch failure {
    case .diverged(let agreed):
      self.init(
        "replica_diverged", .failed,
        Label(
          "Head office has other changes of this replica (from \(agreed + 1) on): this store is a copy, or was restored from a backup. Nothing was dropped.",
          "总部已有本机编号的其他修改（自 \(agreed + 1) 起）：本机数据可能是副本或由备份恢复。没有丢弃任何内容。"),
        hint: Label("Keep this store as it is and tell head office.", "请保留本机数据原样，并联系总部。"))
    case .headOfficeLostChanges(let covered, let acknowledged, _):
      self.init(
        "head_office_restored", .failed,
        Label(
          "Head office has only \(covered) of the \(acknowledged) changes that it had confirmed: it was restored from an older copy. Everything is still here.",
          "总部确认过 \(acknowledged) 项修改，现只有 \(covered) 项：总部可能由旧备份恢复。本机内容完好。"),
        hint: Label("Tell head office.", "请联系总部。"))
    case .malformed(let detail):
      self.init(
        "malformed_response", .failed,
        Label(
          "Head office sent something that this program cannot read (\(detail)). Nothing of it was taken.",
          "总部发来的内容无法识别（\(detail)），未作任何改动。"),
        hint: Label("Update casebook; if that does not help, tell head office.", "请升级 casebook；仍不行请联系总部。"))
    }
  }

  init(_ failure: EnrolmentFailure, branch: BranchCode) {
    switch failure {
    case .anotherBranch(let other):
      self.init(Refusal(.wrongBranch, "The code is for \(other), this store is \(branch)'s."))
    case .anotherHeadOffice: self.init(Refusal(.wrongHeadOffice, ""))
    case .malformed:
      self.init(.notUnderstood("enrolment"))
    }
  }

  /// What head office refused.
  init(_ refusal: Refusal) {
    let exit: ExitStatus
    let message: Label
    var hint: Label?
    let safe = Label("Your work is safe here and pending.", "您的数据安全保存在本机，待同步。")
    switch refusal.code {
    case .unauthorized:
      exit = .notAllowed
      message = Label(
        "Head office does not know this device's token. \(safe.en)", "总部不认识本机的令牌。\(safe.zhHans)")
      hint = Label(
        "Ask for a new code, then run: casebook enrol URL CODE", "请索取新的验证码，再运行：casebook enrol 网址 验证码")
    case .deviceRevoked:
      exit = .notAllowed
      message = Label("Head office has revoked this device. \(safe.en)", "总部已停用本机。\(safe.zhHans)")
      hint = Label("Ask head office; a new code lets it in again.", "请联系总部；凭新的验证码可重新接入。")
    case .codeInvalid:
      exit = .notAllowed
      message = Label("This code is unknown, used or expired.", "验证码无效、已使用或已过期。")
      hint = Label("Ask head office for a new one.", "请向总部索取新的验证码。")
    case .wrongBranch:
      exit = .notAllowed
      message = Label(
        "The code is for another branch than this store's. Nothing was sent.", "验证码属于其他门店，未发送任何内容。")
      hint = Label(
        "Ask for a code for this branch, or use another folder with --home.", "请索取本门店的验证码，或用 --home 指定其他目录。")
    case .wrongHeadOffice:
      exit = .notAllowed
      message = Label("This store belongs to another head office. Nothing was sent.", "本机数据属于另一个总部，未发送任何内容。")
    case .replicaMismatch, .forbidden:
      exit = .notAllowed
      message = Label(
        "Head office refused: \(refusal.message) \(safe.en)", "总部拒绝：\(refusal.message)\(safe.zhHans)")
      hint = Label("Ask head office.", "请联系总部。")
    case .clockOutOfTolerance:
      exit = .failed
      // It is the changes that are ahead; the clock may have been set right since they were made.
      let seconds = (abs(refusal.offset) + 500) / 1000
      message = Label(
        "Changes made here are \(Self.duration(seconds).en) ahead of head office's clock. \(safe.en)",
        "本机有修改的时间比总部时钟快 \(Self.duration(seconds).zhHans)。\(safe.zhHans)")
      hint = Label(
        "Check this computer's clock and set it right. Changes from the future go up once their time has come.",
        "请检查并校正本机时间。时间超前的修改，到时即可同步。")
    case .replicaDiverged:
      self.init(ExchangeFailure.diverged(agreed: refusal.number - 1))
      return
    case .unknownCursor:
      exit = .failed
      message = Label(
        "Head office was restored from an older copy. Everything is still here; nothing was changed.",
        "总部由旧备份恢复。本机内容完好，未作改动。")
      hint = Label("Tell head office.", "请联系总部。")
    case .tooManyRequests:
      exit = .unreachable
      message = Label(
        "Head office asks to wait: too many attempts. \(safe.en)", "尝试次数过多，总部要求稍候。\(safe.zhHans)")
      hint = Self.waiting(refusal.retryAfter)
    case .busy:
      exit = .unreachable
      message = Label("Head office is busy. \(safe.en)", "总部繁忙。\(safe.zhHans)")
      hint = Self.waiting(refusal.retryAfter)
    case .storageFull:
      exit = .unreachable
      message = Label("Head office's disk is full. \(safe.en)", "总部磁盘已满。\(safe.zhHans)")
      hint = Label("Tell head office.", "请联系总部。")
    case .unsupportedProtocol:
      exit = .failed
      message = Label(
        "Head office speaks another version: \(refusal.message) \(safe.en)",
        "与总部版本不符：\(refusal.message)\(safe.zhHans)")
      hint = refusal.hint.isEmpty ? nil : Label(verbatim: refusal.hint)
    case .malformedRequest, .malformedChange, .incompleteGroup, .gap, .stampBehind, .tooLarge, .notFound,
      .methodNotAllowed, .unsupportedMediaType, .internalError:
      exit = .failed
      message = Label(
        "Head office could not take it: \(refusal.message) \(safe.en)",
        "总部未能接收：\(refusal.message)\(safe.zhHans)")
      hint = Label("Tell head office.", "请联系总部。")
    }
    self.init(refusal.code.rawValue, exit, message, hint: hint, retry: refusal.code.canRetry)
  }

  private static func waiting(_ seconds: Int?) -> Label {
    guard let seconds, seconds > 5 else { return Label("Try again in a moment.", "请稍后再试。") }
    return Label(
      "Try again in \(duration(Int64(seconds)).en).", "请在 \(duration(Int64(seconds)).zhHans)后重试。")
  }

  private static func duration(_ seconds: Int64) -> Label {
    switch seconds {
    case ..<120: return Label("\(seconds) seconds", "\(seconds) 秒")
    case ..<7200:
      let minutes = (seconds + 30) / 60
      return Label("\(minutes) minutes", "\(minutes) 分钟")
    case ..<172_800:
      let hours = (seconds + 1800) / 3600
      return Label("\(hours) hours", "\(hours) 小时")
    default:
      let days = (seconds + 43_200) / 86_400
      return Label("\(days) days", "\(days) 天")
    }
  }
}
