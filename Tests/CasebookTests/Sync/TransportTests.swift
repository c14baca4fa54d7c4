import Foundation
import GRDB
import Glibc
import Synchronization
import TestSupport
import Testing

/// TLS with the real programs, and what never goes without it.
@Suite("On the way to head office")
struct TransportTests {
  private func code(_ ran: Program.Ran) throws -> String? { try ran.errorObject()["error"] as? String }

  /// Files of a certificate that `serve` is given.
  private final class Files {
    let folder: TemporaryFolder
    var options: [String] { ["--tls-certificate", path("chain.pem"), "--tls-key", path("key.pem")] }

    init(_ authority: TestAuthority, _ host: String = "localhost", days: ClosedRange<Double> = -1...1) throws
    {
      folder = try TemporaryFolder()
      try write(try authority.server(host, days: days))
      try write("ca.pem", authority.certificate)
    }

    func path(_ name: String) -> String { folder.path + "/" + name }

    func write(_ issued: (certificate: String, key: String)) throws {
      try write("chain.pem", issued.certificate)
      try write("key.pem", issued.key)
    }

    func write(_ name: String, _ text: String) throws {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path(name))
    }
  }

  private func joined(_ office: Office, _ authority: String) throws -> Shop {
    let shop = try Shop()
    let ran = try shop.casebook(
      "enrol", "https://localhost:\(office.port)", office.administer("device", "enrol", "SH01"), "--ca",
      authority)
    try #require(ran.status == 0, "\(ran.error)")
    return shop
  }

  @Test func `a private authority is given once and remembered, wherever the next command runs`() throws {
    let files = try Files(try TestAuthority())
    let office = try Office(serving: files.options)
    #expect(office.url.hasPrefix("https://"))
    let shop = try joined(office, files.path("ca.pem"))
    try shop.new("--channel", "phone", "--narrative", "汤是凉的")
    #expect(try shop.json("sync")["pushed"] as? Int == 1)
    #expect(try shop.array("history", "@last").isEmpty == false)
    #expect(try office.log().isEmpty)
  }

  @Test func `each thing that can be wrong with a certificate is told, and nothing is sent`() throws {
    let authority = try TestAuthority()
    let other = try Files(try TestAuthority("Another"))
    let good = try Files(authority)
    for (files, host, ca, expected) in [
      (good, "localhost", nil, "certificate_unknown_issuer"),
      (good, "localhost", other.path("ca.pem"), "certificate_unknown_issuer"),
      (good, "127.0.0.1", good.path("ca.pem"), "certificate_wrong_host"),
      (
        try Files(authority, "head-office.example"), "localhost", good.path("ca.pem"),
        "certificate_wrong_host"
      ),
      (try Files(authority, days: -30 ... -1), "localhost", good.path("ca.pem"), "certificate_expired"),
      (try Files(authority, days: 1...2), "localhost", good.path("ca.pem"), "certificate_not_yet_valid"),
    ] {
      let office = try Office(serving: files.options)
      let shop = try Shop()
      let once = try office.administer("device", "enrol", "SH01")
      let trust = ca.map { ["--ca", $0] } ?? []
      let url = "https://\(host):\(office.port)"
      let ran = try shop.casebook(["enrol", url, once, "--json"] + trust)
      #expect(ran.status == 7)
      #expect(try code(ran) == expected, "\(ran.error)")
      #expect(try shop.casebook(["enrol", url, once, "--lang", "zh-Hans"] + trust).error.contains("未发送"))
      #expect(try shop.json("status")["head_office"] is NSNull)
      // The code was not used up.
      #expect(try office.administer("device", "list").contains("KT") == false)
      if expected != "certificate_unknown_issuer", expected != "certificate_wrong_host" {
        #expect(try office.log().contains("Warning"))
      }
    }
  }

  @Test
  func `SIGHUP takes a new certificate without dropping anybody; a bad file keeps the old one, and says why`()
    throws
  {
    let files = try Files(try TestAuthority())
    let office = try Office(serving: files.options)
    let shop = try joined(office, files.path("ca.pem"))
    let watch = try Background(shop, "sync", "--watch", "--json")
    #expect(try waitUntil(within: 60) { try watch.syncs().count == 1 })

    for (name, text, reason) in [
      ("chain.pem", "nothing", "no usable certificate"), ("key.pem", "nothing", "no usable private key"),
    ] {
      let before = try String(contentsOfFile: files.path(name), encoding: .utf8)
      try files.write(name, text)
      office.send(SIGHUP)
      #expect(try waitUntil(within: 60) { try office.log().contains(reason) })
      #expect(try shop.casebook("sync").status == 0)
      try files.write(name, before)
    }
    let foreign = try TestAuthority("Another")
    try files.write("key.pem", try foreign.server().key)
    office.send(SIGHUP)
    #expect(try waitUntil(within: 60) { try office.log().contains("does not belong to the certificate") })
    try files.write(try foreign.server(days: -9 ... -8))
    office.send(SIGHUP)
    #expect(try waitUntil(within: 60) { try office.log().contains("expired on") })
    #expect(try shop.casebook("sync").status == 0)

    // A good one, by another authority: who does not know it stays out, who has a connection goes on.
    try files.write(try foreign.server())
    try files.write("new-ca.pem", foreign.certificate)
    office.send(SIGHUP)
    #expect(try waitUntil(within: 60) { try shop.casebook("sync").status == 7 })
    let colleague = try joined(office, files.path("new-ca.pem"))
    try colleague.new("--channel", "phone", "--narrative", "汤是凉的")
    #expect(try colleague.casebook("sync").status == 0)
    #expect(try waitUntil(within: 60) { try watch.syncs().contains { $0["pulled"] as? Int == 1 } })
    #expect(watch.isRunning)
    // The new authority is given to a sync, and is remembered from there too.
    #expect(try shop.casebook("sync", "--ca", files.path("new-ca.pem")).status == 0)
    #expect(try shop.casebook("sync").status == 0)
  }

  @Test func `serve refuses files that cannot be used, and tells others of plain HTTP`() throws {
    let files = try Files(try TestAuthority())
    let folder = try TemporaryFolder()
    func serve(_ options: [String]) throws -> Program.Ran {
      try Program.run(
        ["serve", "--listen", "127.0.0.1:0", "--data", folder.path + "/none"] + options,
        environment: ["LANG": "C.UTF-8"], program: Office.program)
    }
    #expect(try serve(["--tls-certificate", files.path("chain.pem")]).status == 2)
    #expect(try serve(["--tls-certificate", "/nowhere", "--tls-key", files.path("key.pem")]).status == 2)
    let swapped = try serve([
      "--tls-certificate", files.path("key.pem"), "--tls-key", files.path("chain.pem"),
    ])
    #expect(swapped.status == 2 && swapped.error.contains("no usable certificate"))
    // Not a loopback address by its name; the missing data end it before it listens.
    let plain = try Program.run(
      ["serve", "--listen", "0.0.0.0:0", "--data", folder.path + "/none"], environment: ["LANG": "C.UTF-8"],
      program: Office.program)
    #expect(plain.status == 1 && plain.error.contains("plain HTTP"))
  }

  @Test
  func `neither code nor token goes over plain HTTP to another machine, unless --insecure says so`() throws {
    let recorder = try Recorder()
    defer { recorder.stop() }
    // Both reach this machine, but neither is written as its own address.
    for host in ["127.1", "[::ffff:127.0.0.1]"] {
      let url = "http://\(host):\(recorder.port)"
      let shop = try Shop()
      let refused = try shop.casebook("enrol", url, "SECR-ETCD", "--json")
      #expect(refused.status == 2)
      #expect(try code(refused) == "insecure_address")
      #expect(try shop.casebook("enrol", url, "SECR-ETCD", "--lang", "zh-Hans").error.contains("明文"))
      // A store that was told of such an address in some other way.
      let office = try Office()
      let device = try office.shop()
      let token = try DatabaseQueue(path: device.home + "/casebook.sqlite").write { db in
        try db.execute(sql: "UPDATE meta SET value = ? WHERE key = 'head_office_url'", arguments: [url])
        return try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'token'")
      }
      #expect(try device.casebook("sync").status == 2)
      #expect(try device.casebook("sync", "--watch").status == 2)
      try device.new("--channel", "phone", "--narrative", "汤是凉的")
      _ = try device.casebook("history", "@last")
      #expect(recorder.received().isEmpty)

      #expect(try device.casebook("sync", "--insecure").status != 2)
      #expect(recorder.received().contains("Bearer \(try #require(token))"))
      _ = try shop.casebook("enrol", url, "SECR-ETCD", "--insecure")
      #expect(recorder.received().contains("POST /v1/enrol"))
      recorder.forget()
    }
  }

  @Test func `--insecure is remembered from the enrolment`() throws {
    let office = try Office()
    let shop = try Shop()
    let url = "http://127.1:\(office.port)"
    let once = try office.administer("device", "enrol", "SH01")
    #expect(try shop.casebook("enrol", url, once, "--insecure").status == 0)
    #expect(try shop.casebook("sync").status == 0)
    // And forgotten by the next one, at an address that needs none.
    try office.enrol(shop, "SH01")
    try DatabaseQueue(path: shop.home + "/casebook.sqlite").write { db in
      try db.execute(sql: "UPDATE meta SET value = ? WHERE key = 'head_office_url'", arguments: [url])
    }
    #expect(try shop.casebook("sync").status == 2)
  }

  @Test func `head office asks to wait: it is waited for up to a minute, a long wait is told`() throws {
    let recorder = try Recorder(
      answering: "HTTP/1.1 503 Busy\r\nRetry-After: 31\r\nContent-Length: 0\r\n\r\n")
    defer { recorder.stop() }
    let office = try Office()
    let shop = try office.shop()
    try DatabaseQueue(path: shop.home + "/casebook.sqlite").write { db in
      try db.execute(
        sql: "UPDATE meta SET value = ? WHERE key = 'head_office_url'",
        arguments: ["http://127.0.0.1:\(recorder.port)"])
    }
    let began = Date()
    #expect(try code(shop.casebook("sync", "--json")) == "busy")
    #expect(Date().timeIntervalSince(began) >= 31)
    #expect(recorder.connections == 2)
    recorder.forget()
    recorder.answer("HTTP/1.1 429 Slow\r\nRetry-After: 240\r\nContent-Length: 0\r\n\r\n")
    let long = try shop.casebook("sync")
    #expect(long.status == 7 && long.error.contains("4 minutes"))
    #expect(recorder.connections == 1)
  }
}

/// Listens on all of this machine's addresses, records what comes, and answers each connection once.
private final class Recorder: Sendable {
  private struct State {
    var received: [UInt8] = []
    var connections = 0
    var answer: String
  }

  private let listener: Int32
  let port: Int
  private let state: Mutex<State>

  init(answering answer: String = "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n") throws {
    state = Mutex(State(answer: answer))
    let listener = socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
    self.listener = listener
    var off: Int32 = 0
    setsockopt(listener, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &off, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    // ::ffff:127.0.0.1, IPv4's loopback alone.
    withUnsafeMutableBytes(of: &address.sin6_addr) { bytes in
      bytes.copyBytes(from: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 127, 0, 0, 1])
    }
    var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 16) == 0
          && getsockname(listener, $0, &length) == 0
      }
    }
    guard status else { throw Program.Failure(description: "no port to listen on") }
    port = Int(UInt16(bigEndian: address.sin6_port))
    Thread.detachNewThread { [self] in while serveOne() {} }
  }

  func received() -> String { state.withLock { String(decoding: $0.received, as: UTF8.self) } }
  var connections: Int { state.withLock { $0.connections } }
  func answer(_ text: String) { state.withLock { $0.answer = text } }
  func forget() {
    state.withLock {
      $0.received = []
      $0.connections = 0
    }
  }

  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  deinit { close(listener) }

  private func serveOne() -> Bool {
    let descriptor = accept(listener, nil, nil)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    state.withLock { $0.connections += 1 }
    var part = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &part, part.count, 0)
    guard count > 0 else { return true }
    let answer = state.withLock { state in
      state.received += part[..<count]
      return Array(state.answer.utf8)
    }
    _ = answer.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    shutdown(descriptor, Int32(SHUT_WR))
    return true
  }
}
