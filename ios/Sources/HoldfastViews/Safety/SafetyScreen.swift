import Holdfast
import HoldfastModels
import SwiftUI

/// Whether what was written here is safe elsewhere; what waits, and for what.
struct SafetyScreen: View {
  let model: SafetyModel
  @Environment(\.words) private var words

  var body: some View {
    Page(words.safetyTitle) {
      if let wrong = model.wrong { Refusal(wrong) }
      if let took = model.tookIn { Done(words.tookIn(took)) }
      if let page = model.page {
        Receipt(page: page)
        if model.network == .gone { Notice(.noSignal, \.notice) { Text(words.todayOffline) } }
        Small(words.syncing(model.sync))
        Text(words.todayHeard(page.heard?.device, page.now))
        Numbers(counts: page.counts)
        NotApplied(model: model)
        ForEach(page.copied, id: \.device) { device in
          Notice(.look, \.alert) { Text(words.copied(device.label)) }
        }
      }
      Heading(words.bundles)
      Small(words.bundlesHelp)
      Other(words.bundleOut) { model.bundleOut() }
      Other(words.bundleIn) { model.bundleIn() }
    } below: {
      Act(words.syncNow) { model.syncNow() }
    }
  }
}

private struct Receipt: View {
  let page: SafetyPage
  @Environment(\.words) private var words

  var body: some View {
    Notice(page.safe == .atTheHub ? .safe : .onlyHere, tone) {
      Text(words.atTheHub(page.receipt?.entries ?? 0, page.written)).font(.title2)
      if let receipt = page.receipt { Text(words.receiptAt(receipt.at, page.now)) }
      Text(words.safe(page.safe))
    }
  }

  private var tone: (Palette) -> Tone {
    switch page.safe {
    case .atTheHub, .nothing: \.calm
    case .onlyHere: \.notice
    }
  }
}

private struct Numbers: View {
  let counts: Counts
  @Environment(\.words) private var words

  var body: some View {
    Heading(words.takenIn)
    Card {
      Number(words.counted, counts.takenIn, .headline)
      Number(words.countedApplied, counts.applied)
      Number(words.countedWaiting, counts.waiting)
      Number(words.countedQuarantined, counts.quarantined)
      Number(words.countedCarried, counts.carried)
    }
  }
}

/// A name and its number, read as one.
private struct Number: View {
  let label: String
  let number: UInt64
  let font: Font
  @Environment(\.dynamicTypeSize) private var size

  init(_ label: String, _ number: UInt64, _ font: Font = .body) {
    self.label = label
    self.number = number
    self.font = font
  }

  var body: some View {
    Group {
      if size.isAccessibilitySize {
        VStack(alignment: .leading, spacing: 2) { both }
      } else {
        HStack(alignment: .firstTextBaseline, spacing: 12) { both }
      }
    }
    .accessibilityElement(children: .combine)
  }

  @ViewBuilder private var both: some View {
    Text(label).font(font).frame(maxWidth: .infinity, alignment: .leading)
    Text("\(number)").font(font)
  }
}

private struct NotApplied: View {
  let model: SafetyModel
  @Environment(\.words) private var words

  var body: some View {
    if !model.notApplied.isEmpty { Heading(words.notApplied) }
    ForEach(model.notApplied, id: \.because) { group in
      Card {
        Text(words.entryCount(group.entries)).font(.headline)
        switch group.because {
        case .waits(let waitsFor): Text("\(words.waitsForTitle): \(words.waitsFor(waitsFor))")
        case .quarantined(let why):
          Text("\(words.quarantined): \(words.setAside(why))")
        case .carried: Text(words.carried)
        }
      }
    }
  }
}
