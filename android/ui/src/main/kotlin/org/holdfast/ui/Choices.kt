package org.holdfast.ui

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.material3.RadioButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.unit.dp

/** One of several words. */
@Composable
fun <T> Choices(
    all: List<T>,
    chosen: T?,
    word: (T) -> String,
    onChoose: (T) -> Unit,
) {
    Column(Modifier.selectableGroup()) {
        all.forEach { one ->
            Row(
                Modifier
                    .fillMaxWidth()
                    .selectable(one == chosen, role = Role.RadioButton) { onChoose(one) }
                    .heightIn(min = 52.dp)
                    .padding(vertical = 6.dp),
                verticalAlignment = Alignment.CenterVertically,
            ) {
                RadioButton(one == chosen, null)
                Spacer(Modifier.width(14.dp))
                Text(word(one), Modifier.weight(1f))
            }
        }
    }
}
