public struct HorizontalAlignment: Sendable {
  public static let leading = Self(), center = Self(), trailing = Self()
}
public struct VerticalAlignment: Sendable {
  public static let top = Self(), center = Self(), bottom = Self(), firstTextBaseline = Self()
}
public struct Alignment: Sendable {
  public static let leading = Self(), center = Self(), trailing = Self(), top = Self()
  public static let topLeading = Self()
}
public enum VerticalEdge: Sendable { case top, bottom }
public struct Edge: Sendable {
  public struct Set: OptionSet, Sendable {
    public let rawValue: Int8
    public init(rawValue: Int8) { self.rawValue = rawValue }
    public static let top = Set(rawValue: 1), leading = Set(rawValue: 2)
    public static let bottom = Set(rawValue: 4), trailing = Set(rawValue: 8)
    public static let horizontal: Set = [.leading, .trailing]
    public static let vertical: Set = [.top, .bottom]
    public static let all: Set = [.horizontal, .vertical]
  }
}

public struct HStack<Content: View>: View, Primitive {
  let content: Content
  public init(
    alignment: VerticalAlignment = .center, spacing: CGFloat? = nil,
    @ViewBuilder content: () -> Content
  ) { self.content = content() }
  func nodes() -> [Node] { [Node("HStack", children: SwiftUI.nodes(content))] }
}
public struct VStack<Content: View>: View, Primitive {
  let content: Content
  public init(
    alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil,
    @ViewBuilder content: () -> Content
  ) { self.content = content() }
  func nodes() -> [Node] { [Node("VStack", children: SwiftUI.nodes(content))] }
}
public struct ScrollView<Content: View>: View, Primitive {
  let content: Content
  public init(@ViewBuilder content: () -> Content) { self.content = content() }
  func nodes() -> [Node] { [Node("ScrollView", children: SwiftUI.nodes(content))] }
}
public struct Divider: View, Primitive {
  public init() {}
  func nodes() -> [Node] { [Node("Divider")] }
}

public struct NavigationStack<Data, Root: View>: View, Primitive {
  let root: Root
  var top: (@MainActor () -> AnyHashable?)?
  var back: (@MainActor () -> Void)?
  /// What is in sight: the last that was gone to, with the system's own way back; else the root.
  func nodes() -> [Node] {
    let inside = SwiftUI.nodes(root)
    guard let value = top?() else { return [Node("NavigationStack", children: inside)] }
    for destination in inside.flatMap(\.all).flatMap(\.destinations) {
      guard let found = destination(value) else { continue }
      let node = Node("SystemBack")
      node.tap = back
      return [Node("NavigationStack", children: [node] + found)]
    }
    return [Node("NavigationStack")]
  }
}
public struct NavigationPath {
  public init() {}
}
extension NavigationStack where Data == NavigationPath {
  public init(@ViewBuilder root: () -> Root) { self.root = root() }
}
extension NavigationStack
where
  Data: MutableCollection, Data: RandomAccessCollection, Data: RangeReplaceableCollection,
  Data.Element: Hashable
{
  public init(path: Binding<Data>, @ViewBuilder root: () -> Root) {
    self.root = root()
    top = { path.wrappedValue.last.map(AnyHashable.init) }
    back = {
      let shorter = path.wrappedValue.dropLast()
      path.wrappedValue = Data(shorter)
    }
  }
}

public struct ToolbarItemPlacement: Sendable {
  public static let automatic = Self(), cancellationAction = Self()
}
@MainActor @preconcurrency
public protocol ToolbarContent {
  associatedtype Body: View
  @MainActor @preconcurrency var stub: Body { get }
}
public struct ToolbarItem<Content: View>: ToolbarContent {
  public let stub: Content
  public init(
    placement: ToolbarItemPlacement = .automatic, @ViewBuilder content: () -> Content
  ) { stub = content() }
}
@MainActor @resultBuilder
public struct ToolbarContentBuilder {
  public static func buildBlock<Content: ToolbarContent>(_ content: Content) -> Content { content }
}
