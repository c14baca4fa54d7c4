/// exchange.json: head office's view, a sequence of calls and what each is answered.
struct ExchangeVector: Codable, Equatable, Identifiable {
  struct Refused: Codable, Equatable {
    var code: String
    var number: String?
    var offset: String?
    var clock: String?
    /// `act_known`: changes of the push, and the dots by which head office has them.
    var known: [Known]?
  }

  struct Known: Codable, Equatable {
    var number: String
    var dot: String
    var salt: String
    /// The content hash under that dot.
    var hash: String
  }

  /// One of: a code that head office gives out, a device that it revokes, a decision on a quarantined change,
  /// a call.
  struct Step: Codable, Equatable {
    struct Code: Codable, Equatable {
      var branch: String
      var role: String
      var code: String
    }

    struct Decision: Codable, Equatable {
      var dot: String
      /// `retry` or `discard`.
      var decision: String
      /// Why it is in quarantine still.
      var reason: String?
    }

    /// What head office's clock shows, in milliseconds since 1970.
    var clock: Int64
    var code: Code?
    var revoke: String?
    var quarantine: Decision?
    var call: String?
    var token: String?
    var request: JSONText?
    var response: JSONText?
    var refused: Refused?
  }

  var id: String
  var what: String
  var headOffice: String
  var branches: [String]
  var steps: [Step]
}
