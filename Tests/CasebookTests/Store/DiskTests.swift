import Foundation
import Replica
import Testing

/// Disks that are full or may not be written. Mounts are made in a namespace of the test's own.
@Suite(.enabled(if: Namespace.isAvailable, "this user may mount nothing, not even in a namespace of its own"))
struct DiskTests {
  @Test func `a full disk loses nothing that was saved`() throws {
    let shop = try Shop(initialised: false)
    let out = shop.folder.path
    let ran = try Namespace.run(
      """
      mkdir -p "$CASEBOOK_HOME" && mount -t tmpfs -o size=1200k,mode=700 tmpfs "$CASEBOOK_HOME" || exit 99
      C='\(shop.program)'; cd '\(out)'
      "$C" init --branch SH01 --author 'Li Na' >/dev/null 2>&1 || exit 98
      text=$(head -c 20000 /dev/zero | tr '\\0' x); n=0; code=0
      while [ $n -lt 200 ] && [ $code = 0 ]; do
        "$C" new --channel phone --narrative "$text" >> numbers 2> error; code=$?; n=$((n + 1))
      done
      echo $code > code
      "$C" note 1 x 2>/dev/null; "$C" sync 2>/dev/null
      "$C" list --limit 1000 --json > full.json || exit 97
      "$C" backup "$CASEBOOK_HOME/backup.sqlite" 2> backup.error; echo $? > backup.code; ls "$CASEBOOK_HOME" > names
      mount -o remount,size=20m "$CASEBOOK_HOME" || exit 96
      "$C" new --channel phone --narrative "$text" >> numbers || exit 95
      "$C" list --limit 1000 --json > after.json || exit 94
      "$C" doctor > doctor 2>&1; echo $? > doctor.code
      """, environment: shop.environment)
    try #require(ran.status == 0, "\(ran.status): \(ran.error)")
    func text(_ name: String) throws -> String {
      try String(contentsOfFile: out + "/" + name, encoding: .utf8).trimmingCharacters(
        in: .whitespacesAndNewlines)
    }
    func numbers(_ name: String) throws -> Set<String> {
      let list = try JSONSerialization.jsonObject(with: Data(text(name).utf8)) as? [[String: Any]]
      return Set((list ?? []).compactMap { $0["number"] as? String })
    }
    #expect(try text("code") == "1")
    #expect(try text("error").contains("full"))
    #expect(try text("error").contains("Nothing was saved"))
    let printed = try text("numbers").split(separator: "\n").map(String.init)
    #expect(printed.count > 5)
    #expect(Set(printed).count == printed.count)
    #expect(try numbers("full.json") == Set(printed.dropLast()))
    #expect(try numbers("after.json") == Set(printed))
    #expect(try text("backup.code") == "1")
    #expect(try !text("names").contains("backup"))
    // The disk has little room still: a problem, but nothing is damaged.
    let doctor = try text("doctor")
    #expect(try ["0", "1"].contains(text("doctor.code")), "\(doctor)")
    #expect(!doctor.contains("damaged"), "\(doctor)")
  }

  /// - Parameter hasLog: whether the last cases lie in the log only.
  @Test(arguments: [false, true])
  func `a read only disk is read and not written`(hasLog: Bool) throws {
    let shop = try Shop()
    try shop.new("--channel", "phone", "--narrative", "The soup was cold")
    // A process that holds the store open keeps its log where it is.
    let holder = try hasLog ? ReplicaStore.open(path: shop.storePath) : nil
    try holder?.queue.inDatabase { _ = try $0.tableExists("cases") }
    try shop.new("--channel", "phone", "--narrative", "The tea was cold")
    defer { try? holder?.queue.close() }
    #expect(FileManager.default.fileExists(atPath: shop.storePath + "-wal") == hasLog)
    func readOnly(_ command: String) throws -> Program.Ran {
      try Namespace.run(
        """
        mount --bind "$CASEBOOK_HOME" "$CASEBOOK_HOME" && mount -o remount,ro,bind "$CASEBOOK_HOME" || exit 99
        '\(shop.program)' \(command)
        """, environment: shop.environment)
    }
    for command in [
      "list", "show 1", "history 1", "search tea", "status", "export --format jsonl", "news --keep",
      "conflict list", "doctor",
    ] {
      let ran = try readOnly(command)
      #expect(ran.status == 0, "\(command): \(ran.error)")
    }
    #expect(try readOnly("list --json").array().count == 2)
    let copy = shop.folder.path + "/copy.sqlite"
    #expect(try readOnly("backup '\(copy)'").status == 0)
    for command in [
      "new --channel phone --narrative x", "note 1 x", "edit 1 --severity severe", "delete 1 --reason x",
      "doctor --repair",
    ] {
      let ran = try readOnly(command)
      #expect(ran.status == 1, "\(command): \(ran.output)")
      #expect(ran.error.contains("Nothing was changed") || command.hasPrefix("doctor"), "\(ran.error)")
    }
    #expect(try shop.list().count == 2)
  }
}
