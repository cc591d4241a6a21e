import HoldfastModels
import Testing

@Suite struct SyncStateTest {
  @Test func whatIsWantedWhileItTalksIsDoneAfterwards() {
    var state = SyncState()
    state.happened(.wanted(.asked))
    #expect(state.phase == .running)
    var wanted = state
    wanted.happened(.wanted(.saved))
    #expect(wanted.wakeUps == 1)
    wanted.happened(.ended(nil))
    #expect(wanted.phase == .waiting(SyncState.settle))
    state.happened(.ended(nil))
    #expect(state.phase == .idle)
  }
}
