// What is around all views: the app, its windows, and UIKit's side of them. Nothing here does anything.
@_exported import UIKit

@MainActor @preconcurrency
public protocol Scene {
  associatedtype Body: Scene
  @MainActor @preconcurrency var body: Self.Body { get }
}
extension Never: Scene {}

@MainActor @preconcurrency
public protocol App {
  associatedtype Body: Scene
  @MainActor @preconcurrency var body: Self.Body { get }
  @MainActor @preconcurrency init()
}
extension App {
  @MainActor @preconcurrency public static func main() {}
}

public struct WindowGroup<Content: View>: Scene {
  public init(@ViewBuilder content: () -> Content) {}
  public var body: Never { fatalError("a primitive scene has no body") }
}

public struct BackgroundTask<Request, Response>: Sendable {
  public static func appRefresh(_ matching: String) -> BackgroundTask<Void, Void>
  where Request == Void, Response == Void { BackgroundTask<Void, Void>() }
}
extension Scene {
  public nonisolated func backgroundTask<D: Sendable, R: Sendable>(
    _ task: BackgroundTask<D, R>, action: @escaping @Sendable (D) async -> R
  ) -> some Scene { self }
}

@MainActor @preconcurrency @propertyWrapper
public struct UIApplicationDelegateAdaptor<Delegate: NSObject & UIApplicationDelegate> {
  public var wrappedValue: Delegate { fatalError("only a phone makes one") }
  public init(_ delegateType: Delegate.Type = Delegate.self) {}
}

@MainActor
public final class UIHostingController<Content: View>: UIViewController {
  public init(rootView: Content) {}
}
