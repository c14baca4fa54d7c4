import Complaints
import FoundationEssentials
import HeadOffice
import SwiftProtobuf
import SyncProtocol
import Synchronization
import TestSupport
import Versioning

/// A head office that a vector describes, and the names of what is random in it: one-time codes, cursors'
/// tokens and the tokens of new incarnations are the vector's outside and its own inside.
final class OfficeUnderTest {
  private let folder: URL
  private let service: HeadOfficeService
  private let store: HeadOfficeStore
  private let time: Time
  /// (the vector's, its own)
  private var names: [(vector: String, own: String)] = []
  private var drawn = 0

  private final class Time: Sendable {
    let now = Mutex<Int64>(ClockSource.morning)
  }

  /// Draws a wanted id first.
  private struct Drawn: RandomNumberGenerator {
    var first: [UInt64]
    var rest = SystemRandomNumberGenerator()
    mutating func next() -> UInt64 { first.isEmpty ? rest.next() : first.removeFirst() }
  }

  init(headOffice: Identifier, branches: [String]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "casebook-vector-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appending(path: "head-office.sqlite").path
    var random = Drawn(first: [headOffice.high, headOffice.low])
    try HeadOfficeStore.create(path: path, now: ClockSource.morning, random: &random)
    store = try HeadOfficeStore.open(path: path)
    guard store.id == headOffice else { throw Failure("another head office") }
    let time = Time()
    self.time = time
    service = HeadOfficeService(store: store, now: { time.now.withLock { $0 } }, clock: { 0 })
    for branch in branches {
      try store.addBranch(BranchCode(typed: branch), name: "Branch \(branch)", now: ClockSource.morning)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Does a step.
  /// - Parameter wanted: as it stands in the vector, or as it is recorded; then answers are left out.
  /// - Returns: the step with what came of it, in the vector's names.
  func carryOut(_ wanted: ExchangeVector.Step) async throws -> ExchangeVector.Step {
    var step = wanted
    time.now.withLock { $0 = step.clock }
    if let code = step.code {
      var random = SystemRandomNumberGenerator()
      guard let role = Role(rawValue: code.role) else { throw Failure("no role \(code.role)") }
      let own = try store.enrolmentCode(
        branch: BranchCode(typed: code.branch), role: role, now: step.clock, validFor: 900_000,
        random: &random)
      names.append((code.code, own.text))
    }
    if let replica = step.revoke { _ = try store.revoke(replica, now: step.clock) }
    if let decision = step.quarantine {
      let left = try store.decideQuarantine(
        try Spelt.dot(decision.dot), ["retry": .retry, "accept": .accept][decision.decision] ?? .discard,
        now: step.clock,
        random: {
          var generator = SystemRandomNumberGenerator()
          return generator.next()
        })
      step.quarantine?.reason = left?.rawValue
    }
    guard let call = step.call, let request = step.request else { return step }
    (step.response, step.refused) = (nil, nil)
    do {
      let answer = try await answer(
        call, try inside(request).bytes, token: step.token.map { inside($0) } ?? "")
      // A token that the device drew itself has its name already.
      if case .object(let members) = request, case .text(let own)? = members["token"] {
        names.append((own, own))
      }
      step.response = outside(try JSONText(answer), wanted: wanted.response)
    } catch let refusal as Refusal {
      func some(_ number: some BinaryInteger) -> String? { number == 0 ? nil : "\(number)" }
      step.refused = ExchangeVector.Refused(
        code: refusal.code.rawValue, number: some(refusal.number), offset: some(refusal.offset),
        clock: some(refusal.clock), known: refusal.known.isEmpty ? nil : refusal.known.map(Self.spelt))
    }
    return step
  }

  private static func spelt(_ act: KnownAct) -> ExchangeVector.Known {
    let replica = ReplicaID(bytes: Array(act.replica)).map { Dot($0, act.known).description } ?? ""
    return ExchangeVector.Known(
      number: "\(act.number)", dot: replica, salt: "\(act.salt)", hash: hexadecimal(Array(act.hash)))
  }

  private func answer(_ call: String, _ body: [UInt8], token: String) async throws -> [UInt8] {
    func read<M: SwiftProtobuf.Message>(_ type: M.Type) throws -> M { try M(jsonUTF8Bytes: body) }
    let form = MessageFormat.json
    switch call {
    case "/v1/sync": return try form.encode(try await service.exchange(read(SyncRequest.self), token: token))
    case "/v1/enrol":
      var response = try service.enrol(read(EnrolRequest.self))
      // Of each head office its own: bundles, not exchanges, are about it.
      response.sealingKey = Data()
      return try form.encode(response)
    case "/v1/history": return try form.encode(try service.history(read(HistoryRequest.self), token: token))
    case "/v1/incarnation":
      var response = try service.incarnate(read(IncarnationRequest.self), token: token)
      response.sealingKey = Data()
      return try form.encode(response)
    case "/v1/compare": return try form.encode(try service.compare(read(CompareRequest.self), token: token))
    case "/v1/offer": return try form.encode(try service.offer(read(OfferRequest.self), token: token))
    case "/v1/erasures":
      return try form.encode(try service.erasureStatus(read(ErasureStatusRequest.self), token: token))
    default: throw Failure("no address \(call)")
    }
  }

  // MARK: Names

  private func inside(_ text: String) -> String { names.first { $0.vector == text }?.own ?? text }

  private func inside(_ json: JSONText) -> JSONText {
    json.replacing { members in
      members.mapValues { value in
        guard case .text(let text) = value else { return value }
        return .text(inside(text))
      }
    }
  }

  /// Tokens that are met for the first time get the name that the vector has in that place, or a new one.
  private func outside(_ json: JSONText, wanted: JSONText?) -> JSONText {
    learn(json, wanted)
    return json.replacing { members in
      guard case .text(let own)? = members["token"] else { return members }
      var members = members
      members["token"] = .text(names.first { $0.own == own }?.vector ?? own)
      return members
    }
  }

  private func learn(_ json: JSONText, _ wanted: JSONText?) {
    switch json {
    case .array(let elements):
      for (at, element) in elements.enumerated() {
        if case .array(let others)? = wanted, at < others.count {
          learn(element, others[at])
        } else {
          learn(element, nil)
        }
      }
    case .object(let members):
      var others: [String: JSONText] = [:]
      if case .object(let found)? = wanted { others = found }
      if case .text(let own)? = members["token"],
        !names.contains(where: { $0.own == own || $0.vector == own })
      {
        if case .text(let name)? = others["token"], !names.contains(where: { $0.vector == name }) {
          names.append((name, own))
        } else if wanted == nil {
          drawn += 1
          let isCursor = members["scope"] != nil
          names.append(
            (
              isCursor
                ? Data([0x5A, 0x17, 0, 0, 0, 0, 0, UInt8(truncatingIfNeeded: drawn)]).base64EncodedString()
                : "TOKEN-OF-AN-INCARNATION-\(drawn)", own
            ))
        }
      }
      for key in members.keys.sorted() {
        if let value = members[key] { learn(value, others[key]) }
      }
    default: break
    }
  }
}
