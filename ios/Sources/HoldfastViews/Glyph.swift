import Holdfast
import SwiftUI

/// The shapes that states and acts are told by: SF Symbols that every iOS 17 has.
enum Glyph: String, CaseIterable {
  case current = "checkmark.circle.fill"
  case reviewDue = "clock"
  case stale = "circle.dashed"
  case unconfirmed = "questionmark.circle"
  case missing = "square.dashed"
  case disputed = "square.on.square"

  case planned = "calendar"
  case stoodDown = "minus.circle"
  case underWay = "figure.walk"
  case safe = "checkmark.shield.fill"
  case onlyHere = "iphone"
  case noSignal = "wifi.slash"
  case look = "exclamationmark.triangle.fill"
  case stop = "hand.raised.fill"
  case waits = "pause.circle"
  case phone = "phone.fill"
  case pen = "square.and.pencil"
  case tick = "checkmark"
  case onwards = "chevron.right"
  case more = "chevron.down"
  case less = "chevron.up"
  case chosen = "largecircle.fill.circle"
  case notChosen = "circle"

  /// It is never heard: the word beside it is.
  @MainActor var view: some View { Image(systemName: rawValue).accessibilityHidden(true) }
}

extension SectionState {
  /// Its shape: the table of docs/screens.md.
  var glyph: Glyph {
    switch self {
    case .current: .current
    case .reviewDue: .reviewDue
    case .stale: .stale
    case .unconfirmed: .unconfirmed
    case .missing: .missing
    case .disputed: .disputed
    }
  }

  /// Its colour.
  func tone(_ palette: Palette) -> Tone {
    switch self {
    case .current: palette.calm
    case .reviewDue: palette.notice
    case .stale, .unconfirmed, .missing: palette.warning
    case .disputed: palette.alert
    }
  }
}

extension VisitState {
  /// Its shape.
  var glyph: Glyph {
    switch self {
    case .planned: .planned
    case .stoodDown: .stoodDown
    case .underWay: .underWay
    case .finished: .current
    }
  }

  /// Its colour.
  func tone(_ palette: Palette) -> Tone {
    switch self {
    case .planned: palette.notice
    case .stoodDown: palette.warning
    case .underWay, .finished: palette.calm
    }
  }
}
