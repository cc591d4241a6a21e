public enum ColorScheme: CaseIterable, Sendable { case light, dark }

public enum DynamicTypeSize: Int, Hashable, Comparable, CaseIterable, Sendable {
  case xSmall, small, medium, large, xLarge, xxLarge, xxxLarge
  case accessibility1, accessibility2, accessibility3, accessibility4, accessibility5
  public var isAccessibilitySize: Bool { self >= .accessibility1 }
  public static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

public protocol EnvironmentKey {
  associatedtype Value
  static var defaultValue: Value { get }
}

public struct EnvironmentValues {
  private var values: [ObjectIdentifier: Any] = [:]
  public init() {}
  public subscript<K: EnvironmentKey>(key: K.Type) -> K.Value {
    get { values[ObjectIdentifier(key)] as? K.Value ?? K.defaultValue }
    set { values[ObjectIdentifier(key)] = newValue }
  }
  public var colorScheme: ColorScheme = .light
  public var dynamicTypeSize: DynamicTypeSize = .large
  public var isEnabled: Bool = true
  /// The style of buttons around here.
  var buttonStyle: (any ButtonStyle)?
}

/// What surrounds the view that is being turned into nodes.
@MainActor
enum Surroundings {
  static var now = EnvironmentValues()

  static func with<Result>(
    _ change: (inout EnvironmentValues) -> Void, _ work: () -> Result
  ) -> Result {
    let before = now
    change(&now)
    defer { now = before }
    return work()
  }
}

@propertyWrapper
public struct Environment<Value> {
  let keyPath: KeyPath<EnvironmentValues, Value>
  public init(_ keyPath: KeyPath<EnvironmentValues, Value>) { self.keyPath = keyPath }
  @MainActor public var wrappedValue: Value { Surroundings.now[keyPath: keyPath] }
}

struct Surrounded<Content: View>: View, Primitive {
  let content: Content
  let change: @MainActor (inout EnvironmentValues) -> Void
  func nodes() -> [Node] { Surroundings.with(change) { SwiftUI.nodes(content) } }
}

extension View {
  public func environment<V>(_ keyPath: WritableKeyPath<EnvironmentValues, V>, _ value: V)
    -> some View
  {
    Surrounded(content: self) { $0[keyPath: keyPath] = value }
  }
  public func disabled(_ disabled: Bool) -> some View {
    Surrounded(content: self) { if disabled { $0.isEnabled = false } }
  }
}
