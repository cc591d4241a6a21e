package org.holdfast.ui.unlock

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.imePadding
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.text.KeyboardActions
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.input.PasswordVisualTransformation
import androidx.compose.ui.unit.dp
import org.holdfast.ui.Act
import org.holdfast.ui.Glyphs
import org.holdfast.ui.LocalWords
import org.holdfast.ui.Quiet
import org.holdfast.ui.Refusal

/** PIN, and what to do without one. */
@Composable
fun UnlockScreen(
    state: UnlockState,
    onType: (String) -> Unit,
    onPin: () -> Unit,
    onKeystore: () -> Unit,
) {
    val words = LocalWords.current
    Column(Modifier.fillMaxSize().safeDrawingPadding().imePadding()) {
        Column(
            Modifier.weight(1f).verticalScroll(rememberScrollState()).padding(24.dp),
            verticalArrangement = Arrangement.spacedBy(16.dp),
        ) {
            Spacer(Modifier.height(32.dp))
            Icon(Glyphs.safe, null, Modifier.height(40.dp), tint = MaterialTheme.colorScheme.primary)
            Text(words.unlockTitle, Modifier.semantics { heading() }, style = MaterialTheme.typography.headlineLarge)
            Text(words.unlockWithoutNetwork, color = MaterialTheme.colorScheme.onSurfaceVariant)
            OutlinedTextField(
                value = state.pin,
                onValueChange = onType,
                modifier = Modifier.fillMaxWidth(),
                label = { Text(words.unlockPin) },
                singleLine = true,
                textStyle = MaterialTheme.typography.headlineMedium,
                isError = state.wrong != null,
                visualTransformation = PasswordVisualTransformation(),
                keyboardOptions = KeyboardOptions(keyboardType = KeyboardType.Password, imeAction = ImeAction.Go),
                keyboardActions = KeyboardActions(onGo = { onPin() }),
            )
            state.wrong?.let { Refusal(it) }
            Spacer(Modifier.height(8.dp))
            Text(words.unlockForgotten, Modifier.semantics { heading() }, style = MaterialTheme.typography.titleSmall)
            Text(words.unlockForgottenHelp, color = MaterialTheme.colorScheme.onSurfaceVariant)
        }
        Column(Modifier.padding(horizontal = 24.dp, vertical = 16.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
            val trying = state.phase == UnlockState.Phase.TRYING
            Act(words.unlockOpen, onPin, enabled = !trying && state.pin.isNotEmpty())
            Quiet(words.unlockByPhone, onKeystore, enabled = !trying)
        }
    }
}
