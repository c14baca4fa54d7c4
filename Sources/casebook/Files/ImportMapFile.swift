import Complaints
import Console
import Interchange
import Language

extension Context {
  /// Reads a map from columns to fields.
  /// - Parameters:
  ///   - path: nil: the standard one.
  ///   - shape: what a map may name, and whether it holds one value or several.
  /// - Throws: `CommandFailure`.
  func importMap(
    _ path: String?, standard: String = "", shape: @escaping (String) -> ImportMap.FieldShape?
  ) throws -> ImportMap {
    let name = path ?? text(ImportMapFileMessage.standardMap)
    let bytes = try path.map { path in try explaining { try ByteSource(path: path).readAll() } }
    guard let yaml = TextEncoding.utf8.decode(bytes?[...] ?? Array(standard.utf8)[...]) else {
      throw CommandFailure(
        "bad_map", .usage, Label(ImportMapFileMessage.mapNotUTF8(name)))
    }
    do throws(ImportMapError) {
      var map = try ImportMap(yaml: yaml, shape: shape)
      map.isBuiltIn = path == nil
      return map
    } catch {
      throw CommandFailure(
        "bad_map", .usage,
        Label(ImportMapFileMessage.mapUnusable(name, why: error.message)),
        hint: Label(ImportMapFileMessage.nothingImported))
    }
  }
}

enum ImportMapFileMessage: Message {
  case standardMap
  case nothingImported
  case mapUnusable(String, why: Label)
  case mapNotUTF8(String)

  var label: Label {
    switch self {
    case .standardMap:
      Label(en: "(standard map)", zhHans: "（默认对照表）")
    case .nothingImported:
      Label(en: "Nothing was imported.", zhHans: "未导入任何内容。")
    case .mapUnusable(let map, let message):
      Label(
        en: """
          The map \(map) cannot be used:
          \(message.en)
          """,
        zhHans: """
          对照表 \(map) 无法使用：
          \(message.zhHans)
          """)
    case .mapNotUTF8(let map):
      Label(en: "The map \(map) is not UTF-8.", zhHans: "对照表 \(map) 不是 UTF-8 编码。")
    }
  }
}
