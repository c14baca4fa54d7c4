import SyncProtocol

/// What a server bears of one connection, one device, one address, and in all. Protocol.md lists the values.
package struct ServerLimits: Sendable {
  /// All header fields of one request, and their number.
  package var headBytes = 16 << 10
  package var headFields = 64
  /// From the connection's beginning, TLS included, to the end of the first request's header; in seconds.
  package var headSeconds: Int64 = 15
  /// The same for the next request of a connection, from the end of the last answer.
  package var keepAliveSeconds: Int64 = 75
  /// Between two parts of a body, and for the whole of it; in seconds.
  package var bodyIdleSeconds: Int64 = 20
  package var bodySeconds: Int64 = 300
  /// How long the rest of a body is read and dropped once its request was refused, and how much of it.
  package var drainSeconds: Int64 = 10
  /// Twice the largest body, so that whoever sent a little too much reads why it was refused.
  package var drainBytes = 2 * Limits.bodyBytes
  /// How long work goes on for a client that sends nothing more: it may want to read its answer, or be gone.
  package var goneSeconds: Int64 = 2
  /// How long an answer may wait for the other side to read on; in seconds.
  package var stallSeconds: Int64 = 60
  /// Further connections wait until others end.
  package var connections = 4096
  /// Connections of one address; this machine's own are not counted.
  package var connectionsPerAddress = 128
  /// A body where there is no token to check first, before and after decompression.
  package var openBodyBytes = 64 << 10
  /// Bodies that are being read or worked on, all together and of one device. Those without a token count as of
  /// one device.
  package var bodiesBytes = 256 << 20
  package var bodiesBytesPerDevice = 32 << 20
  /// Bodies of more bytes than that, unpacked, are decoded one after another.
  package var largeBodyBytes = 1 << 20
  /// Requests that are worked on at a time.
  package var workers = 4
  /// Event streams of one device: a further one ends the oldest.
  package var streamsPerDevice = 3
  package var streams = 2048
  /// Between two signs of life on an event stream; in seconds.
  package var eventKeepAliveSeconds: Int64 = 25
  /// Failed attempts with enrolment codes: so many at once, then one in so many seconds.
  package var codeAttemptsPerAddress = (burst: 10, seconds: 30)
  package var codeAttempts = (burst: 100, seconds: 2)

  package init() {}
}
