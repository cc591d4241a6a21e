import SwiftUI

/// A screen: its name, what scrolls, and what the thumb reaches below. Where the text is large, what is
/// `alsoBelow` goes to the end of what scrolls, so that there is room to read.
struct Page<Content: View, Below: View, Also: View>: View {
  let title: String
  let content: Content
  let below: Below
  let alsoBelow: Also
  @Environment(\.dynamicTypeSize) private var size
  @Environment(\.colorScheme) private var scheme

  init(
    _ title: String, @ViewBuilder content: () -> Content, @ViewBuilder below: () -> Below,
    @ViewBuilder alsoBelow: () -> Also
  ) {
    self.title = title
    self.content = content()
    self.below = below()
    self.alsoBelow = alsoBelow()
  }

  var body: some View {
    ScrollView {
      VStack(alignment: .leading, spacing: 12) {
        Text(title)
          .font(size.isAccessibilitySize ? .title2 : .largeTitle)
          .accessibilityAddTraits(.isHeader)
        content
        if size.isAccessibilitySize { alsoBelow }
      }
      .frame(maxWidth: .infinity, alignment: .leading)
      .padding(16)
    }
    .scrollDismissesKeyboard(.interactively)
    .safeAreaInset(edge: .bottom, spacing: 0) {
      Foot {
        below
        if !size.isAccessibilitySize { alsoBelow }
      }
    }
    .foregroundStyle(scheme.palette.text.color)
    .background(scheme.palette.ground.color)
    .barOfItsOwn()
  }
}

extension Page where Below == EmptyView, Also == EmptyView {
  init(_ title: String, @ViewBuilder content: () -> Content) {
    self.init(title, content: content, below: { EmptyView() }, alsoBelow: { EmptyView() })
  }
}

extension Page where Also == EmptyView {
  init(
    _ title: String, @ViewBuilder content: () -> Content, @ViewBuilder below: () -> Below
  ) {
    self.init(title, content: content, below: below, alsoBelow: { EmptyView() })
  }
}

/// What the thumb reaches.
struct Foot<Content: View>: View {
  let content: Content
  @Environment(\.colorScheme) private var scheme

  init(@ViewBuilder content: () -> Content) {
    self.content = content()
  }

  var body: some View {
    VStack(spacing: 8) { content }
      .padding(.horizontal, 16)
      .padding(.vertical, 10)
      .frame(maxWidth: .infinity)
      .foregroundStyle(scheme.palette.text.color)
      .background(scheme.palette.ground.color)
  }
}

/// A screen over another one, for writing: with its own way back. What was typed stays a draft.
struct Over<Content: View>: View {
  let content: Content
  let back: () -> Void
  @Environment(\.words) private var words
  @Environment(\.colorScheme) private var scheme

  init(back: @escaping () -> Void, @ViewBuilder content: () -> Content) {
    self.back = back
    self.content = content()
  }

  var body: some View {
    NavigationStack {
      content.toolbar {
        ToolbarItem(placement: .cancellationAction) {
          Button(action: back) {
            Text(words.back)
              .foregroundStyle(scheme.palette.act.under.color)
              .frame(minWidth: 44, minHeight: 44)
          }
        }
      }
    }
  }
}
