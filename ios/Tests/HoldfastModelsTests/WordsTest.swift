import HoldfastModels
import HoldfastScenes
import Testing

/// The generated words, beside what Fluent's own library says.
@Suite struct WordsTest {
  private let welsh = Words.preferring(["cy-GB"])

  @Test func theGeneratedWordsSayWhatFluentSays() {
    let samples = samples()
    #expect(samples.count > 700)
    for sample in samples where sample.generated != sample.fluent {
      Issue.record("\(sample.what): \(sample.generated), and Fluent says \(sample.fluent)")
    }
  }

  @Test func thePhonesLanguageIsSpokenAndEnglishWhereThereAreNoWordsInIt() {
    #expect(welsh.language == .cy)
    #expect(Words.preferring(["pl-PL", "cy", "en-GB"]).language == .cy)
    #expect(Words.preferring(["en-US", "cy"]).language == .en)
    #expect(Words.preferring(["pl-PL"]).language == .en)
    #expect(Words.preferring([]).language == .en)
  }

  @Test func daysHaveTheirNamesInEachLanguage() {
    let sunday = moment("2026-11-22T18:05:00Z")
    let now = moment("2026-11-24T09:00:00Z")
    #expect(Words().day(sunday) == "Sunday 22 November")
    #expect(Words().at(sunday, now) == "22 Nov 2026, 18:05")
    #expect(Words().born("1941-03-07") == "Date of birth: 7 March 1941")
    #expect(welsh.day(sunday) == "Dydd Sul 22 Tachwedd")
    #expect(welsh.at(sunday, now) == "22 Tach 2026, 18:05")
    #expect(welsh.born("1941-03-07") == "Dyddiad geni: 7 Mawrth 1941")
  }
}
