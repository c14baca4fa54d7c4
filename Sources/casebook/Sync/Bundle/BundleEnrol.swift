import ArgumentParser
import Bundles
import Complaints
import Console
import Interchange
import Language
import Replica
import SyncClient
import SyncProtocol

struct BundleEnrol: CasebookCommand {
  static let configuration = CommandConfiguration(
    commandName: "enrol", abstract: text(BundleEnrolMessage.enrolAbstract),
    discussion: text(BundleEnrolMessage.discussion))

  @Argument(help: help(BundleEnrolMessage.ticketHelp, "file"), completion: .file())
  var file: String

  @OptionGroup var common: CommonOptions

  func run(in context: Context) throws {
    let bytes = try WholeFile.read(file, limit: 1 << 16)
    let ticket: BundleTicket
    do throws(BundleTicket.Problem) {
      ticket = try BundleTicket(text: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw switch error {
      case .notATicket:
        CommandFailure(
          "not_a_ticket", .failed, Label(BundleEnrolMessage.notATicket(file)),
          hint: Label(BundleEnrolMessage.ticketHint))
      case .damaged:
        CommandFailure(
          "ticket_damaged", .failed, Label(BundleEnrolMessage.ticketDamaged(file)),
          hint: Label(BundleEnrolMessage.copyAgainHint))
      }
    }
    let store = try context.openStore()
    let identity = try context.read(store) { $0.identity }
    do { try store.enrol(ticket) } catch let failure as EnrolmentFailure {
      throw CommandFailure(failure, branch: identity.branch)
    } catch { throw CommandFailure(explaining: error, home: context.home) }
    context.done()
    if context.json {
      return try context.emit([
        "branch": .string(ticket.branch), "head_office": .string(ticket.headOffice.description),
      ])
    }
    context.err(Label(BundleEnrolMessage.enrolled))
  }
}

enum BundleEnrolMessage: Message {
  case enrolAbstract
  case discussion
  case ticketHint
  case notATicket(String)
  case ticketDamaged(String)
  case copyAgainHint
  case enrolled
  case ticketHelp

  var label: Label {
    switch self {
    case .enrolAbstract:
      Label(en: "Enrols this device with a ticket from head office.", zhHans: "用总部给的接入文件接入总部。")
    case .discussion:
      Label(
        en: """
          casebook bundle enrol /media/usb/SH05.ticket

          A ticket is for one device, and is used once.
          """,
        zhHans: """
          casebook bundle enrol /media/usb/SH05.ticket

          一份接入文件只供一台设备使用一次。
          """)
    case .ticketHint:
      Label(
        en: "Head office makes one: casebook-server bundle ticket <branch> <file>",
        zhHans: "请总部生成：casebook-server bundle ticket <门店> <文件>")
    case .notATicket(let file):
      Label(en: "\(file) is not a ticket from head office.", zhHans: "\(file) 不是总部生成的接入文件。")
    case .ticketDamaged(let file):
      Label(
        en: "\(file) is a ticket that was damaged on its way, or changed. This device was not enrolled.",
        zhHans: "接入文件 \(file) 已损坏或被改动。本设备未接入。")
    case .copyAgainHint:
      Label(
        en: "Copy the file again from head office's; it is not typed or changed by hand.",
        zhHans: "请重新复制总部的接入文件，不要手工输入或修改。")
    case .enrolled:
      Label(
        en: "Enrolled; head office learns of it from the first bundle: casebook bundle write <file>",
        zhHans: "已接入，第一份上传文件送达总部后生效：casebook bundle write <文件>")
    case .ticketHelp:
      Label(en: "The ticket from head office.", zhHans: "总部给的接入文件。")
    }
  }
}
