import Testing
@testable import Versioning
@Test func tmpPrint() throws {
  for s in EncodingSamples.changes { print("GOLD", s.name, hexadecimal(s.change.encoded())) }
  for s in EncodingSamples.states { print("GOLD", s.name, hexadecimal(try state(s.changes).encoded())) }
}
