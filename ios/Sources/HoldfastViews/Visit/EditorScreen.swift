import Holdfast
import HoldfastModels
import SwiftUI

/// Something that is being written at a visit, on a screen of its own: one field after another, Save
/// below.
struct EditorScreen: View {
  let writing: VisitModel.Writing
  let model: VisitModel
  @Environment(\.words) private var words

  var body: some View {
    let form = writing.form
    Page(words.editor(writing.editor)) {
      Small(words.name(model.page?.name))
      FormNotices(form)
      switch writing.editor {
      case .note: Field(words.noteText, form, Typed.text, lines: 6, isFirst: true)
      case .amend(let note): Amending(note: note, form: form)
      case .task(let task, _):
        Text(task.what).font(.headline)
        Field(words.reason, form, Typed.reason, lines: 6, isFirst: true)
      case .dose(let medicine, let due):
        Dosing(medicine: medicine, due: due, writing: writing, now: model.now)
      case .observe: Observing(form: form)
      case .leave: Leaving(page: model.page, form: form)
      }
    } below: {
      Act(writing.editor == .leave ? words.visitLeaveStill : words.save) { form.submit() }
        .disabled(!writing.canSave)
    } alsoBelow: {
      Quiet(words.throwAway) { model.discard() }
    }
  }
}

private struct Amending: View {
  let note: Recorded
  let form: FormModel
  @Environment(\.words) private var words

  var body: some View {
    Small(words.amendKept)
    Beside {
      Small(words.amendedFirst)
      Says(note.says)
    }
    Field(words.amendText, form, Typed.text, lines: 4)
    Field(words.amendReason, form, Typed.reason)
  }
}

private struct Dosing: View {
  let medicine: MedicineAtVisit
  let due: Date?
  let writing: VisitModel.Writing
  let now: Date
  @Environment(\.words) private var words

  var body: some View {
    let form = writing.form
    let chosen = Outcome.kept(form.values[Typed.outcome])
    Text(medicine.medicine.medicineName).font(.title2)
    if let dose = medicine.medicine.only?.says.text("dose") { Text(dose).font(.headline) }
    if let due { Text(words.due(due)) }
    if let offer = writing.lookFirst {
      Notice(.look, \.alert) {
        Text(words.doubleDose).font(.headline)
        Text(words.offered(offer, now))
      }
    }
    Heading(words.doseOutcome)
    Choices(all: Outcome.allCases, chosen: chosen, word: words.outcome) {
      form[Typed.outcome] = $0.kept
    }
    if chosen == .partial { Field(words.doseAmount, form, Typed.amount) }
    if chosen == .withheldOnAdvice { Field(words.doseAdvice, form, Typed.adviceBy) }
    Field(words.doseNote, form, Typed.note, lines: 2)
  }
}

private struct Observing: View {
  let form: FormModel
  @Environment(\.words) private var words

  var body: some View {
    let chosen = ObservationKind.kept(form.values[Typed.kind])
    Choices(all: ObservationKind.allCases, chosen: chosen, word: words.observation) {
      form[Typed.kind] = $0.kept
    }
    if let chosen {
      let readings = readingWords(kind: chosen)
      if readings.isEmpty {
        Field(words.observationReading, form, Typed.value)
        if let example = words.example(chosen) { Small(words.forExample(example)) }
      } else {
        Heading(words.observationReading)
        Choices(all: readings, chosen: form.values[Typed.value], word: words.choice) {
          form[Typed.value] = $0
        }
      }
    }
    Field(words.observationNote, form, Typed.note, lines: 2)
  }
}

private struct Leaving: View {
  let page: VisitPage?
  let form: FormModel
  @Environment(\.words) private var words

  var body: some View {
    if let page, !page.gaps.isEmpty {
      Notice(.missing, \.warning) {
        Text(words.visitMissing).font(.headline)
        Gaps(page: page)
      }
    } else {
      Text(words.leaveNothingMissing)
    }
    Field(words.leaveNote, form, Typed.note, lines: 3)
  }
}
