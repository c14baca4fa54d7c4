import Complaints
import FoundationEssentials
import GRDB
import RecordStore
package import SyncProtocol
import Versioning

/// Why an enrolment's answer was not taken.
package enum EnrolmentFailure: Error, Sendable {
  case anotherHeadOffice
  case anotherBranch(String)
  case malformed
}

extension ReplicaStore {
  /// What to send with a code.
  package func enrolRequest(code: String) throws -> EnrolRequest {
    request(enrolling: try read { $0.identity }, code: code)
  }

  func request(enrolling identity: ReplicaIdentity, code: String) -> EnrolRequest {
    var request = EnrolRequest()
    request.protocol = Limits.protocolVersion
    request.replica = identity.replica.data
    request.code = code
    request.branch = identity.branch.rawValue
    request.tag = identity.tag
    request.name = identity.name
    request.headOffice = identity.headOffice?.id.data ?? Data()
    return request
  }

  /// Keeps what head office answered. Everything pending stays so. Where another device of the branch has
  /// the same tag, this one draws anew for its next cases.
  /// - Parameter rules: how head office is reached from now on.
  /// - Returns: the identity from now on.
  package func enrolled(
    at url: String, rules: ConnectionRules = ConnectionRules(), _ response: EnrolResponse, isLive: Bool = true
  ) throws -> ReplicaIdentity {
    guard let headOffice = Identifier(bytes: Array(response.headOffice)),
      let role = Role(rawValue: response.role),
      !response.token.isEmpty
    else { throw EnrolmentFailure.malformed }
    return try translatingStoreErrors {
      try queue.inDatabase { db in
        var result: ReplicaIdentity?
        try db.inTransaction(.immediate) {
          let identity = try db.identity()
          guard response.branch == identity.branch.rawValue else {
            throw EnrolmentFailure.anotherBranch(response.branch)
          }
          guard identity.headOffice.map({ $0.id == headOffice }) ?? true else {
            throw EnrolmentFailure.anotherHeadOffice
          }
          try db.setMeta(.headOfficeURL, url)
          try db.setMeta(.headOfficeID, headOffice.data)
          try db.setMeta(.token, response.token)
          try db.setMeta(.authorityFile, rules.authorityPath)
          try db.setMeta(.allowsPlainHTTP, rules.allowsPlainHTTP ? 1 : nil)
          try db.setMeta(.role, role.rawValue)
          try db.setMeta(.branchName, response.branchName)
          if !response.sealingKey.isEmpty { try db.setMeta(.sealingKey, response.sealingKey) }
          if isLive {
            try db.anchorClock(
              headOffice: response.clock, monotonic: surroundings.monotonic(), wall: surroundings.wall(),
              boot: surroundings.boot)
          }
          if !role.seesEveryBranch(enrolledAt: identity.branch) { try dropForeignScopes(db, identity) }
          if response.tagsTaken.contains(identity.tag) {
            var generator = surroundings.generator
            try db.setMeta(.tag, DeviceTag.draw(using: &generator, avoiding: Set(response.tagsTaken)))
          }
          result = try db.identity()
          return .commit
        }
        guard let result else { throw EnrolmentFailure.malformed }
        return result
      }
    }
  }

  /// A device that saw every branch and does not any more keeps its own branch's records only.
  private func dropForeignScopes(_ db: Database, _ identity: ReplicaIdentity) throws {
    let projection = CaseProjection(db, offsetMinutes: surroundings.now.offsetMinutes)
    for scope in try db.scopes() where scope.code != identity.branch.rawValue && scope.code != "shared" {
      let records = try db.map("SELECT id FROM records WHERE scope = ?", values: [.integer(scope.rid)]) {
        $0.identifier(0)
      }
      for id in records.compactMap({ $0 }) {
        guard let row = try db.record(id) else { continue }
        if let state = try row.decoded() { try projection.remove(row, old: state) }
        try db.run("DELETE FROM records WHERE rid = ?", values: [.integer(row.rid)])
        try db.run(
          "DELETE FROM changes WHERE record = ? AND status = ?",
          values: [.id(id), .integer(Int64(ChangeStatus.history.rawValue))])
      }
      try db.run("DELETE FROM comparisons WHERE scope = ?", values: [.integer(scope.rid)])
      try db.run("DELETE FROM scopes WHERE rid = ?", values: [.integer(scope.rid)])
    }
  }

  /// Keeps by whom head office is vouched for from now on.
  package func trust(authorityPath: String) throws {
    try translatingStoreErrors {
      try queue.inDatabase { db in try db.setMeta(.authorityFile, authorityPath) }
    }
  }
}
