import Complaints
import RecordStore
import Versioning

/// What people took part in, as reports count it: of tens of thousands of records none is decoded for that. Made with the
/// layout of the index, in place of what a former one had.
enum AttendanceTable {
  static let name = "attendances"

  static let schema = """
    -- Training records, by their records. `version` is in milliseconds, `correct` of `asked` are answers to a quiz.
    CREATE TABLE attendances (
      rid INTEGER PRIMARY KEY REFERENCES records (rid) ON DELETE CASCADE,
      person TEXT, subject TEXT, course BLOB, title TEXT, deed TEXT, version INTEGER, at TEXT,
      correct INTEGER, asked INTEGER) STRICT
    """

  static let columns = "rid person subject course title deed version at correct asked"
}

extension CaseProjection {
  /// - Parameter new: nil: nothing of it any more.
  func writeAttendance(_ record: RecordRow, _ new: RecordState?) throws {
    guard record.kind == .attendance else { return }
    try db.run("DELETE FROM attendances WHERE rid = ?", values: [.integer(record.rid)])
    guard let new, let one = Attendance(new, branch: "") else { return }
    try db.run(
      """
      INSERT INTO attendances (rid, person, subject, course, title, deed, version, at, correct, asked)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      values: [
        .integer(record.rid), .text(one.name), .text(one.subject), one.course.map { .id($0) } ?? .null,
        .text(one.title), .text(one.deed?.rawValue), .integer(one.version), .text(one.at?.stored),
        .integer(one.result.map { Int64($0.right) }), .integer(one.result.map { Int64($0.of) }),
      ])
  }
}
