import HoldfastModels
import SwiftUI

private struct WordsKey: EnvironmentKey {
  static let defaultValue = Words.ofThePhone()
}

extension EnvironmentValues {
  /// The words on the screen, in the language of the phone.
  var words: Words {
    get { self[WordsKey.self] }
    set { self[WordsKey.self] = newValue }
  }
}

extension View {
  /// A screen's name stands in its text, where it wraps: the bar above has only the way back.
  func barOfItsOwn() -> some View {
    #if os(macOS)
      self
    #else
      navigationBarTitleDisplayMode(.inline)
    #endif
  }
}
