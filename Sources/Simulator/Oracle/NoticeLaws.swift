import Complaints
import Versioning

/// What holds of notices at rest: who has acknowledged what, in words of its own.
extension EndLaws {
  /// Law 8: notices are everybody's, what was said of them is its branch's. Law 11: it stands once. Law 1: every store lists
  /// as missing whoever has not acknowledged a notice as it reads now, of all that it holds, and nobody else.
  func noticesAreAcknowledged() throws {
    for held in officeHeld.records.values {
      switch held.kind {
      case .notice:
        guard held.scope == "shared" else {
          throw Violation(.nobodyHoldsForeign, "the notice \(held.record) stands in \(held.scope)")
        }
      case .acknowledgement:
        guard held.scope != "shared" else {
          throw Violation(.nobodyHoldsForeign, "everybody holds \(held.record), which a branch acknowledged")
        }
        guard held.deeds.count == 1 else {
          throw Violation(.appendOnlyNeverConflicts, "\(held.record) was written to after it was said")
        }
      default: continue
      }
    }
    for replica in replicas {
      for (branch, told) in replica.missing.sorted(by: { $0.key < $1.key }) {
        let owed = missing(at: branch, of: replica.held)
        guard told == owed else {
          throw Violation(
            .bothCanProveAgreement,
            "\(replica.place) lists \(told) as not acknowledged at \(branch), and not \(owed)")
        }
      }
    }
  }

  /// The notices that a branch has not acknowledged as they read now.
  private func missing(at branch: String, of holding: Holding) -> Set<RecordID> {
    var said: [RecordID: Set<String>] = [:]
    for held in holding.records.values where held.kind == .acknowledgement && held.scope == branch {
      for id in held.deeds {
        let writes = oracle.deeds[id].writes
        guard case .text(let of)? = writes[FieldID(AcknowledgementField.of.number)]?.value,
          let notice = RecordID(text: of),
          case .text(let version)? = writes[FieldID(AcknowledgementField.version.number)]?.value
        else { continue }
        said[notice, default: []].insert(version)
      }
    }
    let asked = holding.records.values.filter { held in
      held.kind == .notice && branch != "HQ" && isPublished(held)
        && shown(NoticeField.withdrawn, held) != .flag(true)
        && shown(NoticeField.acknowledgeBy, held) != .none
        && !(said[held.record] ?? []).contains(reading(held))
    }
    return Set(asked.map(\.record))
  }

  /// Its id is that of its key.
  private func isPublished(_ held: Held) -> Bool {
    guard case .text(let key) = shown(SharedField.key, held) else { return false }
    return SharedRecord.id(.notice, key) == held.record
  }

  private func shown(_ field: FieldDefinition, _ held: Held) -> Value {
    held.expected[FieldID(field.number)]?.value ?? .none
  }

  /// The five things that say what is to be done, hashed as Protocol.md says.
  private func reading(_ held: Held) -> String {
    var bytes: [UInt8] = []
    for number in [3, 4, 5, 6, 7] as [UInt32] {
      if case .text(let text)? = held.expected[FieldID(number)]?.value { bytes += Array(text.utf8) }
      bytes.append(0x1F)
    }
    return ContentHash(content: bytes).bytes.prefix(8).map { byte in
      let digits = String(byte, radix: 16)
      return digits.utf8.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
