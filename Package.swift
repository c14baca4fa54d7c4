// swift-tools-version: 6.2
import PackageDescription

// `FULLY_STATIC=1` makes programs that run on a machine without Swift and start in a few
// milliseconds (see `make install`). It changes only the link step. Ordinary builds are dynamic.
let link: [LinkerSetting] =
  Context.environment["FULLY_STATIC"] == nil
  ? [] : [.unsafeFlags(["-static-executable"]), .linkedLibrary("m")]

let swift: [SwiftSetting] =
  [.enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault")]
  + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let tls = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let certificates = Target.Dependency.product(name: "X509", package: "swift-certificates")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

/// A target of ours with the settings that all of them share.
func module(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: swift)
}
func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, swiftSettings: swift, linkerSettings: link)
}
func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
  .testTarget(
    name: name, dependencies: ["TestSupport"] + dependencies, resources: resources, swiftSettings: swift)
}

/// The coverage-guided fuzzer needs its own build of everything (see `make fuzz`).
let fuzzer = Context.environment["FUZZ"] == nil ? [] : [program("casebook-fuzz", ["Fuzzing"])]

let package = Package(
  name: "casebook",
  products: [
    .executable(name: "casebook", targets: ["casebook"]),
    .executable(name: "casebook-server", targets: ["casebook-server"]),
    .executable(name: "casebook-bench", targets: ["casebook-bench"]),
    .executable(name: "casebook-sim", targets: ["casebook-sim"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.34.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.9.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    // Certificates for tests.
    .package(url: "https://github.com/apple/swift-certificates.git", from: "1.21.1"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", path: "Sources/CZlib", providers: [.apt(["zlib1g-dev"])]),
    module("Versioning", [crypto]),
    // What every text is made of.
    module("Language", []),
    // How clocks are set at a place.
    module("Zones", []),
    module("Complaints", ["Versioning", "Language", "Zones"]),
    module("SyncProtocol", ["CZlib", protobuf], exclude: ["sync.proto"]),
    module("Bundles", ["Versioning", "SyncProtocol", crypto, protobuf]),
    module("RecordStore", ["Versioning", "Language", grdb, sqlite]),
    // What is derived from records for listing, finding and counting; thrown away and made anew at will.
    module("CaseIndex", ["Versioning", "Language", "Complaints", "RecordStore", "Zones", grdb]),
    module(
      "Replica",
      [
        "Versioning", "Complaints", "SyncProtocol", "Bundles", "RecordStore", "CaseIndex", "Zones", grdb,
        cryptoExtras,
      ]),
    module(
      "SyncClient",
      [
        "Versioning", "RecordStore", "CaseIndex", "Replica", "SyncProtocol", "Bundles", protobuf, nio,
        nioHTTP1, nioPosix,
        tls,
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
      ]),
    module(
      "HeadOffice", ["Versioning", "Complaints", "RecordStore", "SyncProtocol", "Bundles", grdb, crypto]),
    module(
      "SyncServer",
      [
        "RecordStore", "HeadOffice", "SyncProtocol", protobuf, logging, nio, nioPosix, tls,
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    module(
      "Simulator",
      [
        "Versioning", "Complaints", "SyncProtocol", "RecordStore", "Bundles", "CaseIndex", "Replica",
        "SyncClient",
        "HeadOffice", "Zones", grdb,
      ]),
    // The laws that hold for whatever bytes come from outside; `make fuzz` looks for bytes that break them.
    module(
      "Fuzzing",
      [
        "Versioning", "Language", "Complaints", "SyncProtocol", "Bundles", "Interchange", "Spreadsheet",
        "Zones",
        protobuf,
      ]),
    module("Spreadsheet", ["CZlib"]),
    module("Interchange", ["Complaints", "Language", "Spreadsheet", "Zones", "Yams"]),
    module("Terminal", ["Language"]),
    // What is published as pages for a browser: pure, text in and files out.
    module("Site", ["Language", "Complaints", "Terminal"]),
    module(
      "Console",
      [
        "Language", "Complaints", "RecordStore", "Bundles", "Interchange", "Terminal", "Zones", "Yams",
        arguments,
      ]),
    program(
      "casebook",
      [
        "Versioning", "Language", "Complaints", "SyncProtocol", "RecordStore", "CaseIndex", "Replica",
        "SyncClient",
        "Bundles",
        "Interchange", "Spreadsheet", "Terminal", "Site", "Console", "Zones", arguments,
      ]),
    program(
      "casebook-server",
      [
        "Versioning", "Language", "Complaints", "SyncProtocol", "RecordStore", "Bundles", "HeadOffice",
        "SyncServer",
        "Interchange", "Terminal", "Console", logging, arguments,
        .product(name: "Hummingbird", package: "hummingbird"),
      ]),
    program(
      "casebook-bench",
      [
        "Language", "Versioning", "Complaints", "SyncProtocol", "RecordStore", "CaseIndex", "Replica",
        "SyncClient",
        "HeadOffice",
        "SyncServer", "Interchange", "Terminal", "Console", "Zones", grdb, sqlite, logging, arguments,
        .product(name: "Hummingbird", package: "hummingbird"),
      ]),
    program("casebook-sim", ["Simulator", arguments]),
    // What tests of several targets need: programs that run beside a test and the folders that they work in, and
    // stores on clocks that the test moves: a desk, a machine, a world with head office.
    .target(
      name: "TestSupport",
      dependencies: [
        "Versioning", "Complaints", "SyncProtocol", "Bundles", "RecordStore", "CaseIndex", "Replica",
        "SyncClient", "HeadOffice", "Zones", grdb,
      ], path: "Tests/TestSupport", swiftSettings: swift),
    tests("VersioningTests", ["Versioning"], resources: [.copy("Vectors")]),
    tests("LanguageTests", ["Language", "Terminal"]),
    tests("ZonesTests", ["Zones"]),
    tests("ComplaintsTests", ["Language", "Complaints", "Versioning", "Zones"]),
    tests("TerminalTests", ["Language", "Terminal"]),
    tests("SiteTests", ["Language", "Complaints", "Site"]),
    tests(
      "InterchangeTests", ["Language", "Interchange", "Spreadsheet", "Zones"],
      resources: [.copy("Maps")]),
    tests("SpreadsheetTests", ["Spreadsheet"]),
    tests("SyncProtocolTests", ["Versioning", "Complaints", "SyncProtocol", protobuf]),
    tests("BundlesTests", ["Bundles", "Versioning", "SyncProtocol", crypto, protobuf]),
    tests(
      "HeadOfficeTests",
      ["Versioning", "Complaints", "SyncProtocol", "Bundles", "RecordStore", "HeadOffice", grdb]),
    tests(
      "SyncServerTests",
      [
        "Versioning", "Complaints", "SyncProtocol", "RecordStore", "CaseIndex", "Replica", "SyncClient",
        "HeadOffice",
        "SyncServer", protobuf, logging, nio,
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
      ]),
    tests(
      "ConformanceTests",
      [
        "Versioning", "Complaints", "SyncProtocol", "Bundles", "RecordStore", "CaseIndex", "Replica",
        "SyncClient", "HeadOffice", "Zones",
        crypto, protobuf, grdb,
      ]),
    tests("RecordStoreTests", ["RecordStore", grdb]),
    tests(
      "CaseIndexTests",
      ["Versioning", "Complaints", "RecordStore", "CaseIndex", "Replica", "Zones", grdb]),
    tests(
      "ReplicaTests",
      [
        "Versioning", "Complaints", "RecordStore", "CaseIndex", "Replica", "HeadOffice", "SyncProtocol",
        "Zones", grdb,
      ]),
    tests(
      "CasebookTests",
      [
        "casebook", "casebook-server", "Versioning", "Complaints", "RecordStore", "CaseIndex",
        "Replica",
        "HeadOffice", "Interchange", "Spreadsheet", "Zones", grdb, crypto, certificates,
      ]),
    tests(
      "SyncClientTests",
      [
        "Versioning", "Complaints", "SyncProtocol", "Bundles", "RecordStore", "CaseIndex", "Replica",
        "SyncClient",
        "HeadOffice", "Zones", grdb,
      ]),
    tests("FuzzingTests", ["Fuzzing"], resources: [.copy("Fixtures")]),
    tests(
      "SimulatorTests", ["casebook-sim", "Simulator", "Versioning", "Complaints", "Zones"],
      resources: [.copy("Fixtures")]),
  ] + fuzzer,
  swiftLanguageModes: [.v6]
)
