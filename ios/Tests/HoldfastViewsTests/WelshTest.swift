import Foundation
import HoldfastModels
import HoldfastScenes
import Testing

@testable import SwiftUI

/// No English of the catalogue on any screen in Welsh: not shown, not spoken.
@MainActor @Suite struct WelshTest {
  /// Each English text that is another one in Welsh, as whole words, with whatever is filled in between.
  private let english: [(says: String, whole: NSRegularExpression)]

  init() throws {
    english = try #require(englishOnly[.cy]).map { parts in
      let words = parts.map {
        "(?<![\\p{L}\\p{N}])\(NSRegularExpression.escapedPattern(for: $0))(?![\\p{L}\\p{N}])"
      }
      let whole = try NSRegularExpression(pattern: words.joined(separator: ".*"))
      return (parts.joined(separator: " … "), whole)
    }
  }

  private func englishHere(_ screen: Screen) -> [String] {
    let said = screen.sight.all.flatMap(\.said).joined(separator: "\n")
    return english.compactMap { says, whole in
      let found = whole.firstMatch(in: said, range: NSRange(said.startIndex..., in: said))
      return found.flatMap { Range($0.range, in: said) }.map { range in
        "“\(says)” in “\(said[said.lineRange(for: range)])”"
      }
    }
  }

  @Test func welshShowsNoEnglish() async throws {
    #expect(english.count > 300)
    let found = try await EveryScreen().found(words: Words(.cy), englishHere)
    #expect(found.filter { !$0.value.isEmpty }.isEmpty)
  }

  /// The measure itself: the same check on the English screens finds English on every one of them.
  @Test func englishThatIsShownIsFound() async throws {
    let found = try await EveryScreen().found(englishHere)
    #expect(found.filter { $0.value.isEmpty }.isEmpty)
  }
}

extension Node {
  /// Everything that can be seen or heard of it.
  fileprivate var said: [String] {
    let heard = isHidden ? [] : [label, value, hint]
    return ([text] + heard).compactMap { $0 }
  }
}
