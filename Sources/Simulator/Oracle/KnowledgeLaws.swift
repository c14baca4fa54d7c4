import Complaints
import Versioning

/// What holds of knowledge at rest, and of whatever head office publishes.
extension EndLaws {
  /// Law 8: manuscripts and what was said of them are their branch's, what is published is everybody's. What became of a
  /// manuscript head office has said. Law 11: what was said stands once, and counts once for each voice, the same wherever
  /// all of it is held.
  func knowledgeIsEachOnes() throws {
    for held in officeHeld.records.values {
      switch held.kind {
      case .article, .study, .course:
        guard held.scope == "shared" else {
          throw Violation(.nobodyHoldsForeign, "what is published, \(held.record), stands in \(held.scope)")
        }
      case .manuscript, .helpful, .attendance:
        guard held.scope != "shared" else {
          throw Violation(.nobodyHoldsForeign, "everybody holds \(held.record), which is a branch's own")
        }
        if held.kind != .manuscript, held.deeds.count != 1 {
          throw Violation(.appendOnlyNeverConflicts, "\(held.record) was written to after it was said")
        }
        if let judged = held.deeds.first(where: { isJudgement($0) && oracle.deeds[$0].author.branch != "HQ" })
        {
          throw Violation(.nothingUnexpected, "\(oracle.describe(judged)) says what head office alone says")
        }
      default: break
      }
    }
    for replica in replicas {
      try countsEachVoiceOnce(replica)
      try countsWhatWasLearnt(replica)
    }
    let whole = replicas.filter { replica in
      replica.seesEverything && Set(officeVoices) == Set(voices(of: replica.held))
    }
    if let one = whole.first, let other = whole.first(where: { $0.helpful != one.helpful }) {
      throw Violation(
        .bothCanProveAgreement, "\(one.place) and \(other.place) count otherwise how often something helped")
    }
  }

  private func isJudgement(_ id: DeedID) -> Bool {
    let writes = oracle.deeds[id].writes
    return writes[FieldID(ManuscriptField.published.number)] != nil
      || writes[FieldID(ManuscriptField.returned.number)].map { $0.value != .none } ?? false
  }

  // MARK: Whether it helped

  /// Who says of what, in which case.
  private struct Voice: Hashable {
    let of: RecordID
    let scope: String
    let name: String
    let complaint: String?
  }

  private var officeVoices: [DeedID] { voices(of: officeHeld) }

  private func voices(of held: Holding) -> [DeedID] {
    held.records.values.filter { $0.kind == .helpful }.flatMap(\.deeds)
  }

  /// Of one who says it twice the last counts, and which that is the clocks say: so it is held against what each said at all.
  private func countsEachVoiceOnce(_ replica: ReplicaFacts) throws {
    var said: [Voice: Set<Bool>] = [:]
    for held in replica.held.records.values where held.kind == .helpful {
      for id in held.deeds {
        let deed = oracle.deeds[id]
        guard case .text(let of)? = deed.writes[FieldID(HelpfulField.of.number)]?.value,
          let of = RecordID(text: of),
          case .flag(let helped)? = deed.writes[FieldID(HelpfulField.helped.number)]?.value
        else { continue }
        var complaint: String?
        if case .text(let id)? = deed.writes[FieldID(HelpfulField.complaint.number)]?.value { complaint = id }
        let voice = Voice(of: of, scope: held.scope, name: deed.author.name, complaint: complaint)
        said[voice, default: []].insert(helped)
      }
    }
    let voices = Dictionary(grouping: said, by: \.key.of)
    for of in Set(voices.keys).union(replica.helpful.keys) {
      let answers = (voices[of] ?? []).map(\.value)
      let count = replica.helpful[of] ?? HelpfulCount()
      let (yes, open) = (answers.count { $0 == [true] }, answers.count { $0.count > 1 })
      guard count.yes + count.no == answers.count, (yes...yes + open).contains(count.yes) else {
        throw Violation(
          .nothingIsLost,
          "\(replica.place) counts \(count.yes) yes and \(count.no) no of \(of), said by \(answers.count)")
      }
    }
  }

  // MARK: What was learnt

  /// Each store tells what its records say was learnt, no more and no less; and since nothing of that is ever written to
  /// again, every store of a branch, and head office's people, tell the same of one record.
  private func countsWhatWasLearnt(_ replica: ReplicaFacts) throws {
    let held = replica.held.records.values.filter { $0.kind == .attendance }
    guard Set(held.map(\.record)) == Set(replica.learnt.map(\.id)),
      replica.learnt.count == held.count
    else {
      throw Violation(
        .derivedIsTheSame,
        "\(replica.place) counts \(replica.learnt.count) training records, and holds \(held.count)")
    }
    for one in replica.learnt {
      func said(_ field: FieldDefinition) -> String? {
        let deeds = replica.held.records[one.id]?.deeds ?? []
        for id in deeds {
          if case .text(let text)? = oracle.deeds[id].writes[FieldID(field.number)]?.value { return text }
        }
        return nil
      }
      guard one.branch == replica.held.records[one.id]?.scope,
        one.deed?.rawValue == said(AttendanceField.deed),
        one.result?.stored == said(AttendanceField.result),
        one.course?.description == said(AttendanceField.course),
        one.version.map({ "\($0)" }) == said(AttendanceField.version)
      else {
        throw Violation(
          .bothCanProveAgreement, "\(replica.place) tells otherwise of the training record \(one.id)")
      }
    }
  }

  // MARK: What head office publishes

  /// Whether head office lost what it had published, and nobody is there who may bring it back: it is published anew.
  func isLostPublication(_ id: DeedID) -> Bool {
    oracle.lostPublications.contains(id) && !replicas.contains { mayBringBack(id, $0) }
  }

  /// Whether a change stands in quarantine, or was dropped from it: no state that has it is taken.
  func isDeclined(_ id: DeedID) -> Bool {
    oracle.deeds[id].isDiscarded || office.quarantine.contains { $0.salt == oracle.deeds[id].salt }
  }

  private func mayBringBack(_ id: DeedID, _ replica: ReplicaFacts) -> Bool {
    guard replica.branch == "HQ", [.admin, .headOffice].contains(replica.role) else { return false }
    let deed = oracle.deeds[id]
    func kept(_ record: RecordID) -> Set<DeedID> {
      let beside = replica.beside.filter { oracle.deeds[$0].record == record }
      return beside.union(replica.held.records[record]?.deeds ?? [])
    }
    return kept(deed.record).contains(id)
      && !kept(deed.record).union(kept(deed.aggregate)).contains(where: isDeclined)
  }
}
