import SwiftUI

/// The one thing a screen is for.
struct Act: View {
  let label: String
  var glyph: Glyph?
  let tap: () -> Void

  init(_ label: String, glyph: Glyph? = nil, tap: @escaping () -> Void) {
    self.label = label
    self.glyph = glyph
    self.tap = tap
  }

  var body: some View {
    Button(action: tap) { Labelled(label: label, glyph: glyph) }.buttonStyle(ActStyle())
  }
}

/// Something else that may be done. `spoken` says of what, where several look alike.
struct Other: View {
  let label: String
  var glyph: Glyph?
  var spoken: String?
  let tap: () -> Void

  init(
    _ label: String, glyph: Glyph? = nil, spoken: String? = nil, tap: @escaping () -> Void
  ) {
    self.label = label
    self.glyph = glyph
    self.spoken = spoken
    self.tap = tap
  }

  var body: some View {
    Button(action: tap) { Labelled(label: label, glyph: glyph) }
      .buttonStyle(OtherStyle())
      .accessibilityLabel(spoken ?? label)
  }
}

/// Something that is seldom done.
struct Quiet: View {
  let label: String
  var spoken: String?
  let tap: () -> Void

  init(_ label: String, spoken: String? = nil, tap: @escaping () -> Void) {
    self.label = label
    self.spoken = spoken
    self.tap = tap
  }

  var body: some View {
    Button(action: tap) { Labelled(label: label, glyph: nil) }
      .buttonStyle(QuietStyle())
      .accessibilityLabel(spoken ?? label)
  }
}

/// Everything that stands in it is one button.
struct Tapped<Content: View>: View {
  let tap: () -> Void
  let content: Content

  init(tap: @escaping () -> Void, @ViewBuilder content: () -> Content) {
    self.tap = tap
    self.content = content()
  }

  var body: some View {
    Button(action: tap) { VStack(alignment: .leading, spacing: 8) { content } }
      .buttonStyle(TappedStyle())
  }
}

/// One of several words.
struct Choices<Value: Hashable>: View {
  let all: [Value]
  let chosen: Value?
  let word: (Value) -> String
  let choose: (Value) -> Void

  var body: some View {
    ForEach(all, id: \.self) { one in
      Button {
        choose(one)
      } label: {
        HStack(spacing: 14) {
          (one == chosen ? Glyph.chosen : .notChosen).view
          Text(word(one))
        }
      }
      .buttonStyle(TappedStyle())
      .accessibilityAddTraits(one == chosen ? .isSelected : [])
    }
  }
}

private struct Labelled: View {
  let label: String
  let glyph: Glyph?

  var body: some View {
    HStack(spacing: 10) {
      if let glyph { glyph.view }
      Text(label).multilineTextAlignment(.center)
    }
  }
}

@MainActor private var corner: RoundedRectangle {
  RoundedRectangle(cornerRadius: 16, style: .continuous)
}

private struct ActStyle: ButtonStyle {
  @Environment(\.colorScheme) private var scheme
  @Environment(\.isEnabled) private var isEnabled

  func makeBody(configuration: Configuration) -> some View {
    configuration.label
      .font(.headline)
      .padding(.horizontal, 16)
      .padding(.vertical, 12)
      .frame(maxWidth: .infinity, minHeight: 56)
      .foregroundStyle(scheme.palette.act.on.color)
      .background(scheme.palette.act.under.color, in: corner)
      .contentShape(Rectangle())
      .opacity(configuration.isPressed || !isEnabled ? 0.5 : 1)
  }
}

private struct OtherStyle: ButtonStyle {
  @Environment(\.colorScheme) private var scheme
  @Environment(\.isEnabled) private var isEnabled

  func makeBody(configuration: Configuration) -> some View {
    configuration.label
      .font(.headline)
      .padding(.horizontal, 16)
      .padding(.vertical, 12)
      .frame(maxWidth: .infinity, minHeight: 52)
      .foregroundStyle(scheme.palette.act.under.color)
      .overlay { corner.strokeBorder(scheme.palette.outline.color, lineWidth: 1.5) }
      .contentShape(Rectangle())
      .opacity(configuration.isPressed || !isEnabled ? 0.5 : 1)
  }
}

private struct QuietStyle: ButtonStyle {
  @Environment(\.colorScheme) private var scheme
  @Environment(\.isEnabled) private var isEnabled

  func makeBody(configuration: Configuration) -> some View {
    configuration.label
      .font(.body)
      .frame(maxWidth: .infinity, minHeight: 48)
      .foregroundStyle(scheme.palette.act.under.color)
      .contentShape(Rectangle())
      .opacity(configuration.isPressed || !isEnabled ? 0.5 : 1)
  }
}

private struct TappedStyle: ButtonStyle {
  func makeBody(configuration: Configuration) -> some View {
    configuration.label
      .frame(maxWidth: .infinity, minHeight: 56, alignment: .leading)
      .contentShape(Rectangle())
      .opacity(configuration.isPressed ? 0.5 : 1)
  }
}
