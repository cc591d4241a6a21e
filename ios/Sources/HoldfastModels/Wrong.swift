import Foundation
import Holdfast

/// Why nothing was done, for the words on the screen. What was typed stays.
public struct Wrong: Error, Equatable {
  public let kind: ErrorKind
  /// Which field, where it is one.
  public var field: String?
  /// What that field takes, in the library's English: no catalogue can list what each field takes.
  public var says: String?
  /// Whether it is the vault's keys that are gone, for good.
  public var keysGone = false

  public init(_ kind: ErrorKind) {
    self.kind = kind
  }

  /// What an error of the library says, of the keychain or of the disk; anything else is only that it did
  /// not work.
  public init(_ error: any Error) {
    switch error {
    case let error as HoldfastError:
      self.init(error.kind())
      field = error.field()
      if kind == .field { says = error.message() }
    case let error as Wrong: self = error
    case KeychainTrouble.lost:
      self.init(.damaged)
      keysGone = true
    case CocoaError.fileWriteOutOfSpace: self.init(.diskFull)
    default: self.init(.other)
    }
  }
}
