import Foundation
import Holdfast
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

  @Test func whatWasChosenIsInWelshAndWhatWasWrittenAsItWasWritten() throws {
    let world = try World()
    let page = try world.olu().people().page(person: world.doreen())
    let says = page.sections.flatMap(\.items).flatMap(\.values).flatMap(\.says)
    let support = try #require(says.first { $0.field == "support" })
    #expect(Words().says(support) == "administer")
    #expect(Words(.cy).says(support) == "rhoi")
    let reach = try #require(says.first { $0.field == "reach" })
    #expect(Words(.cy).says(reach) == "ffôn symudol 07700 900123")
    let dose = try #require(says.first { $0.field == "dose" })
    #expect(Words(.cy).says(dose) == "one tablet")
  }

  @Test func aMoodIsChosenInWelsh() async throws {
    let world = try World()
    let visit = try world.evening()
    let screen = try Screen(world, words: Words(.cy))
    let words = screen.words
    screen.app.openVisit(visit)
    await screen.tap(words.visitMeasure)
    await screen.tap(words.observation(.mood))
    await screen.tap("Tawel")
    await screen.tap(words.save)
    await screen.shows("hwyliau tawel")
    let seen = try world.amina().visits().page(visit: visit).recorded(.observation)
    #expect(seen.map { $0.says.text("observed") } == ["mood calm"])
  }
}

extension Node {
  /// Everything that can be seen or heard of it.
  fileprivate var said: [String] {
    let heard = isHidden ? [] : [label, value, hint]
    return ([text] + heard).compactMap { $0 }
  }
}
