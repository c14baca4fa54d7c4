package import Language
package import Versioning

/// Why head office could not take a change, in words.
extension Verdict.Reason {
  package var label: Label {
    switch self {
    case .forbidden:
      Label(en: "the device may not do that", zhHans: "该设备无此权限")
    case .malformed:
      Label(en: "it cannot be read, or a value is not in the form of its field", zhHans: "内容无法识别，或字段内容格式不符")
    case .oversized:
      Label(en: "it is too large", zhHans: "内容过大")
    case .unknownVersion:
      Label(en: "head office's program is older", zhHans: "总部程序版本较旧")
    case .recordMismatch:
      Label(en: "the record belongs to another case or is of another kind", zhHans: "记录类型或所属工单不符")
    case .unknownBranch:
      Label(en: "there is no such branch", zhHans: "没有该门店")
    case .unknownBase:
      Label(en: "head office lacks the version that it builds on", zhHans: "总部没有它所依据的版本")
    case .waiting:
      Label(en: "waits for an earlier change to the same case", zhHans: "等待同一工单较早的修改")
    }
  }
}
