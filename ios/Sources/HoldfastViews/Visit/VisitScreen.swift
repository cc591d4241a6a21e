import Holdfast
import HoldfastModels
import SwiftUI

/// A visit: who is there, what is to be done, what was written.
struct VisitScreen: View {
  @Bindable var model: VisitModel
  let app: AppModel
  @Environment(\.words) private var words

  var body: some View {
    Page(words.name(model.page?.name)) {
      if let wrong = model.wrong { Refusal(wrong) }
      if model.isSaved { Done(words.saved) }
      ForEach(model.begun, id: \.name) { Begun(editor: $0, model: model) }
      if let page = model.page {
        Header(page: page, model: model, app: app)
        DoubleDoses(page: page, now: model.now)
        Tasks(page: page, model: model)
        Medicines(page: page, model: model)
        Other(words.visitMeasure) { model.edit(.observe) }
        Record(page: page, model: model)
        if !page.gaps.isEmpty {
          Heading(words.visitMissing)
          Notice(.missing, \.notice) { Gaps(page: page) }
        }
      }
    } below: {
      if model.iAmHere {
        Act(words.note, glyph: .pen) { model.edit(.note) }
      } else {
        Act(words.visitArrive) { model.arrive() }
      }
    } alsoBelow: {
      if model.iAmHere {
        Other(words.visitLeave) { model.edit(.leave) }
      } else {
        Other(words.note, glyph: .pen) { model.edit(.note) }
      }
    }
    .sheet(item: $model.writing) { writing in
      Over(back: { model.writing = nil }) { EditorScreen(writing: writing, model: model) }
    }
  }
}

private struct Begun: View {
  let editor: Editor
  let model: VisitModel
  @Environment(\.words) private var words

  var body: some View {
    let what = words.editor(editor)
    Notice(.pen, \.notice) {
      Text("\(what): \(words.visitDraft)")
      Other(words.visitGoOn, spoken: "\(words.visitGoOn): \(what)") { model.edit(editor) }
    }
  }
}

private struct Header: View {
  let page: VisitPage
  let model: VisitModel
  let app: AppModel
  @Environment(\.words) private var words

  var body: some View {
    let here = page.present.map(words.member).joined(separator: ", ")
    Text(words.window(page.starts, page.ends)).font(.title2)
    Badge(page.state.glyph, words.visitState(page.state), page.state.tone)
    if let why = page.unplanned { Text("\(words.visitUnplanned) \(why)") }
    Text(here.isEmpty ? words.visitNobodyHere : "\(words.visitHere): \(here)")
    if page.ends != nil { Other(words.visitMayIStart) { app.mayIStart(model.visit) } }
    if let person = page.person { Quiet(words.person) { app.openPerson(person) } }
  }
}

private struct DoubleDoses: View {
  let page: VisitPage
  let now: Date
  @Environment(\.words) private var words

  var body: some View {
    ForEach(page.doubleDoses, id: \.self) { pair in
      Notice(.disputed, \.alert) {
        Text(words.doubleDoseFound(page.medicine(pair.later.medicine))).font(.headline)
        Text(words.offered(pair.earlier, now))
        Text(words.offered(pair.later, now))
      }
    }
  }
}

private struct Tasks: View {
  let page: VisitPage
  let model: VisitModel
  @Environment(\.words) private var words

  var body: some View {
    if !page.tasks.isEmpty { Heading(words.visitTasks) }
    ForEach(page.tasks, id: \.key) { task in
      Card {
        Text(task.what).font(.headline)
        if let result = task.result { TaskOutcome(result: result) }
        ForEach(TaskDone.allCases.filter { $0 != task.result?.done }, id: \.self) { done in
          let word = words.taskDone(done)
          Other(word, spoken: "\(word): \(task.what)") { model.task(task, done) }
        }
      }
    }
  }
}

private struct TaskOutcome: View {
  let result: TaskResult
  @Environment(\.words) private var words

  var body: some View {
    switch result.done {
    case .done: Badge(.current, words.taskDone(.done), \.calm)
    case .partly: Badge(.reviewDue, words.taskDone(.partly), \.notice)
    case .notDone: Badge(.stop, words.taskDone(.notDone), \.warning)
    }
    if let reason = result.reason { Text(reason) }
    Small(words.member(result.author))
  }
}

private struct Medicines: View {
  let page: VisitPage
  let model: VisitModel
  @Environment(\.words) private var words

  var body: some View {
    if !page.medicines.isEmpty { Heading(words.visitMedicines) }
    ForEach(page.medicines, id: \.medicine.key) { Medicine(at: $0, model: model) }
  }
}

private struct Medicine: View {
  let at: MedicineAtVisit
  let model: VisitModel
  @Environment(\.words) private var words

  var body: some View {
    let name = at.medicine.medicineName
    let says = at.medicine.only?.says ?? []
    Card {
      Text(name).font(.headline)
      if at.medicine.only == nil { Badge(.disputed, words.disputedSeePerson, \.alert) }
      ForEach(["dose", "route", "when", "instructions"].compactMap(says.text), id: \.self) {
        Text($0)
      }
      if at.lookFirst != nil { Badge(.look, words.lookFirst, \.alert) }
      if at.due.isEmpty {
        Other(words.doseRecord, spoken: "\(name): \(words.doseRecord)") {
          model.edit(.dose(at, due: nil))
        }
      }
      ForEach(at.due, id: \.self) { due in
        Text(words.due(due)).font(.subheadline)
        Other(words.doseRecord, spoken: "\(name), \(words.due(due)): \(words.doseRecord)") {
          model.edit(.dose(at, due: due))
        }
      }
    }
  }
}

/// What is not written yet, a line each.
struct Gaps: View {
  let page: VisitPage
  @Environment(\.words) private var words

  var body: some View {
    ForEach(page.gaps, id: \.self) { gap in
      switch gap {
      case .taskNotRecorded(let key): Text(words.gap(gap, task: page.task(key), medicine: nil))
      case .medicineNotRecorded(let key, _):
        Text(words.gap(gap, task: nil, medicine: page.medicine(key)))
      case .noArrival, .noLeavingTime, .fewerStaff:
        Text(words.gap(gap, task: nil, medicine: nil))
      }
    }
  }
}
