import Holdfast
import HoldfastModels
import HoldfastScenes
import Testing

@testable import HoldfastViews
@testable import SwiftUI

/// What must hold on every screen.
@MainActor @Suite struct EverywhereTest {
  /// The least that a finger hits.
  private static let target: CGFloat = 44
  private static let aa = 4.5
  private static let aaShapes = 3.0

  private func onEvery(_ check: (Screen) -> [String]) async throws {
    let found = try await EveryScreen().found(check)
    #expect(found.count == 17)
    #expect(found.filter { !$0.value.isEmpty } == [:])
  }

  @Test func everyControlHasASpokenNameAndARole() async throws {
    try await onEvery { screen in
      // The system's own way back has the system's own name.
      if !screen.sight.all.contains(where: \.isControl) { return ["no control"] }
      return screen.controls.compactMap { control in
        if control.spoken.isEmpty { return "a \(control.kind) without a name" }
        let isTyped = ["TextField", "SecureField"].contains(control.kind)
        let hasRole = isTyped || control.traits.contains(.isButton)
        return hasRole ? nil : "no role: \(control.spoken)"
      }
    }
  }

  @Test func noTwoControlsOfAScreenAreSpokenAlike() async throws {
    try await onEvery { screen in
      Dictionary(grouping: screen.controls, by: \.spoken)
        .filter { $0.value.count > 1 }
        .map { "\($0.value.count) times: \($0.key)" }
    }
  }

  @Test func touchTargetsAreLargeEnough() async throws {
    try await onEvery { screen in
      screen.controls.compactMap { control in
        let (width, height) = (control.atLeast(\.minWidth), control.atLeast(\.minHeight))
        let isLarge = width >= Self.target && height >= Self.target
        return isLarge ? nil : "\(control.spoken): \(width) by \(height)"
      }
    }
  }

  /// 200 % of what is usual, and the largest there is.
  @Test(arguments: [DynamicTypeSize.accessibility3, .accessibility5])
  func textAt200PercentIsNotClipped(_ size: DynamicTypeSize) async throws {
    try await onEvery { screen in
      let usual = screen.sight.texts
      screen.size = size
      let large = screen.sight
      let lost = Set(usual).subtracting(large.texts).map { "lost: \($0)" }
      return usual.isEmpty ? ["no text"] : lost + large.cut + large.sideBySide
    }
  }

  /// The measure itself: what is too low, kept to a line or beside another text is found.
  @Test func aTextThatDoesNotFitIsFound() {
    let name = "Doreen Ashworth of Harbour Street in the old town"
    #expect(render(VStack { Text(name) }.frame(width: 200, height: 24)).cut == ["cut: \(name)"])
    #expect(render(VStack { Text(name).lineLimit(1) }).cut == ["cut: \(name)"])
    #expect(render(VStack { Text(name) }.frame(maxWidth: .infinity, minHeight: 24)).cut == [])
    let row = HStack {
      Text(name)
      Text("20:30")
    }
    #expect(render(row).sideBySide == ["side by side: \(name), 20:30"])
  }

  @Test func contrastIsAAInLightAndDark() async throws {
    for palette in [Palette.light, .dark] {
      let tones = [palette.act, palette.calm, palette.notice, palette.warning, palette.alert]
      let grounds = [palette.ground, palette.card]
      let inks = [palette.text, palette.small, palette.act.under, palette.alert.on]
      let pairs =
        tones.map { ($0.on, $0.under) } + grounds.flatMap { under in inks.map { ($0, under) } }
      for (on, under) in pairs {
        #expect(contrast(on.color, under.color) >= Self.aa, "\(on) on \(under)")
      }
      for ground in grounds {
        #expect(contrast(palette.outline.color, ground.color) >= Self.aaShapes)
      }
    }
    #expect(contrast(Ink(0x000000).color, Ink(0xFFFFFF).color) == 21)
  }

  /// Not only can the colours be told apart: each text on each screen stands on one that it can be told
  /// from.
  @Test(arguments: ColorScheme.allCases)
  func everyTextCanBeToldFromWhatItStandsOn(_ scheme: ColorScheme) async throws {
    let palette = scheme.palette
    try await onEvery { screen in
      screen.scheme = scheme
      return screen.sight.inks(palette.text.color, on: palette.ground.color)
        .filter { contrast($0.ink, $0.ground) < Self.aa }
        .map { "\($0.text): \(contrast($0.ink, $0.ground))" }
    }
  }

  /// WCAG 2.2.
  private func contrast(_ one: Color, _ other: Color) -> Double {
    let (one, other) = (luminance(one), luminance(other))
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
  }

  private func luminance(_ color: Color) -> Double {
    func linear(_ part: Double) -> Double {
      part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
  }
}

extension Node {
  /// What it takes up at least: as much as anything in it.
  fileprivate func atLeast(_ side: KeyPath<Node, CGFloat?>) -> CGFloat {
    all.compactMap { $0[keyPath: side] }.max() ?? 0
  }

  /// Texts that have less room than they may need.
  fileprivate var cut: [String] {
    let isCut = maxHeight != nil || maxWidth != nil || lineLimit != nil
    return isCut ? texts.map { "cut: \($0)" } : children.flatMap(\.cut)
  }

  /// Rows of more than one text, which break words where the text is large.
  fileprivate var sideBySide: [String] {
    let rows = all.filter { row in
      row.kind == "HStack" && row.children.filter { !$0.texts.isEmpty }.count > 1
    }
    return rows.map { "side by side: \($0.texts.joined(separator: ", "))" }
  }

  /// Each text below here, with its colour and what it stands on.
  fileprivate func inks(_ around: Color, on under: Color) -> [(
    text: String, ink: Color, ground: Color
  )] {
    let (ink, ground) = (ink ?? around, ground ?? under)
    let own = text.map { [(text: $0, ink: ink, ground: ground)] } ?? []
    return own + children.flatMap { $0.inks(ink, on: ground) }
  }
}
