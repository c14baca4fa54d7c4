/// What terms were called in earlier versions, and what people call them beside their label, by their ids (with the
/// vocabulary, where others have such an id). People, files and notes say so: what is typed finds them, nothing shows them.
enum OtherNames {
  static func of(_ term: String, in vocabulary: String) -> [String] {
    all["\(vocabulary)/\(term)"] ?? all[term] ?? []
  }

  private static let all: [String: [String]] = [
    "accepted": ["已同意"], "assessed": ["已定责"], "duplicate": ["重复"], "on_hold": ["待外部"],
    "unfounded": ["不成立"], "withdrawn": ["撤回"], "reopened": ["重开"],
    "compensation": ["赔偿"], "voucher": ["折扣券"],
    "minor": ["轻微失误"], "moderate": ["中度影响"], "severe": ["严重损害"],
    "price_value": ["价格与价值不符"], "satisfaction/1": ["极度不满"], "praise": ["表彰"],
    "progress": ["进展同步"], "progress_report": ["进展同步"],
    "branch_staff": ["客服", "店员/客服"], "duty_manager": ["主管", "值班经理/主管"],
    "furious": ["极度不满"], "fact": ["事实问题"], "venting": ["情感宣泄"], "nonverbal": ["非言语行为"],
    "delayed_decision": ["延迟决策"], "reduced_contact": ["减少互动"], "mystery_shopper": ["神秘客户"],
    "type": ["抱怨类型"], "axis/source": ["抱怨来源", "来源"], "axis/signal": ["信号"],
    "axis/motive": ["抱怨动机", "动机"], "axis/responsibility": ["责任边界"], "axis/class": ["类别"],
    "chat": ["微信", "企业微信", "企微", "WeChat", "WhatsApp"],
    "online_platform": ["美团", "饿了么", "外卖", "外卖平台", "淘宝", "京东", "拼多多"],
    "regulator": ["12315", "12345", "市场监管", "消协"], "improvement": ["改进"], "suggestion": ["建议"],
    "benefit": ["权益"], "task_purpose/senior": ["负责人出面", "高层介入"], "question": ["询问部门"],
    "safety_word/smoke": ["烟雾"], "safety_word/fire": ["着火", "失火", "火灾", "flames"],
    "safety_word/burn": ["烧伤", "灼伤", "burn", "burned", "burns", "scald", "scalded"],
    "safety_word/allergy": ["红疹", "allergic", "allergies"],
    "safety_word/fainted": [
      "昏倒", "昏迷", "晕厥", "休克", "心脏病发", "心梗", "中风", "抽搐", "faint", "unconscious", "passed out", "collapsed",
      "heart attack", "had a stroke", "seizure",
    ],
    "safety_word/poisoning": ["上吐下泻", "poisoned"],
    "safety_word/injury": ["流血", "骨折", "摔伤", "划伤", "割伤", "injury", "injuries", "bleeding"],
    "safety_word/electric_shock": ["漏电", "electrocuted"],
    "safety_word/gas_leak": ["煤气", "燃气泄漏", "smell of gas", "gas smell", "smell gas", "smells of gas"],
    "safety_word/explosion": ["炸裂", "exploded"], "safety_word/choking": ["噎住", "呛到", "choked"],
    "safety_word/hospital": ["住院", "急诊", "救护车", "ambulance", "emergency room"],
    "safety_word/violence": [
      "打架", "斗殴", "动手打", "打起来", "吵起来", "持刀", "动刀", "拿刀", "assaulted", "fight broke out", "are fighting",
      "has a knife", "with a knife",
    ],
    "safety_word/data_leak": [
      "数据泄露", "隐私泄露", "资料泄露", "信息外泄", "资料外泄", "数据外泄", "信息被泄露", "资料被泄露", "leaked my data", "data breach",
      "data was leaked", "data were leaked", "data leaked", "leaked data", "data was stolen",
      "list was stolen",
    ],
    "emergency_kind/illness": ["疾病", "受伤"], "emergency_kind/fire": ["火灾", "起火"],
    "emergency_kind/allergy": ["过敏"], "emergency_kind/quarrel": ["争吵", "打架"],
    "column/month": ["月"], "column/year": ["年", "年度"], "column/week": ["周", "Week", "week of"],
    "column/day": ["日", "Date"], "column/branch": ["店", "分店", "店铺", "Shop", "Store"],
    "column/product": ["商品", "菜品", "品名", "Item", "Product"], "column/channel": ["渠道"],
    "column/supplier": ["供货商"], "column/handler": ["处理人"],
    "online_review": ["点评", "大众点评"], "social_media": ["小红书", "抖音", "微博"],
  ]
}
