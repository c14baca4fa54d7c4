/// The table of texts that cells point into (`sharedStrings.xml`).
struct SharedTexts: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init() {}

  init(_ xml: inout XMLReader) throws {
    var reader = TextReader()
    while let event = try xml.next() {
      switch event {
      case .start where xml.depth == 1:
        guard xml.isNamed("sst") else { throw xml.failure(.badMarkup) }
      case .start where xml.depth == 2: reader.begin(at: 2)
      case .start: reader.start(xml)
      case .text: try reader.add(xml)
      case .end where xml.depth == 2:
        EscapedText.decode(reader.text[...], into: &bytes)
        ends.append(bytes.count)
        guard bytes.count <= SpreadsheetLimits.sharedBytes, ends.count <= SpreadsheetLimits.sharedCount else {
          throw xml.failure(.tooLarge(limit: SpreadsheetLimits.sharedBytes))
        }
      case .end: reader.end(xml)
      }
    }
  }

  /// Appends a text; false where there is none with that number.
  func append(_ index: Int, to output: inout [UInt8]) -> Bool {
    guard ends.indices.contains(index) else { return false }
    output.append(contentsOf: bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]])
    return true
  }
}

/// Gathers the text of an item: `t`, or the `t` of each of its runs `r`. Phonetic hints (`rPh`) are not its text.
struct TextReader {
  private(set) var text: [UInt8] = []
  private var depth = 0
  private var isInRun = false
  private var isInText = false

  /// The item begins at this depth.
  mutating func begin(at depth: Int) {
    self.depth = depth
    text.removeAll(keepingCapacity: true)
    (isInRun, isInText) = (false, false)
  }

  mutating func start(_ xml: XMLReader) {
    switch xml.depth - depth {
    case 1:
      isInRun = xml.isNamed("r")
      isInText = xml.isNamed("t")
    case 2: isInText = isInRun && xml.isNamed("t")
    default: break
    }
  }

  mutating func add(_ xml: XMLReader) throws {
    guard isInText, xml.depth - depth <= 2 else { return }
    text.append(contentsOf: xml.text)
    guard text.count <= SpreadsheetLimits.text else {
      throw xml.failure(.tooLarge(limit: SpreadsheetLimits.text))
    }
  }

  mutating func end(_ xml: XMLReader) {
    if xml.depth - depth <= 2 { isInText = false }
  }
}
