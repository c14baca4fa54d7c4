import Complaints
import Console
import Interchange

extension Context {
  /// Reads a map from columns to fields.
  /// - Parameters:
  ///   - path: nil: the standard one.
  ///   - shape: what a map may name, and whether it holds one value or several.
  /// - Throws: `CommandFailure`.
  func importMap(
    _ path: String?, standard: String = "", shape: @escaping (String) -> ImportMap.FieldShape?
  ) throws -> ImportMap {
    let name = path ?? text("(standard map)", "（默认映射）")
    let bytes = try path.map { path in try explaining { try ByteSource(path: path).readAll() } }
    guard let yaml = TextEncoding.utf8.decode(bytes?[...] ?? Array(standard.utf8)[...]) else {
      throw CommandFailure(
        "bad_map", .usage, Label("The map \(name) is not UTF-8.", "映射文件 \(name) 不是 UTF-8 编码。"))
    }
    do throws(ImportMapError) {
      return try ImportMap(yaml: yaml, shape: shape)
    } catch {
      throw CommandFailure(
        "bad_map", .usage,
        Label(
          "The map \(name) cannot be used:\n\(error.message(zh: false))",
          "映射文件 \(name) 无法使用：\n\(error.message(zh: true))"),
        hint: Label("Nothing was imported.", "未导入任何内容。"))
    }
  }
}
