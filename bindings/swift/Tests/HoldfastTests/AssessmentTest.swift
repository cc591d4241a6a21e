import Holdfast
import Testing

@Suite struct AssessmentTest {
  @Test func mayIStart() throws {
    let world = try World()
    let amina = try world.handedOver()
    let evening = try world.evening()
    let shown = try amina.visits().mayIStart(visit: evening, present: 1)
    #expect(shown.advice == .proceedWithChanges)
    #expect(shown.clocks == .agree)
    #expect(shown.staffPresent == 1)

    #expect(try shown.tasks.single { $0.kind == .companionship }.answer == .mayProceed)
    let medicine = try shown.tasks.single { $0.kind == .medicineAdminister }
    #expect(medicine.answer == .paused)
    #expect(medicine.instead?.isEmpty == false)
    let because = medicine.because.map { shown.findings[Int($0)] }
    #expect(because.contains { $0.section == .medication })
    #expect(shown.findings.allSatisfy { !$0.sentence.isEmpty })
    #expect(shown.calls == [])
    #expect(shown.onCall == "020 7946 0100")
    #expect(shown.meanwhile == Meanwhile.allCases)

    try amina.visits().wentOn(
      visit: evening, because: "She was cold and could not wait", tried: ["On call"],
      shown: shown.version)
    // Looked at again afterwards: she went on in spite of what was shown then.
    let advice = try amina.visits().page(visit: evening).recorded.single { $0.kind == .advice }
    let later = try amina.visits().mayIStart(visit: evening, present: 2)
    try amina.visits().recordAdvice(visit: evening, shown: later.version)
    let recorded = try amina.visits().page(visit: evening).recorded
    #expect(recorded.filter { $0.kind == .advice }.count == 2)
    #expect(recorded.count == 3)
    let wentOn = try recorded.single { $0.kind == .wentOn }
    #expect(wentOn.says.text("because") == "She was cold and could not wait")
    #expect(wentOn.says.text("assessment") == advice.item.text)
  }
}
