extension View {
  private func each(_ change: @escaping @MainActor (Node) -> Void) -> some View {
    Modified(content: self) { $0.forEach(change) }
  }
  private func first(_ change: @escaping @MainActor (Node) -> Void) -> some View {
    Modified(content: self) { nodes in
      if let node = nodes.first { change(node) }
    }
  }

  public func font(_ font: Font?) -> some View { each { if $0.font == nil { $0.font = font } } }
  public func foregroundStyle<S: ShapeStyle>(_ style: S) -> some View {
    each { if $0.ink == nil { $0.ink = style as? Color } }
  }
  public func background<S: ShapeStyle>(_ style: S) -> some View {
    each { if $0.ground == nil { $0.ground = style as? Color } }
  }
  public func background<S: ShapeStyle, T: InsettableShape>(_ style: S, in shape: T) -> some View {
    each { if $0.ground == nil { $0.ground = style as? Color } }
  }
  public func overlay<V: View>(@ViewBuilder content: () -> V) -> some View {
    let content = content()
    return Modified(content: self) { $0 += SwiftUI.nodes(content) }
  }
  public func overlay<V: View>(alignment: Alignment, @ViewBuilder content: () -> V) -> some View {
    overlay(content: content)
  }
  public func ignoresSafeArea() -> some View { each { _ in } }
  public func opacity(_ opacity: Double) -> some View { each { _ in } }
  public func padding(_ length: CGFloat) -> some View { each { _ in } }
  public func padding(_ edges: Edge.Set = .all, _ length: CGFloat? = nil) -> some View {
    each { _ in }
  }
  public func frame(
    width: CGFloat? = nil, height: CGFloat? = nil, alignment: Alignment = .center
  ) -> some View {
    each {
      ($0.minWidth, $0.maxWidth) = (width ?? $0.minWidth, width ?? $0.maxWidth)
      ($0.minHeight, $0.maxHeight) = (height ?? $0.minHeight, height ?? $0.maxHeight)
    }
  }
  public func frame(
    minWidth: CGFloat? = nil, idealWidth: CGFloat? = nil, maxWidth: CGFloat? = nil,
    minHeight: CGFloat? = nil, idealHeight: CGFloat? = nil, maxHeight: CGFloat? = nil,
    alignment: Alignment = .center
  ) -> some View {
    each { node in
      // What may be as wide as it likes is as wide as the screen.
      node.minWidth = minWidth ?? (maxWidth == .infinity ? .infinity : node.minWidth)
      node.minHeight = minHeight ?? node.minHeight
      if let maxWidth, maxWidth != .infinity { node.maxWidth = maxWidth }
      if let maxHeight, maxHeight != .infinity { node.maxHeight = maxHeight }
    }
  }
  public func contentShape<S: Shape>(_ shape: S) -> some View { each { _ in } }
  public func multilineTextAlignment(_ alignment: TextAlignment) -> some View { each { _ in } }
  public func lineLimit(_ number: Int?) -> some View { each { $0.lineLimit = number } }
  public func lineLimit(_ limit: PartialRangeFrom<Int>) -> some View { each { _ in } }

  public func accessibilityLabel<S: StringProtocol>(_ label: S) -> some View {
    let label = String(label)
    return first { $0.label = label }
  }
  public func accessibilityHint<S: StringProtocol>(_ hint: S) -> some View {
    let hint = String(hint)
    return first { $0.hint = hint }
  }
  public func accessibilityValue<S: StringProtocol>(_ value: S) -> some View {
    let value = String(value)
    return first { $0.value = value }
  }
  public func accessibilityHidden(_ hidden: Bool) -> some View { each { $0.isHidden = hidden } }
  public func accessibilityAddTraits(_ traits: AccessibilityTraits) -> some View {
    each { $0.traits.formUnion(traits) }
  }
  public func accessibilityElement(children: AccessibilityChildBehavior = .ignore) -> some View {
    each { $0.isCombined = children == .combine }
  }

  public func onAppear(perform action: (() -> Void)? = nil) -> some View {
    let action = action.map(Unchecked.init)
    return first { if let action { $0.appears.append { action.value() } } }
  }
  public func onTapGesture(count: Int = 1, perform action: @escaping () -> Void) -> some View {
    // It is no control of its own: VoiceOver does not offer it.
    each { _ in }
  }
  public func onSubmit(_ action: @escaping () -> Void) -> some View {
    let action = Unchecked(action)
    return first { $0.submit = { action.value() } }
  }
  public func submitLabel(_ label: SubmitLabel) -> some View { each { _ in } }
  public func focused(_ condition: FocusState<Bool>.Binding) -> some View { each { _ in } }
  public func scrollDismissesKeyboard(_ mode: ScrollDismissesKeyboardMode) -> some View {
    each { _ in }
  }

  public func navigationBarTitleDisplayMode(_ mode: NavigationBarItem.TitleDisplayMode)
    -> some View
  { each { _ in } }
  public func navigationDestination<D: Hashable, C: View>(
    for data: D.Type, @ViewBuilder destination: @escaping (D) -> C
  ) -> some View {
    first { node in
      let around = Surroundings.now
      node.destinations.append { value in
        guard let value = value.base as? D else { return nil }
        return Surroundings.with({ $0 = around }) { SwiftUI.nodes(destination(value)) }
      }
    }
  }
  public func toolbar<Content: ToolbarContent>(
    @ToolbarContentBuilder content: () -> Content
  ) -> some View {
    let content = content().stub
    // Above what it belongs to: read first.
    return Modified(content: self) {
      $0.insert(Node("Toolbar", children: SwiftUI.nodes(content)), at: 0)
    }
  }
  public func safeAreaInset<V: View>(
    edge: VerticalEdge, alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil,
    @ViewBuilder content: () -> V
  ) -> some View {
    let content = content()
    return Modified(content: self) {
      $0.append(Node("Below", children: SwiftUI.nodes(content)))
    }
  }
  public func sheet<Item: Identifiable, Content: View>(
    item: Binding<Item?>, onDismiss: (() -> Void)? = nil,
    @ViewBuilder content: @escaping (Item) -> Content
  ) -> some View {
    Modified(content: self) { nodes in
      guard let shown = item.wrappedValue else { return }
      nodes.append(Node("Sheet", children: SwiftUI.nodes(content(shown))))
    }
  }
}

public struct AccessibilityTraits: OptionSet, Sendable {
  public let rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }
  public static let isButton = Self(rawValue: 1), isHeader = Self(rawValue: 2)
  public static let isSelected = Self(rawValue: 4)
}
public struct AccessibilityChildBehavior: Sendable, Equatable {
  let number: Int
  public static let combine = Self(number: 0), ignore = Self(number: 1), contain = Self(number: 2)
}

/// Said by VoiceOver while it is on; here, kept for the tests.
public enum AccessibilityNotification {
  public struct Announcement {
    let words: String
    public init(_ announcement: String) { words = announcement }
    @MainActor static var posted: [String] = []
    public func post() {
      let words = words
      MainActor.assumeIsolated { Self.posted.append(words) }
    }
  }
}

struct Unchecked<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}
