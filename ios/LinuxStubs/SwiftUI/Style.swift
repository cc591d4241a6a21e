public struct Font: Equatable, Sendable {
  let name: String
  public static let largeTitle = Font(name: "largeTitle"), title = Font(name: "title")
  public static let title2 = Font(name: "title2"), title3 = Font(name: "title3")
  public static let headline = Font(name: "headline"), body = Font(name: "body")
  public static let callout = Font(name: "callout"), subheadline = Font(name: "subheadline")
  public func weight(_ weight: Weight) -> Font { self }
  public struct Weight: Sendable {
    public static let medium = Weight(), semibold = Weight()
  }
}

public protocol ShapeStyle: Sendable {}

// A view by an extension, as Apple's: so its numbers are no actor's.
public struct Color: ShapeStyle, Equatable {
  public enum RGBColorSpace: Sendable { case sRGB }
  let red: Double, green: Double, blue: Double
  public init(
    _ colorSpace: RGBColorSpace = .sRGB, red: Double, green: Double, blue: Double,
    opacity: Double = 1
  ) {
    self.red = red
    self.green = green
    self.blue = blue
  }
}
extension Color: View, Primitive {
  func nodes() -> [Node] {
    let node = Node("Color")
    node.ground = self
    return [node]
  }
}

@MainActor @preconcurrency
public protocol Shape: View {}
public protocol InsettableShape: Shape {}
struct Outline: View, Primitive {
  func nodes() -> [Node] { [] }
}
extension InsettableShape {
  public func strokeBorder<S: ShapeStyle>(_ content: S, lineWidth: CGFloat = 1) -> some View {
    Outline()
  }
}
public enum RoundedCornerStyle: Sendable { case circular, continuous }
public struct RoundedRectangle: InsettableShape, Primitive {
  public init(cornerRadius: CGFloat, style: RoundedCornerStyle = .continuous) {}
  func nodes() -> [Node] { [] }
}
public struct Rectangle: InsettableShape, Primitive {
  public init() {}
  func nodes() -> [Node] { [] }
}

public enum TextAlignment: Sendable { case leading, center, trailing }
public struct SubmitLabel: Sendable {
  public static let go = SubmitLabel(), done = SubmitLabel()
}
public struct ScrollDismissesKeyboardMode: Sendable {
  public static let automatic = Self(), interactively = Self()
}
public struct NavigationBarItem: Sendable {
  public enum TitleDisplayMode: Sendable { case automatic, inline, large }
}
