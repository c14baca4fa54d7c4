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
  /// What to send with a code. The token is drawn before anything is asked and kept until there is an answer: where
  /// that was lost, the same token shows head office that it is the same store which asks again.
  /// - Parameter token: the one that this code has just given, to say something more with it.
  package func enrolRequest(code: String, token: String? = nil) throws -> EnrolRequest {
    try writing { db in
      var request = try request(enrolling: db.identity(), code: code, db)
      if let token = try token ?? db.meta(.drawnToken) {
        request.token = token
      } else {
        request.token = drawToken()
        try db.setMeta(.drawnToken, request.token)
      }
      return request
    }
  }

  /// 256 random bits, in hexadecimal digits.
  func drawToken() -> String {
    var generator = surroundings.generator
    return (0..<2).map { _ in hexadecimal(Identifier.random(using: &generator).bytes) }.joined()
  }

  func request(enrolling identity: ReplicaIdentity, code: String, _ db: Database) throws -> EnrolRequest {
    var request = EnrolRequest()
    request.protocol = Limits.protocolVersion
    request.replica = identity.replica.data
    request.code = code
    request.branch = identity.branch.rawValue
    request.tag = identity.tag
    request.name = identity.name
    request.headOffice = identity.headOffice?.id.data ?? Data()
    request.present = try db.meta(.formerToken) ?? identity.headOffice?.token ?? ""
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
    let identity = try translatingStoreErrors {
      try queue.inDatabase { db in
        var result: ReplicaIdentity?
        try db.inTransaction(.immediate) {
          let changes = db.totalChangesCount
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
          try db.setMeta(.drawnToken, String?.none)
          try db.setMeta(.formerToken, String?.none)
          try db.setMeta(.formerURL, String?.none)
          try db.setMeta(.authorityFile, rules.authorityPath)
          try db.setMeta(.allowsPlainHTTP, rules.allowsPlainHTTP ? 1 : nil)
          try db.setMeta(.role, role.rawValue)
          try db.setMeta(.branchName, response.branchName)
          if !response.sealingKey.isEmpty { try db.setMeta(.sealingKey, response.sealingKey) }
          if isLive {
            // A ticket that was not answered yet is not needed any more.
            try db.setMeta(.pendingCode, String?.none)
            try db.anchorClock(
              headOffice: response.clock, monotonic: surroundings.monotonic(), wall: surroundings.wall(),
              boot: surroundings.boot)
          }
          try db.dropForeignScopes(
            of: identity.branch, as: role, offsetMinutes: surroundings.now.offsetMinutes)
          if isLive { try db.correctPending(surroundings) }
          if response.tagsTaken.contains(identity.tag) {
            var generator = surroundings.generator
            try db.setMeta(.tag, DeviceTag.draw(using: &generator, avoiding: Set(response.tagsTaken)))
          }
          result = try db.identity()
          try StoreFile.markFirstPage(db, since: changes)
          return .commit
        }
        guard let result else { throw EnrolmentFailure.malformed }
        return result
      }
    }
    try finishErasure()
    return identity
  }

  /// Keeps by whom head office is vouched for from now on.
  package func trust(authorityPath: String) throws {
    try translatingStoreErrors {
      try queue.inDatabase { db in try db.setMeta(.authorityFile, authorityPath) }
    }
  }
}

extension MetaKey<String> {
  /// The token that an enrolment asks for, until it is answered.
  static var drawnToken: MetaKey<String> { MetaKey("drawn_token") }
  /// The token that this device had before it took up a ticket, until that is answered.
  static var formerToken: MetaKey<String> { MetaKey("former_token") }
  /// How it reached head office with that one.
  static var formerURL: MetaKey<String> { MetaKey("former_url") }
}
