import TestSupport
import Testing

@testable import Versioning

@Suite struct MergeVectorTests {
  @Test func `merge_json is what the code makes`() throws {
    let made = MergeSource.vectors()
    if VectorFile.isRecording {
      try VectorFile.write(
        "merge", about: "Changes in every order, and joins of states: Protocol.md, sections 4, 5 and 22.",
        keeps: true, made)
    }
    try VectorFile.check("merge", made: made)
  }

  private func changes(_ vector: MergeVector) throws -> [Change] {
    try vector.changes.map { try Change(decoding: try #require(unhex($0))) }
  }

  @Test func `in every order, and erased at any time, there is one state`() throws {
    for vector in try VectorFile.read("merge", as: MergeVector.self) {
      let run = MergeRun(changes: try changes(vector), erased: vector.erased ?? [])
      #expect(run.changes.map { Spelt($0) } == vector.spelt, "\(vector.id)")
      for order in vector.orders {
        let indices = MergeRun.numbers(order.order)
        let verdicts = run.states(indices, erasing: .max).verdicts.joined(separator: ", ")
        #expect(verdicts == order.verdicts, "\(vector.id) \(order.order)")
        for at in 0...indices.count {
          let (states, _) = run.states(indices, erasing: at)
          #expect(MergeRun.records(states) == vector.records, "\(vector.id) \(order.order) erased at \(at)")
          if let deletion = vector.deletion {
            #expect(MergeRun.deletion(states, field: deletion.field) == deletion, "\(vector.id)")
          }
        }
      }
    }
  }

  @Test func `the orders are all that there are`() throws {
    for vector in try VectorFile.read("merge", as: MergeVector.self) where vector.parts != nil {
      let all = Set(permutations(Array(vector.changes.indices)))
      #expect(Set(vector.orders.map { MergeRun.numbers($0.order) }) == all, "\(vector.id)")
    }
  }

  @Test func `joined states are those of both together`() throws {
    var count = 0
    for vector in try VectorFile.read("merge", as: MergeVector.self) {
      let parts = vector.parts ?? []
      let states = Dictionary(
        uniqueKeysWithValues: parts.map { (Set(MergeRun.numbers($0.changes)), $0.state) })
      for one in parts {
        for other in parts {
          let both = Set(MergeRun.numbers(one.changes) + MergeRun.numbers(other.changes))
          for hex in [other.state, other.unerased].compactMap({ $0 }) {
            let left = try RecordState(decoding: try #require(unhex(one.state)))
            let right = try RecordState(decoding: try #require(unhex(hex)))
            let joined = try #require(join(left, right))
            #expect(
              hexadecimal(joined.encoded()) == states[both], "\(vector.id) \(one.changes) \(other.changes)")
            count += 1
          }
        }
      }
    }
    #expect(count > 500)
  }

  @Test func `each part is the state of its changes`() throws {
    for vector in try VectorFile.read("merge", as: MergeVector.self) {
      let changes = try changes(vector)
      for part in vector.parts ?? [] {
        let indices = MergeRun.numbers(part.changes)
        let erased = MergeRun(changes: changes, erased: vector.erased ?? []).states(indices).states
        let plain = MergeRun(changes: changes, erased: []).states(indices).states
        let record = changes[0].record
        #expect(erased[record].map { hexadecimal($0.encoded()) } == part.state, "\(vector.id)")
        if let wanted = part.unerased {
          #expect(plain[record].map { hexadecimal($0.encoded()) } == wanted, "\(vector.id)")
        }
      }
    }
  }
}
