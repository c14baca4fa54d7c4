package import Complaints
import Glibc

/// Where a store stays when another is put in its place.
package enum SetAside {
  /// `casebook.sqlite.before-20261122-153000` beside the store, with a number where that exists.
  package static func path(of store: String, at time: LocalTime) -> String {
    let stamp = time.rfc3339.prefix(19).filter { $0 != "-" && $0 != ":" }.map { $0 == "T" ? "-" : $0 }
    let base = store + ".before-" + String(stamp)
    var path = base
    var number = 2
    while access(path, F_OK) == 0 {
      path = "\(base)-\(number)"
      number += 1
    }
    return path
  }
}
