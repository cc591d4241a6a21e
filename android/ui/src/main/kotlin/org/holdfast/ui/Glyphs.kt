package org.holdfast.ui

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.PathFillType
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.graphics.vector.addPathNodes
import androidx.compose.ui.unit.dp

/** A part of a glyph: filled, or a line. */
private sealed interface Part {
    val path: String

    data class Filled(
        override val path: String,
    ) : Part

    data class Line(
        override val path: String,
        val width: Float = 2f,
    ) : Part
}

private fun glyph(
    name: String,
    vararg parts: Part,
    mirrored: Boolean = false,
): ImageVector {
    val black = SolidColor(Color.Black)
    val builder = ImageVector.Builder(name, 24.dp, 24.dp, 24f, 24f, autoMirror = mirrored)
    parts.forEach { part ->
        val nodes = addPathNodes(part.path)
        when (part) {
            is Part.Filled -> {
                builder.addPath(nodes, PathFillType.EvenOdd, fill = black)
            }

            is Part.Line -> {
                builder.addPath(
                    nodes,
                    stroke = black,
                    strokeLineWidth = part.width,
                    strokeLineCap = StrokeCap.Round,
                    strokeLineJoin = StrokeJoin.Round,
                )
            }
        }
    }
    return builder.build()
}

private const val DISC = "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20z"
private const val RING = "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z"

/** The shapes of docs/screens.md, and the few signs beside them: drawn here, so that no icon library is needed. */
object Glyphs {
    /** A filled circle with a tick. */
    val current by lazy { glyph("current", Part.Filled("$DISC M10.6 16.7L6.5 12.6L8 11.1L10.6 13.7L16 8.3L17.5 9.8z")) }

    /** A circle with a clock. */
    val reviewDue by lazy { glyph("review due", Part.Line(RING), Part.Line("M12 7v5l3.5 2")) }

    /** A hollow circle with a broken edge. */
    val stale by lazy {
        glyph(
            "stale",
            Part.Line("M9.2 3.5A9 9 0 0 1 14.8 3.5"),
            Part.Line("M18.4 5.6A9 9 0 0 1 21 11"),
            Part.Line("M20.4 15.2A9 9 0 0 1 16.9 19.5"),
            Part.Line("M13.2 20.9A9 9 0 0 1 7.7 19.9"),
            Part.Line("M4.6 17.1A9 9 0 0 1 3 12.2"),
            Part.Line("M3.9 8.1A9 9 0 0 1 6.2 5.1"),
        )
    }

    /** A circle with a question mark. */
    val unconfirmed by lazy {
        glyph(
            "unconfirmed",
            Part.Line(RING),
            Part.Line("M9.5 9.6a2.6 2.6 0 1 1 3.6 2.4c-.8.4-1.1.9-1.1 1.8"),
            Part.Line("M12 16.8v.1", 2.4f),
        )
    }

    /** An empty dashed square. */
    val missing by lazy {
        glyph(
            "missing",
            Part.Line("M3.5 7V3.5H7"),
            Part.Line("M10.5 3.5h3"),
            Part.Line("M17 3.5h3.5V7"),
            Part.Line("M20.5 10.5v3"),
            Part.Line("M20.5 17v3.5H17"),
            Part.Line("M13.5 20.5h-3"),
            Part.Line("M7 20.5H3.5V17"),
            Part.Line("M3.5 13.5v-3"),
        )
    }

    /** Two overlapping squares. */
    val disputed by lazy { glyph("disputed", Part.Line("M3 3h12v12H3z"), Part.Line("M9 9h12v12H9z")) }

    /** A filled circle with a bar: stop. */
    val stop by lazy { glyph("stop", Part.Filled("$DISC M6.5 10.5h11v3h-11z")) }

    /** A triangle with a mark: look. */
    val look by lazy { glyph("look", Part.Line("M12 3.5L22 20.5H2z"), Part.Line("M12 10v5"), Part.Line("M12 17.6v.1", 2.4f)) }

    /** A pause. */
    val waits by lazy { glyph("waits", Part.Line(RING), Part.Line("M10 8.5v7"), Part.Line("M14 8.5v7")) }

    /** A tick alone. */
    val tick by lazy { glyph("tick", Part.Line("M4.5 12.5l5 5L20 7", 2.6f)) }

    /** A ring: planned, nothing yet. */
    val planned by lazy { glyph("planned", Part.Line(RING)) }

    /** A ring with a filled heart: somebody is there. */
    val underWay by lazy { glyph("under way", Part.Line(RING), Part.Filled("M12 7.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9z")) }

    /** A ring struck through. */
    val stoodDown by lazy { glyph("stood down", Part.Line(RING), Part.Line("M6 18L18 6")) }

    /** An arrow back. */
    val back by lazy { glyph("back", Part.Line("M20 12H5"), Part.Line("M11 5.5L4.5 12L11 18.5"), mirrored = true) }

    /** An angle onwards. */
    val onwards by lazy { glyph("onwards", Part.Line("M9 5l7 7l-7 7"), mirrored = true) }

    /** An angle down: there is more. */
    val more by lazy { glyph("more", Part.Line("M5 9l7 7l7-7")) }

    /** An angle up: that was it. */
    val less by lazy { glyph("less", Part.Line("M5 16l7-7l7 7")) }

    /** A telephone's receiver. */
    val phone by lazy {
        glyph(
            "phone",
            Part.Filled(
                "M6.6 2.8C5 3.2 3.4 4.7 3.3 6.6C3 13.8 10.2 21 17.4 20.7C19.3 20.6 20.8 19 21.2 17.4L17 14.2L14.4 15.9" +
                    "C11.9 14.6 9.4 12.1 8.1 9.6L9.8 7z",
            ),
        )
    }

    /** A pen. */
    val pen by lazy { glyph("pen", Part.Line("M4 20l1-5L16 4l4 4L9 19z"), Part.Line("M13.5 6.5l4 4")) }

    /** A cloud, or none: no signal. */
    val noSignal by lazy {
        glyph(
            "no signal",
            Part.Line("M3 3l18 18"),
            Part.Line("M5 12a10 10 0 0 1 3.5-2.3"),
            Part.Line("M12 8.9a10 10 0 0 1 7 3.1"),
            Part.Line("M12 18.4v.1", 3f),
        )
    }

    /** A roof with a tick: safe at the hub. */
    val safe by lazy { glyph("safe", Part.Line("M4 11l8-7l8 7v9H4z"), Part.Line("M8.5 14.5l2.5 2.5l4.5-4.5")) }

    /** A plus. */
    val plus by lazy { glyph("plus", Part.Line("M12 4.5v15"), Part.Line("M4.5 12h15")) }
}
