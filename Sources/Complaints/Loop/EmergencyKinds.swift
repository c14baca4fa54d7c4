import Language

/// Kinds of emergencies (应急预案按情形): which a plan is for, and which words in a story mean one.
extension Vocabulary {
  /// In the order in which plans are shown where a story names several: first what cannot wait.
  package static let emergencyKind = Vocabulary(
    "emergency_kind", Label(en: "Kind of emergency", zhHans: "紧急情形"),
    [
      Term("fire", Label(en: "Fire or gas", zhHans: "火情")),
      Term("allergy", Label(en: "Allergic reaction", zhHans: "过敏反应")),
      Term("illness", Label(en: "Illness or injury", zhHans: "突发疾病")),
      Term("quarrel", Label(en: "Quarrel or violence", zhHans: "冲突")),
      Term("data_leak", Label(en: "Leak of customers' data", zhHans: "数据泄露")),
    ])
}

extension SafetyWords {
  /// The kinds of emergencies that words name, in the order of the vocabulary. A word that head office adds names the kind
  /// that has its id, where there is one.
  package static func kinds(_ words: [Term], _ kinds: Vocabulary) -> [Term] {
    let named = Set(words.map { ofBuiltIn[$0.id] ?? $0.id })
    return kinds.terms.filter { !$0.retired && named.contains($0.id) }
  }

  /// Whether one of the words means that somebody may be ill or hurt.
  package static func meanIllness(_ words: [Term]) -> Bool {
    words.contains { !["quarrel", "data_leak"].contains(ofBuiltIn[$0.id] ?? $0.id) }
  }

  private static let ofBuiltIn = [
    "smoke": "fire", "gas_leak": "fire", "explosion": "fire", "burn": "illness", "fainted": "illness",
    "poisoning": "illness", "injury": "illness", "electric_shock": "illness", "choking": "illness",
    "hospital": "illness", "violence": "quarrel",
  ]
}

extension EmergencyPlan {
  /// What is to be done in an emergency of a kind until head office says otherwise; nil for a kind that is head office's own.
  /// It has no telephone numbers of its own: those of the branch stand.
  static func builtInSteps(_ kind: String) -> [Label]? {
    switch kind {
    case "fire": fire
    case "allergy": allergy
    case "illness": illness
    case "quarrel": quarrel
    case "data_leak": dataLeak
    default: nil
    }
  }

  private static let fire = [
    Label(en: "Call out loud that there is a fire; trip the alarm.", zhHans: "大声示警，按下手动报警器。"),
    Label(
      en: "Everybody out by the stairs, no lifts; help those who cannot walk. Nobody goes back for things.",
      zhHans: "全员走楼梯疏散，不乘电梯；搀扶行动不便的客人，不返回取物。"),
    Label(
      en: "From outside call 119: the address, what burns, whether anybody is still inside.",
      zhHans: "到室外拨打 119：说清地址、什么起火、里面还有没有人。"),
    Label(
      en: "Gas: no switch, no phone, no flame inside; turn off the main valve if it can be reached safely.",
      zhHans: "漏气：室内不开关电器、不打电话、不用明火；能安全够到时关总阀。"),
    Label(
      en:
        "Put out only what is as small as a bin, with the way out behind you. Oil: a lid or fire blanket, never water.",
      zhHans: "只扑救刚起的小火，背对出口；油锅起火盖锅盖或灭火毯，切勿泼水。"),
    Label(en: "Count staff and guests at the meeting place.", zhHans: "在集合点清点员工和客人。"),
    callManager, writeDown,
  ]

  private static let allergy = [
    Label(en: "Stop eating, drinking and using it at once.", zhHans: "立即停止进食、饮用或使用。"),
    Label(
      en: "Trouble breathing, a swollen face or throat, faint: call 120 and say “severe allergic reaction”.",
      zhHans: "呼吸困难、面部或喉部肿胀、头晕：拨打 120，说明“严重过敏反应”。"),
    Label(
      en: "Ask for their own allergy pen or medicine and help them use it; give nothing of ours.",
      zhHans: "询问是否带有自用的肾上腺素笔或药物，协助使用；不提供店里的药。"),
    Label(
      en: "Lay them down with their legs raised; whoever breathes badly sits. They do not walk about.",
      zhHans: "让客人平躺并抬高双腿；呼吸困难者采取坐位；不要走动。"),
    Label(
      en: "Keep what was eaten or used, its packaging and the list of ingredients for the doctors.",
      zhHans: "留存食用或使用的东西、包装和配料表，交给医生。"),
    stopSelling, callManager, writeDown,
  ]

  private static let illness = [
    lookAfter,
    Label(
      en:
        "Unconscious, chest pain, trouble breathing, heavy bleeding: call 120, say the address, floor and nearest entrance; send somebody to the door.",
      zhHans: "昏迷、胸痛、呼吸困难、大量出血：拨打 120，说清地址、楼层和最近的入口，派人到门口接。"),
    Label(
      en: "Not breathing: whoever has learnt it begins chest compressions; fetch the nearest defibrillator.",
      zhHans: "没有呼吸：学过的人立即做心肺复苏，取最近的除颤仪（AED）。"),
    Label(
      en:
        "Nothing to eat or drink, no medicine; do not move whoever fell. Burns: 20 minutes of cool running water.",
      zhHans: "不喂食、不喂水、不给药；摔倒者不要随意搬动。烫伤用流动凉水冲 20 分钟。"),
    Label(
      en: "Keep others back, make room, ask whom to inform of the family.", zhHans: "请围观者散开，保持通道，问清联系哪位家属。"),
    stopSelling, callManager, promiseHelp, writeDown,
  ]

  private static let quarrel = [
    Label(
      en: "Keep two arms' lengths and a free way out; speak low and slowly; touch nobody.",
      zhHans: "保持两臂距离，留好退路；放低声音、放慢语速，不碰对方。"),
    Label(
      en: "Lead other guests away; a second colleague comes, nobody stays alone.",
      zhHans: "引导其他客人离开；叫一位同事到场，不单独面对。"),
    Label(
      en: "A blow, a weapon, a threat: withdraw and call 110. No holding, no hitting back.",
      zhHans: "动手、持械或威胁：退开并拨打 110；不阻拦、不还手。"),
    Label(en: "Whoever is hurt is looked after first.", zhHans: "有人受伤先救人。"),
    Label(
      en: "Keep the camera footage and the names of witnesses; film nobody with a private phone.",
      zhHans: "保存监控录像，记下目击者；不用个人手机拍客人。"),
    callManager,
    Label(
      en: "Afterwards take the colleagues concerned off duty for a while and ask how they are.",
      zhHans: "事后让当事同事离岗休息，关心其状况。"),
    writeDown,
  ]

  private static let dataLeak = [
    Label(
      en:
        "Stop it going on: close the access, take the list or page away, cut the device off the network. Delete nothing.",
      zhHans: "先止住：关闭访问、收回名单或页面、设备断网；不要删除任何东西。"),
    Label(
      en:
        "Tell the manager and head office within the hour: what data, of whom, since when, who may have it.",
      zhHans: "一小时内报告经理和总部：什么信息、涉及谁、何时开始、可能到了谁手里。"),
    Label(
      en: "Change passwords that may be known; report a lost device so that it is locked out.",
      zhHans: "更换可能泄露的密码；设备遗失的，立即上报停用。"),
    Label(
      en: "Keep what shows what happened: screenshots, messages, times.", zhHans: "保存证据：截图、消息、时间。"),
    Label(
      en:
        "Only head office tells customers, authorities and the press; until then say that it is being looked into.",
      zhHans: "对客户、监管部门和媒体的告知由总部统一进行；此前只说正在核实。"),
    writeDown,
  ]
}
