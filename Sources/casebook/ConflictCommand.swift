import ArgumentParser
import Console

/// `casebook conflict …`
struct ConflictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conflict",
    abstract: text("Shows and settles what was changed in two places at once.", "查看和处理多处同时修改产生的冲突。"),
    discussion: text(
      """
      casebook conflict list
      casebook conflict show 1f0c6a2b9d
      casebook conflict resolve 1f0c6a2b9d-51c2e8 --take 2 --note "asked the customer"
      """,
      """
      casebook conflict list
      casebook conflict show 1f0c6a2b9d
      casebook conflict resolve 1f0c6a2b9d-51c2e8 --take 2 --note "已向客户核实"
      """),
    subcommands: [ConflictList.self, ConflictShow.self, ConflictResolve.self])
}
