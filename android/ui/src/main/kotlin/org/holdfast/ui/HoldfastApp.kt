package org.holdfast.ui

import androidx.compose.runtime.Composable
import org.holdfast.ui.person.ParamedicScreen
import org.holdfast.ui.person.PersonScreen
import org.holdfast.ui.person.PersonTaps
import org.holdfast.ui.person.SettleScreen
import org.holdfast.ui.safety.SafetyScreen
import org.holdfast.ui.safety.SafetyTaps
import org.holdfast.ui.start.GoOnScreen
import org.holdfast.ui.start.StartScreen
import org.holdfast.ui.start.StartTaps
import org.holdfast.ui.today.TodayScreen
import org.holdfast.ui.today.TodayTaps
import org.holdfast.ui.today.UnplannedScreen
import org.holdfast.ui.unlock.UnlockScreen
import org.holdfast.ui.visit.EditorScreen
import org.holdfast.ui.visit.VisitScreen
import org.holdfast.ui.visit.VisitTaps

/** The whole app: one screen at a time, each a function of its model's state. */
@Composable
fun HoldfastApp(app: AppModel) {
    when (val showing = app.showing) {
        is Showing.Locked -> {
            showing.model.let { UnlockScreen(it.state, it::type, it::byPin, it::byKeystore) }
        }

        is Showing.Today -> {
            Today(app, showing)
        }

        is Showing.Visit -> {
            Visit(app, showing)
        }

        is Showing.Start -> {
            Start(app, showing)
        }

        is Showing.Person -> {
            Person(app, showing)
        }

        is Showing.Paramedic -> {
            ParamedicScreen(showing.model.state) { app.back() }
        }

        is Showing.Safety -> {
            showing.model.let { SafetyScreen(it.state, SafetyTaps({ app.back() }, it::syncNow, it::bundleOut, it::bundleIn)) }
        }
    }
}

@Composable
private fun Today(
    app: AppModel,
    showing: Showing.Today,
) {
    val model = showing.model
    val unplanned = model.unplanned
    val person = model.state.unplannedFor
    if (unplanned != null && person != null) {
        UnplannedScreen(person, unplanned, model::unplannedOver)
    } else {
        TodayScreen(model.state, TodayTaps(app::openVisit, app::note, app::openPerson, model::unplannedFor, { app.safety() }))
    }
}

@Composable
private fun Visit(
    app: AppModel,
    showing: Showing.Visit,
) {
    val model = showing.model
    val form = model.form
    val editor = model.state.editor
    if (form != null && editor != null) {
        EditorScreen(editor, model.state, form, model::stopEditing, model::discard)
    } else {
        VisitScreen(
            model.state,
            VisitTaps({
                app.back()
            }, model::arrive, model::task, model::edit, { app.mayIStart(model.visit) }, app::openPerson),
        )
    }
}

@Composable
private fun Start(
    app: AppModel,
    showing: Showing.Start,
) {
    val model = showing.model
    val form = model.form
    if (form != null) {
        GoOnScreen(model.state, form, model::stopGoingOn)
    } else {
        StartScreen(model.state, StartTaps({ app.back() }, model::arrive, model::goOn, model::staff, model::dial))
    }
}

@Composable
private fun Person(
    app: AppModel,
    showing: Showing.Person,
) {
    val model = showing.model
    val form = model.form
    val settling = model.state.settling
    val now = model.state.page?.now
    if (form != null && settling != null && now != null) {
        SettleScreen(settling, now, form, model::stopSettling)
    } else {
        val taps =
            PersonTaps({ app.back() }, model::toggle, model::acknowledge, model::settle, { app.paramedic(model.person) }, model::dial)
        PersonScreen(model.state, taps)
    }
}
