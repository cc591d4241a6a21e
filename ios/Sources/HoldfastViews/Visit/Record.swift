import Holdfast
import HoldfastModels
import SwiftUI

/// Everything that was written, the latest first, with what was first written beside what amends it.
struct Record: View {
  let page: VisitPage
  let model: VisitModel
  @Environment(\.words) private var words

  var body: some View {
    if !page.recorded.isEmpty { Heading(words.visitWritten) }
    ForEach(page.recorded.reversed(), id: \.item) { Entry(entry: $0, model: model) }
  }
}

private struct Entry: View {
  let entry: Recorded
  let model: VisitModel
  @Environment(\.words) private var words

  var body: some View {
    Card {
      Small(words.recorded(entry.kind))
      if entry.wording == .first { Says(entry.shown) }
      if entry.amended.count > 1 {
        Badge(.disputed, words.amendedApart, \.notice)
        ForEach(entry.amended, id: \.item) { said in
          Beside { Amended(said: said, now: model.now) }
        }
      } else if let said = entry.amended.first {
        Amended(said: said, now: model.now)
      }
      ForEach(entry.before, id: \.item) { said in
        Beside { Before(said: said, now: model.now) }
      }
      Small(written)
      if entry.kind == .note && entry.wording != .struck {
        Quiet(words.amend, spoken: "\(words.amend): \(written)") { model.edit(.amend(entry)) }
      }
    }
  }

  private var written: String {
    let who = words.written(entry.author, entry.occurred, model.now)
    return entry.when == .afterLeaving ? "\(who) · \(words.afterLeaving)" : who
  }
}

/// A wording that stands, with whose correction it is and why.
private struct Amended: View {
  let said: SaidShown
  let now: Date
  @Environment(\.words) private var words

  var body: some View {
    let isStruck = said.stands == .removed
    Says(Recorded.shown(said.says), isStruck: isStruck)
    if isStruck { Small(words.struck) }
    Small(words.amendedBy(words.member(said.author), words.at(said.written, now)))
    if let reason = said.reason { Small("\(words.reason): \(reason)") }
  }
}

/// A wording that was corrected since.
private struct Before: View {
  let said: SaidShown
  let now: Date
  @Environment(\.words) private var words

  var body: some View {
    if said.reason == nil { Small(words.amendedFirst) }
    Says(Recorded.shown(said.says))
    Small(words.written(said.author, said.written, now))
  }
}
