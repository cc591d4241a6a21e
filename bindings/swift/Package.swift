// swift-tools-version: 6.0
// Holdfast for Swift: generated code, and a thin layer of actors over it.
//
// `cargo xtask bindings swift` makes what stands in `Generated/`: the library, the C module that calls
// it and the Swift code over that. It is never committed, and made anew before every test.
import Foundation
import PackageDescription

let generated = "\(Context.packageDirectory)/Generated"
let library = "\(generated)/lib"
let framework = "HoldfastGeneratedFFI.xcframework"

#if os(Linux)
  // GNU ld rejects an undefined symbol in Debian's libswiftObservation.so.
  let linker = ["-use-ld=lld"]
  let strict: [SwiftSetting] = [.unsafeFlags(["-warnings-as-errors"])]
#else
  let linker: [String] = []
  let strict: [SwiftSetting] = []
#endif

// For apps on Apple's systems: `cargo xtask ios` makes it. A Mac's own tests need only the library.
let isFramework = FileManager.default.fileExists(atPath: "\(generated)/\(framework)")
let core: Target =
  isFramework
  ? .binaryTarget(name: "HoldfastGeneratedFFI", path: "Generated/\(framework)")
  : .systemLibrary(name: "HoldfastGeneratedFFI", path: "Generated/HoldfastGeneratedFFI")
let linking: [LinkerSetting] =
  isFramework
  ? []
  : [
    .linkedLibrary("holdfast_bindings"),
    .unsafeFlags(linker + ["-L\(library)", "-Xlinker", "-rpath", "-Xlinker", library]),
  ]

let package = Package(
  name: "Holdfast",
  platforms: [.iOS(.v17), .macOS(.v14)],
  // Both, here and below: only a module that is named is looked at again when it changes.
  products: [.library(name: "Holdfast", targets: ["Holdfast", "HoldfastGenerated"])],
  targets: [
    core,
    .target(
      name: "HoldfastGenerated",
      dependencies: ["HoldfastGeneratedFFI"],
      path: "Generated/HoldfastGenerated",
      // What UniFFI generates is not written for the sixth mode yet.
      swiftSettings: [.swiftLanguageMode(.v5)],
      linkerSettings: linking
    ),
    .target(name: "Holdfast", dependencies: ["HoldfastGenerated"], swiftSettings: strict),
    // What tests/shells runs: not a product, so nobody who depends on this gets it.
    .executableTarget(
      name: "HoldfastShell", dependencies: ["Holdfast", "HoldfastGenerated"],
      path: "Tests/HoldfastShell",
      swiftSettings: strict),
    .testTarget(
      name: "HoldfastTests", dependencies: ["Holdfast", "HoldfastGenerated"],
      swiftSettings: strict),
  ]
)
