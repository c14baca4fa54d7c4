/// A moment that was measured on two clocks at once: the machine's monotonic one, within one boot, and head
/// office's.
package struct ClockAnchor: Hashable, Sendable {
  package let boot: Identifier
  /// Milliseconds since that boot, time asleep included (CLOCK_BOOTTIME).
  package let monotonic: UInt64
  /// Milliseconds since 1970 by head office's clock.
  package let headOffice: Int64

  package init(boot: Identifier, monotonic: UInt64, headOffice: Int64) {
    self.boot = boot
    self.monotonic = monotonic
    self.headOffice = headOffice
  }
}

/// What a replica knows of head office's clock.
package struct ClockReference: Hashable, Sendable {
  /// Below this, in milliseconds, a difference is the network's and the measuring's, not the clock's.
  package static let noise: Int64 = 5_000

  package var anchors: [ClockAnchor]
  /// Wall clock minus head office's clock as last measured, in milliseconds. Nil before the first exchange.
  package var offset: Int64?
  /// The latest that head office ever said of its clock, and when this machine read it: by file that may have
  /// been long after it was said, so it tells only that head office's clock showed at least this then.
  package var heard: ClockAnchor?

  package init(anchors: [ClockAnchor] = [], offset: Int64? = nil, heard: ClockAnchor? = nil) {
    self.anchors = anchors
    self.offset = offset
    self.heard = heard
  }

  /// What head office's clock showed, in milliseconds since 1970, when this machine's clocks showed these.
  ///
  /// - `.exact` where the boot is anchored: a monotonic clock is never set, so whatever somebody did to the
  ///   wall clock in between does not count. Of several anchors the nearest one, which has drifted least.
  /// - `.estimated` where only the measured offset is known and it is over the noise. It is right if the
  ///   wall clock was as wrong then as when it was measured.
  /// - `.local`, the wall time itself, where nothing was measured or the clock is right.
  package func estimate(
    wall: Int64, boot: Identifier, monotonic: UInt64, noise: Int64 = ClockReference.noise
  ) -> (milliseconds: Int64, quality: ClockQuality) {
    // A machine without a boot id has zero for each of its boots: nothing is anchored by that.
    if boot != Identifier(high: 0, low: 0), let anchor = nearestAnchor(boot: boot, monotonic: monotonic) {
      return (saturating(anchor.headOffice, plus: distance(anchor.monotonic, monotonic)), .exact)
    }
    guard let offset, offset.magnitude > noise.magnitude else { return (wall, .local) }
    return (saturating(wall, plus: offset == .min ? .max : -offset), .estimated)
  }

  /// What head office's clock shows now, when this machine's clocks show these, and whether that was measured in
  /// this run of the machine. Where it was not, it is no less than this run has lasted after every moment that is
  /// known exactly of earlier ones: when they were measured, and when what is pending was made; and no less than
  /// what head office was heard to say, with the time that has passed since.
  package func now(
    wall: Int64, boot: Identifier, monotonic: UInt64, pending: [PendingTimes] = []
  ) -> (milliseconds: Int64, isMeasured: Bool) {
    let estimate = estimate(wall: wall, boot: boot, monotonic: monotonic)
    if estimate.quality == .exact { return (estimate.milliseconds, true) }
    return (max(estimate.milliseconds, least(boot: boot, monotonic: monotonic, pending: pending)), false)
  }

  /// What head office's clock shows at least, when this machine's clocks show these, whatever its wall clock says.
  package func least(boot: Identifier, monotonic: UInt64, pending: [PendingTimes] = []) -> Int64 {
    let exact = pending.lazy.compactMap { change in
      let made = self.estimate(
        wall: change.times.wall, boot: change.times.boot, monotonic: change.times.monotonic)
      return made.quality == .exact ? made.milliseconds : nil
    }
    let earlier = anchors.reduce(exact.max() ?? .min) { max($0, $1.headOffice) }
    let uptime = boot == Identifier(high: 0, low: 0) ? 0 : Int64(clamping: monotonic)
    let least = saturating(earlier, plus: uptime)
    guard let heard else { return least }
    let since = heard.boot == boot && uptime > 0 ? max(distance(heard.monotonic, monotonic), 0) : uptime
    return max(least, saturating(heard.headOffice, plus: since))
  }

  private func nearestAnchor(boot: Identifier, monotonic: UInt64) -> ClockAnchor? {
    anchors.filter { $0.boot == boot }.min {
      distance($0.monotonic, monotonic).magnitude < distance($1.monotonic, monotonic).magnitude
    }
  }
}

/// The times of a change that head office has not accepted yet.
package struct PendingTimes: Hashable, Sendable {
  package var times: Times
  /// The highest stamp that the replica had seen *from elsewhere* when the change was made. Stamps of its
  /// own pending changes do not count: they are what is being corrected.
  package var seen: HybridTime

  package init(times: Times, seen: HybridTime = .zero) {
    self.times = times
    self.seen = seen
  }
}

/// The law of correction: a change is stamped with what head office's clock showed when it was made, as far
/// as that is known and the order of things allows.
///
/// 1. The stamp lies above what its author had seen, above the replica's last accepted stamp, and above the
///    stamps of the own changes before it: a clock is corrected, history is not.
/// 2. But for that, it does not lie after head office's now: nothing was made in the future. (The own order
///    may take it over by a count for each change.)
/// 3. Within these bounds it is the estimate, or what it was where that differs by no more than the noise.
/// 4. A change without an exact time lies before the exact time of a later own one, which bounds it better
///    than now does: a fast clock that was set right does not drag along what was made after. An estimate that no
///    clock can have been right with (`Version.earliestClock`: a dead battery, and nothing measured in that run) is
///    none: the stamp stays if it can be right, else it is the bound.
/// 5. `.untrusted` is a stamp which the bounds hold away from its estimate by more than the tolerance. Else
///    a stamp that was moved by more than the noise is as good as its estimate, `.exact` or `.estimated`, and
///    one that was not has the quality that it had.
/// 6. Nothing holds a stamp beyond head office's now and the tolerance: it would be refused, and so would all
///    that comes after it. What was seen or accepted with a stamp from there, before head office's clock was set
///    back, bounds nothing: whoever saw it replaces it all the same.
///
/// Only stamp and quality are changed, never the clocks that were read; so it can be done again, with the
/// same result for the same reference.
///
/// - Parameters:
///   - pending: in the order of their numbers. None that head office has accepted before, even if it lost
///     them since: others may have seen their stamps.
///   - headOfficeNow: milliseconds since 1970.
///   - previous: the stamp with which head office has the replica's last accepted change, or zero.
///   - noise, tolerance: milliseconds.
/// - Returns: nil where nothing is to be changed.
package func restamped(
  _ pending: [PendingTimes], reference: ClockReference, headOfficeNow: Int64, previous: HybridTime,
  noise: Int64 = ClockReference.noise, tolerance: Int64 = 120_000
) -> [Times]? {
  let estimates = pending.map { change in
    reference.estimate(
      wall: change.times.wall, boot: change.times.boot, monotonic: change.times.monotonic, noise: noise)
  }
  let targets = targets(zip(pending, estimates), now: headOfficeNow)
  // Rule 6. Where nothing was ever heard of head office's clock, this machine's own may be what is wrong.
  let reach =
    reference.heard == nil ? .last : HybridTime(milliseconds: saturating(headOfficeNow, plus: tolerance))
  func bound(_ time: HybridTime) -> HybridTime { time > reach ? .zero : time }
  var last = bound(previous)
  var result: [Times] = []
  result.reserveCapacity(pending.count)
  for (at, change) in pending.enumerated() {
    var times = change.times
    let estimate = HybridTime(milliseconds: estimates[at].milliseconds)
    // Rule 3. Measured against the target, not the bare estimate: a stamp that agrees with its own wrong
    // clock is not right for that.
    var stamp = times.stamp.isWithin(noise, of: targets[at]) ? times.stamp : targets[at]
    // Rule 2. Within head office's millisecond any count is as good.
    if stamp.milliseconds > max(headOfficeNow, 0) { stamp = HybridTime(milliseconds: headOfficeNow) }
    // Rule 1 comes last: it holds whatever the others say.
    stamp = max(stamp, max(last, bound(change.seen)).following)
    // Rule 5.
    if !stamp.isWithin(tolerance, of: estimate) {
      times.quality = .untrusted
    } else if !stamp.isWithin(noise, of: times.stamp) {
      // What the bounds moved from its own clock's time is no longer that clock's.
      times.quality = estimates[at].quality == .local ? .estimated : estimates[at].quality
    }
    times.stamp = stamp
    result.append(times)
    last = stamp
  }
  return result == pending.map(\.times) ? nil : result
}

/// Where each stamp belongs by the references alone: its estimate, but not after now (rule 2), and before
/// the exact times of later changes (rule 4), one count for each change in between.
private func targets(
  _ pending: some Sequence<(PendingTimes, (milliseconds: Int64, quality: ClockQuality))>, now: Int64
) -> [HybridTime] {
  var ceiling = HybridTime(milliseconds: now)
  var out: [HybridTime] = []
  for (change, estimate) in pending.reversed() {
    let isPossible = estimate.quality == .exact || estimate.milliseconds >= Version.earliestClock
    let stamp = change.times.stamp
    let time =
      isPossible || now < Version.earliestClock
      ? HybridTime(milliseconds: estimate.milliseconds)
      : stamp.milliseconds >= Version.earliestClock ? stamp : ceiling
    out.append(min(time, ceiling))
    ceiling = estimate.quality == .exact ? min(time, ceiling) : ceiling
    if ceiling.rawValue > 0 { ceiling = HybridTime(rawValue: ceiling.rawValue - 1) }
  }
  return out.reversed()
}

extension HybridTime {
  fileprivate func isWithin(_ milliseconds: Int64, of other: HybridTime) -> Bool {
    // Both are 48 bits: no overflow.
    abs(self.milliseconds - other.milliseconds) <= milliseconds
  }

  fileprivate static let last = HybridTime(rawValue: .max)

  /// The next one. The last of all (in the year 10889) has none; head office accepts no stamp from there.
  fileprivate var following: HybridTime { HybridTime(rawValue: rawValue == .max ? .max : rawValue + 1) }
}

/// From one reading of a monotonic clock to another.
private func distance(_ from: UInt64, _ to: UInt64) -> Int64 {
  to >= from ? Int64(clamping: to - from) : -Int64(clamping: from - to)
}

private func saturating(_ time: Int64, plus step: Int64) -> Int64 {
  let (sum, overflow) = time.addingReportingOverflow(step)
  return overflow ? (step < 0 ? .min : .max) : sum
}
