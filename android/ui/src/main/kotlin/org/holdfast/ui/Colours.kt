package org.holdfast.ui

import androidx.compose.material3.ColorScheme
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.graphics.Color

/** A colour to stand on and the colour of what stands on it. */
data class Tone(
    val under: Color,
    val on: Color,
)

/**
 * The colours of states. Each is only ever the third telling, after a word and a shape.
 *
 * The tests compute the contrast of every pair, and of every ink on the screen's own ground.
 */
data class StateColours(
    /** As it should be. */
    val calm: Tone,
    /** Worth knowing. */
    val notice: Tone,
    /** Not to be relied on. */
    val warning: Tone,
    /** Two people say different things; stop and phone. */
    val alert: Tone,
)

/** Everything that has a colour, by day or by night. */
data class Colours(
    val scheme: ColorScheme,
    val states: StateColours,
)

private val PAPER = Color(0xFFFAF8F4)
private val INK = Color(0xFF1A1C1B)
private val TEAL = Color(0xFF0B5557)
private val NIGHT = Color(0xFF0F1413)
private val MOON = Color(0xFFE4E9E7)
private val SEA = Color(0xFF8AD3CF)

/** For a lit room. */
val Light =
    Colours(
        lightColorScheme(
            primary = TEAL,
            onPrimary = Color.White,
            primaryContainer = Color(0xFFD3EAE8),
            onPrimaryContainer = Color(0xFF00302F),
            secondary = Color(0xFF44595A),
            onSecondary = Color.White,
            secondaryContainer = Color(0xFFE4EBEA),
            onSecondaryContainer = Color(0xFF17302F),
            background = PAPER,
            onBackground = INK,
            surface = PAPER,
            onSurface = INK,
            surfaceVariant = Color(0xFFECEBE5),
            onSurfaceVariant = Color(0xFF454A48),
            surfaceContainerLowest = Color.White,
            surfaceContainerLow = Color.White,
            surfaceContainer = Color(0xFFF3F1EB),
            surfaceContainerHigh = Color(0xFFEEECE6),
            surfaceContainerHighest = Color(0xFFE8E6E0),
            outline = Color(0xFF6A706E),
            outlineVariant = Color(0xFFD5D4CD),
            error = Color(0xFF8F1414),
            onError = Color.White,
            errorContainer = Color(0xFFFBDCD8),
            onErrorContainer = Color(0xFF5F0A0A),
        ),
        StateColours(
            calm = Tone(Color(0xFFDCEFE0), Color(0xFF124527)),
            notice = Tone(Color(0xFFDDE7F8), Color(0xFF163766)),
            warning = Tone(Color(0xFFFBE6BF), Color(0xFF533500)),
            alert = Tone(Color(0xFFFBDCD8), Color(0xFF6E0E0E)),
        ),
    )

/** For a dark bedroom: nothing glares. */
val Dark =
    Colours(
        darkColorScheme(
            primary = SEA,
            onPrimary = Color(0xFF00302F),
            primaryContainer = Color(0xFF12403F),
            onPrimaryContainer = Color(0xFFC7ECE9),
            secondary = Color(0xFFB4CAC9),
            onSecondary = Color(0xFF1E3433),
            secondaryContainer = Color(0xFF263735),
            onSecondaryContainer = Color(0xFFD5E5E3),
            background = NIGHT,
            onBackground = MOON,
            surface = NIGHT,
            onSurface = MOON,
            surfaceVariant = Color(0xFF242B29),
            onSurfaceVariant = Color(0xFFBCC6C3),
            surfaceContainerLowest = Color(0xFF0B0F0E),
            surfaceContainerLow = Color(0xFF181E1C),
            surfaceContainer = Color(0xFF1B2220),
            surfaceContainerHigh = Color(0xFF232B29),
            surfaceContainerHighest = Color(0xFF2C3533),
            outline = Color(0xFF89938F),
            outlineVariant = Color(0xFF3A4341),
            error = Color(0xFFFFB4AB),
            onError = Color(0xFF5A0808),
            errorContainer = Color(0xFF581311),
            onErrorContainer = Color(0xFFFFDAD5),
        ),
        StateColours(
            calm = Tone(Color(0xFF153A24), Color(0xFFC4ECCF)),
            notice = Tone(Color(0xFF173255), Color(0xFFD3E2FF)),
            warning = Tone(Color(0xFF463000), Color(0xFFFFDFA8)),
            alert = Tone(Color(0xFF581311), Color(0xFFFFDAD5)),
        ),
    )

/** The colours of states of whatever theme surrounds. */
val LocalStates = staticCompositionLocalOf { Light.states }
