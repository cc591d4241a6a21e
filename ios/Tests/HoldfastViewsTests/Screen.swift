import Holdfast
import HoldfastModels
import HoldfastScenes
import HoldfastViews
import Testing

@testable import SwiftUI

/// The app on a screen, looked at and touched as somebody does: what is in sight, by its words.
@MainActor
final class Screen {
  let world: World
  let phone: TestPhone
  let app: AppModel
  let words: Words
  var scheme: ColorScheme
  var size: DynamicTypeSize

  init(
    _ world: World, _ device: Device? = nil, phone: TestPhone? = nil,
    scheme: ColorScheme = .light, size: DynamicTypeSize = .large, words: Words = Words()
  ) throws {
    self.world = world
    self.words = words
    self.scheme = scheme
    self.size = size
    let phone = phone ?? TestPhone(world.keystore("amina"))
    self.phone = phone
    app = AppModel(try device ?? world.amina(), phone, over: URLSessionTransport(patience: 20))
    app.seen()
  }

  /// Everything that is drawn, sheets and what they cover.
  private var tree: Node {
    render(
      HoldfastRoot(app, words: words)
        .environment(\.colorScheme, scheme).environment(\.dynamicTypeSize, size))
  }

  /// What is in sight: the sheet on top, where there is one.
  var sight: Node {
    let tree = tree
    return tree.all.last { $0.kind == "Sheet" } ?? tree
  }

  /// Syncing, while the vault is open.
  var syncing: Syncing? {
    if case .open(_, let syncing) = app.standing { syncing } else { nil }
  }

  /// What can be touched, in reading order.
  var controls: [Node] { sight.all.filter { $0.isControl && $0.kind != "SystemBack" } }

  /// Waits until a text is in sight.
  func shows(_ text: String, _ location: SourceLocation = #_sourceLocation) async {
    let isShown = await until { sight.texts.contains { $0.contains(text) } }
    #expect(
      isShown, "expected \"\(text)\", found \(sight.texts)", sourceLocation: location)
  }

  /// Waits until a text is nowhere in sight.
  func showsNot(_ text: String, _ location: SourceLocation = #_sourceLocation) async {
    let isGone = await until { !sight.texts.contains { $0.contains(text) } }
    #expect(isGone, "expected no \"\(text)\", found \(sight.texts)", sourceLocation: location)
  }

  /// A text that is not in sight now, without waiting for it to go.
  func hasNot(_ text: String, _ location: SourceLocation = #_sourceLocation) async {
    await app.quiet()
    let texts = sight.texts
    #expect(
      !texts.contains { $0.contains(text) }, "expected no \"\(text)\", found \(texts)",
      sourceLocation: location)
  }

  /// Where in reading order a text stands.
  func place(of text: String) -> Int? { sight.texts.firstIndex { $0.contains(text) } }

  /// A control by its spoken name, or by a word on it.
  func control(_ name: String) -> Node? {
    let controls = controls
    return controls.first { $0.spoken == name } ?? controls.first { $0.texts.contains(name) }
  }

  /// Whether a control can be used now.
  func isOffered(_ name: String) -> Bool { control(name).map { !$0.isDisabled } ?? false }

  /// What stands in a field.
  func typed(_ label: String) -> String? { control(label)?.string?.wrappedValue }

  /// Taps something once it can be tapped, and waits until what it began is done.
  func tap(_ name: String, _ location: SourceLocation = #_sourceLocation) async {
    let canTap = await until { control(name).map { !$0.isDisabled && $0.tap != nil } ?? false }
    guard canTap, let tap = control(name)?.tap else {
      Issue.record(
        "expected to tap \"\(name)\", found \(controls.map(\.spoken))", sourceLocation: location)
      return
    }
    tap()
    await app.quiet()
  }

  /// Types into a field once it can be typed into, in place of what stands there.
  func type(_ label: String, _ text: String, _ location: SourceLocation = #_sourceLocation) async {
    let canType = await until { control(label).map { !$0.isDisabled && $0.string != nil } ?? false }
    guard canType, let field = control(label)?.string else {
      Issue.record(
        "expected to type into \"\(label)\", found \(controls.map(\.spoken))",
        sourceLocation: location)
      return
    }
    field.wrappedValue = text
    await app.quiet()
  }

  /// The system's own way back.
  func back() async {
    sight.all.first { $0.kind == "SystemBack" }?.tap?()
    await app.quiet()
  }
}
