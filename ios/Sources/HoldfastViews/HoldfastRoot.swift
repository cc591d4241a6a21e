import HoldfastModels
import SwiftUI

/// The whole app: locked, or Today with what was gone to from there.
public struct HoldfastRoot: View {
  @Bindable private var app: AppModel
  private let words: Words

  /// The app's screens over its model.
  public init(_ app: AppModel, words: Words = .ofThePhone()) {
    self.app = app
    self.words = words
  }

  public var body: some View {
    standing.environment(\.words, words)
  }

  @ViewBuilder private var standing: some View {
    switch app.standing {
    case .locked(let unlock): UnlockScreen(model: unlock)
    case .open(let today, _):
      NavigationStack(path: $app.path) {
        TodayScreen(model: today, app: app)
          .navigationDestination(for: Showing.self) { showing in
            switch showing {
            case .visit(let model): VisitScreen(model: model, app: app)
            case .start(let model): StartScreen(model: model)
            case .person(let model): PersonScreen(model: model, app: app)
            case .paramedic(let model): ParamedicScreen(model: model)
            case .safety(let model): SafetyScreen(model: model)
            }
          }
      }
    }
  }
}

/// The app on a phone, whatever was found there.
public struct PhoneRoot: View {
  private let app: PhoneApp

  /// The screens over what was found.
  public init(_ app: PhoneApp) {
    self.app = app
  }

  public var body: some View {
    switch app.standing {
    case .notSetUp: NotSetUpScreen()
    case .cannotOpen(let wrong): CannotOpenScreen(wrong: wrong, again: app.again)
    case .ready(let model): HoldfastRoot(model)
    }
  }
}

/// A phone with a vault that does not open: why, and what to do.
struct CannotOpenScreen: View {
  let wrong: Wrong
  let again: () -> Void
  @Environment(\.words) private var words

  var body: some View {
    Page(words.unlockTitle) {
      Refusal(wrong)
    } below: {
      Act(words.unlockOpen, tap: again)
    }
  }
}

/// A phone that was never set up. Setting it up is a screen of its own.
public struct NotSetUpScreen: View {
  @Environment(\.words) private var words

  /// It needs nothing.
  public init() {}

  public var body: some View {
    Page(words.notSetUp) { Text(words.notSetUpHelp) }
  }
}

/// What iOS keeps a picture of while the app is out of sight: nothing of anybody.
public struct Cover: View {
  @Environment(\.colorScheme) private var scheme

  /// It needs nothing.
  public init() {}

  public var body: some View {
    scheme.palette.ground.color.ignoresSafeArea()
  }
}
