import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A real disk that is small: a tmpfs of a few megabytes, which `cargo xtask swift test` mounts for
/// what it runs, so that nothing is left to clean up.
enum SmallDisk {
  /// Where it is, if anybody mounted one.
  static let folder = ProcessInfo.processInfo.environment["HOLDFAST_SMALL_DISK"]
    .map { URL(fileURLWithPath: $0) }

  /// Takes up all the room there is; removing the file gives it back.
  static func fill() throws -> URL {
    let full = try #require(folder).appendingPathComponent("full")
    let file = open(full.path, O_WRONLY | O_CREAT, 0o600)
    for size in [64 * 1024, 4096, 512, 1] {
      let piece = [UInt8](repeating: 0, count: size)
      while write(file, piece, size) == size {}
    }
    close(file)
    return full
  }
}
