import Foundation
import Holdfast

/// The screens of a device as lines of text, made from the typed records, so that two languages can
/// be held against each other byte for byte.
///
/// A line is the way to a value and the value: `people[0].page.sections[2].state = missing`. Fields
/// stand in the order of their names. `tests/shells/README.md` has the rules; the Kotlin shell keeps
/// the same ones.
struct Rendering {
  /// What is the reader's own is left out: what is left must be the same for everybody.
  let shared: Bool

  private static let own: Set<String> = ["changes", "lastRead", "reading", "received"]

  func screens(of device: Device) throws -> [String] {
    var lines: [String] = []
    let now = try device.visits().today().now
    for (at, row) in try device.people().list().enumerated() {
      render(row, at: "people[\(at)].row", into: &lines)
      let page = try device.people().page(person: row.person)
      render(page, at: "people[\(at)].page", into: &lines)
    }
    let day: TimeInterval = 24 * 60 * 60
    for (at, row) in try device.visits().between(from: now - day, until: now + day).enumerated() {
      render(row, at: "visits[\(at)].row", into: &lines)
      render(try device.visits().page(visit: row.visit), at: "visits[\(at)].page", into: &lines)
      if !shared {
        let asked = try device.visits().mayIStart(visit: row.visit, present: 1)
        render(asked, at: "visits[\(at)].mayIStart", into: &lines)
      }
    }
    render(try device.disputes().list(), at: "disputes", into: &lines)
    if !shared {
      render(try device.visits().today(), at: "today", into: &lines)
      render(try device.safety(), at: "safety", into: &lines)
    }
    return lines
  }

  private func render(_ value: Any, at path: String, into lines: inout [String]) {
    if let leaf = leaf(value) {
      lines.append("\(path) = \(leaf)")
      return
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional:
      if let some = mirror.children.first {
        render(some.value, at: path, into: &lines)
      } else {
        lines.append("\(path) = -")
      }
    case .collection:
      if mirror.children.isEmpty { lines.append("\(path) = []") }
      for (at, child) in mirror.children.enumerated() {
        render(child.value, at: "\(path)[\(at)]", into: &lines)
      }
    case .enum:
      guard let variant = mirror.children.first else {
        lines.append("\(path) = \(word(value))")
        return
      }
      lines.append("\(path) = \((variant.label ?? "").lowercased())")
      fields(of: Mirror(reflecting: variant.value), at: path, into: &lines)
    default:
      fields(of: mirror, at: path, into: &lines)
    }
  }

  private func fields(of mirror: Mirror, at path: String, into lines: inout [String]) {
    let named = mirror.children.map { (name: $0.label ?? "", value: $0.value) }
    for field in named.sorted(by: { $0.name < $1.name }) {
      if shared && Rendering.own.contains(field.name) { continue }
      render(field.value, at: "\(path).\(field.name)", into: &lines)
    }
  }

  private func leaf(_ value: Any) -> String? {
    switch value {
    case let text as String:
      text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\n", with: "\\n")
    case let at as Date: String(Int64((at.timeIntervalSince1970 * 1000).rounded()))
    case let bytes as Data: bytes.map { String(format: "%02x", $0) }.joined()
    case let number as any BinaryInteger: "\(number)"
    default: nil
    }
  }
}

/// A word of a closed set, as both languages write it: small letters and nothing else.
func word(_ value: Any) -> String { "\(value)".lowercased() }
