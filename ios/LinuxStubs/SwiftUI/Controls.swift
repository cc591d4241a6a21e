public struct Text: View, Primitive {
  let string: String
  var isStruck = false
  // Only what is verbatim is here: a `LocalizedStringKey` would be looked up a second time.
  public init<S: StringProtocol>(_ content: S) { string = String(content) }
  public init(verbatim content: String) { string = content }
  func nodes() -> [Node] {
    let node = Node("Text", string)
    node.isStruck = isStruck
    return [node]
  }
  public func strikethrough(_ isActive: Bool = true, color: Color? = nil) -> Text {
    var text = self
    text.isStruck = isActive
    return text
  }
}

public struct Image: View, Primitive {
  let name: String
  public init(systemName: String) { name = systemName }
  func nodes() -> [Node] {
    let node = Node("Image:\(name)")
    // A symbol is read out by its name unless it is hidden or named.
    node.label = name
    return [node]
  }
}

public protocol ButtonStyle {
  associatedtype Body: View
  typealias Configuration = ButtonStyleConfiguration
  @MainActor @preconcurrency @ViewBuilder func makeBody(configuration: Configuration) -> Body
}

public struct ButtonStyleConfiguration {
  public struct Label: View, Primitive {
    let content: [Node]
    func nodes() -> [Node] { content }
  }
  public let label: Label
  public let isPressed: Bool
}

public struct Button<Content: View>: View, Primitive {
  let action: @MainActor () -> Void
  let label: Content
  public init(action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> Content) {
    self.action = action
    self.label = label()
  }
  func nodes() -> [Node] {
    let style = Surroundings.now.buttonStyle
    let inside = Surroundings.with({ $0.buttonStyle = nil }) { SwiftUI.nodes(label) }
    let node = Node("Button", children: style.map { styled($0, inside) } ?? inside)
    node.tap = action
    node.isDisabled = !Surroundings.now.isEnabled
    node.traits.insert(.isButton)
    return [node]
  }
  private func styled<Style: ButtonStyle>(_ style: Style, _ inside: [Node]) -> [Node] {
    SwiftUI.nodes(
      style.makeBody(configuration: .init(label: .init(content: inside), isPressed: false)))
  }
}
extension Button where Content == Text {
  public init<S: StringProtocol>(_ title: S, action: @escaping @MainActor () -> Void) {
    self.init(action: action) { Text(title) }
  }
}
extension View {
  public func buttonStyle<S: ButtonStyle>(_ style: S) -> some View {
    Surrounded(content: self) { $0.buttonStyle = style }
  }
}

public enum Axis: Sendable { case horizontal, vertical }

public struct TextField<Content: View>: View, Primitive {
  let label: Content
  let text: Binding<String>
  func nodes() -> [Node] { [fieldNode("TextField", SwiftUI.nodes(label), text)] }
}
extension TextField where Content == Text {
  public init<S: StringProtocol>(_ title: S, text: Binding<String>, prompt: Text?, axis: Axis) {
    label = Text(title)
    self.text = text
  }
}

public struct SecureField<Content: View>: View, Primitive {
  let label: Content
  let text: Binding<String>
  func nodes() -> [Node] { [fieldNode("SecureField", SwiftUI.nodes(label), text)] }
}
extension SecureField where Content == Text {
  public init<S: StringProtocol>(_ title: S, text: Binding<String>, prompt: Text?) {
    label = Text(title)
    self.text = text
  }
}

/// A title names a field for VoiceOver; what is drawn in its place is the prompt.
@MainActor
private func fieldNode(_ kind: String, _ title: [Node], _ text: Binding<String>) -> Node {
  let node = Node(kind)
  node.label = title.map(\.spoken).joined(separator: ", ")
  node.string = text
  node.isDisabled = !Surroundings.now.isEnabled
  return node
}
