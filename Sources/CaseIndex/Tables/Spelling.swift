import Complaints
import Versioning

/// What a case can be found by however it is spelt: its fields in the form in which they are compared.
package struct Spelling: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case customer, handler, order, product, tag, email, supplier, batch, contact

    /// The form in which this is compared; nil for a text of which nothing is left.
    package func folded(_ text: String) -> String? {
      let folded: String
      switch self {
      // Of a customer's id only width, case, spaces and kinds of dashes count for nothing. Without its dashes C-102-7
      // would be C-10-27, another customer: whom that shows, erases or counts as one is no matter of convenience.
      case .customer, .contact: folded = text.foldedCode
      case .email: folded = text.foldedAddress
      case .handler, .product, .tag, .supplier: folded = text.folded
      case .order, .batch:
        // What joins its parts is typed now so, now so: A-77, A/77, A 77. Behind a point, noughts are no part of a number.
        let code = text.foldedKey
        let plain = code.filter { $0.isLetter || $0.isNumber }
        folded = plain.isEmpty ? code : plain
      }
      return folded.isEmpty ? nil : folded
    }

    /// All that one text says: several addresses may stand in one field.
    package func all(_ text: String) -> [String] {
      self == .email ? text.foldedAddresses.filter { !$0.isEmpty } : folded(text).map { [$0] } ?? []
    }

    fileprivate var field: FieldDefinition {
      switch self {
      case .customer: CaseField.customerID
      case .handler: CaseField.handler
      case .order: CaseField.orderReference
      case .product: CaseField.product
      case .tag: CaseField.tags
      case .email: CaseField.email
      case .supplier: CaseField.supplier
      case .batch: CaseField.batch
      case .contact: CaseField.contact
      }
    }
  }

  package let kind: Kind
  package let folded: String

  /// Of what a case shows.
  static func all(of state: RecordState) -> Set<Spelling> {
    var all: Set<Spelling> = []
    func add(_ kind: Kind, _ text: String) {
      for folded in kind.all(text) { all.insert(Spelling(kind: kind, folded: folded)) }
    }
    for kind in Kind.allCases {
      switch kind {
      case .tag:
        for field in state.elements(of: CaseField.tags.number) where field.value == .flag(true) {
          if let tag = field.field.element { add(kind, tag) }
        }
      case .customer, .handler, .order, .product, .email, .supplier, .batch, .contact:
        if case .text(let text) = state.value(FieldID(kind.field.number)) { add(kind, text) }
      }
    }
    return all
  }

  /// Made with the layout of the index, in place of what a former one had.
  static let schema = """
    CREATE TABLE spellings (
      kind TEXT NOT NULL, folded TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (kind, folded, rid))
      STRICT, WITHOUT ROWID;
    -- Phone numbers as they are compared, each also read from its end, without what is dialled from elsewhere.
    CREATE TABLE phones (
      reversed TEXT NOT NULL, digits TEXT NOT NULL, extension TEXT NOT NULL, rid INTEGER NOT NULL,
      PRIMARY KEY (reversed, digits, extension, rid))
      STRICT, WITHOUT ROWID;
    """
}
