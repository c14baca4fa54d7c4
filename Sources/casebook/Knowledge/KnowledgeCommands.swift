import ArgumentParser
import Complaints
import Console
import Language

/// The commands that both have.
enum KnowledgeCommands<Subject: KnowledgeSubject> {
  static var all: [any ParsableCommand.Type] {
    [
      KnowledgeList<Subject>.self, KnowledgeShow<Subject>.self, KnowledgeNew<Subject>.self,
      KnowledgeEdit<Subject>.self, KnowledgeSubmit<Subject>.self, KnowledgePublish<Subject>.self,
      KnowledgeReturn<Subject>.self, KnowledgeRetire<Subject>.self, KnowledgeHelpful<Subject>.self,
    ]
  }
}

enum KnowledgeCommandsMessage: Message {
  case articleAbstract
  case articleDiscussion
  case studyAbstract
  case studyDiscussion

  var label: Label {
    switch self {
    case .articleAbstract:
      Label(en: "Articles: policies, how-tos, products, frequent questions.", zhHans: "知识文章：政策、操作、产品、常见问题。")
    case .articleDiscussion:
      Label(
        en: """
          casebook article list --class service_attitude
          casebook article list --kind faq
          casebook article show refunds
          casebook article show check-delivery --for customer --output guide.html
          casebook article new --title "Refunds by card" --kind how_to -F refunds.md
          casebook article submit 3f9a2c
          casebook article helpful refunds

          Anybody writes a manuscript and hands it in; head office publishes it to all:

          casebook article publish 3f9a2c --as refunds
          casebook article return 3f9a2c --reason "which cards?"
          casebook article retire refunds
          """,
        zhHans: """
          casebook article list --class 服务态度类
          casebook article list --kind 常见问题
          casebook article show refunds
          casebook article show check-delivery --for customer --output 验货指南.html
          casebook article new --title "刷卡退款怎么办" --kind 操作指引 -F refunds.md
          casebook article submit 3f9a2c
          casebook article helpful refunds

          人人可以写稿并提交，由总部发布给所有门店：

          casebook article publish 3f9a2c --as refunds
          casebook article return 3f9a2c --reason "请写明哪些卡"
          casebook article retire refunds
          """)
    case .studyAbstract:
      Label(en: "Case studies: what one case taught everybody.", zhHans: "典型案例：一单的经验，人人可用。")
    case .studyDiscussion:
      Label(
        en: """
          casebook study list --class product_quality
          casebook study show thin-carton
          casebook promote 12                        writes one from a reviewed case
          casebook study edit 3f9a2c --lesson "Stop the carton first."
          casebook study submit 3f9a2c
          casebook study helpful thin-carton --case 17

          A manuscript is its branch's. Head office publishes what it says, without the
          cases that it was made of, and without what it said before:

          casebook study publish 3f9a2c --as thin-carton
          casebook study return 3f9a2c --reason "the result is missing"
          casebook study retire thin-carton
          """,
        zhHans: """
          casebook study list --class 产品质量类
          casebook study show thin-carton
          casebook promote 12                        从已复盘的工单写成案例
          casebook study edit 3f9a2c --lesson "先停用纸箱。"
          casebook study submit 3f9a2c
          casebook study helpful thin-carton --case 17

          稿件只在本门店和总部可见。总部发布的只是当时的正文，不带来源工单，也不带
          修改记录：

          casebook study publish 3f9a2c --as thin-carton
          casebook study return 3f9a2c --reason "还缺结果"
          casebook study retire thin-carton
          """)
    }
  }
}
