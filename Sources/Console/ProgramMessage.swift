package import Language

package enum ProgramMessage: Message {
  case roleHelp
  case cases
  case digests
  case damaged(String)
  case langHelp
  case name
  case ok
  case jsonHelp
  case recordsAndChanges
  case forceHelp
  case revoked
  case deviceBranchHelp
  case backupFileHelp
  case unknownRole(String)
  case backupWritten(String)
  case knownDeviceHelp
  case state

  package var label: Label {
    switch self {
    case .roleHelp:
      Label(
        en: "Role: branch_staff, duty_manager, head_office, auditor or admin.",
        zhHans: "角色：branch_staff、duty_manager、head_office、auditor、admin。")
    case .cases:
      Label(en: "Cases", zhHans: "工单")
    case .digests:
      Label(en: "Checksums of each branch's data", zhHans: "各门店数据的校验值")
    case .damaged(let storePath):
      Label(en: "\(storePath) is damaged. Nothing was changed.", zhHans: "\(storePath) 有损坏，未做任何改动。")
    case .langHelp:
      Label(en: "Language of messages: zh-Hans or en.", zhHans: "界面语言：zh-Hans 或 en。")
    case .name:
      Label(en: "Name", zhHans: "名称")
    case .ok:
      Label(en: "ok", zhHans: "正常")
    case .jsonHelp:
      Label(en: "Print JSON for programs.", zhHans: "输出 JSON，供程序使用。")
    case .recordsAndChanges:
      Label(en: "Records and changes", zhHans: "记录与修改")
    case .forceHelp:
      Label(en: "Replace an existing file.", zhHans: "覆盖已有文件。")
    case .revoked:
      Label(en: "revoked", zhHans: "已停用")
    case .deviceBranchHelp:
      Label(en: "The device's branch.", zhHans: "设备所属门店。")
    case .backupFileHelp:
      Label(en: "The backup file to write.", zhHans: "要写入的备份文件。")
    case .unknownRole(let role):
      Label(en: "There is no role “\(role)”.", zhHans: "没有角色“\(role)”。")
    case .backupWritten(let file):
      Label(en: "Backup written: \(file)", zhHans: "已备份：\(file)")
    case .knownDeviceHelp:
      Label(
        en: "Only for this device, which was enrolled before: its id, or the beginning of it.",
        zhHans: "只给这台曾经接入过的设备：设备编号或其开头。")
    case .state:
      Label(en: "State", zhHans: "状态")
    }
  }
}
