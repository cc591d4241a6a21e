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
    let isStruck = entry.wording == .struck
    Card {
      Small(words.recorded(entry.kind))
      Says(entry.shown, isStruck: isStruck)
      if entry.wording != .first {
        Beside {
          Small(isStruck ? words.struck : words.amendedFirst)
          Says(entry.shownFirst)
          if let reason = entry.reason { Small("\(words.reason): \(reason)") }
        }
      }
      Small(written)
      if entry.kind == .note && !isStruck {
        Quiet(words.amend, spoken: "\(words.amend): \(written)") { model.edit(.amend(entry)) }
      }
    }
  }

  private var written: String {
    let who = words.written(entry.author, entry.occurred, model.now)
    return entry.when == .afterLeaving ? "\(who) · \(words.afterLeaving)" : who
  }
}
