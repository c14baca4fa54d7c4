import Foundation
import TestSupport
import Testing

/// What a customer gets of a guide.
@Suite("Guides for customers") struct CustomerGuideTests {
  private func head() throws -> (office: Office, head: Shop) {
    let office = try Office(branches: ["SH01"])
    let head = try office.shop("HQ", role: "head_office")
    for (key, kind) in [("check-delivery", "customer_guide"), ("refunds", "policy")] {
      let made = try head.json(
        "article", "new", "--title", "收货 <怎么验>", "--kind", kind, "--summary", "内部摘要", "--tag", "内部标签",
        "--body", "# 先看\n\n- 箱子<script>alert(1)</script>\n- **数量**", "--author", "李审批")
      let id = try #require(made["id"] as? String)
      _ = try head.json("article", "publish", id, "--as", key, "--author", "李审批")
    }
    return (office, head)
  }

  @Test func `a customer gets title and text alone, on a page that runs and loads nothing`() throws {
    let (office, head) = try head()
    defer { withExtendedLifetime(office) {} }
    let path = head.folder.path + "/guide.html"
    let written = try head.casebook(
      "article", "show", "check-delivery", "--for", "customer", "--output", path)
    try #require(written.status == 0, "\(written.error)")
    let page = try String(contentsOfFile: path, encoding: .utf8)
    #expect(page.contains("<h1>收货 &lt;怎么验&gt;</h1>") && page.contains("<strong>数量</strong>"))
    #expect(page.contains("&lt;script&gt;") && !page.contains("<script") && page.contains("@media print"))
    #expect(page.contains("default-src 'none'") || page.contains("default-src &#39;none&#39;"))
    let piped = try head.casebook("article", "show", "check-delivery", "--for", "客户")
    #expect(piped.status == 0 && piped.output.hasPrefix("收货 <怎么验>\n\n"))
    #expect(piped.output.contains("数量") && !piped.output.contains("**"))
    let text = head.folder.path + "/guide.txt"
    #expect(
      try head.casebook("article", "show", "check-delivery", "--for", "customer", "-o", text).status == 0)
    #expect(try String(contentsOfFile: text, encoding: .utf8) == piped.output)
    for told in [page, piped.output] {
      for secret in ["内部摘要", "内部标签", "李审批", "check-delivery"] { #expect(!told.contains(secret), "\(secret)") }
    }
  }

  @Test func `what is for staff, no longer used or no such file is not handed out`() throws {
    let (office, head) = try head()
    defer { withExtendedLifetime(office) {} }
    let staff = try head.casebook("article", "show", "refunds", "--for", "customer")
    #expect(staff.status == 6 && staff.output.isEmpty && staff.error.contains("customer_guide"))
    #expect(try head.casebook("article", "show", "check-delivery", "--for", "staff").status == 2)
    let path = head.folder.path + "/guide.html"
    #expect(try head.casebook("article", "show", "check-delivery", "--output", path).status == 2)
    let other = head.folder.path + "/guide.pdf"
    #expect(
      try head.casebook("article", "show", "check-delivery", "--for", "customer", "-o", other).status == 2)
    #expect(try head.casebook("article", "retire", "check-delivery").status == 0)
    #expect(
      try head.casebook("article", "show", "check-delivery", "--for", "customer", "-o", path).status == 6)
    for file in [path, other] { #expect(!FileManager.default.fileExists(atPath: file)) }
  }

  @Test func `articles are listed, and searched, by their kind`() throws {
    let (office, head) = try head()
    defer { withExtendedLifetime(office) {} }
    func listed(_ kind: String) throws -> [String] {
      try head.array("article", "list", "--kind", kind).compactMap { $0["id"] as? String }
    }
    #expect(try listed("customer_guide") == ["check-delivery"] && listed("政策规定") == ["refunds"])
    #expect(try listed("faq").isEmpty)
    #expect(try head.casebook("study", "list", "--kind", "faq").status == 2)
    #expect(try head.found("收货").count == 2)
    #expect(try head.found("收货", "form:customer_guide").count == 1)
    #expect(try head.found("收货", "文章类别：政策规定").count == 1)
    #expect(try head.found("收货", "-form:policy").count == 1)
    #expect(try head.found("收货", "form:faq").isEmpty)
    #expect(try head.casebook("search", "收货", "form:recipe").status == 2)
  }
}
