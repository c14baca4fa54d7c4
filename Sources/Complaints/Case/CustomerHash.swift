package import Versioning

/// What stands for a customer id where the id itself must not be: in erasures and at head office's index of
/// customers. Of SHA-256 over the head office's id and the customer's as it is compared, so that all its spellings have
/// one, and two head offices have two.
///
/// It is no secret: who knows the id can compute it. It only keeps the id out of files that outlive it.
package enum CustomerHash {
  package static func of(_ customerID: String, headOffice: Identifier) -> [UInt8] {
    let folded = customerID.foldedCode
    return hash(folded.isEmpty ? customerID : folded, headOffice)
  }

  /// By which an id may have been erased: also as it was typed, as programs before this one asked.
  package static func all(_ customerID: String, headOffice: Identifier) -> [[UInt8]] {
    let (folded, typed) = (of(customerID, headOffice: headOffice), hash(customerID, headOffice))
    return folded == typed ? [folded] : [folded, typed]
  }

  private static func hash(_ text: String, _ headOffice: Identifier) -> [UInt8] {
    ContentHash(content: Array("casebook customer".utf8) + headOffice.bytes + Array(text.utf8)).bytes
  }
}
