import Foundation
import Testing

/// `casebook news` says what happened.
@Suite("News in words, with the real server")
struct NewsWordsTests {
  private func sync(_ devices: Shop...) throws {
    for device in devices { try #require(try device.casebook("sync").status == 0) }
  }

  private func lines(_ shop: Shop) throws -> [Substring] {
    try shop.casebook("news", "--lang", "zh-Hans").output.split(separator: "\n")
  }

  @Test func `an escalation says to whom and why, its receipt who, and a threat to leave is told`() throws {
    let office = try Office()
    let (staff, manager) = (try office.shop(), try office.shop(role: "duty_manager"))
    let story = Story(shop: staff)
    let number = try staff.new("--channel", "phone", "--narrative", "汤凉了")
    try sync(staff, manager)
    _ = try lines(manager)
    try story.does("escalate \(number) --to 区域经理 --reason 客户要曝光")
    try story.does("note \(number) 再也不来了 --kind leaving")
    try story.does("edit \(number) --handler 李娜")
    try sync(staff, manager)
    let json = try manager.array("news", "--keep")
    #expect(json.first { $0["kind"] as? String == "escalation" }?["by"] as? String == "Li Na", "\(json)")
    let told = try lines(manager)
    #expect(told.contains { $0.contains("升级至 区域经理：客户要曝光") }, "\(told)")
    #expect(told.contains { $0.contains("客户表示不再光顾  再也不来了") }, "\(told)")
    #expect(told.allSatisfy { !$0.contains("有修改") }, "\(told)")
    try story.does("escalate \(number) --seen --author 王芳", by: manager)
    try sync(manager, staff)
    let back = try lines(staff)
    #expect(back.contains { $0.contains("已阅：王芳") }, "\(back)")
  }

  @Test func `emergencies come first, and a new case still says that it went up`() throws {
    let office = try Office()
    let (staff, manager) = (try office.shop(), try office.shop(role: "duty_manager"))
    let story = Story(shop: staff)
    try sync(staff, manager)
    try staff.new("--channel", "phone", "--narrative", "汤凉了")
    let grave = try staff.new("--channel", "phone", "--narrative", "有人晕倒")
    try story.does("edit \(grave) --emergency yes")
    let gone = try staff.new("--channel", "phone", "--narrative", "等了太久")
    try story.does("escalate \(gone) --to 店长 --reason 门店处理不了")
    try story.does("note \(gone) 已回电")
    try sync(staff, manager)
    let first = try #require(try manager.array("news", "--keep").first)
    #expect(first["case"] as? String == grave && first["emergency"] as? Bool == true)
    let told = try lines(manager)
    #expect(told.first?.contains("紧急  \(grave)") ?? false, "\(told)")
    #expect(told.contains { $0.contains("升级至 店长：门店处理不了") }, "\(told)")
    #expect(told.allSatisfy { !$0.contains("已回电") }, "the parts of a new case are no news: \(told)")
    #expect(try manager.array("news").isEmpty)
  }

  @Test func `a task stands once, praise is praise, a person says as what`() throws {
    let office = try Office()
    let (staff, manager) = (try office.shop(), try office.shop(role: "duty_manager"))
    let story = Story(shop: manager)
    let number = try staff.new("--channel", "phone", "--narrative", "汤凉了")
    try sync(staff, manager)
    _ = try lines(staff)
    try story.does("task add \(number) 问仓库 --owner 仓库 --due tomorrow")
    try sync(manager, staff)
    try story.does("task answer \(number) 1 明天到货")
    try story.does("signal 甜品好吃 --kind praise --stars 5")
    try story.does("signal 结账时叹气 --kind nonverbal")
    try story.does("person add 王芳 --role duty_manager")
    try sync(manager, staff)
    let told = try lines(staff)
    #expect(told.count { $0.contains("问仓库") } == 1, "\(told)")
    #expect(told.contains { $0.contains("问仓库 → 明天到货") }, "\(told)")
    let praise = try #require(told.first { $0.contains("甜品好吃") })
    #expect(praise.contains("5★") && !praise.contains("不满苗头"), "\(praise)")
    #expect(told.contains { $0.contains("不满苗头") && $0.contains("新登记  神态动作：结账时叹气") }, "\(told)")
    #expect(told.contains { $0.contains("王芳  新登记  值班经理") }, "\(told)")
    try story.does("person edit 王芳 --role branch_staff")
    try sync(manager, staff)
    #expect(try lines(staff).contains { $0.contains("王芳  改为") })
  }

  @Test func `a link says how, with which case and by whom; what was ended, who ended it`() throws {
    let office = try Office()
    let (staff, manager) = (try office.shop(), try office.shop(role: "duty_manager"))
    let story = Story(shop: manager)
    let one = try staff.new("--channel", "phone", "--narrative", "汤凉了")
    let other = try staff.new("--channel", "phone", "--narrative", "等了太久")
    try sync(staff, manager)
    try story.does("merge \(one) into \(other) --reason 同一桌 --author 王芳")
    try story.does("link \(other) related \(one) --author 王芳")
    try sync(manager, staff)
    let told = try lines(staff)
    #expect(told.contains { $0.contains("\(one)  并入  \(other)：同一桌（王芳）") }, "\(told)")
    #expect(told.contains { $0.contains("\(other)  已关联  相关 \(one)（王芳）") }, "\(told)")
    try story.does("unmerge \(one) --reason 其实是两桌 --author 赵总")
    try sync(manager, staff)
    let json = try staff.array("news", "--keep")
    let ended = try #require(json.first { $0["kind"] as? String == "link" })
    #expect(ended["by"] as? String == "赵总" && ended["other_case"] as? String == other, "\(ended)")
    let back = try lines(staff)
    #expect(back.contains { $0.contains("\(one)  不再并入  \(other)：其实是两桌（赵总）") }, "\(back)")
  }

  @Test func `a term that is retired is said to be`() throws {
    let office = try Office()
    let (staff, admin) = (try office.shop(), try office.shop("HQ", role: "admin"))
    let story = Story(shop: admin)
    try story.does("terms add channel douyin --zh 抖音 --en Douyin")
    try sync(admin, staff)
    _ = try lines(staff)
    try story.does("terms retire channel douyin")
    try sync(admin, staff)
    let told = try lines(staff)
    #expect(told.contains { $0.contains("channel-douyin  停用  抖音") }, "\(told)")
  }

  @Test func `what head office publishes says what it is, and a score its marks and by whom`() throws {
    let office = try Office()
    let (staff, admin) = (try office.shop(), try office.shop("HQ", role: "admin"))
    let story = Story(shop: admin)
    let number = try staff.new("--channel", "phone", "--narrative", "汤凉了")
    // What comes first with what a branch never saw is no news.
    try story.does("terms add channel douyin --zh 抖音 --en Douyin")
    try sync(staff, admin, staff)
    _ = try lines(staff)
    try story.does("terms add channel wechat --zh 微信 --en WeChat")
    try story.does("terms rename channel douyin --zh 抖音号")
    try story.does("policy set --limit branch_staff/moderate=300 --note 试行")
    try story.does(
      "qc score \(number) --expression 4 --problem-solving 3 --attitude 5 --outcome coaching --note 先听完 --author 赵总"
    )
    try sync(admin, staff)
    let told = try lines(staff)
    #expect(told.contains { $0.contains("channel-wechat  新登记  微信") }, "\(told)")
    #expect(told.contains { $0.contains("channel-douyin  改为  抖音号") }, "\(told)")
    #expect(told.contains { $0.contains("新登记") && $0.contains("试行") }, "\(told)")
    let score = try #require(told.first { $0.contains("评分") })
    for words in ["表达能力 4", "问题解决 3", "态度 5", "辅导", "先听完", "（赵总）"] {
      #expect(score.contains(words), "\(words): \(score)")
    }
  }
}
