import Fuzzing
import Glibc

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// `casebook-fuzz`, the target in FUZZ_TARGET, the options of libFuzzer on the command line. It ends at the
/// first input that breaks a law, crashes or hangs, and writes it to a file.
@main struct Fuzzer {
  private static let target = getenv("FUZZ_TARGET").flatMap { FuzzTarget(rawValue: String(cString: $0)) }

  static func main() {
    guard target != nil else {
      print("FUZZ_TARGET: one of " + FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))
      exit(64)
    }
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(
      runDriver(&count, &arguments) { data, size in
        do { try Fuzzer.target?.run(Array(UnsafeBufferPointer(start: data, count: size))) } catch {
          print("broken law: \(error)")
          fflush(nil)
          // libFuzzer takes this for a crash, keeps the input and ends.
          abort()
        }
        return 0
      })
  }
}
