import Holdfast
import HoldfastModels
import SwiftUI

/// A colour by its numbers, so that its contrast can be computed.
struct Ink: Equatable, Sendable {
  let red: Double
  let green: Double
  let blue: Double

  /// As it is written everywhere: 0xRRGGBB.
  init(_ rgb: UInt32) {
    red = Double((rgb >> 16) & 0xFF) / 255
    green = Double((rgb >> 8) & 0xFF) / 255
    blue = Double(rgb & 0xFF) / 255
  }

  var color: Color { Color(.sRGB, red: red, green: green, blue: blue, opacity: 1) }
}

/// A colour to stand on and the colour of what stands on it.
struct Tone: Equatable, Sendable {
  let under: Ink
  let on: Ink

  init(_ under: UInt32, _ on: UInt32) {
    self.under = Ink(under)
    self.on = Ink(on)
  }
}

/// Everything that has a colour, by day or by night: the same numbers as Android's. A state's colour is
/// only ever the third telling, after a word and a shape.
struct Palette: Sendable {
  /// The screen's own ground.
  let ground: Ink
  /// A card's.
  let card: Ink
  /// What is read.
  let text: Ink
  /// What is read second.
  let small: Ink
  /// The one thing a screen is for.
  let act: Tone
  /// Around what may be touched.
  let outline: Ink
  /// Around what stands together.
  let faint: Ink
  /// As it should be.
  let calm: Tone
  /// Worth knowing.
  let notice: Tone
  /// Not to be relied on.
  let warning: Tone
  /// Two people say different things; stop and phone.
  let alert: Tone

  /// For a lit room.
  static let light = Palette(
    ground: Ink(0xFAF8F4), card: Ink(0xFFFFFF), text: Ink(0x1A1C1B), small: Ink(0x454A48),
    act: Tone(0x0B5557, 0xFFFFFF), outline: Ink(0x6A706E), faint: Ink(0xD5D4CD),
    calm: Tone(0xDCEFE0, 0x124527), notice: Tone(0xDDE7F8, 0x163766),
    warning: Tone(0xFBE6BF, 0x533500), alert: Tone(0xFBDCD8, 0x6E0E0E))

  /// For a dark bedroom: nothing glares.
  static let dark = Palette(
    ground: Ink(0x0F1413), card: Ink(0x181E1C), text: Ink(0xE4E9E7), small: Ink(0xBCC6C3),
    act: Tone(0x8AD3CF, 0x00302F), outline: Ink(0x89938F), faint: Ink(0x3A4341),
    calm: Tone(0x153A24, 0xC4ECCF), notice: Tone(0x173255, 0xD3E2FF),
    warning: Tone(0x463000, 0xFFDFA8), alert: Tone(0x581311, 0xFFDAD5))
}

extension ColorScheme {
  /// The colours for it.
  var palette: Palette { self == .dark ? .dark : .light }
}
