package import Versioning

/// What lets a device enrol by file.
package struct BundleTicket: Sendable {
  package let headOffice: Identifier
  package let sealingKey: [UInt8]
  package let code: String
  package let branch: String

  package init(headOffice: Identifier, sealingKey: [UInt8], code: String, branch: String) {
    self.headOffice = headOffice
    self.sealingKey = sealingKey
    self.code = code
    self.branch = branch
  }

  /// The lines of a ticket file: `casebook-ticket 1`, then a name and a value each.
  package var text: String {
    """
    casebook-ticket 1
    head_office \(headOffice)
    sealing_key \(hexadecimal(sealingKey))
    branch \(branch)
    code \(code)

    """
  }

  /// Nil for anything else.
  package init?(text: String) {
    let lines = text.split(whereSeparator: \.isNewline).map { $0.split(separator: " ").map(String.init) }
    guard lines.first == ["casebook-ticket", "1"] else { return nil }
    let values = lines.dropFirst().filter { $0.count == 2 }.reduce(into: [:]) { $0[$1[0]] = $1[1] }
    guard let headOffice = values["head_office"].flatMap({ Identifier(text: $0) }),
      let key = values["sealing_key"].flatMap({ ContentHash(text: $0) })?.bytes,
      let branch = values["branch"], let code = values["code"]
    else { return nil }
    self.init(headOffice: headOffice, sealingKey: key, code: code, branch: branch)
  }
}
