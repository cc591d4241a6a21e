import Holdfast
import HoldfastModels
import SwiftUI

/// A dispute: every side with its author, side by side, and none of them chosen.
struct DisputeCard: View {
  let dispute: Dispute
  let now: Date
  let model: PersonModel
  @Environment(\.words) private var words

  var body: some View {
    let what = dispute.shown.first.map(words.slot) ?? ""
    Card {
      Text(what).font(.title3)
      Badge(.disputed, words.twoSay, \.alert)
      if let first = dispute.shown.first { Text(words.caution(first.caution)) }
      Sides(dispute: dispute, now: now)
      Other(words.settle, spoken: "\(words.settle): \(what)") { model.settle(dispute) }
    }
  }
}

/// Two columns; where the text is large they would break words, and stand below one another.
struct Sides: View {
  let dispute: Dispute
  let now: Date
  @Environment(\.dynamicTypeSize) private var size

  var body: some View {
    let sides = dispute.shown.flatMap(\.values)
    if sides.count == 2 && size < .xxLarge {
      HStack(alignment: .top, spacing: 12) { all(sides) }
    } else {
      VStack(alignment: .leading, spacing: 12) { all(sides) }
    }
  }

  private func all(_ sides: [SaidShown]) -> some View {
    ForEach(sides, id: \.item) { said in
      Beside { Said(said: said, now: now) }.frame(maxWidth: .infinity, alignment: .topLeading)
    }
  }
}

/// Which side stands, and why.
struct SettleScreen: View {
  let settling: PersonModel.Settling
  let page: PersonPage?
  @Environment(\.words) private var words

  var body: some View {
    let form = settling.form
    Page(words.settle) {
      Small(words.name(settling.dispute.name))
      FormNotices(form)
      if let page { Sides(dispute: settling.dispute, now: page.now) }
      Heading(words.whichStands)
      Choices(
        all: settling.dispute.sides.map(\.kept), chosen: settling.chosen?.kept, word: word
      ) { form[PersonModel.side] = $0 }
      Field(words.settleWhy, form, PersonModel.why, lines: 3)
    } below: {
      Act(words.save) { form.submit() }.disabled(!settling.canSave)
    }
  }

  private func word(_ kept: String) -> String {
    guard let side = settling.dispute.sides.first(where: { $0.kept == kept }) else { return "" }
    if let keep = side.keep { return words.keep(keep) }
    guard let said = side.said, said.stands == .present else { return words.removed }
    return words.says(said.says)
  }
}
