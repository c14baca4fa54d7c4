import Language

/// Why a case cannot be said to repeat another.
enum DuplicateMessage: Message {
  case ring(number: String, original: String)
  case ringHint
  case rowOfRing
  case ofNothing(String)
  case ofNothingHint(String)

  var label: Label {
    switch self {
    case .ring(let number, let original):
      Label(
        en:
          "\(number) cannot be a duplicate of \(original): that is itself, or a duplicate of it. Nothing was saved.",
        zhHans: "工单 \(number) 不能是 \(original) 的重复单：那就是它本身，或是它的重复单。本次未保存。")
    case .ringHint:
      Label(
        en: "Close the later one as a duplicate of the first.", zhHans: "请把后登记的那一单按重复单结案。")
    case .rowOfRing:
      Label(
        en: "it would be a duplicate of itself, or of one that repeats it", zhHans: "不能与本单或本单的重复单重复")
    case .ofNothing(let number):
      Label(
        en:
          "\(number) was closed as a duplicate: without the case that it repeats it would count nowhere. Nothing was saved.",
        zhHans: "工单 \(number) 已按重复单结案，若不注明与哪单重复，就不会计入任何统计。本次未保存。")
    case .ofNothingHint(let number):
      Label(
        en: "If it is no duplicate, take it up again first: casebook reopen \(number) --reason …",
        zhHans: "如果不是重复单，请先重新打开：casebook reopen \(number) --reason …")
    }
  }
}
