import Complaints
import FoundationEssentials
import HeadOffice
import SyncProtocol
import SyncServer
import Versioning

extension RunningServer {
  /// A device that is enrolled, and what it sends first.
  func enrolled(branch: String = "SH01") throws -> (token: String, request: SyncRequest) {
    var random = SystemRandomNumberGenerator()
    let replica = Identifier.random(using: &random)
    var enrol = EnrolRequest()
    enrol.protocol = Limits.protocolVersion
    enrol.replica = Data(replica.bytes)
    enrol.code = try code(branch)
    enrol.branch = branch
    enrol.tag = "KT"
    enrol.name = "device"
    let token = try service.enrol(enrol).token
    let record = Identifier.random(using: &random)
    let change = Change(
      dot: Dot(replica, 1), record: record, kind: .case, aggregate: record, scope: branch,
      author: Author(name: "clerk", branch: branch), group: Group(first: 1, count: 1), salt: 1,
      writes: [
        FieldWrite(FieldID(CaseField.number.number, "\(branch)-KT-20261122-001"), .flag(true)),
        FieldWrite(FieldID(CaseField.narrative.number), .text(String(repeating: "汤是凉的。", count: 100))),
      ],
      times: Times(stamp: HybridTime(milliseconds: time), wall: time))
    var request = SyncRequest()
    request.protocol = Limits.protocolVersion
    request.replica = Data(replica.bytes)
    request.clock = time
    request.changes = [Data(change.encoded())]
    return (token, request)
  }
}

/// Of a request with this token.
func headers(_ token: String, _ form: MessageFormat = .protobuf, _ more: [(String, String)] = [])
  -> [(String, String)]
{
  [("Authorization", "Bearer \(token)"), ("Content-Type", form.rawValue)] + more
}
