/// Who complained again (二次投诉): the same customer, by customer id or phone number, within 30 days.
package struct RepeatComplaints: Sendable, Equatable {
  package static let days = 30

  /// Cases whose customer can be told.
  package private(set) var identified: Set<Int64> = []
  /// Cases with an earlier one of the same customer at most 30 days before.
  package private(set) var repeats: Set<Int64> = []
  /// Cases with a later one of the same customer at most 30 days after.
  package private(set) var followed: Set<Int64> = []

  package init() {}

  /// The only case of its customer.
  package mutating func add(only id: Int64) { identified.insert(id) }

  /// - Parameter cases: of one customer id or phone number: an id, and when it was logged in milliseconds since
  ///   1970.
  package mutating func add(_ cases: [(id: Int64, logged: Int64)]) {
    guard cases.count > 1 else {
      if let only = cases.first { add(only: only.id) }
      return
    }
    let ordered = cases.sorted { ($0.logged, $0.id) < ($1.logged, $1.id) }
    for (id, _) in ordered { identified.insert(id) }
    for (one, next) in zip(ordered, ordered.dropFirst()) where one.id != next.id {
      guard next.logged - one.logged <= Int64(Self.days) * 86_400_000 else { continue }
      repeats.insert(next.id)
      followed.insert(one.id)
    }
  }
}
