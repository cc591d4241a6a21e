import HoldfastModels
import Testing

@Suite struct SightTest {
  private var sight = Sight()
  private let start = ContinuousClock.now

  @Test mutating func theKeychainIsAskedOnceEachTimeTheAppComesIntoSight() {
    #expect(sight.happened(.active, at: start) == [.ask])
    // Its question for a face is in front, and is refused.
    #expect(sight.happened(.resigned, at: start) == [])
    #expect(sight.happened(.active, at: start) == [])
    #expect(sight.happened(.resigned, at: start) == [])
    #expect(sight.happened(.left, at: start) == [.finish])
    #expect(sight.happened(.returned, at: start) == [])
    #expect(sight.happened(.active, at: start) == [.ask])
  }

  @Test mutating func whatIsOnTheScreenIsHiddenUntilItCanBeTouched() {
    #expect(sight.isCovered)
    for event in [SightEvent.active, .resigned, .left, .returned, .active] {
      _ = sight.happened(event, at: start)
      #expect(sight.isCovered == (event != .active), "\(event)")
    }
  }

  @Test mutating func afterFiveMinutesItAsksWhoIsThere() {
    _ = sight.happened(.left, at: start)
    #expect(sight.happened(.returned, at: start + Sight.lockAfter) == [])
    _ = sight.happened(.left, at: start)
    #expect(sight.happened(.returned, at: start + Sight.lockAfter + .seconds(1)) == [.lock])
    #expect(sight.happened(.returned, at: start + .seconds(3_600)) == [])
  }
}
