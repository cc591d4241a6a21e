// The kinds of files that the app asks for, for Linux only: our rendering of Apple's documentation.
public struct UTType: Sendable {
  public static var data: UTType { UTType() }
}
