import Yams

extension ImportMap {
  /// Reads a map. All its problems are reported at once.
  ///
  /// - Parameter shape: of the field with this id; nil where there is no such field.
  package init(yaml: String, shape: @escaping (String) -> FieldShape?) throws(ImportMapError) {
    var reader = ImportMapYAML(shape: shape)
    reader.read(yaml)
    guard reader.problems.isEmpty else { throw ImportMapError(problems: reader.problems) }
    self = reader.map
  }
}

/// Walks through the YAML of a map and notes what is wrong on the way.
private struct ImportMapYAML {
  private static let keys = [
    "source", "key", "encoding", "delimiter", "zone", "empty", "only", "columns", "fields", "notes",
    "constants",
  ]
  private static let options = ["date", "zone", "values", "empty", "split", "default"]

  let shape: (String) -> ImportMap.FieldShape?
  var map = ImportMap()
  var problems: [ImportMapError.Problem] = []
  /// The line where each single field got its value.
  private var filled: [String: Int] = [:]

  init(shape: @escaping (String) -> ImportMap.FieldShape?) { self.shape = shape }

  mutating func read(_ yaml: String) {
    let root: Node?
    do {
      root = try compose(yaml: yaml)
    } catch {
      problems.append(ImportMapYAML.problem(of: error))
      return
    }
    guard let root, root.mapping != nil else {
      note(root, "the map is empty: it needs source, key and columns", "导入映射为空：需要 source、key 和 columns")
      return
    }
    for entry in entries(root, of: "map", allowed: ImportMapYAML.keys) { readTop(entry.name, entry.value) }
    if map.source.isEmpty { note(root, "“source” is missing: a name for the origin", "缺少“source”（数据来源的名称）") }
    if map.key.isEmpty {
      note(root, "“key” is missing: the column that tells rows apart", "缺少“key”（用来区分各行的列）")
    }
    if map.rules.isEmpty && problems.isEmpty { note(root, "no column is mapped", "没有映射任何列") }
  }

  private mutating func readTop(_ name: String, _ value: Node) {
    switch name {
    case "source":
      map.source = text(value) ?? ""
    case "key":
      map.key = columns(value)
    case "encoding":
      guard let name = text(value)?.lowercased(), name != "auto" else { return }
      map.encoding =
        ["utf8": .utf8, "gbk": .gb18030, "gb2312": .gb18030][name] ?? TextEncoding(rawValue: name)
      if map.encoding == nil {
        note(
          value, "unknown encoding “\(name)”: auto, utf-8 or gb18030", "未知编码“\(name)”：可用 auto、utf-8、gb18030")
      }
    case "delimiter":
      readDelimiter(value)
    case "zone":
      map.zone = zone(value)
    case "empty":
      map.empty = Set(texts(value))
    case "only":
      for entry in entries(value, of: "only") {
        map.filters.append(ImportMap.Filter(column: entry.column, wanted: Set(texts(entry.value))))
      }
    case "columns":
      for entry in entries(value, of: "columns") { readColumn(entry.column, entry.value) }
    case "fields":
      for entry in entries(value, of: "fields") { readJoined(entry.name, entry.value) }
    case "notes":
      for element in value.sequence.map({ Array($0) }) ?? [value] { readNote(element) }
    default:  // constants; other names were refused before
      for entry in entries(value, of: "constants") {
        guard let shape = take(entry.name, at: entry.value) else { continue }
        for text in shape == .set ? texts(entry.value) : [text(entry.value) ?? ""] {
          map.constants.append(ImportMap.Constant(field: entry.name, shape: shape, text: text))
        }
      }
    }
  }

  private mutating func readDelimiter(_ value: Node) {
    let name = text(value) ?? ""
    let byte = name == "tab" || name == "\\t" ? UInt8(ascii: "\t") : name.utf8.first
    guard let byte, byte < 0x80, name.utf8.count == 1 || byte == UInt8(ascii: "\t"),
      byte >= 0x20 || byte == 0x09,
      byte != UInt8(ascii: "\"")
    else {
      note(value, "“delimiter” must be one character, or tab", "“delimiter”须为一个字符，或 tab")
      return
    }
    map.delimiter = byte
  }

  /// `column: field`, `column: {field: …}`, or a list of either.
  private mutating func readColumn(_ column: ImportMap.Column, _ target: Node) {
    if let sequence = target.sequence {
      for element in sequence {
        // Lists of lists mean nothing; by aliases they could be billions.
        guard element.sequence == nil else {
          note(element, "column “\(column.name)” has a list within a list", "列“\(column.name)”的列表中又有列表")
          continue
        }
        readColumn(column, element)
      }
      return
    }
    guard target.mapping != nil else {
      if let field = text(target) { addRule(field, target, [column], options: []) }
      return
    }
    let options = entries(target, of: column.name, allowed: ["field"] + ImportMapYAML.options)
    guard let fields = options.first(where: { $0.name == "field" })?.value else {
      note(target, "column “\(column.name)” has no “field”", "列“\(column.name)”缺少“field”")
      return
    }
    for field in texts(fields) { addRule(field, target, [column], options: options) }
  }

  private mutating func readJoined(_ field: String, _ value: Node) {
    let options = entries(value, of: field, allowed: ["join", "separator"] + ImportMapYAML.options)
    guard let join = options.first(where: { $0.name == "join" })?.value else {
      note(value, "“\(field)” has no “join”: the columns that it is made of", "“\(field)”缺少“join”（由哪些列组成）")
      return
    }
    addRule(field, value, columns(join), options: options)
  }

  private mutating func readNote(_ value: Node) {
    var options: [String: Node] = [:]
    for entry in entries(value, of: "notes", allowed: ["text", "heading", "empty"]) {
      options[entry.name] = entry.value
    }
    guard let column = options["text"], let name = text(column) else {
      note(value, "a note has no “text”: the column that it is made of", "备注缺少“text”（由哪一列生成）")
      return
    }
    var rule = ImportMap.NoteRule(text: ImportMap.Column(name: name, mapLine: column.mark?.line))
    if let empty = options["empty"] { rule.empty = Set(texts(empty)) }
    if let heading = options["heading"] {
      rule.heading = ImportMapYAML.pieces(text(heading) ?? "", line: heading.mark?.line)
    }
    map.notes.append(rule)
  }

  /// Columns stand in braces: `Reply of {date}`.
  private static func pieces(_ heading: String, line: Int?) -> [ImportMap.NoteRule.Piece] {
    var pieces: [ImportMap.NoteRule.Piece] = []
    var rest = heading[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = String(rest[rest.index(after: open)..<close])
      pieces.append(ImportMap.NoteRule.Piece(text: String(rest[..<open])))
      pieces.append(ImportMap.NoteRule.Piece(text: "", column: ImportMap.Column(name: name, mapLine: line)))
      rest = rest[rest.index(after: close)...]
    }
    return pieces + [ImportMap.NoteRule.Piece(text: String(rest))]
  }

  private mutating func addRule(
    _ field: String, _ node: Node, _ columns: [ImportMap.Column], options: [Entry]
  ) {
    guard let shape = take(field, at: node) else { return }
    var rule = ImportMap.Rule(field: field, shape: shape, columns: columns)
    for option in options {
      let value = option.value
      switch option.name {
      case "separator": rule.separator = text(value) ?? ""
      case "zone": rule.zone = zone(value)
      case "empty": rule.empty = Set(texts(value))
      case "default": rule.fallback = text(value)
      case "date":
        for format in texts(value) {
          if let pattern = DatePattern(format) {
            rule.dates.append(pattern)
          } else {
            note(
              value,
              "date format “\(format)” cannot be used: write it like yyyy-MM-dd HH:mm:ss or M/d/yyyy h:mm a",
              "日期格式“\(format)”无法使用：请写成 yyyy-MM-dd HH:mm:ss 或 M/d/yyyy h:mm a 的形式")
          }
        }
      case "values":
        for entry in entries(value, of: "values") { rule.values[entry.name] = text(entry.value) ?? "" }
      case "split":
        rule.split = text(value).flatMap { $0.isEmpty ? nil : $0 }
        if shape == .single {
          note(value, "“split” is for sets, and “\(field)” holds one value", "“split”用于多值字段，而“\(field)”只有一个值")
        }
      default: break  // "field", "join": read by the caller
      }
    }
    if !rule.dates.isEmpty && !rule.values.isEmpty {
      note(node, "“date” and “values” cannot stand together", "“date”和“values”不能同时使用")
    }
    map.rules.append(rule)
  }

  /// Checks that the field exists and, if it holds one value, that nothing else fills it.
  private mutating func take(_ field: String, at node: Node) -> ImportMap.FieldShape? {
    guard let shape = shape(field) else {
      note(node, "there is no field “\(field)”", "没有字段“\(field)”")
      return nil
    }
    if shape == .single, let line = filled.updateValue(node.mark?.line ?? 0, forKey: field) {
      note(
        node,
        "field “\(field)” is filled already in line \(line); “fields:” with “join:” puts columns together",
        "字段“\(field)”已在第 \(line) 行赋值；合并多列请用“fields:”和“join:”")
      return nil
    }
    return shape
  }
}

// MARK: - Nodes

private struct Entry {
  let name: String
  let value: Node
  let line: Int?

  var column: ImportMap.Column { ImportMap.Column(name: name, mapLine: line) }
}

extension ImportMapYAML {
  /// The pairs of a mapping with their keys as text.
  private mutating func entries(_ node: Node, of place: String, allowed: [String]? = nil) -> [Entry] {
    guard let mapping = node.mapping else {
      note(node, "“\(place)” must be a list of “name: value”", "“\(place)”须为“名称: 值”的形式")
      return []
    }
    var pairs: [Entry] = []
    for (key, value) in mapping {
      guard let name = text(key) else { continue }
      if let allowed, !allowed.contains(name) {
        note(
          key, "unknown key “\(name)”; possible here: \(allowed.joined(separator: ", "))",
          "未知的键“\(name)”；此处可用：\(allowed.joined(separator: "、"))")
        continue
      }
      pairs.append(Entry(name: name, value: value, line: key.mark?.line))
    }
    return pairs
  }

  /// A scalar as it is written, so that `no`, `007` and `+08:00` stay what they are; `~` is "".
  private mutating func text(_ node: Node) -> String? {
    guard let scalar = node.scalar else {
      note(node, "one value is expected here, not a list", "此处须为单个值")
      return nil
    }
    let isNull = scalar.style == .plain && (scalar.string == "~" || scalar.string == "null")
    return isNull ? "" : scalar.string
  }

  /// One scalar or a list of them.
  private mutating func texts(_ node: Node) -> [String] {
    guard let sequence = node.sequence else { return text(node).map { [$0] } ?? [] }
    return sequence.compactMap { text($0) }
  }

  private mutating func columns(_ node: Node) -> [ImportMap.Column] {
    texts(node).map { ImportMap.Column(name: $0, mapLine: node.mark?.line) }
  }

  private mutating func zone(_ node: Node) -> Int? {
    guard let name = text(node) else { return nil }
    let minutes = parseOffset(name)
    if minutes == nil {
      note(node, "“\(name)” is not an offset like +08:00", "“\(name)”不是 +08:00 这样的时差")
    }
    return minutes
  }

  private mutating func note(_ node: Node?, _ key: MessageKey, _ arguments: [String: MessageArgument] = [:]) {
    problems.append(ImportMapError.Problem(line: node?.mark?.line, text: Label(key, arguments)))
  }

  private static func problem(of error: any Error) -> ImportMapError.Problem {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return ImportMapError.Problem(
        line: mark.line, text: Bilingual("not valid YAML: \(problem)", "不是有效的 YAML：\(problem)"))
    case .duplicatedKeysInMapping(let names, let context):
      let list = names.joined(separator: ", ")
      return ImportMapError.Problem(
        line: context.mark.line, text: Bilingual("written twice: \(list)", "重复出现：\(list)"))
    default:
      return ImportMapError.Problem(line: nil, text: Bilingual("not valid YAML", "不是有效的 YAML"))
    }
  }
}
