import Holdfast
import HoldfastModels
import SwiftUI

/// The answer in a sentence, then what may start, what waits and why, whom to phone, what may always be
/// done.
struct StartScreen: View {
  @Bindable var model: StartModel
  @Environment(\.words) private var words

  var body: some View {
    Page(words.visitMayIStart) {
      Small(words.name(model.page?.name))
      if let wrong = model.wrong { Refusal(wrong) }
      if let answer = model.answer {
        Answer(answer: answer)
        Staff(model: model)
        if !model.mayStart.isEmpty { MayStart(lines: model.mayStart) }
        if !model.waits.isEmpty { Waits(model: model) }
        Calls(answer: answer, model: model)
        if !answer.findings.isEmpty { Heading(words.findings) }
        ForEach(answer.findings, id: \.self) { Finding(finding: $0) }
        Heading(words.alwaysAllowed)
        ForEach(answer.meanwhile, id: \.self) { Text("•  \(words.meanwhile($0))") }
      }
    } below: {
      Act(words.visitArrive) { model.arrive() }
    } alsoBelow: {
      if model.offersGoingOn { Other(words.goOnAlthough) { model.goOn() } }
    }
    .sheet(item: $model.goingOn) { goingOn in
      Over(back: { model.goingOn = nil }) { GoOnScreen(form: goingOn.form, name: model.page?.name) }
    }
  }
}

private struct Answer: View {
  let answer: MayIStart
  @Environment(\.words) private var words

  var body: some View {
    Notice(glyph, tone) {
      Text(words.advice(answer.advice)).font(.title2)
      if answer.clocks == .disagree { Text(words.clocksDisagree) }
    }
  }

  private var glyph: Glyph {
    switch answer.advice {
    case .proceed: .current
    case .proceedWithChanges: .look
    case .doNotStart: .stop
    }
  }

  private var tone: (Palette) -> Tone {
    switch answer.advice {
    case .proceed: \.calm
    case .proceedWithChanges: \.warning
    case .doNotStart: \.alert
    }
  }
}

private struct Staff: View {
  let model: StartModel
  @Environment(\.words) private var words

  var body: some View {
    Text(words.staffHere(model.staff)).font(.headline)
    if model.staff < StartModel.mostStaff {
      Quiet(words.oneMoreHere) { model.present(model.staff + 1) }
    }
    if model.staff > 1 { Quiet(words.oneFewerHere) { model.present(model.staff - 1) } }
  }
}

private struct MayStart: View {
  let lines: [TaskLine]
  @Environment(\.words) private var words

  var body: some View {
    Heading(words.mayStart)
    Card {
      ForEach(lines, id: \.advice.key) { line in
        Text(line.what ?? words.taskNotHere).font(.headline)
        Badge(.current, words.answer(line.advice.answer), \.calm)
      }
    }
  }
}

private struct Waits: View {
  let model: StartModel
  @Environment(\.words) private var words

  var body: some View {
    Heading(words.waitsTitle)
    ForEach(model.waits, id: \.advice.key) { line in
      Card {
        Text(line.what ?? words.taskNotHere).font(.headline)
        if line.advice.answer == .escalateAtOnce {
          Badge(.phone, words.answer(line.advice.answer), \.alert)
        } else {
          Badge(.waits, words.answer(line.advice.answer), \.warning)
        }
        ForEach(model.because(line), id: \.self) { Because(finding: $0) }
        if let instead = line.advice.instead {
          Text("\(words.meanwhileDo): \(words.instead(instead))")
        }
      }
    }
  }
}

/// In short: the whole of it stands once, below.
private struct Because: View {
  let finding: FindingShown
  @Environment(\.words) private var words

  var body: some View {
    if let section = finding.section, let state = finding.state {
      HStack(alignment: .top, spacing: 10) {
        state.glyph.view
        Text("\(words.section(section)): \(words.sectionState(state))")
      }
    } else {
      Text(words.finding(finding))
    }
  }
}

private struct Calls: View {
  let answer: MayIStart
  let model: StartModel
  @Environment(\.words) private var words

  var body: some View {
    if !answer.calls.isEmpty || answer.onCall != nil { Heading(words.whomToPhone) }
    ForEach(answer.calls, id: \.self) { Call(call: $0, model: model) }
    if let number = answer.onCallElsewhere {
      Other(words.phoneOnCall(number), glyph: .phone) { model.dial(number) }
    }
  }
}

private struct Call: View {
  let call: CallShown
  let model: StartModel
  @Environment(\.words) private var words

  var body: some View {
    Card {
      Text(call.name).font(.headline)
      Small(words.role(call.role))
      if let skipped = call.skipped { Badge(.stoodDown, words.skipped(skipped), \.warning) }
      ForEach(call.reach, id: \.self) { reach in
        switch reach.by {
        case .phone, .mobile:
          Other(
            words.dial(reach.at), glyph: .phone, spoken: "\(words.dial(reach.at)): \(call.name)"
          ) { model.dial(reach.at) }
        case .text, .email, .radio, .alarm: Text("\(words.reachBy(reach.by)): \(reach.at)")
        }
      }
    }
  }
}

private struct Finding: View {
  let finding: FindingShown
  @Environment(\.words) private var words

  var body: some View {
    Card {
      if let section = finding.section { Text(words.section(section)).font(.headline) }
      if let state = finding.state {
        Badge(state.glyph, words.sectionState(state), state.tone)
      }
      Text(words.finding(finding))
      if finding.measure != .note { Small(words.measure(finding.measure)) }
    }
  }
}

/// Why somebody goes on although the advice was not to.
struct GoOnScreen: View {
  let form: FormModel
  let name: String?
  @Environment(\.words) private var words

  var body: some View {
    Page(words.goOnAlthough) {
      Small(words.name(name))
      FormNotices(form)
      Text(words.goOnHelp)
      Field(words.goOnBecause, form, StartModel.because, lines: 4, isFirst: true)
    } below: {
      Act(words.goOnSign) { form.submit() }.disabled(form.phase != .writing)
    }
  }
}
