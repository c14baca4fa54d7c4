import Complaints
import Console
import Interchange
import Messages

extension Context {
  /// Reads a map from columns to fields.
  /// - Parameters:
  ///   - path: nil: the standard one.
  ///   - shape: what a map may name, and whether it holds one value or several.
  /// - Throws: `CommandFailure`.
  func importMap(
    _ path: String?, standard: String = "", shape: @escaping (String) -> ImportMap.FieldShape?
  ) throws -> ImportMap {
    let name = path ?? text(.importMapFileStandardMap)
    let bytes = try path.map { path in try explaining { try ByteSource(path: path).readAll() } }
    guard let yaml = TextEncoding.utf8.decode(bytes?[...] ?? Array(standard.utf8)[...]) else {
      throw CommandFailure(
        "bad_map", .usage, Label(.importTheMapIsNotUtf, ["map": .text(name)]))
    }
    do throws(ImportMapError) {
      return try ImportMap(yaml: yaml, shape: shape)
    } catch {
      throw CommandFailure(
        "bad_map", .usage,
        Label(.importTheMapCannotBeUsed, ["map": .text(name), "message": .label(error.message)]),
        hint: Label(.importNothingWasImported))
    }
  }
}
