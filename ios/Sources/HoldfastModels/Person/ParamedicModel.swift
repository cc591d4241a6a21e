import Foundation
import Holdfast
import Observation

/// What an ambulance crew needs, offline.
@MainActor @Observable
public final class ParamedicModel {
  public private(set) var sheet: ParamedicSheet?
  /// Now, by this device's clock.
  public private(set) var now = Date(timeIntervalSince1970: 0)
  public private(set) var wrong: Wrong?

  public let person: PersonId
  public let at: Unlocked

  public init(_ at: Unlocked, _ person: PersonId) {
    self.at = at
    self.person = person
    load()
    at.whenever { [weak self] in self?.load() }
  }

  /// Draws it again.
  public func load() {
    at.act({ [self] in wrong = $0 }) { [self, person] in
      let (sheet, now) = try await at.ask {
        (try $0.people().paramedic(person: person), try $0.visits().today().now)
      }
      (self.sheet, self.now, wrong) = (sheet, now, nil)
    }
  }
}
