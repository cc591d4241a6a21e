import Holdfast
import HoldfastModels
import SwiftUI

/// What an ambulance crew asks for, in the order they ask. Nothing is chosen; absence is never "none".
struct ParamedicScreen: View {
  let model: ParamedicModel
  @Environment(\.words) private var words

  var body: some View {
    Page(words.paramedic) {
      if let wrong = model.wrong { Refusal(wrong) }
      if let sheet = model.sheet { Sheet(sheet: sheet, now: model.now) }
    }
  }
}

private struct Sheet: View {
  let sheet: ParamedicSheet
  let now: Date
  @Environment(\.words) private var words

  var body: some View {
    Text(words.name(sheet.fullName ?? sheet.preferredName)).font(.title)
    if let name = sheet.preferredName { Text(words.likesToBeCalled(name)) }
    Text(sheet.dateOfBirth.text("date").map(words.born) ?? words.notWritten(words.dateOfBirth))
    Text(sheet.nhsNumber.map(words.nhsNumber) ?? words.notWritten(words.nhs))
    Part(title: words.allergies, values: sheet.allergies + [sheet.allergiesStated].known)
    Medicines(sheet: sheet, now: now)
    Group {
      Heading(words.resuscitation)
      Notice(.look, \.alert) { Text(words.inAnyDoubt) }
      Values(values: [sheet.dnacpr, sheet.adrt, sheet.respect].known)
      Part(title: words.baseline, values: [sheet.baseline].known)
      Part(
        title: words.communication,
        values: [sheet.language, sheet.aids, sheet.showsPain, sheet.showsDistress].known)
      Part(title: words.alerts, values: sheet.alerts)
      Part(title: words.nextOfKin, values: sheet.nextOfKin)
    }
  }
}

private struct Medicines: View {
  let sheet: ParamedicSheet
  let now: Date
  @Environment(\.words) private var words

  var body: some View {
    Heading(words.visitMedicines)
    ForEach(sheet.medicines, id: \.self) { row in
      Card {
        Value(value: row.medicine)
        Small(row.lastTaken.map { words.lastTaken($0, now) } ?? words.neverTaken)
      }
    }
    if let stated = sheet.medicinesStated {
      Card { Value(value: stated) }
    } else if sheet.medicines.isEmpty {
      Badge(.missing, words.nothingWritten, \.warning)
    }
  }
}

private struct Part: View {
  let title: String
  let values: [SheetValue]

  var body: some View {
    Heading(title)
    Values(values: values)
  }
}

private struct Values: View {
  let values: [SheetValue]
  @Environment(\.words) private var words

  var body: some View {
    if values.isEmpty { Badge(.missing, words.nothingWritten, \.warning) }
    ForEach(values, id: \.self) { value in Card { Value(value: value) } }
  }
}

private struct Value: View {
  let value: SheetValue
  @Environment(\.words) private var words

  var body: some View {
    if value.agreement == .disputed { Badge(.disputed, words.twoSay, \.alert) }
    ForEach(value.says, id: \.self) { Says($0.says) }
    if value.confirmed == .notYet { Small(words.notConfirmed) }
  }
}

extension [SheetValue?] {
  fileprivate var known: [SheetValue] { compactMap { $0 } }
}
