import Holdfast
import HoldfastModels
import SwiftUI

/// One of the six sections: its state and why; with a tap, what stands in it.
struct SectionCard: View {
  let section: SectionShown
  let page: PersonPage
  let model: PersonModel
  @Environment(\.words) private var words
  @Environment(\.colorScheme) private var scheme

  var body: some View {
    let isOpen = model.open.contains(section.section)
    let items = section.standing
    Card {
      Tapped {
        model.toggle(section.section)
      } content: {
        HStack(alignment: .top, spacing: 8) {
          Text(words.section(section.section))
            .font(.title3)
            .frame(maxWidth: .infinity, alignment: .leading)
          (isOpen ? Glyph.less : .more).view
        }
        Badge(section.state.glyph, words.sectionState(section.state), section.state.tone)
        ForEach(section.grounds, id: \.self) { ground in
          Text(words.ground(ground)).font(.callout)
          if let since = ground.since { Small(words.since(since)) }
        }
        if !isOpen {
          Small(items.isEmpty ? words.nothingWritten : words.itemCount(items.count))
        }
      }
      .accessibilityAddTraits(.isHeader)
      .accessibilityValue(isOpen ? words.opened : words.closed)
      if isOpen {
        if items.isEmpty { Text(words.nothingWritten) }
        ForEach(items, id: \.key) { item in
          Divider()
          Item(item: item, now: page.now, model: model)
        }
      }
    }
  }
}

/// Something that stands in a section.
struct Item: View {
  let item: SummaryItem
  let now: Date
  let model: PersonModel
  @Environment(\.words) private var words

  var body: some View {
    let isDisputed = item.values.count > 1
    Text(words.slot(item)).font(.headline)
    if isDisputed { Badge(.disputed, words.twoSay, \.alert) }
    ForEach(item.values, id: \.item) { said in
      if isDisputed { Beside { Said(said: said, now: now) } } else { Said(said: said, now: now) }
      ForEach(said.says.compactMap { numberIn($0.text) }, id: \.self) { number in
        let whose = words.says(said.says)
        Other(words.dial(number), glyph: .phone, spoken: "\(words.dial(number)): \(whose)") {
          model.dial(number)
        }
      }
    }
  }
}

/// One thing that is said, with who, from where and who confirmed it.
struct Said: View {
  let said: SaidShown
  let now: Date
  @Environment(\.words) private var words

  var body: some View {
    if said.stands == .removed { Badge(.stoodDown, words.removed, \.warning) }
    Says(said.says, isStruck: said.stands == .removed)
    if let reason = said.reason { Small("\(words.reason): \(reason)") }
    Small(words.source(said, now))
    if let confirmed = said.confirmed {
      Small(words.confirmed(confirmed, now))
    } else {
      Small(words.notConfirmed)
    }
    if let until = said.validUntil { Small(words.validUntil(until)) }
  }
}
