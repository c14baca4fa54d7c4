import Language

enum SyncFailuresMessage: Message {
  case wrongBranchHint
  case unknownDeviceHint
  case refusedHint
  case deviceRevokedHint
  case notEnrolledHint
  case codeInvalidHint
  case clockAhead(by: Label, safe: Label)
  case throughProxy(String, why: Label)
  case notUnderstoodHint
  case clockAheadHint
  case connectionRefused
  case unreachableHint
  case noProgress
  case tooManyRequests(safe: Label)
  case unreachable(why: Label)
  case notTaken(Label, safe: Label)
  case unknownDevice(safe: Label)
  case headOfficeLostChanges(covered: Int, acknowledged: Int)
  case diverged(from: Int)
  case deviceRevoked(safe: Label)
  case busy(safe: Label)
  case refused(Label, safe: Label)
  case updateHint
  case malformedResponse(String)
  case anotherProtocol(String, safe: Label)
  case headOfficeRestored
  case storageFull(safe: Label)
  case divergedHint
  case noAnswer
  case noConnection
  case unknownHost
  case noServer
  case noTLS
  case tellHeadOfficeHint
  case answerTooLarge
  case answerUnreadable
  case answerDamaged
  case wrongBranch
  case connectionClosed
  case codeInvalid
  case notEnrolled
  case wrongHeadOffice
  case retryAfterHint(Label)
  case retrySoonHint
  case noProgressHint
  case malformedResponseHint
  case notUnderstood(String)
  case workIsSafe
  case intercepted(status: Int)
  case interceptedHint
  case proxyLoginHint
  case proxyRefuses

  var label: Label {
    switch self {
    case .wrongBranchHint:
      Label(
        en: "Ask for a code for this branch, or use another folder with --home.",
        zhHans: "请索取本门店的验证码，或用 --home 指定其他目录。")
    case .unknownDeviceHint:
      Label(
        en: "Ask for a new code, then run: casebook enrol <url> <code>",
        zhHans: "请索取新的验证码，再运行：casebook enrol <网址> <验证码>")
    case .refusedHint:
      Label(en: "Ask head office.", zhHans: "请联系总部。")
    case .deviceRevokedHint:
      Label(
        en: "Ask head office; with a new code this device can be enrolled again.",
        zhHans: "请联系总部；凭新的验证码可重新接入。")
    case .notEnrolledHint:
      Label(
        en: "Ask head office for a code, then run: casebook enrol <url> <code>",
        zhHans: "请向总部索取验证码，再运行：casebook enrol <网址> <验证码>")
    case .codeInvalidHint:
      Label(
        en:
          "Ask head office for a new code. If this device was enrolled before, head office makes it with: casebook-server device enrol <branch> --device <id> (casebook status --json shows the id)",
        zhHans:
          "请向总部索取新的验证码。本机以前接入过的，请总部这样生成：casebook-server device enrol <门店> --device <设备编号>（编号见 casebook status --json）"
      )
    case .clockAhead(let duration, let safe):
      Label(
        en: "Changes made here are \(duration.en) ahead of head office's clock. \(safe.en)",
        zhHans: "本机有修改的时间比总部时钟快 \(duration.zhHans)。\(safe.zhHans)")
    case .intercepted(let status):
      Label(
        en:
          "Something between here and head office answered (HTTP status \(status)): a proxy, the login page of this network, or another server at this address. Your work is safe here, to be sent later.",
        zhHans: "应答的不是总部，而是途中的设备（HTTP 状态 \(status)）：代理服务器、上网登录页面，或网址不对。您的数据安全保存在本机，待上传。")
    case .interceptedHint:
      Label(
        en:
          "Log in to this network in a browser, or ask who runs it to let head office's address through. casebook status shows that address.",
        zhHans: "请先在浏览器中登录此网络，或请网络管理员放行总部网址（casebook status 可查看网址）。")
    case .proxyLoginHint:
      Label(
        en: "The proxy wants a name and a password: HTTPS_PROXY=http://<name>:<password>@<host>:<port>",
        zhHans: "代理服务器要求用户名和密码：HTTPS_PROXY=http://用户名:密码@地址:端口")
    case .proxyRefuses:
      Label(en: "the proxy does not let it through", zhHans: "代理服务器不放行")
    case .throughProxy(let proxy, let why):
      Label(en: "\(why.en), through the proxy \(proxy)", zhHans: "\(why.zhHans)，经由代理 \(proxy)")
    case .notUnderstoodHint:
      Label(en: "Check the address; or update casebook.", zhHans: "请核对网址，或更新 casebook。")
    case .clockAheadHint:
      Label(
        en:
          "Check this computer's clock and set it right. Changes dated in the future are sent when that time comes.",
        zhHans: "请检查并校正本机时间。标着将来时间的修改，要到那个时间才能上传。")
    case .connectionRefused:
      Label(en: "connection refused", zhHans: "对方拒绝连接")
    case .unreachableHint:
      Label(
        en: "Go on working; run casebook sync again when there is a network.",
        zhHans: "请继续工作，有网络后再运行 casebook sync。")
    case .noProgress:
      Label(
        en: "Head office answers, but has stopped taking changes. Your work is safe here, to be sent later.",
        zhHans: "已连上总部，但后面的修改没有收下。您的数据安全保存在本机，待上传。")
    case .tooManyRequests(let safe):
      Label(
        en: "Too many attempts: head office asks you to wait. \(safe.en)",
        zhHans: "尝试次数过多，总部要求稍候。\(safe.zhHans)")
    case .unreachable(let why):
      Label(
        en: "Head office cannot be reached (\(why.en)). Your work is safe here, to be sent later.",
        zhHans: "连不上总部（\(why.zhHans)）。您的数据安全保存在本机，待上传。")
    case .notTaken(let message, let safe):
      Label(
        en: "Head office could not take it: \(message.en) \(safe.en)",
        zhHans: "总部没有收下：\(message.zhHans)。\(safe.zhHans)")
    case .unknownDevice(let safe):
      Label(
        en: "Head office does not recognise this device: its access credential is not valid. \(safe.en)",
        zhHans: "总部无法确认本机身份（接入凭证无效）。\(safe.zhHans)")
    case .headOfficeLostChanges(let covered, let acknowledged):
      Label(
        en:
          "Head office has only \(covered.grouped) of the \(acknowledged.grouped) changes that it had confirmed: it was restored from an older backup. Everything is still here.",
        zhHans: "总部确认过 \(acknowledged.grouped) 项修改，现只有 \(covered.grouped) 项：总部可能由旧备份恢复。本机内容完好。")
    case .diverged(let agreed):
      Label(
        en:
          "Head office has other changes under this device's id (from number \(agreed) on): this store is a copy, or was restored from a backup. Nothing was dropped.",
        zhHans: "总部收到过同一设备编号的另一批修改（第 \(agreed) 项起）：本机数据可能是复制来的，或由备份恢复。没有丢弃任何内容。")
    case .deviceRevoked(let safe):
      Label(en: "Head office has revoked this device. \(safe.en)", zhHans: "总部已停用本机。\(safe.zhHans)")
    case .busy(let safe):
      Label(en: "Head office is busy. \(safe.en)", zhHans: "总部繁忙。\(safe.zhHans)")
    case .refused(let message, let safe):
      Label(
        en: "Head office refused: \(message.en) \(safe.en)",
        zhHans: "总部拒绝：\(message.zhHans)。\(safe.zhHans)")
    case .updateHint:
      Label(en: "Update the older one of both programs.", zhHans: "请更新版本较旧的一方。")
    case .malformedResponse(let detail):
      Label(
        en: "Head office sent something that this program cannot read (\(detail)). Nothing was changed here.",
        zhHans: "总部发来的内容无法识别（\(detail)），未作任何改动。")
    case .anotherProtocol(let message, let safe):
      Label(
        en: "Head office runs another version: \(message) \(safe.en)",
        zhHans: "与总部的程序版本不符。\(safe.zhHans)")
    case .headOfficeRestored:
      Label(
        en: "Head office was restored from an older backup. Everything is still here; nothing was changed.",
        zhHans: "总部由旧备份恢复。本机内容完好，未做任何改动。")
    case .storageFull(let safe):
      Label(en: "Head office's disk is full. \(safe.en)", zhHans: "总部磁盘已满。\(safe.zhHans)")
    case .divergedHint:
      Label(en: "Keep this store as it is and tell head office.", zhHans: "请保留本机数据原样，并联系总部。")
    case .noAnswer:
      Label(en: "no answer in time", zhHans: "对方没有及时回应")
    case .noConnection:
      Label(en: "no connection in time", zhHans: "连接超时")
    case .unknownHost:
      Label(en: "no such host", zhHans: "找不到该主机")
    case .noServer:
      Label(en: "no such host, or no server there", zhHans: "找不到该主机，或该主机未提供服务")
    case .noTLS:
      Label(en: "no TLS connection to the server", zhHans: "对方不支持 TLS，或 TLS 握手失败")
    case .answerTooLarge: Label(en: "the answer is too large", zhHans: "回应过大")
    case .answerUnreadable:
      Label(en: "what answered cannot be understood", zhHans: "对方的回应无法识别")
    case .tellHeadOfficeHint:
      Label(en: "Tell head office.", zhHans: "请联系总部。")
    case .answerDamaged:
      Label(en: "the answer was damaged on its way", zhHans: "收到的数据在传输中损坏")
    case .wrongBranch:
      Label(en: "The code is for another branch. Nothing was sent.", zhHans: "验证码属于其他门店，未发送任何内容。")
    case .connectionClosed:
      Label(en: "the connection was closed", zhHans: "连接中断")
    case .codeInvalid:
      Label(
        en: "This code is unknown, used, expired, or not for this device.", zhHans: "验证码无效、已使用、已过期，或不是给本机的。")
    case .notEnrolled:
      Label(en: "This device is not enrolled with a head office yet.", zhHans: "本机尚未接入总部。")
    case .wrongHeadOffice:
      Label(
        en: "This store belongs to another head office. Nothing was sent.", zhHans: "本机数据属于另一个总部，未发送任何内容。")
    case .retryAfterHint(let duration):
      Label(en: "Try again in \(duration.en).", zhHans: "请在 \(duration.zhHans)后重试。")
    case .retrySoonHint:
      Label(en: "Try again in a moment.", zhHans: "请稍后再试。")
    case .noProgressHint:
      Label(en: "Try again later; if it stays so, tell head office.", zhHans: "请稍后再试；如仍如此，请告知总部。")
    case .malformedResponseHint:
      Label(en: "Update casebook; if that does not help, tell head office.", zhHans: "请更新 casebook；仍不行请联系总部。")
    case .notUnderstood(let detail):
      Label(
        en:
          "This address is not a Casebook head office, or runs another version (\(detail)). Nothing was lost.",
        zhHans: "该网址不是 Casebook 总部，或版本不符（\(detail)）。数据没有丢失。")
    case .workIsSafe:
      Label(en: "Your work is safe here, to be sent later.", zhHans: "您的数据安全保存在本机，待上传。")
    }
  }
}
