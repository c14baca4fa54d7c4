/// One step of a run, as data: it can be written to a file, left out, and played again.
///
/// Steps name what they mean by labels (a case by the number that its first step gave it), not by what a
/// store happens to hold: a step whose case is not there when it is played does nothing.
package struct Event: Codable, Hashable, Sendable {
  /// Its place in the list that the seed gave. Keys its randomness, so that leaving out others moves nothing
  /// in it.
  package var number: Int
  /// Milliseconds that pass before it.
  package var after: Int64
  package var step: Step

  package init(_ number: Int, after: Int64 = 0, _ step: Step) {
    self.number = number
    self.after = after
    self.step = step
  }
}

package enum Step: Codable, Hashable, Sendable {
  /// A person does something at a device.
  case act(device: Int, Act)
  /// A device syncs; each request in turn meets one of these fates, those beyond the list arrive.
  case sync(device: Int, [Delivery])
  /// A device is joined to head office, or joined again.
  case enrol(device: Int, [Delivery])
  /// A request that was believed lost arrives now, the oldest first.
  case lateArrival
  /// Something happens to a device's machine or file.
  case machine(device: Int, MachineEvent)
  /// A file is written, answered or read: those of one device, by their place.
  case bundle(device: Int, BundleStep)
  /// Something happens to head office's.
  case office(OfficeEvent)
  /// A hostile device of the branch of a device, with its role, does something.
  case hostile(device: Int, HostileAct)
  /// The same by one that nobody has heard of before: nothing of its own holds up what it does.
  case stranger(device: Int, HostileAct)
}

/// What people do.
package enum Act: Codable, Hashable, Sendable {
  case newCase(label: Int)
  /// Fields of a case, each to the text of that number (0 clears it).
  case edit(case: Int, [Typed])
  case tag(case: Int, String, add: Bool)
  case note(case: Int, label: Int)
  case withdraw(note: Int, reason: Int)
  case delete(case: Int)
  /// To the branch at this place among those of the run and head office.
  case transfer(case: Int, to: Int)
  /// Asks for the erasure of everything personal of the customer with this number.
  case erase(customer: Int)
  /// Asks for quarantined changes to be judged again, or dropped.
  case quarantine(entry: Int, discard: Bool)
  case restore(case: Int)
  /// Reads an open conflict and decides it at once, or later: then on what was read.
  case resolve(conflict: Int, Choice)
  case read(conflict: Int)
  case decide(Choice)
  /// The row of a file that the branch's devices all have.
  case importRow(label: Int)
  /// Opens a case in an editor; what is saved later was written in sight of that.
  case open(case: Int)
  case save(Typed)
  /// What only a newer version of the program writes.
  case newer(case: Int, NewerWrite)
  case newerRecord(case: Int, label: Int)
  /// Work on a case: a record that reports count.
  case work(case: Int, Work)
  /// Begins a draft about a customer and leaves it.
  case draft(customer: Int)
  /// Leaves the text of a case in an editor's file.
  case keptText(case: Int)
  /// Notes a signal, which becomes a case.
  case signal(case: Int)
  /// Says something of an employee; and what came of it, the text of that number.
  case remark(label: Int)
  case outcome(remark: Int, Int)
  /// Lays down who works at a branch: one's own, or, where head office does it, the one at this place.
  case person(label: Int, at: Int)
  case editPerson(person: Int, PersonChange)
  /// What somebody owes somebody because of a case.
  case task(case: Int, TaskWork)
  /// Adds a term to those of all branches, or changes it.
  case publish(term: Int, TermEdit)
  /// Begins a manuscript, made of a case.
  case manuscript(label: Int, case: Int, isStudy: Bool)
  case knowledge(manuscript: Int, ManuscriptWork)
  /// Does something with what is published under the key of this place.
  case published(Int, PublishedWork)
  /// Lays down what is to be learnt, under the key of this place, or changes it; and says to have learnt it.
  case course(Int, Int)
  case attendance(label: Int, course: Int)
  /// Does something with the notice under the key of this place.
  case notice(Int, NoticeWork)
  /// Says what a case has to do with another one: of these kinds the one with that number; and takes all of it back.
  case link(case: Int, to: Int, Int)
  case unlink(case: Int)
}

extension Act {
  /// Decides a conflict.
  var isDecision: Bool {
    switch self {
    case .resolve, .decide: true
    default: false
    }
  }
}

package enum Work: Codable, Hashable, Sendable {
  case need(Int)
  case progress(Int)
  case callBack(Int)
  /// The first need that hangs on the case gets other words.
  case reword(Int)
}

package enum PersonChange: Codable, Hashable, Sendable {
  case name(Int)
  case role(Int)
  case alias(Int, add: Bool)
  case left(Bool)
}

/// Of the first task of a case that is open, unless it is a new one.
package enum TaskWork: Codable, Hashable, Sendable {
  case add(Int)
  case reword(Int)
  case answer(Int)
  case done
  case drop(Int)
}

package enum TermEdit: Codable, Hashable, Sendable {
  case rename(Int)
  case synonym(Int, add: Bool)
  case retire(Bool)
}

package enum ManuscriptWork: Codable, Hashable, Sendable {
  case title(Int)
  case text(Int)
  case tag(Int, add: Bool)
  case handIn
  /// Head office, or who only tries, publishes it under the key of this place.
  case publish(Int)
  case sendBack(Int)
}

package enum PublishedWork: Codable, Hashable, Sendable {
  case reword(Int)
  case retire(Bool)
  /// Somebody says whether it helped in a case.
  case helpful(label: Int, case: Int, Bool)
}

package enum NoticeWork: Codable, Hashable, Sendable {
  case publish(Int)
  case retitle(Int)
  case withdraw(Bool)
  case acknowledge
}

/// A field's id and which text: 0 nothing, to 9 a word that others type too, above one of its own.
package struct Typed: Codable, Hashable, Sendable {
  package var field: String
  package var text: Int

  package init(_ field: String, _ text: Int) {
    self.field = field
    self.text = text
  }
}

package enum Choice: Codable, Hashable, Sendable {
  case winner
  /// The head at this place, modulo their number.
  case head(Int)
  case value(Int)
}

/// Writes that the schema of this version does not know.
package enum NewerWrite: Codable, Hashable, Sendable {
  case field(Int)
  case element(Int)
  case term(Int)
  case type(Int)
}

/// The way of one request and its answer.
package struct Delivery: Codable, Hashable, Sendable {
  package var fate: Fate
  /// What happens elsewhere while the request is under way.
  package var before: [Event] = []
  /// What happens elsewhere while the answer is under way.
  package var after: [Event] = []

  package init(_ fate: Fate, before: [Event] = [], after: [Event] = []) {
    self.fate = fate
    self.before = before
    self.after = after
  }
}

package enum Fate: Codable, Hashable, Sendable {
  case arrives
  case requestLost
  /// Believed lost; see `Step.lateArrival`.
  case requestLate
  case answerLost
  /// The request arrives twice; the second answer is read.
  case twice
  /// The answer ends after so many thousandths of its bytes.
  case cut(Int)
  /// Something on the way answers 401, 429 or 503.
  case refused(Int)
}

package enum MachineEvent: Codable, Hashable, Sendable {
  /// The program ends without notice, and is started again.
  case crash
  /// It ends at a transaction: the one after so many others, before or after its commit.
  case crashAt(commit: Int, afterCommit: Bool)
  /// The machine is started anew: another boot, another monotonic clock.
  case reboot
  /// The wall clock jumps by so many milliseconds.
  case clock(Int64)
  /// So many pages are left on the disk.
  case diskFull(pages: Int)
  case diskFree
  /// The store is copied away; and that copy put back in its place, or used beside it.
  case backup
  case restoreBackup
  case clone
  /// The disk dies: the device never comes back, and what only it held is lost.
  case dies
}

package enum BundleStep: Codable, Hashable, Sendable {
  case write
  case answer(Int)
  case read(Int)
  /// A device that works alone joins by a ticket: from then on it exchanges by file only.
  case ticket
}

package enum OfficeEvent: Codable, Hashable, Sendable {
  case crash
  case crashAt(commit: Int, afterCommit: Bool)
  case diskFull(pages: Int)
  case diskFree
  case backup
  case restoreBackup
  case revoke(device: Int)
  /// A device is given another role when it is next enrolled.
  case role(device: Int, Int)
  /// Somebody there judges a quarantined change again, or drops it.
  case quarantine(entry: Int, discard: Bool)
  /// Somebody there judges it again and answers for what it says.
  case warrant(entry: Int)
  /// A branch, by its place among those of the run, gets another device; it works alone until it is enrolled.
  case newDevice(branch: Int)
}
