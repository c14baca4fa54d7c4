import CaseIndex
import FoundationEssentials
import SwiftProtobuf
import SyncProtocol
import Versioning

/// Plays exchanges against a server and keeps each as Protocol.md shows it: an `http request` and an
/// `http response`. What is random there (tokens) gets a name of its own, so that every run reads the same.
final class DocumentedExchanges {
  struct Shown {
    let name: String
    /// None where only the answer is shown.
    let request: String?
    let response: String
  }

  private(set) var shown: [Shown] = []
  private let server: RunningServer
  private var names: [(real: String, shown: String)] = []
  private var cursorTokens = 0

  init(server: RunningServer) { self.server = server }

  /// - Parameter name: nil: it is done, but not shown.
  @discardableResult
  func play(
    _ name: String?, _ path: String, method: String = "POST", token: String? = nil,
    contentType: String? = "application/json", body: [UInt8] = [], showsBody: Bool = true
  ) async throws -> Answer {
    var headers: [(String, String)] = [("Host", "office.example:8080")]
    if let token { headers.append(("Authorization", "Bearer \(token)")) }
    if let contentType { headers.append(("Content-Type", contentType)) }
    if !showsBody { headers.append(("Content-Length", "\(body.count)")) }
    let answer = try await server.send(
      method, path, headers.filter { $0.0 != "Host" && $0.0 != "Content-Length" }, body: body)
    if let name {
      var request = "\(method) \(path) HTTP/1.1\n" + headers.map { "\($0.0): \($0.1)\n" }.joined()
      if showsBody, !body.isEmpty { request += "\n" + indented(body) }
      var response = "HTTP/1.1 \(answer.status) \(Self.reasons[answer.status] ?? "")\n"
      for header in ["Content-Type", "Allow", "WWW-Authenticate", "Retry-After"] {
        if let value = answer.headers[header.lowercased()] { response += "\(header): \(value)\n" }
      }
      response += "\n" + indented(answer.body)
      shown.append(Shown(name: name, request: request.trimmed, response: response.trimmed))
    }
    return answer
  }

  /// Shows an answer that cannot be brought about at will.
  func show(_ refusal: Refusal, headers: String = "") throws {
    let body = try MessageFormat.json.encode(ErrorResponse(refusal))
    let status = refusal.code.httpStatus
    shown.append(
      Shown(
        name: refusal.code.rawValue, request: nil,
        response:
          "HTTP/1.1 \(status) \(Self.reasons[status] ?? "")\nContent-Type: application/json\n\(headers)\n"
          + indented(body)))
  }

  func sync(_ name: String?, token: String, _ request: SyncRequest) async throws -> SyncResponse {
    let answer = try await play(name, "/v1/sync", token: token, body: MessageFormat.json.encode(request))
    let response = try SyncResponse(jsonUTF8Bytes: answer.body)
    for page in response.pages {
      let real = page.cursor.token.base64EncodedString()
      guard !names.contains(where: { $0.real == real }) else { continue }
      cursorTokens += 1
      hide(real, as: Data([0x5A, 0x17, 0, 0, 0, 0, 0, UInt8(cursorTokens)]).base64EncodedString())
    }
    return response
  }

  func enrol(_ name: String?, _ request: EnrolRequest) async throws -> EnrolResponse {
    let answer = try await play(name, "/v1/enrol", body: MessageFormat.json.encode(request))
    let response = try EnrolResponse(jsonUTF8Bytes: answer.body)
    let word = "EXAMPLE-TOKEN-OF-\(request.name.filter { $0 != " " })-"
    // Of each server its own.
    hide(
      response.sealingKey.base64EncodedString(), as: Data(repeating: 0x4B, count: 32).base64EncodedString())
    hide(response.token, as: word + String(repeating: "0", count: max(0, 43 - word.utf8.count)))
    return response
  }

  private func hide(_ real: String, as shown: String) {
    names.append((real, shown))
    // SwiftProtobuf may write a slash as `\/`.
    if real.contains("/") { names.append((real.replacing("/", with: "\\/"), shown)) }
  }

  /// All that was shown, with its names.
  var texts: [Shown] {
    func named(_ text: String) -> String { names.reduce(text) { $0.replacing($1.real, with: $1.shown) } }
    return shown.map { Shown(name: $0.name, request: $0.request.map(named), response: named($0.response)) }
  }

  private static let reasons = [
    200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 409: "Conflict", 413: "Content Too Large", 429: "Too Many Requests",
    415: "Unsupported Media Type",
    500: "Internal Server Error", 503: "Service Unavailable", 507: "Insufficient Storage",
  ]
}

extension String {
  fileprivate var trimmed: String {
    String(reversed().drop { $0 == "\n" || $0 == " " }.reversed())
  }
}

/// JSON on lines of its own; anything else as it is. The order of the keys stays.
func indented(_ json: [UInt8]) -> String {
  var out: [UInt8] = []
  var depth = 0
  var isText = false
  var isEscaped = false
  func line(_ out: inout [UInt8]) { out += Array(("\n" + String(repeating: "  ", count: depth)).utf8) }
  guard json.first == UInt8(ascii: "{"), json.last == UInt8(ascii: "}") else {
    return String(decoding: json, as: UTF8.self)
  }
  for (index, byte) in json.enumerated() {
    if isText {
      out.append(byte)
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isText = false
      }
      continue
    }
    switch byte {
    case UInt8(ascii: "\""):
      isText = true
      out.append(byte)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      out.append(byte)
      guard index + 1 < json.count, json[index + 1] != UInt8(ascii: "}"), json[index + 1] != UInt8(ascii: "]")
      else { continue }
      depth += 1
      line(&out)
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      if let last = json[..<index].last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") {
        depth -= 1
        line(&out)
      }
      out.append(byte)
    case UInt8(ascii: ","):
      out.append(byte)
      line(&out)
    case UInt8(ascii: ":"): out += [byte, UInt8(ascii: " ")]
    case UInt8(ascii: " "), UInt8(ascii: "\n"): continue
    default: out.append(byte)
    }
  }
  return String(decoding: out, as: UTF8.self)
}
