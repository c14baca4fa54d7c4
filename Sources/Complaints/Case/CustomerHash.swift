package import Versioning

/// What stands for a customer id where the id itself must not be: in erasures and at head office's index of
/// customers. Of SHA-256 over the head office's id and the customer's, so that two head offices have two.
///
/// It is no secret: who knows the id can compute it. It only keeps the id out of files that outlive it.
package enum CustomerHash {
  package static func of(_ customerID: String, headOffice: Identifier) -> [UInt8] {
    ContentHash(content: Array("casebook customer".utf8) + headOffice.bytes + Array(customerID.utf8)).bytes
  }
}
