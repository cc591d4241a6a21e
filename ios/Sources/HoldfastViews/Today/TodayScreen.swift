import Holdfast
import HoldfastModels
import SwiftUI

/// The visits of today, and whether what was written is safe.
struct TodayScreen: View {
  @Bindable var model: TodayModel
  let app: AppModel
  @Environment(\.words) private var words

  var body: some View {
    Page(model.today.map { words.day($0.now) } ?? "") {
      if let wrong = model.wrong { Refusal(wrong) }
      if let today = model.today {
        Small(words.todayFor(today.me))
        if model.network == .gone { Offline(today: today) }
        if today.visits.isEmpty {
          Heading(words.todayNone)
          Small(words.todayNoneHelp)
        }
        ForEach(today.visits, id: \.visit) { VisitCard(visit: $0, app: app) }
        if !today.others.isEmpty {
          Heading(words.todayOthers)
          ForEach(today.others, id: \.person) { SomebodyElse(person: $0, model: model, app: app) }
        }
      }
    } below: {
    } alsoBelow: {
      if let today = model.today { SafeRow(safe: today.safe, app: app) }
    }
    .sheet(item: $model.unplanned) { unplanned in
      Over(back: { model.unplanned = nil }) { UnplannedScreen(unplanned: unplanned) }
    }
  }
}

private struct Offline: View {
  let today: Today
  @Environment(\.words) private var words

  var body: some View {
    Notice(.noSignal, \.notice) {
      Text(words.todayOffline)
      Text(words.todayHeard(today.heard, today.now)).font(.callout)
    }
  }
}

private struct VisitCard: View {
  let visit: VisitRow
  let app: AppModel
  @Environment(\.words) private var words

  var body: some View {
    let name = words.name(visit.name)
    let window = words.window(visit.starts, visit.ends)
    Card {
      Tapped {
        app.openVisit(visit.visit)
      } content: {
        Text(window).font(.headline)
        Text(name).font(.title)
        Badge(visit.state.glyph, words.visitState(visit.state), visit.state.tone)
        if let new = visit.reading.flatMap(words.reading) { Badge(.look, new, \.notice) }
        if visit.tasks > 0 || visit.entries > 0 { Small(count) }
      }
      if visit.state == .underWay {
        Other(words.note, glyph: .pen, spoken: "\(words.note): \(name), \(window)") {
          app.note(visit.visit)
        }
      }
    }
  }

  private var count: String {
    let written = visit.entries > 0 ? " · \(words.entries(Int(visit.entries)))" : ""
    return words.tasks(Int(visit.tasks)) + written
  }
}

private struct SomebodyElse: View {
  let person: PersonRow
  let model: TodayModel
  let app: AppModel
  @Environment(\.words) private var words

  var body: some View {
    let name = words.name(person.called)
    Card {
      Text(name).font(.title3)
      if person.preferred != nil, let full = person.full { Small(full) }
      Other(words.person, spoken: "\(words.person): \(name)") { app.openPerson(person.person) }
      Quiet(words.todayUnplannedStart, spoken: "\(words.todayUnplannedStart): \(name)") {
        model.begin(person)
      }
    }
  }
}

private struct SafeRow: View {
  let safe: Safe
  let app: AppModel
  @Environment(\.words) private var words

  var body: some View {
    Tapped {
      app.safety()
    } content: {
      HStack(spacing: 12) {
        (safe == .atTheHub ? Glyph.safe : .onlyHere).view
        VStack(alignment: .leading, spacing: 2) {
          Text(words.safe(safe)).font(.headline)
          Small(words.safetyTitle)
        }
        .frame(maxWidth: .infinity, alignment: .leading)
        Glyph.onwards.view
      }
    }
  }
}

/// Why somebody goes where nobody had planned to.
struct UnplannedScreen: View {
  let unplanned: TodayModel.Unplanned
  @Environment(\.words) private var words

  var body: some View {
    Page(words.unplannedTitle(words.name(unplanned.person.called))) {
      FormNotices(unplanned.form)
      Field(words.todayUnplannedWhy, unplanned.form, TodayModel.because, lines: 3, isFirst: true)
    } below: {
      Act(words.todayUnplannedStart) { unplanned.form.submit() }
        .disabled(unplanned.form.phase != .writing)
    }
  }
}
