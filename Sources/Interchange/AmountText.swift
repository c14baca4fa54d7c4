/// Amounts as files of other countries write them.
package enum AmountText {
  /// The amount with a point before its decimals and commas in its groups: `1.280,50 €`, `12,5`, `1 280,50` and
  /// `1'280.50` as `1,280.50 €`, `12.5`, `1,280.50`, `1,280.50`. A comma before the last one or two digits is a decimal
  /// comma, since groups have three, and so is one behind a single nought or behind groups that something else divides. Whatever is not so clear stays as it is, for the field to judge.
  package static func pointed(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    let isDigit: (Unicode.Scalar) -> Bool = { ("0"..."9").contains($0) }
    guard let start = scalars.firstIndex(where: isDigit), let end = scalars.lastIndex(where: isDigit) else {
      return text
    }
    var number = Array(scalars[start...end])
    let gaps: Set<Unicode.Scalar> = [" ", "\u{A0}", "\u{202F}", "'", "\u{2019}"]
    for place in number.indices where gaps.contains(number[place]) { number[place] = "_" }
    let commas = number.count { $0 == "," }
    let points = number.count { $0 == "." }
    if commas == 1, let comma = number.firstIndex(of: ","),
      (1...2).contains(number.count - comma - 1) || comma == 1 && number[0] == "0"
        || number[..<comma].contains(where: { $0 == "." || $0 == "_" }),
      !number[comma...].contains(".")
    {
      for place in number.indices where number[place] == "." || number[place] == "_" { number[place] = "," }
      number[comma] = "."
    } else if commas == 0, points > 1 {
      for place in number.indices where number[place] == "." { number[place] = "," }
    }
    for place in number.indices where number[place] == "_" { number[place] = "," }
    var all = String.UnicodeScalarView()
    all.append(contentsOf: scalars[..<start])
    all.append(contentsOf: number)
    all.append(contentsOf: scalars[(end + 1)...])
    return String(all)
  }
}
