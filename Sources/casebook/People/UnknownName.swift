import CaseIndex
import Complaints
import Console
import Language
import Replica

extension Context {
  /// Says of a name that something was given to that nobody here has it, with whom it may have meant, or that whoever has it has
  /// left. It is taken all the same: nobody has to lay down people, and departments and suppliers are none.
  /// - Parameter isPerson: it can only be a person's; else only what may be a slip is told.
  func tellUnknown(_ typed: String?, isPerson: Bool = false) throws {
    guard let typed, !typed.isEmpty, let told = try read({ try unknown(typed, isPerson: isPerson, $0) })
    else {
      return
    }
    errAfterwards(told)
  }

  private func unknown(_ typed: String, isPerson: Bool, _ reader: ReplicaReader) throws -> Label? {
    let people = try reader.people()
    guard !people.isEmpty else { return nil }
    if let known = people.called(typed, at: reader.identity.branch.rawValue) {
      return known.hasLeft ? Label(UnknownNameMessage.hasLeft(known.name)) : nil
    }
    let several = people.filter { $0.isCalled(typed) && !$0.hasLeft }
    guard several.isEmpty else { return Label(UnknownNameMessage.several(typed, several.map(\.branch))) }
    let names = people.filter { !$0.hasLeft }.flatMap { person in person.names.map { ($0, person.name) } }
    let near = NearestName.of(typed.folded, among: names.map(\.0))
    if let near, let name = names.first(where: { $0.0 == near })?.1 {
      return Label(UnknownNameMessage.near(typed, name))
    }
    return isPerson ? Label(UnknownNameMessage.nobody(typed)) : nil
  }
}

enum UnknownNameMessage: Message {
  case hasLeft(String)
  case near(String, String)
  case nobody(String)
  case several(String, [String])

  var label: Label {
    switch self {
    case .hasLeft(let name):
      Label(en: "Note: \(name) has left.", zhHans: "注意：\(name)已离职。")
    case .near(let typed, let name):
      Label(
        en: "Note: nobody here is called “\(typed)”. Did you mean \(name)?",
        zhHans: "注意：这里没有叫“\(typed)”的人，是否指\(name)？")
    case .nobody(let typed):
      Label(
        en: "Note: nobody here is called “\(typed)” (casebook person list).",
        zhHans: "注意：这里没有叫“\(typed)”的人（名单见 casebook person list）。")
    case .several(let typed, let branches):
      Label(
        en: "Note: several people are called “\(typed)”: at \(branches.joined(separator: ", ")).",
        zhHans: "注意：叫“\(typed)”的不止一人，分别在门店\(branches.joined(separator: "、"))。")
    }
  }
}
