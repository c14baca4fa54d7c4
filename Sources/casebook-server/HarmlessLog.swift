import Logging
import Terminal

/// Writes what another handler writes, each event as one line: what a stranger sent (an address, an error that
/// quotes it) forges no further line and does nothing to a terminal.
struct HarmlessLog: LogHandler {
  private var inner: any LogHandler

  init(_ inner: any LogHandler) { self.inner = inner }

  func log(event: LogEvent) {
    var event = event
    event.message = "\(event.message.description.sanitised(.joined))"
    event.metadata = event.metadata?.mapValues(Self.harmless)
    inner.log(event: event)
  }

  private static func harmless(_ value: Logger.MetadataValue) -> Logger.MetadataValue {
    switch value {
    case .string(let text): .string(text.sanitised(.joined))
    case .stringConvertible(let value): .string(value.description.sanitised(.joined))
    case .array(let values): .array(values.map(harmless))
    case .dictionary(let values): .dictionary(values.mapValues(harmless))
    @unknown default: value
    }
  }

  var logLevel: Logger.Level {
    get { inner.logLevel }
    set { inner.logLevel = newValue }
  }

  var metadata: Logger.Metadata {
    get { inner.metadata }
    set { inner.metadata = newValue }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { inner[metadataKey: key] }
    set { inner[metadataKey: key] = newValue }
  }
}
