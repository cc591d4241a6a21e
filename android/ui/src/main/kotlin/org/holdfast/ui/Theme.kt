package org.holdfast.ui

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.LocalContentColor
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Shapes
import androidx.compose.material3.Surface
import androidx.compose.material3.Typography
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.Hyphens
import androidx.compose.ui.text.style.LineBreak
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp

/** The words on the screen. */
val LocalWords = staticCompositionLocalOf { Words() }

private fun style(
    size: Int,
    line: Int,
    weight: FontWeight,
) = TextStyle(
    fontSize = size.sp,
    lineHeight = line.sp,
    fontWeight = weight,
    lineBreak = LineBreak.Paragraph,
    hyphens = Hyphens.Auto,
)

/** Read at arm's length by somebody who was asleep a minute ago: nothing below 16. */
private val TYPE =
    Typography(
        headlineLarge = style(30, 36, FontWeight.SemiBold),
        headlineMedium = style(26, 32, FontWeight.SemiBold),
        headlineSmall = style(22, 28, FontWeight.SemiBold),
        titleLarge = style(21, 27, FontWeight.SemiBold),
        titleMedium = style(18, 24, FontWeight.SemiBold),
        titleSmall = style(16, 22, FontWeight.SemiBold),
        bodyLarge = style(18, 26, FontWeight.Normal),
        bodyMedium = style(16, 23, FontWeight.Normal),
        bodySmall = style(16, 23, FontWeight.Normal),
        labelLarge = style(18, 24, FontWeight.SemiBold),
        labelMedium = style(16, 21, FontWeight.Medium),
        labelSmall = style(16, 21, FontWeight.Medium),
    )

private val CORNERS =
    Shapes(
        small = RoundedCornerShape(10.dp),
        medium = RoundedCornerShape(16.dp),
        large = RoundedCornerShape(20.dp),
    )

/** Holdfast's look and words, around everything. */
@Composable
fun HoldfastTheme(
    words: Words = Words.ofThePhone(),
    dark: Boolean = isSystemInDarkTheme(),
    content: @Composable () -> Unit,
) {
    val colours = if (dark) Dark else Light
    MaterialTheme(colours.scheme, CORNERS, TYPE) {
        CompositionLocalProvider(LocalWords provides words, LocalStates provides colours.states) {
            Surface(color = colours.scheme.background) {
                CompositionLocalProvider(LocalContentColor provides colours.scheme.onBackground, content = content)
            }
        }
    }
}
