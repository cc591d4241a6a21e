import Holdfast
import HoldfastModels
import SwiftUI

#if canImport(Accessibility)
  import Accessibility
#endif

/// A heading within a screen.
struct Heading: View {
  let text: String

  init(_ text: String) {
    self.text = text
  }

  var body: some View {
    Text(text).font(.title2).padding(.top, 14).accessibilityAddTraits(.isHeader)
  }
}

/// Words of less weight.
struct Small: View {
  let text: String
  @Environment(\.colorScheme) private var scheme

  init(_ text: String) {
    self.text = text
  }

  var body: some View {
    Text(text).font(.callout).foregroundStyle(scheme.palette.small.color)
  }
}

/// A state: a shape, a word and a colour.
struct Badge: View {
  let glyph: Glyph
  let word: String
  let tone: (Palette) -> Tone
  @Environment(\.colorScheme) private var scheme

  init(_ glyph: Glyph, _ word: String, _ tone: @escaping (Palette) -> Tone) {
    self.glyph = glyph
    self.word = word
    self.tone = tone
  }

  var body: some View {
    let tone = tone(scheme.palette)
    HStack(spacing: 8) {
      glyph.view
      Text(word).font(.subheadline)
    }
    .padding(.horizontal, 10)
    .padding(.vertical, 5)
    .foregroundStyle(tone.on.color)
    .background(tone.under.color, in: RoundedRectangle(cornerRadius: 10, style: .continuous))
  }
}

/// Something to know before going on: a shape, words and a colour.
struct Notice<Content: View>: View {
  let glyph: Glyph
  let tone: (Palette) -> Tone
  let content: Content
  @Environment(\.colorScheme) private var scheme

  init(
    _ glyph: Glyph, _ tone: @escaping (Palette) -> Tone, @ViewBuilder content: () -> Content
  ) {
    self.glyph = glyph
    self.tone = tone
    self.content = content()
  }

  var body: some View {
    let tone = tone(scheme.palette)
    HStack(alignment: .top, spacing: 12) {
      glyph.view
      VStack(alignment: .leading, spacing: 6) { content }
    }
    .padding(14)
    .frame(maxWidth: .infinity, alignment: .leading)
    .foregroundStyle(tone.on.color)
    .background(tone.under.color, in: RoundedRectangle(cornerRadius: 16, style: .continuous))
  }
}

/// What could not be done, and what to do. Spoken when it appears.
struct Refusal: View {
  let wrong: Wrong
  @Environment(\.words) private var words

  init(_ wrong: Wrong) {
    self.wrong = wrong
  }

  var body: some View {
    let said = words.wrong(wrong)
    Notice(.look, \.alert) { Text(said) }
      .onAppear { AccessibilityNotification.Announcement(said).post() }
  }
}

/// That something is done, once it is. Spoken when it appears.
struct Done: View {
  let what: String

  init(_ what: String) {
    self.what = what
  }

  var body: some View {
    Notice(.current, \.calm) { Text(what).font(.headline) }
      .onAppear { AccessibilityNotification.Announcement(what).post() }
  }
}

/// Something that stands together.
struct Card<Content: View>: View {
  let content: Content
  @Environment(\.colorScheme) private var scheme

  init(@ViewBuilder content: () -> Content) {
    self.content = content()
  }

  var body: some View {
    VStack(alignment: .leading, spacing: 8) { content }
      .padding(16)
      .frame(maxWidth: .infinity, alignment: .leading)
      .background(
        scheme.palette.card.color, in: RoundedRectangle(cornerRadius: 16, style: .continuous)
      )
      .overlay {
        RoundedRectangle(cornerRadius: 16, style: .continuous)
          .strokeBorder(scheme.palette.faint.color, lineWidth: 1)
      }
  }
}

/// A line down the side: what is beside something else.
struct Beside<Content: View>: View {
  let content: Content
  @Environment(\.colorScheme) private var scheme

  init(@ViewBuilder content: () -> Content) {
    self.content = content()
  }

  var body: some View {
    VStack(alignment: .leading, spacing: 4) { content }
      .padding(.leading, 15)
      .overlay(alignment: .leading) { scheme.palette.outline.color.frame(width: 3) }
  }
}

/// A text by itself; several fields with their names.
struct Says: View {
  let fields: [FieldShown]
  var isStruck = false
  @Environment(\.words) private var words

  init(_ fields: [FieldShown], isStruck: Bool = false) {
    self.fields = fields
    self.isStruck = isStruck
  }

  var body: some View {
    ForEach(fields, id: \.self) { field in
      let isAlone = fields.count == 1 || field.field == "text"
      let says = words.says(field)
      Text(isAlone ? says : "\(words.field(field)): \(says)").strikethrough(isStruck)
    }
  }
}

/// A field somebody writes in. Its name stands above it and goes with it for VoiceOver.
struct Field: View {
  let label: String
  let form: FormModel
  let field: String
  var lines = 1
  var isFirst = false
  @FocusState private var isFocused: Bool
  @Environment(\.colorScheme) private var scheme

  init(_ label: String, _ form: FormModel, _ field: String, lines: Int = 1, isFirst: Bool = false) {
    self.label = label
    self.form = form
    self.field = field
    self.lines = lines
    self.isFirst = isFirst
  }

  var body: some View {
    @Bindable var form = form
    let palette = scheme.palette
    let edge = form.wrong?.field == field ? palette.alert.on : palette.outline
    VStack(alignment: .leading, spacing: 6) {
      Text(label).font(.callout).accessibilityHidden(true)
      TextField(label, text: $form[field], prompt: Text(""), axis: .vertical)
        .lineLimit(lines...)
        .focused($isFocused)
        .disabled(form.phase != .writing)
        .padding(12)
        .frame(maxWidth: .infinity, minHeight: 48, alignment: .topLeading)
        .background(palette.card.color, in: RoundedRectangle(cornerRadius: 10, style: .continuous))
        .overlay {
          RoundedRectangle(cornerRadius: 10, style: .continuous)
            .strokeBorder(edge.color, lineWidth: 1.5)
        }
        .contentShape(Rectangle())
        .onTapGesture { isFocused = true }
    }
    .onAppear { if isFirst { isFocused = true } }
  }
}

/// What a form has to say: what was refused, and whether the draft is safe.
struct FormNotices: View {
  let form: FormModel
  @Environment(\.words) private var words

  init(_ form: FormModel) {
    self.form = form
  }

  var body: some View {
    if let wrong = form.wrong { Refusal(wrong) }
    if form.draft == .noRoom { Notice(.look, \.alert) { Text(words.draftNotKept) } }
  }
}
