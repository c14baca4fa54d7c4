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
    try read { reader in
      var request = EnrolRequest()
      request.protocol = Limits.protocolVersion
      request.replica = reader.identity.replica.data
      request.code = code
      request.branch = reader.identity.branch.rawValue
      request.tag = reader.identity.tag
      request.name = reader.identity.name
      request.headOffice = reader.identity.headOffice?.id.data ?? Data()
      return request
    }
  }

  /// Keeps what head office answered. Everything pending stays so. Where another device of the branch has
  /// the same tag, this one draws anew for its next cases.
  /// - Parameter rules: how head office is reached from now on.
  /// - Returns: the identity from now on.
  package func enrolled(
    at url: String, rules: ConnectionRules = ConnectionRules(), _ response: EnrolResponse
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

  /// Keeps by whom head office is vouched for from now on.
  package func trust(authorityPath: String) throws {
    try translatingStoreErrors {
      try queue.inDatabase { db in try db.setMeta(.authorityFile, authorityPath) }
    }
  }
}
