import HoldfastModels
import SwiftUI

/// PIN, and what to do without one.
struct UnlockScreen: View {
  @Bindable var model: UnlockModel
  @Environment(\.words) private var words
  @Environment(\.colorScheme) private var scheme

  var body: some View {
    let palette = scheme.palette
    Page(words.unlockTitle) {
      Small(words.unlockWithoutNetwork)
      Text(words.unlockPin).font(.callout).accessibilityHidden(true)
      SecureField(words.unlockPin, text: $model.pin, prompt: Text(""))
        .font(.title2)
        .submitLabel(.go)
        .onSubmit { model.byPin() }
        .padding(12)
        .frame(maxWidth: .infinity, minHeight: 52)
        .background(palette.card.color, in: RoundedRectangle(cornerRadius: 10, style: .continuous))
        .overlay {
          RoundedRectangle(cornerRadius: 10, style: .continuous)
            .strokeBorder(palette.outline.color, lineWidth: 1.5)
        }
      if let wrong = model.wrong { Refusal(wrong) }
      Heading(words.unlockForgotten)
      Small(words.unlockForgottenHelp)
    } below: {
      Act(words.unlockOpen) { model.byPin() }.disabled(!model.canOpen)
      Quiet(words.unlockByPhone) { model.byKeystore() }.disabled(model.phase != .asking)
    }
  }
}
