package import Complaints
import GRDB
import RecordStore
import Versioning

extension CaseReading {
  /// Who works, or worked, at a branch; nil: at every branch that is here. By branch and name.
  package func people(of branch: String? = nil) throws -> [Person] {
    // Each write asks for one branch's: head office has those of all.
    let scopes = try branch.map { try [db.scope($0)].compactMap(\.self) } ?? db.scopes()
    return try scopes.flatMap { scope in
      try db.records(of: .person, scope: scope.rid).compactMap { row in
        try row.decoded().flatMap { Person($0, branch: scope.code) }
      }
    }.sorted { ($0.branch, $0.name, $0.id) < ($1.branch, $1.name, $1.id) }
  }
}
