/// SplitMix64 (Steele, Lea, Flood 2014): the same seed makes the same run.
struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Invented cases with the sizes of real ones: their records take about 600 bytes, half of the narratives are
/// Chinese.
enum SampleCases {
  static func rows(_ count: Int, seed: UInt64 = 1, from first: Int = 0) -> [ImportRow] {
    var random = SeededGenerator(seed: seed &+ UInt64(first))
    return (first..<first + count).map { row($0, using: &random) }
  }

  private static func row(_ index: Int, using random: inout SeededGenerator) -> ImportRow {
    let isChinese = index % 2 == 0
    let day = index % 28 + 1
    return ImportRow(
      key: "case \(index)",
      fields: [
        ("channel", ["phone", "in_store", "email", "online_platform"][index % 4]),
        ("title", words(isChinese, bytes: 40, using: &random)),
        ("narrative", words(isChinese, bytes: 300, using: &random)),
        ("severity", ["minor", "moderate", "severe"][index % 3]),
        ("logged_at", "2026-\(twoDigits(index / 28 % 12 + 1))-\(twoDigits(day))"),
        ("customer_name", isChinese ? "王小明" : "Mary Miller"),
        ("phone", "138\(10_000_000 + index * 7919 % 90_000_000)"),
        ("order_reference", "A-\(1_000_000 + index)"),
        ("place", isChinese ? "上海北门店" : "Harbour Street"),
        ("external_id", "EXT-\(index)"),
      ])
  }

  /// A text of about so many bytes.
  static func words(_ isChinese: Bool, bytes: Int, using random: inout SeededGenerator) -> String {
    let words = isChinese ? chinese : english
    var text = ""
    while text.utf8.count < bytes {
      if !isChinese, !text.isEmpty { text += " " }
      text += words[Int.random(in: 0..<words.count, using: &random)]
    }
    return text
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let english = """
    the soup was cold when it came and nobody wanted to listen waiter customer said delivery late again parcel \
    broken refund promised three weeks ago called twice manager rude parking lot flooded receipt wrong amount \
    charged card double breakfast room noisy neighbours heating failed elevator stuck children afraid allergy \
    nuts label missing shoes torn after one day warranty refused app crashed order vanished coupon expired \
    invoice address spelled wrongly technician never arrived window appointment cancelled without notice
    """.split(separator: " ").map(String.init)

  private static let chinese = """
    汤 是 凉的 服务员 态度 很差 等了 四十 分钟 没有人 理会 退款 一直 没有 到账 快递 破损 三天 还没 送到 客服 电话 打不通 \
    北门 停车场 收费 太贵 发票 金额 不对 早餐 里面 有 头发 空调 坏了 房间 吵闹 电梯 故障 孩子 害怕 过敏 标签 缺失 鞋子 \
    一天 就 开胶 保修 拒绝 优惠券 过期 订单 消失 地址 写错 师傅 没来 预约 取消 经理 答应 赔偿 后来 不认账 希望 尽快 处理
    """.split(separator: " ").map(String.init)
}
