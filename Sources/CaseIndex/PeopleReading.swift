package import Complaints
import GRDB
import RecordStore
import Versioning

extension CaseReading {
  /// Who works, or worked, at a branch; nil: at every branch that is here. By branch and name.
  package func people(of branch: String? = nil) throws -> [Person] {
    let scopes = Dictionary(
      try db.scopes().map { ($0.rid, $0.code) }, uniquingKeysWith: { first, _ in first })
    return try db.records(of: .person).compactMap { row -> Person? in
      guard let code = scopes[row.scope], branch == nil || code == branch, let state = try row.decoded()
      else { return nil }
      return Person(state, branch: code)
    }.sorted { ($0.branch, $0.name, $0.id) < ($1.branch, $1.name, $1.id) }
  }
}
