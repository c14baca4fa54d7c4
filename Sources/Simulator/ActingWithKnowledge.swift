import CaseIndex
import Complaints
import RecordStore
import Replica
import Versioning

/// Manuscripts, what head office publishes of them, and whether it helped.
///
/// What is written in a manuscript has its mark, by which a byte of it is found wherever it went. What is published is the text
/// as somebody confirmed it: without the mark.
extension Acting {
  mutating func begin(manuscript label: Int, of complaint: Int, isStudy: Bool) throws -> Done? {
    guard labels.cases[label] == nil, let source = labels.cases[complaint] else { return nil }
    let record = try store.read { $0.surroundings }.generatedRecordID()
    labels.cases[label] = record
    let form: KnowledgeForm = isStudy ? .study : .article
    let texts = form.needed.filter { $0 != ManuscriptField.language }.map {
      FieldEdit(FieldID($0.number), .text(text(label, 9)))
    }
    return try store.write { session in
      let isHere = try session.db.record(source) != nil
      _ = try session.newManuscript(
        form, [FieldEdit(FieldID(ManuscriptField.language.number), .text("en"))] + texts,
        of: isHere ? [source] : [], id: record)
      return Done(text: "began a manuscript")
    }
  }

  func bringOn(manuscript label: Int, _ work: ManuscriptWork) throws -> Done? {
    guard let record = labels.cases[label] else { return nil }
    return try store.write { session in
      func read() throws -> KnowledgeItem? {
        try session.reader.manuscripts().first { $0.id == record }
      }
      guard let item = try read() else { return nil }
      let edit: FieldEdit
      switch work {
      case .title(let number):
        edit = FieldEdit(FieldID(ManuscriptField.title.number), .text(text(label, number)))
      case .text(let number):
        let field = item.form == .study ? ManuscriptField.lesson : ManuscriptField.body
        edit = FieldEdit(FieldID(field.number), .text(text(label, number)))
      case .tag(let number, let adds):
        let tag = try FieldInput.element("plates \(number)", of: ManuscriptField.tags)
        edit = FieldEdit(FieldID(ManuscriptField.tags.number, tag), adds ? .flag(true) : .none)
      case .handIn:
        try session.submit(item)
        return Done(text: "handed in")
      case .sendBack(let number):
        try session.sendBack(item, because: .text(text(label, number)))
        return Done(text: "sent back")
      case .publish(let place):
        let confirmed = Self.confirmed(item)
        if !confirmed.isEmpty { try session.edit(item, confirmed) }
        guard let whole = try read() else { return nil }
        return Done(text: "published \(try session.publish(whole, as: Self.knowledgeKey(place)))")
      }
      return Done(text: try session.edit(item, [edit]) ? "\(work)" : "as it was")
    }
  }

  mutating func dealWith(published place: Int, _ work: PublishedWork) throws -> Done? {
    let key = Self.knowledgeKey(place)
    var made: RecordID?
    if case .helpful(let label, _, _) = work {
      guard labels.cases[label] == nil else { return nil }
      made = try store.read { $0.surroundings }.generatedRecordID()
      labels.cases[label] = made
    }
    let (id, cases) = (made, labels.cases)
    return try store.write { session in
      let published = try KnowledgeForm.allCases.flatMap { try session.reader.publishedKnowledge($0) }
      guard let item = published.first(where: { $0.name == key }) else { return nil }
      switch work {
      case .reword(let number):
        let words = number < 2 ? "served hot \(number)" : Texts.own(event)
        let edit = FieldEdit(FieldID(ManuscriptField.title.number), .text(words))
        return Done(text: try session.edit(item, [edit]) ? "reworded" : "as it was")
      case .retire(let retires):
        return Done(text: try session.retire(item, undo: !retires) ? "retired: \(retires)" : "as it was")
      case .helpful(let label, let complaint, let hasHelped):
        let here = try cases[complaint].flatMap { try session.db.record($0) }
        _ = try session.say(
          hasHelped, of: item, in: here?.id, comment: .text(Texts.marked(label, Texts.own(event))), id: id)
        return Done(text: "said whether it helped")
      }
    }
  }

  /// Two keys, so that people meet over them, whatever becomes of their manuscripts.
  static func knowledgeKey(_ place: Int) -> String { "sim-\(place % 2)" }

  /// Some is what others write, too.
  private func text(_ label: Int, _ number: Int) -> String {
    Texts.marked(label, number < 2 ? "warm the plates \(number)" : Texts.own(event))
  }

  /// The edits by which the texts of a manuscript are what is published.
  private static func confirmed(_ item: KnowledgeItem) -> [FieldEdit] {
    item.form.content.compactMap { field in
      guard !field.isSet, let text = item.text(field), text.hasPrefix("⟦"),
        let end = text.firstIndex(of: "⟧")
      else { return nil }
      let plain = String(text[text.index(after: end)...].drop { $0 == " " })
      return FieldEdit(FieldID(field.number), .text(plain))
    }
  }
}

/// What head office tells branches to do, and who says that it was read.
extension Acting {
  func dealWith(notice place: Int, _ work: NoticeWork) throws -> Done? {
    let key = Self.noticeKey(place)
    return try store.write { session in
      let notice = try session.reader.notices().first { $0.key == key }
      switch work {
      case .publish(let number):
        let words = number < 2 ? "set the plates aside \(number)" : Texts.own(event)
        var edits = [
          FieldEdit(FieldID(NoticeField.text.number), .text(words)),
          FieldEdit(FieldID(NoticeField.acknowledgeBy.number), .text("2026-12-31")),
        ]
        if notice == nil {
          edits.append(FieldEdit(FieldID(NoticeField.purpose.number), .text("stop_use")))
        }
        return Done(text: try session.publish(notice, key, edits) ? "told branches" : "as it was")
      case .retitle(let number):
        guard let notice else { return nil }
        let edit = FieldEdit(FieldID(NoticeField.title.number), .text("plates \(number)"))
        return Done(text: try session.publish(notice, key, [edit]) ? "called otherwise" : "as it was")
      case .withdraw(let withdraws):
        guard let notice else { return nil }
        let edit = FieldEdit(FieldID(NoticeField.withdrawn.number), withdraws ? .flag(true) : .none)
        return Done(text: try session.publish(notice, key, [edit]) ? "withdrawn: \(withdraws)" : "as it was")
      case .acknowledge:
        guard let notice, notice.isFor(branch) else { return nil }
        _ = try session.acknowledge(notice, done: .text(Texts.own(event)))
        return Done(text: "acknowledged")
      }
    }
  }

  /// Two keys, so that people meet over them.
  static func noticeKey(_ place: Int) -> String { "sim-stop-\(place % 2)" }
}
