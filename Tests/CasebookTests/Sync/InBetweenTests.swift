import Foundation
import GRDB
import Glibc
import Testing

/// What stands between a branch and head office: proxies, login pages, and too many others at once.
@Suite struct InBetweenTests {
  /// A device that finds head office at another address.
  private func move(_ shop: Shop, to url: String) throws {
    let queue = try DatabaseQueue(path: shop.home + "/casebook.sqlite")
    try queue.writeWithoutTransaction {
      try $0.execute(sql: "UPDATE meta SET value = ? WHERE key = 'head_office_url'", arguments: [url])
    }
    try queue.close()
  }

  @Test(arguments: [
    "401 Unauthorized", "403 Forbidden", "407 Proxy Authentication Required", "302 Found", "200 OK",
    "511 Network Authentication Required", "500 Internal Server Error", "451 Unavailable For Legal Reasons",
    "400 Bad Request", "404 Not Found", "405 Method Not Allowed", "406 Not Acceptable", "409 Conflict",
    "410 Gone",
    "413 Content Too Large", "418 Teapot", "421 Misdirected Request", "304 Not Modified",
  ])
  func `an answer that is not head office's own is no refusal: 7`(status: String) throws {
    let office = try Office()
    let shop = try office.shop()
    try shop.new("--channel", "phone", "--narrative", "汤是凉的")
    let portal = try Portal(answering: Portal.page(status, "Location: http://login.example/\r\n"))
    defer { portal.close() }
    try move(shop, to: portal.url)
    let ran = try shop.casebook("sync", "--json")
    #expect(ran.status == 7, "\(ran.error)")
    let told = try ran.errorObject()
    #expect(told["error"] as? String == "intercepted" && told["retry"] as? Bool == true)
    #expect((told["message"] as? String)?.contains("between here and head office") ?? false)
    try move(shop, to: office.url)
    #expect(try shop.json("sync")["pushed"] as? Int == 1)
  }

  @Test func `the watcher goes on through a login page, and ends where head office itself says no`() throws {
    let office = try Office()
    let shop = try office.shop()
    let portal = try Portal(answering: Portal.page("404 Not Found"))
    defer { portal.close() }
    try move(shop, to: portal.url)
    let watch = try Background(shop, "sync", "--watch", "--json")
    #expect(waitUntil(within: 60) { portal.requests.count > 1 })
    #expect(watch.errors().joined().contains("between here and head office"))
    // The network lets through now.
    try move(shop, to: office.url)
    #expect(try waitUntil(within: 120) { try !watch.syncs().isEmpty })
    let replica = try #require(try shop.json("status")["replica"] as? String)
    try office.administer("device", "revoke", String(replica.prefix(8)))
    try shop.new("--channel", "phone", "--narrative", "汤是凉的")
    #expect(watch.ended(within: 120) == 4)
  }

  @Test func `a proxy is used where the environment names one, for all but those it excepts`() throws {
    let office = try Office()
    let shop = try office.shop()
    let proxy = try Portal(answering: "")
    defer { proxy.close() }
    for name in ["http_proxy", "HTTP_PROXY", "ALL_PROXY"] {
      let before = proxy.requests.count
      let ran = try shop.casebook(["sync", "--json"], environment: [name: proxy.url])
      #expect(ran.status == 0, "\(ran.error)")
      #expect(proxy.requests.count > before && proxy.requests.last?.contains(":\(office.port)") ?? false)
    }
    let before = proxy.requests.count
    for (name, list) in [
      ("NO_PROXY", "example.com, 127.0.0.1"), ("no_proxy", "*"), ("NO_PROXY", "127.0.0.1:\(office.port)"),
    ] {
      #expect(
        try shop.casebook(["sync", "--json"], environment: ["HTTP_PROXY": proxy.url, name: list]).status == 0)
    }
    #expect(proxy.requests.count == before)
    // A proxy that is none is told of, and nobody is asked past it.
    let odd = try shop.casebook(["sync", "--json"], environment: ["HTTP_PROXY": "ftp://a:secret@proxy:1"])
    #expect(odd.status == 2 && !odd.error.contains("secret"))
    // What is for this machine alone does not leave it.
    let away = try shop.casebook(["sync", "--json"], environment: ["HTTP_PROXY": "http://192.0.2.1:3128"])
    #expect(away.status == 2)
    #expect(try away.errorObject()["error"] as? String == "insecure_address")
    proxy.set(Portal.page("407 Proxy Authentication Required"))
    let asked = try shop.casebook(["sync", "--json"], environment: ["HTTP_PROXY": proxy.url])
    #expect(asked.status == 7)
    #expect(try (asked.errorObject()["hint"] as? String)?.contains("<password>") ?? false)
  }

  @Test func `a busy head office is asked again, as it says, until it has time`() throws {
    let office = try Office()
    let shop = try office.shop()
    let portal = try Portal(answering: Portal.page("503 Service Unavailable", "Retry-After: 1\r\n"))
    defer { portal.close() }
    try move(shop, to: portal.url)
    let sync = try shop.spawn("sync")
    #expect(waitUntil(within: 60) { portal.requests.count >= 2 })
    portal.set(Portal.page("403 Forbidden"))
    #expect(sync.wait() == 7)
    #expect(sync.error.contains("busy; trying again"))
    // Longer than a minute is not waited for.
    portal.set(Portal.page("429 Too Many Requests", "Retry-After: 300\r\n"))
    let began = Date()
    let ran = try shop.casebook("sync", "--json")
    #expect(ran.status == 7 && Date().timeIntervalSince(began) < 30, "\(ran.error)")
  }
}
