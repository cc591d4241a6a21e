// swift-tools-version: 6.0
// The iOS shell: models with all the logic, views with none. The app itself, which only a phone runs,
// is in App/ and built by Xcode from project.yml.
//
// On Linux a target named SwiftUI stands in for Apple's framework: it has the signatures that the views
// use and turns a view into a tree that tests walk. See README.md for what that shows and what not.
import PackageDescription

#if os(Linux)
  let stubs: [Target] = [
    .target(
      name: "SwiftUI", path: "LinuxStubs/SwiftUI", swiftSettings: [.swiftLanguageMode(.v5)])
  ]
  let stub: [Target.Dependency] = ["SwiftUI"]
  // What walks the tree of the stubs has nothing to walk on Apple's systems.
  let viewTests: [Target] = [
    .testTarget(
      name: "HoldfastViewsTests",
      dependencies: ["HoldfastViews", "HoldfastModels", "HoldfastScenes", "SwiftUI"],
      swiftSettings: [.unsafeFlags(["-warnings-as-errors"])])
  ]
  let strict: [SwiftSetting] = [.unsafeFlags(["-warnings-as-errors"])]
#else
  let stubs: [Target] = []
  let stub: [Target.Dependency] = []
  let viewTests: [Target] = []
  let strict: [SwiftSetting] = []
#endif

let holdfast: Target.Dependency = .product(name: "Holdfast", package: "swift")

let package = Package(
  name: "HoldfastApp",
  platforms: [.iOS(.v17), .macOS(.v14)],
  products: [
    .library(name: "HoldfastModels", targets: ["HoldfastModels"]),
    .library(name: "HoldfastViews", targets: ["HoldfastViews"]),
  ],
  dependencies: [.package(path: "../bindings/swift")],
  targets: [
    .target(name: "HoldfastModels", dependencies: [holdfast], swiftSettings: strict),
    .target(
      name: "HoldfastViews", dependencies: ["HoldfastModels", holdfast] + stub,
      swiftSettings: strict),
    // Harbour Care, its vaults and its hub, for both kinds of tests. No product has it.
    .target(
      name: "HoldfastScenes", dependencies: ["HoldfastModels", holdfast],
      path: "Tests/HoldfastScenes", swiftSettings: strict),
    .testTarget(
      name: "HoldfastModelsTests", dependencies: ["HoldfastModels", "HoldfastScenes", holdfast],
      swiftSettings: strict),
  ] + stubs + viewTests
)
