package org.holdfast.ui

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.imePadding
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.Button
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.LocalContentColor
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp

/**
 * A screen: its name and the way back above, what scrolls, and what the thumb reaches below. What is
 * [alsoBelow] goes to the end of what scrolls where the text is large.
 */
@Composable
fun Page(
    title: String,
    onBack: (() -> Unit)?,
    below: @Composable (ColumnScope.() -> Unit)? = null,
    alsoBelow: @Composable (ColumnScope.() -> Unit)? = null,
    content: @Composable ColumnScope.() -> Unit,
) {
    Column(Modifier.fillMaxSize().safeDrawingPadding().imePadding()) {
        Title(title, onBack)
        Column(
            Modifier
                .weight(1f)
                .fillMaxWidth()
                .verticalScroll(rememberScrollState())
                .padding(start = 16.dp, end = 16.dp, bottom = 24.dp),
            verticalArrangement = Arrangement.spacedBy(12.dp),
        ) {
            content()
            if (isTextLarge) alsoBelow?.invoke(this)
        }
        if (below != null) {
            Below {
                below()
                if (!isTextLarge) alsoBelow?.invoke(this)
            }
        }
    }
}

/** Text so large that what is pinned below would leave no room to read. */
val isTextLarge: Boolean
    @Composable get() = LocalDensity.current.fontScale >= LARGE_TEXT

private const val LARGE_TEXT = 1.5f

/** The name of a screen. It wraps rather than being cut. */
@Composable
fun Title(
    title: String,
    onBack: (() -> Unit)?,
) {
    Row(Modifier.fillMaxWidth().padding(start = if (onBack == null) 16.dp else 4.dp, end = 16.dp, top = 8.dp, bottom = 8.dp)) {
        if (onBack != null) {
            IconButton(onBack, Modifier.size(48.dp)) { Icon(Glyphs.back, LocalWords.current.back) }
        }
        Text(
            title,
            Modifier.weight(1f).padding(vertical = 8.dp).semantics { heading() },
            style = if (isTextLarge) MaterialTheme.typography.titleLarge else MaterialTheme.typography.headlineMedium,
        )
    }
}

/** What the thumb reaches. */
@Composable
fun Below(content: @Composable ColumnScope.() -> Unit) {
    HorizontalDivider(color = MaterialTheme.colorScheme.outlineVariant)
    Column(
        Modifier.fillMaxWidth().padding(horizontal = 16.dp, vertical = 10.dp),
        verticalArrangement = Arrangement.spacedBy(8.dp),
        content = content,
    )
}

/** The one thing this screen is for. */
@Composable
fun Act(
    label: String,
    onClick: () -> Unit,
    modifier: Modifier = Modifier,
    enabled: Boolean = true,
    glyph: ImageVector? = null,
) {
    Button(
        onClick,
        modifier.fillMaxWidth().heightIn(min = 56.dp),
        enabled,
        shape = MaterialTheme.shapes.medium,
        contentPadding = PaddingValues(horizontal = 16.dp, vertical = 12.dp),
    ) { Labelled(label, glyph) }
}

/** Something else that may be done. [spoken] says of what, where several look alike. */
@Composable
fun Other(
    label: String,
    onClick: () -> Unit,
    modifier: Modifier = Modifier,
    glyph: ImageVector? = null,
    spoken: String? = null,
) {
    val named = if (spoken == null) modifier else modifier.semantics { contentDescription = spoken }
    OutlinedButton(
        onClick,
        named.fillMaxWidth().heightIn(min = 52.dp),
        shape = MaterialTheme.shapes.medium,
        border = BorderStroke(1.5.dp, MaterialTheme.colorScheme.outline),
        contentPadding = PaddingValues(horizontal = 16.dp, vertical = 12.dp),
    ) { Labelled(label, glyph) }
}

/** Something that is seldom done. */
@Composable
fun Quiet(
    label: String,
    onClick: () -> Unit,
    modifier: Modifier = Modifier,
    enabled: Boolean = true,
) {
    TextButton(onClick, modifier.fillMaxWidth().heightIn(min = 48.dp), enabled, shape = MaterialTheme.shapes.medium) {
        Text(label, textAlign = TextAlign.Center)
    }
}

@Composable
private fun Labelled(
    label: String,
    glyph: ImageVector?,
) {
    if (glyph != null) {
        Icon(glyph, null, Modifier.size(22.dp))
        Spacer(Modifier.width(10.dp))
    }
    Text(label, textAlign = TextAlign.Center)
}

/** A state: a shape, a word and a colour. */
@Composable
fun Badge(
    glyph: ImageVector,
    word: String,
    tone: Tone,
    modifier: Modifier = Modifier,
) {
    Surface(modifier, MaterialTheme.shapes.small, tone.under, tone.on) {
        Row(Modifier.padding(horizontal = 10.dp, vertical = 5.dp), verticalAlignment = Alignment.CenterVertically) {
            Icon(glyph, null, Modifier.size(20.dp))
            Spacer(Modifier.width(8.dp))
            Text(word, style = MaterialTheme.typography.labelMedium)
        }
    }
}

/** Something to know before going on: a shape, words and a colour. */
@Composable
fun Notice(
    glyph: ImageVector,
    tone: Tone,
    modifier: Modifier = Modifier,
    content: @Composable ColumnScope.() -> Unit,
) {
    Surface(modifier.fillMaxWidth(), MaterialTheme.shapes.medium, tone.under, tone.on) {
        Row(Modifier.padding(14.dp)) {
            Icon(glyph, null, Modifier.size(24.dp))
            Spacer(Modifier.width(12.dp))
            Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(6.dp), content = content)
        }
    }
}

/** What could not be done, and what to do. Spoken when it appears. */
@Composable
fun Refusal(wrong: Wrong) {
    Notice(Glyphs.look, LocalStates.current.alert, Modifier.semantics { liveRegion = LiveRegionMode.Polite }) {
        Text(LocalWords.current.wrong(wrong))
    }
}

/** "Saved", once it is. Spoken when it appears. */
@Composable
fun Saved(what: String) {
    Notice(Glyphs.current, LocalStates.current.calm, Modifier.semantics { liveRegion = LiveRegionMode.Polite }) {
        Text(what, style = MaterialTheme.typography.titleSmall)
    }
}

/** A heading within a screen. */
@Composable
fun Heading(
    text: String,
    modifier: Modifier = Modifier,
) {
    Text(text, modifier.padding(top = 14.dp).semantics { heading() }, style = MaterialTheme.typography.headlineSmall)
}

/** Something that stands together. With [onClick] all of it is one button. */
@Composable
fun Card(
    modifier: Modifier = Modifier,
    onClick: (() -> Unit)? = null,
    content: @Composable ColumnScope.() -> Unit,
) {
    val shape = MaterialTheme.shapes.medium
    Surface(
        modifier.fillMaxWidth().border(1.dp, MaterialTheme.colorScheme.outlineVariant, shape),
        shape,
        MaterialTheme.colorScheme.surfaceContainerLow,
        LocalContentColor.current,
    ) {
        val tapped = if (onClick == null) Modifier else Modifier.clickable(role = Role.Button, onClick = onClick)
        Column(
            tapped.heightIn(min = 56.dp).padding(16.dp),
            verticalArrangement = Arrangement.spacedBy(8.dp),
            content = content,
        )
    }
}

/** A part of a card that is one button. */
@Composable
fun Tapped(
    onClick: () -> Unit,
    modifier: Modifier = Modifier,
    content: @Composable ColumnScope.() -> Unit,
) {
    Column(
        modifier.fillMaxWidth().clickable(role = Role.Button, onClick = onClick).heightIn(min = 56.dp),
        verticalArrangement = Arrangement.spacedBy(8.dp),
        content = content,
    )
}

/** Words of less weight. */
@Composable
fun Small(
    text: String,
    modifier: Modifier = Modifier,
) {
    Text(text, modifier, MaterialTheme.colorScheme.onSurfaceVariant, style = MaterialTheme.typography.bodyMedium)
}

/** A field somebody writes in. */
@Composable
fun Field(
    label: String,
    form: FormModel,
    field: String,
    lines: Int = 1,
    modifier: Modifier = Modifier,
) {
    val state = form.state
    OutlinedTextField(
        value = state[field],
        onValueChange = { form.set(field, it) },
        // A label moves up onto the border: large, it needs more room there.
        modifier = modifier.padding(top = if (isTextLarge) 16.dp else 0.dp).fillMaxWidth(),
        readOnly = state.phase != FormPhase.WRITING,
        label = { Text(label) },
        minLines = lines,
        isError = state.wrong?.field == field,
        shape = MaterialTheme.shapes.small,
        textStyle = MaterialTheme.typography.bodyLarge,
    )
}

/** A line down the side: what is beside something else. */
@Composable
fun Beside(content: @Composable ColumnScope.() -> Unit) {
    Row {
        Column(Modifier.width(3.dp).heightIn(min = 24.dp).background(MaterialTheme.colorScheme.outline)) {}
        Spacer(Modifier.width(12.dp))
        Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(4.dp), content = content)
    }
}

/** A small button beside others like it. [spoken] says which of them it is. */
@Composable
fun Chip(
    word: String,
    spoken: String,
    onClick: () -> Unit,
) {
    OutlinedButton(
        onClick,
        Modifier.heightIn(min = 48.dp).semantics { contentDescription = spoken },
        shape = MaterialTheme.shapes.small,
        border = BorderStroke(1.5.dp, MaterialTheme.colorScheme.outline),
        contentPadding = PaddingValues(horizontal = 12.dp, vertical = 8.dp),
    ) { Text(word, style = MaterialTheme.typography.titleSmall, textAlign = TextAlign.Center) }
}

/** What a form has to say: what was refused, and whether the draft is safe. */
@Composable
fun FormNotices(form: FormModel) {
    form.state.wrong?.let { Refusal(it) }
    if (form.state.draft == DraftKept.NO_ROOM) {
        Notice(Glyphs.look, LocalStates.current.alert) { Text(LocalWords.current.draftNotKept) }
    }
}
