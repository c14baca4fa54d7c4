package import Complaints

extension BranchCode {
  /// A branch code that a person typed.
  /// - Throws: `CommandFailure` (2).
  package static func checked(_ typed: String) throws -> BranchCode {
    do { return try BranchCode(typed: typed) } catch { throw CommandFailure.usage(error.label) }
  }
}
