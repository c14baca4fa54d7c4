import Language
import Yams
import Zones

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
    "source", "key", "encoding", "delimiter", "exact", "zone", "empty", "only", "columns", "fields", "notes",
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
      note(root, ImportMapYAMLMessage.emptyMap)
      return
    }
    for entry in entries(root, of: "map", allowed: ImportMapYAML.keys) { readTop(entry.name, entry.value) }
    if map.source.isEmpty { note(root, ImportMapYAMLMessage.sourceMissing) }
    if map.key.isEmpty {
      note(root, ImportMapYAMLMessage.keyMissing)
    }
    if map.rules.isEmpty && problems.isEmpty { note(root, ImportMapYAMLMessage.noColumns) }
  }

  private mutating func readTop(_ name: String, _ value: Node) {
    switch name {
    case "source":
      map.source = text(value) ?? ""
    case "key":
      map.key = columns(value)
    case "encoding":
      guard let name = text(value)?.lowercased(), name != "auto" else { return }
      map.encoding = TextEncoding(named: name)
      if map.encoding == nil {
        note(
          value,
          TextEncoding.isAmbiguous(name: name)
            ? ImportMapYAMLMessage.ambiguousEncoding(name) : ImportMapYAMLMessage.unknownEncoding(name))
      }
    case "delimiter":
      readDelimiter(value)
    case "exact":
      map.exact = Set(texts(value).map(Columns.plain))
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
        guard let shape = claim(entry.name, at: entry.value) else { continue }
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
      note(value, ImportMapYAMLMessage.badDelimiter)
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
          note(element, ImportMapYAMLMessage.nestedList(column: column.name))
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
      note(target, ImportMapYAMLMessage.fieldMissing(column: column.name))
      return
    }
    for field in texts(fields) { addRule(field, target, [column], options: options) }
  }

  private mutating func readJoined(_ field: String, _ value: Node) {
    let options = entries(value, of: field, allowed: ["join", "separator"] + ImportMapYAML.options)
    guard let join = options.first(where: { $0.name == "join" })?.value else {
      note(value, ImportMapYAMLMessage.joinMissing(field: field))
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
      note(value, ImportMapYAMLMessage.noteTextMissing)
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
    guard let shape = claim(field, at: node) else { return }
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
          if format == "serial" || format == "serial-1904" {
            rule.serialFrom1904 = format != "serial"
          } else if format.lowercased() == "iso" {
            rule.dates += DatePattern.iso
          } else if let pattern = DatePattern(format) {
            rule.dates.append(pattern)
          } else {
            note(
              value,
              ImportMapYAMLMessage.badDateFormat(format))
          }
        }
      case "values":
        for entry in entries(value, of: "values") { rule.values[entry.name] = text(entry.value) ?? "" }
      case "split":
        rule.split = text(value).flatMap { $0.isEmpty ? nil : $0 }
        if rule.split == "own" { (rule.split, rule.isOwnSet) = (";", true) }
        if shape == .single {
          note(value, ImportMapYAMLMessage.splitOnSingleValue(field: field))
        }
      default: break  // "field", "join": read by the caller
      }
    }
    if (!rule.dates.isEmpty || rule.serialFrom1904 != nil) && !rule.values.isEmpty {
      note(node, ImportMapYAMLMessage.dateWithValues)
    }
    map.rules.append(rule)
  }

  /// Checks that the field exists and, if it holds one value, that nothing else fills it.
  private mutating func claim(_ field: String, at node: Node) -> ImportMap.FieldShape? {
    guard let shape = shape(field) else {
      note(node, ImportMapYAMLMessage.unknownField(field))
      return nil
    }
    if shape == .single, let line = filled.updateValue(node.mark?.line ?? 0, forKey: field) {
      note(
        node,
        ImportMapYAMLMessage.fieldFilledTwice(field: field, firstLine: line))
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
      note(node, ImportMapYAMLMessage.notAMapping(place: place))
      return []
    }
    var pairs: [Entry] = []
    for (key, value) in mapping {
      guard let name = text(key) else { continue }
      if let allowed, !allowed.contains(name) {
        note(
          key, ImportMapYAMLMessage.unknownKey(name, allowed: .list(allowed)))
        continue
      }
      pairs.append(Entry(name: name, value: value, line: key.mark?.line))
    }
    return pairs
  }

  /// A scalar as it is written, so that `no`, `007` and `+08:00` stay what they are; `~` is "".
  private mutating func text(_ node: Node) -> String? {
    guard let scalar = node.scalar else {
      note(node, ImportMapYAMLMessage.listNotAllowed)
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

  private mutating func zone(_ node: Node) -> Zone? {
    guard let name = text(node) else { return nil }
    do throws(ZoneError) {
      return try Zone(typed: name)
    } catch {
      note(node, ZoneMessage(error))
      return nil
    }
  }

  private mutating func note(_ node: Node?, _ message: some Message) {
    problems.append(ImportMapError.Problem(line: node?.mark?.line, text: message.label))
  }

  private static func problem(of error: any Error) -> ImportMapError.Problem {
    let problem = YAMLProblem(error)
    return ImportMapError.Problem(line: problem.line, text: problem.message)
  }
}
