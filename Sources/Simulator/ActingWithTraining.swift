import CaseIndex
import Complaints
import RecordStore
import Replica
import Versioning

/// What head office lays down to be learnt, and who says to have done so.
extension Acting {
  /// Under one of two keys, so that people meet over them. Who may not publish only tries.
  func layDown(course place: Int, _ number: Int) throws -> Done? {
    let key = Self.courseKey(place)
    return try store.write { session in
      let course = try session.reader.courses().first { $0.key == key }
      let edit =
        number % 4 == 3
        ? FieldEdit(
          FieldID(CourseField.retired.number), course.map(\.isRetired) == true ? .none : .flag(true))
        : FieldEdit(FieldID(CourseField.title.number), .text("carry three plates \(number)"))
      return Done(text: try session.publish(course, key, [edit]) ? "laid down \(key)" : "as it was")
    }
  }

  /// A record of the branch's own; with a title that has its mark, by which a byte of it is found wherever it went.
  mutating func learn(_ label: Int, course place: Int) throws -> Done? {
    guard labels.cases[label] == nil else { return nil }
    let record = try store.read { $0.surroundings }.generatedRecordID()
    labels.cases[label] = record
    let key = Self.courseKey(place)
    return try store.write { session in
      let course = try session.reader.courses().first { $0.key == key }
      let done = TrainingDone(
        course == nil ? .tookPart : .quiz, by: try session.reader.trainee(), of: course,
        title: Texts.marked(label, Texts.own(event)), result: QuizResult(right: label % 4, of: 3 + label % 4))
      _ = try session.record(done, id: record)
      return Done(text: "learnt \(key)")
    }
  }

  private static func courseKey(_ place: Int) -> String { "course-\(place % 2)" }
}
