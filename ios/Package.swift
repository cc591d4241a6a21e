// swift-tools-version: 6.0
// The iOS shell: models with all the logic, views with none. The app itself, which only a phone runs,
// is in App/ and built by Xcode from project.yml.
//
// On Linux a target named SwiftUI stands in for Apple's framework: it has the signatures that the views
// use and turns a view into a tree that tests walk. See README.md for what that shows and what not.
import PackageDescription

let holdfast: Target.Dependency = .product(name: "Holdfast", package: "swift")

#if os(Linux)
  let old: [SwiftSetting] = [.swiftLanguageMode(.v5)]
  let frameworks = ["UIKit", "Security", "Network", "BackgroundTasks", "UniformTypeIdentifiers"]
  let stubs: [Target] =
    frameworks.map {
      .target(
        name: $0, dependencies: $0 == "UIKit" ? ["UniformTypeIdentifiers"] : [],
        path: "LinuxStubs/\($0)", swiftSettings: old)
    } + [
      .target(
        name: "SwiftUI", dependencies: ["UIKit"], path: "LinuxStubs/SwiftUI", swiftSettings: old),
      // What only a phone runs, compiled against those signatures. Xcode builds it from project.yml.
      .executableTarget(
        name: "HoldfastPhone",
        dependencies: ["HoldfastModels", "HoldfastViews", "SwiftUI", holdfast]
          + frameworks.map { .init(stringLiteral: $0) },
        path: "App", swiftSettings: [.unsafeFlags(["-warnings-as-errors"])]),
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
