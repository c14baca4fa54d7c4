/// A length of time in one unit.
package enum MeasureMessage: Message {
  case hours(Int)
  case minutes(Int)
  case seconds(Int)

  package var label: Label {
    switch self {
    case .hours(let count): Label(en: "\(count.grouped) h", zhHans: "\(count.grouped) 小时")
    case .minutes(let count): Label(en: "\(count.grouped) min", zhHans: "\(count.grouped) 分钟")
    case .seconds(let count): Label(en: "\(count.grouped) s", zhHans: "\(count.grouped) 秒")
    }
  }
}
