import Holdfast
import HoldfastModels
import SwiftUI

/// A person: who they are, what matters to them, what changed, what is disputed, the six sections.
struct PersonScreen: View {
  @Bindable var model: PersonModel
  let app: AppModel
  @Environment(\.words) private var words

  var body: some View {
    Page(words.name(model.page?.preferred ?? model.page?.full)) {
      if let wrong = model.wrong { Refusal(wrong) }
      if model.isSaved { Done(words.saved) }
      if let page = model.page {
        Identity(page: page)
        Changes(page: page)
        if !page.disputes.isEmpty { Heading(words.disputes) }
        ForEach(page.disputes, id: \.key) { DisputeCard(dispute: $0, now: page.now, model: model) }
        Heading(words.personSections)
        ForEach(page.sections, id: \.section) { SectionCard(section: $0, page: page, model: model) }
        if !page.endedMedicines.isEmpty { Heading(words.endedMedicines) }
        ForEach(page.endedMedicines, id: \.key) { item in
          Card { Item(item: item, now: page.now, model: model) }
        }
        if let number = model.onCall {
          Other(words.phoneOnCall(number), glyph: .phone) { model.dial(number) }
        }
      }
    } below: {
      if model.asksToBeRead {
        Act(words.readAndUnderstood, glyph: .tick) { model.acknowledge() }
      } else {
        Other(words.paramedic) { app.paramedic(model.person) }
      }
    } alsoBelow: {
      if model.asksToBeRead { Other(words.paramedic) { app.paramedic(model.person) } }
    }
    .sheet(item: $model.settling) { settling in
      Over(back: { model.settling = nil }) {
        SettleScreen(settling: settling, page: model.page)
      }
    }
  }
}

private struct Identity: View {
  let page: PersonPage
  @Environment(\.words) private var words

  var body: some View {
    if let name = page.otherName { Text(name).font(.title3) }
    if let date = page.dateOfBirth { Text(words.born(date)) }
    if let number = page.nhsNumber { Text(words.nhsNumber(number)) }
    ForEach(page.similar, id: \.self) { similar in
      Notice(.look, \.alert) { Text(words.similarName(words.name(similar.person.called))) }
    }
    ForEach(page.alerts, id: \.key) { alert in
      Notice(.look, \.alert) { ForEach(alert.values, id: \.item) { Says($0.says) } }
    }
    if page.unreadable > 0 {
      Notice(.look, \.warning) { Text(words.unreadable(Int(page.unreadable))) }
    }
    if !page.whatMatters.isEmpty { Heading(words.whatMatters) }
    ForEach(page.whatMatters, id: \.item) { Says($0.says) }
  }
}

private struct Changes: View {
  let page: PersonPage
  @Environment(\.words) private var words

  var body: some View {
    if let last = page.lastRead {
      Heading(words.sinceLastHere)
      Small(words.lastRead(last, page.now))
      if page.changes.isEmpty { Text(words.nothingChanged) }
      ForEach(page.changes, id: \.self) { Change(change: $0) }
    }
  }
}

/// One thing that changed since this reader was last here: what it said beside what it says.
private struct Change: View {
  let change: DifferenceShown
  @Environment(\.words) private var words

  var body: some View {
    Card {
      Badge(.reviewDue, words.differs(change.differs), \.notice)
      ForEach(change.now, id: \.self) { Says($0.says) }
      if !change.before.isEmpty && change.before != change.now {
        Beside {
          Small(words.before)
          ForEach(change.before, id: \.self) { Says($0.says) }
        }
      }
    }
  }
}
