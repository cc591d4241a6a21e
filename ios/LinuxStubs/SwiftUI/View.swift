// Signatures of the SwiftUI this app uses, for Linux only: our rendering of Apple's documentation, and
// nothing that it does not have. Nothing is drawn: a view becomes a tree of `Node`s, which tests walk
// with `@testable import`.
@_exported import Foundation
@_exported import Observation

@MainActor @preconcurrency
public protocol View {
  associatedtype Body: View
  @ViewBuilder @MainActor @preconcurrency var body: Self.Body { get }
}

extension Never: View {
  public var body: Never { fatalError("a primitive view has no body") }
}

@MainActor
protocol Primitive: View where Body == Never {
  func nodes() -> [Node]
}
extension Primitive {
  public var body: Never { fatalError("a primitive view has no body") }
}

@MainActor
func nodes<V: View>(_ view: V) -> [Node] {
  if let primitive = view as? any Primitive { return primitive.nodes() }
  return nodes(view.body)
}

@MainActor
func render<V: View>(_ view: V) -> Node { Node("Root", children: nodes(view)) }

@MainActor @resultBuilder
public struct ViewBuilder {
  public static func buildExpression<Content: View>(_ content: Content) -> Content { content }
  public static func buildBlock() -> EmptyView { EmptyView() }
  public static func buildBlock<Content: View>(_ content: Content) -> Content { content }
  public static func buildBlock<each Content: View>(_ content: repeat each Content)
    -> TupleView<(repeat each Content)>
  { TupleView((repeat each content)) }
  public static func buildIf<Content: View>(_ content: Content?) -> Content? { content }
  public static func buildEither<T: View, F: View>(first: T) -> _ConditionalContent<T, F> {
    .init(storage: .first(first))
  }
  public static func buildEither<T: View, F: View>(second: F) -> _ConditionalContent<T, F> {
    .init(storage: .second(second))
  }
}

public struct EmptyView: View, Primitive {
  public init() {}
  func nodes() -> [Node] { [] }
}

public struct TupleView<T>: View, Primitive {
  let value: T
  init(_ value: T) { self.value = value }
  func nodes() -> [Node] {
    // A tuple of one is its element.
    if let view = value as? any View { return SwiftUI.nodes(view) }
    return Mirror(reflecting: value).children.flatMap { child -> [Node] in
      guard let view = child.value as? any View else { return [] }
      return SwiftUI.nodes(view)
    }
  }
}

extension Optional: View, Primitive where Wrapped: View {
  func nodes() -> [Node] { map { SwiftUI.nodes($0) } ?? [] }
}

public struct _ConditionalContent<T: View, F: View>: View, Primitive {
  enum Storage {
    case first(T)
    case second(F)
  }
  let storage: Storage
  func nodes() -> [Node] {
    switch storage {
    case .first(let view): SwiftUI.nodes(view)
    case .second(let view): SwiftUI.nodes(view)
    }
  }
}

public struct Group<Content: View>: View, Primitive {
  let content: Content
  public init(@ViewBuilder content: () -> Content) { self.content = content() }
  func nodes() -> [Node] { SwiftUI.nodes(content) }
}

public struct ForEach<Data: RandomAccessCollection, ID: Hashable, Content: View>: View, Primitive {
  let data: Data
  let content: (Data.Element) -> Content
  public init(
    _ data: Data, id: KeyPath<Data.Element, ID>,
    @ViewBuilder content: @escaping (Data.Element) -> Content
  ) {
    self.data = data
    self.content = content
  }
  func nodes() -> [Node] { data.flatMap { SwiftUI.nodes(content($0)) } }
}

/// A view whose nodes are changed by a modifier.
struct Modified<Content: View>: View, Primitive {
  let content: Content
  let change: @MainActor (inout [Node]) -> Void
  func nodes() -> [Node] {
    var nodes = SwiftUI.nodes(content)
    change(&nodes)
    return nodes
  }
}
