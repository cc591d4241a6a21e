import Holdfast

/// Why nothing was done, for the words on the screen. What was typed stays.
public struct Wrong: Equatable, Sendable {
  public let kind: ErrorKind
  /// Which field, where it is one.
  public var field: String?
  /// What that field takes, in the library's English: no catalogue can list what each field takes.
  public var says: String?

  public init(_ kind: ErrorKind) {
    self.kind = kind
  }

  /// What an error of the library says; anything else is only that it did not work.
  public init(_ error: any Error) {
    guard let error = error as? HoldfastError else {
      self.init(.other)
      return
    }
    self.init(error.kind())
    field = error.field()
    if kind == .field { says = error.message() }
  }
}
