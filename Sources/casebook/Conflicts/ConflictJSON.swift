import CaseIndex
import Complaints
import Interchange
import Replica
import Versioning

extension Context {
  /// A conflict as programs read it: `{id, case, field, kind, base, heads: [{dot, value, author, branch, at,
  /// clock, winner}], open}`. `base` is the value that was replaced, null where this store does not know it;
  /// a deletion that is a head has the value true, an edit that no deletion saw stands beside it with its field.
  func json(_ conflict: Conflict, base: [BaseVersion]) -> JSON {
    var heads = conflict.heads.map { head -> JSON in
      let members = self.head(head, conflict.definition)
      return .object(members + [("winner", .bool(head.dot == conflict.heads.first?.dot))])
    }
    heads += conflict.unseen.map { edit -> JSON in
      let definition = Schema.field(edit.record.kind, number: edit.field.number)
      return .object(
        head(edit.head, definition) + [
          ("winner", false), ("field", .string(fieldName(edit.field, edit.record.kind))),
          ("record", .string(edit.record.id.description)),
        ])
    }
    return .object([
      ("id", .string(conflict.id.description)), ("case", .string(conflict.number)),
      ("case_id", .string(conflict.root.id.description)), ("branch", .string(conflict.branch)),
      ("field", .string(fieldName(conflict.field, conflict.record.kind))),
      ("kind", .string(conflict.kind.rawValue)), ("rule", .optional(conflict.rule?.rawValue)),
      ("base", base.last.map { json($0.value, conflict.definition) } ?? .null), ("heads", .array(heads)),
      ("open", true),
    ])
  }

  private func head(_ head: Head, _ definition: FieldDefinition?) -> [(String, JSON)] {
    [
      ("dot", .string(head.dot.description)), ("value", json(head.value, definition)),
      ("author", .string(head.version.author.name)), ("branch", .string(head.version.author.branch)),
      ("at", .string(time(head.version.madeAt).rfc3339)),
      ("clock_said", .string(time(head.version.wall).rfc3339)),
      ("clock", .string(clock(head.version.quality))),
    ]
  }
}
