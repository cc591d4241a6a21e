/// What a test sees of a view.
@MainActor
final class Node {
  let kind: String
  var text: String?
  var children: [Node]

  /// What VoiceOver says in place of what stands there.
  var label: String?
  var hint: String?
  var value: String?
  var traits: AccessibilityTraits = []
  var isHidden = false
  var isCombined = false

  var isDisabled = false
  var tap: (@MainActor () -> Void)?
  var submit: (@MainActor () -> Void)?
  var appears: [@MainActor () -> Void] = []
  var string: Binding<String>?
  var destinations: [@MainActor (AnyHashable) -> [Node]?] = []

  var ink: Color?
  var ground: Color?
  var font: Font?
  /// The least this takes up.
  var minWidth: CGFloat?
  var minHeight: CGFloat?
  /// The most this takes up: what is larger would be cut.
  var maxWidth: CGFloat?
  var maxHeight: CGFloat?
  var lineLimit: Int?
  var isStruck = false

  init(_ kind: String, _ text: String? = nil, children: [Node] = []) {
    self.kind = kind
    self.text = text
    self.children = children
  }

  /// This node and all below it, in reading order.
  var all: [Node] { [self] + children.flatMap(\.all) }

  /// What can be seen below this node, in order: what is typed in a field too, but for a secret.
  var texts: [String] {
    all.compactMap { $0.text ?? ($0.kind == "TextField" ? $0.string?.wrappedValue : nil) }
  }

  /// What VoiceOver says.
  var spoken: String {
    if isHidden { return "" }
    if let label { return label }
    let said = [text ?? ""] + children.map(\.spoken)
    return said.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// Whether a finger does something here.
  var isControl: Bool { tap != nil || string != nil }
}
