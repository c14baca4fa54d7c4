package import Language
package import Zones

/// How something stands that was granted to a customer.
package enum BenefitStanding: String, Sendable, CaseIterable {
  case usable
  case used
  /// Its last day is over, and it was not used.
  case expired
  /// Taken back, with a reason.
  case withdrawn

  /// What was used stays used, whatever was said of it afterwards.
  /// - Parameters:
  ///   - zone: by whose clocks its last day ends.
  ///   - now: milliseconds since 1970.
  package init(_ benefit: OwedRecord, zone: Zone, now: Int64) {
    self.init(
      isUsed: benefit.done != nil, isReleased: benefit.isReleased, due: benefit.due, zone: zone, now: now)
  }

  package init(isUsed: Bool, isReleased: Bool, due: DateText?, zone: Zone, now: Int64) {
    if isUsed {
      self = .used
    } else if isReleased {
      self = .withdrawn
    } else {
      self = due.map { $0.end(in: zone) < now } ?? false ? .expired : .usable
    }
  }

  package var id: String { rawValue }

  /// - Parameter zone: of whoever reads.
  package func label(_ benefit: OwedRecord, to zone: Zone) -> Label {
    switch self {
    case .usable:
      benefit.due.map { Label(BenefitStandingMessage.until($0.shown(to: zone))) }
        ?? Label(BenefitStandingMessage.usable)
    case .used: Label(BenefitStandingMessage.used(benefit.done?.shown(to: zone) ?? ""))
    case .expired: Label(BenefitStandingMessage.expired(benefit.due?.shown(to: zone) ?? ""))
    case .withdrawn: Label(BenefitStandingMessage.withdrawn(benefit.released ?? "–"))
    }
  }
}

enum BenefitStandingMessage: Message {
  case expired(String)
  case until(String)
  case usable
  case used(String)
  case withdrawn(String)

  var label: Label {
    switch self {
    case .expired(let when): Label(en: "expired \(when)", zhHans: "\(when) 已过期")
    case .until(let when): Label(en: "until \(when)", zhHans: "有效期至 \(when)")
    case .usable: Label(en: "can be used", zhHans: "可用")
    case .used(let when): Label(en: "✓ used \(when)", zhHans: "✓ \(when) 已核销")
    case .withdrawn(let why): Label(en: "– taken back: \(why)", zhHans: "– 已收回：\(why)")
    }
  }
}
