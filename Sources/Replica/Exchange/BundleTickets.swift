package import Bundles
import FoundationEssentials
import GRDB
import RecordStore

/// Joining a head office by a ticket that was carried here.
extension ReplicaStore {
  /// The address of a head office that is only reached by file.
  package static let byBundle = "bundle"

  /// Joins a head office whose ticket was carried here: what is enrolled with goes with the first bundle.
  package func enrol(_ ticket: BundleTicket) throws {
    try writing { db in
      let identity = try db.identity()
      guard identity.branch.rawValue == ticket.branch else {
        throw EnrolmentFailure.anotherBranch(ticket.branch)
      }
      guard identity.headOffice.map({ $0.id == ticket.headOffice }) ?? true else {
        throw EnrolmentFailure.anotherHeadOffice
      }
      // The same ticket once more: a bundle with the token that was drawn for it may be on its way.
      if try db.meta(.pendingCode) == ticket.code { return }
      if let token = identity.headOffice?.token, try db.meta(.pendingCode) == nil {
        try db.setMeta(.formerToken, token)
        try db.setMeta(.formerURL, try db.meta(.headOfficeURL))
      }
      try db.setMeta(.headOfficeURL, Self.byBundle)
      try db.setMeta(.headOfficeID, ticket.headOffice.data)
      try db.setMeta(.sealingKey, Data(ticket.sealingKey))
      try db.setMeta(.token, drawToken())
      try db.setMeta(.pendingCode, ticket.code)
    }
  }

  /// The ticket was refused: a device that was enrolled before goes on as it was.
  func giveUpTicket() throws {
    try writing { db in
      guard try db.meta(.pendingCode) != nil, let token = try db.meta(.formerToken) else { return }
      try db.setMeta(.token, token)
      if let url = try db.meta(.formerURL) { try db.setMeta(.headOfficeURL, url) }
      for key in [.pendingCode, .formerToken, .formerURL] as [MetaKey<String>] {
        try db.setMeta(key, String?.none)
      }
    }
  }
}

extension MetaKey<String> {
  /// The code that a device enrols with by file, until it is answered.
  static var pendingCode: MetaKey<String> { MetaKey("pending_code") }
}
