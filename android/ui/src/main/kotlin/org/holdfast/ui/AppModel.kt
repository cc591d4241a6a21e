package org.holdfast.ui

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.launch
import kotlinx.coroutines.plus
import org.holdfast.Device
import org.holdfast.Lock
import org.holdfast.PersonId
import org.holdfast.Transport
import org.holdfast.VisitId
import org.holdfast.ask
import org.holdfast.ui.person.ParamedicModel
import org.holdfast.ui.person.PersonModel
import org.holdfast.ui.safety.SafetyModel
import org.holdfast.ui.start.StartModel
import org.holdfast.ui.sync.Syncing
import org.holdfast.ui.today.TodayModel
import org.holdfast.ui.unlock.UnlockModel
import org.holdfast.ui.visit.Editor
import org.holdfast.ui.visit.VisitModel

/** What is on the screen, with its model. */
sealed interface Showing {
    /** What ends with it. */
    val life: Job?

    /** The vault is locked. */
    class Locked(
        val model: UnlockModel,
    ) : Showing {
        override val life: Job? = null
    }

    /** The first screen. */
    class Today(
        val model: TodayModel,
        override val life: Job,
    ) : Showing

    /** A visit. */
    class Visit(
        val model: VisitModel,
        override val life: Job,
    ) : Showing

    /** May I start? */
    class Start(
        val model: StartModel,
        override val life: Job,
    ) : Showing

    /** A person. */
    class Person(
        val model: PersonModel,
        override val life: Job,
    ) : Showing

    /** For a paramedic. */
    class Paramedic(
        val model: ParamedicModel,
        override val life: Job,
    ) : Showing

    /** Safe at the hub? */
    class Safety(
        val model: SafetyModel,
        override val life: Job,
    ) : Showing
}

/**
 * The app on one device: locked, or a stack of screens. It lives longer than an activity, so that turning
 * the phone loses nothing; what survives a kill is [places] and the drafts.
 */
class AppModel(
    private val device: Device,
    private val phone: Phone,
    private val transport: Transport,
    private val scope: CoroutineScope,
    private val io: CoroutineDispatcher = Dispatchers.IO,
) {
    private var stack: List<Showing> by mutableStateOf(emptyList())

    /** Syncing, while the vault is open. */
    var syncing: Syncing? = null
        private set
    private var syncLife: Job? = null

    /** What is on the screen. */
    val showing: Showing get() = stack.last()

    init {
        if (device.lockState() == Lock.UNLOCKED) opened() else lock()
    }

    /**
     * Locks the vault. Nothing is shown of it when this returns; its keys are gone after whatever is being
     * saved, and before anything that is asked later.
     */
    fun lock() {
        syncLife?.cancel()
        syncing = null
        val unlock = UnlockModel(device, phone, scope, io, ::opened)
        replace(listOf(Showing.Locked(unlock)))
        scope.launch(start = CoroutineStart.UNDISPATCHED) { device.ask(io) { lock() } }
        unlock.byKeystore()
    }

    private fun opened() {
        val life = Job(scope.coroutineContext[Job])
        syncLife = life
        syncing = Syncing(device, transport, phone.network, scope + life, io)
        replace(listOf(living { at, life -> Showing.Today(TodayModel(at, ::openVisit), life) }))
    }

    /** Shows a visit. */
    fun openVisit(visit: VisitId) = push { at, life -> Showing.Visit(VisitModel(at, visit), life) }

    /** Shows the advice about a visit. Once arrived, the visit is behind it. */
    fun mayIStart(visit: VisitId) = push { at, life -> Showing.Start(StartModel(at, visit) { back() }, life) }

    /** Shows a person. */
    fun openPerson(person: PersonId) = push { at, life -> Showing.Person(PersonModel(at, person), life) }

    /** Shows what an ambulance crew needs. */
    fun paramedic(person: PersonId) = push { at, life -> Showing.Paramedic(ParamedicModel(at, person), life) }

    /** Shows whether what was written is safe. */
    fun safety() = syncing?.let { syncing -> push { at, life -> Showing.Safety(SafetyModel(at, syncing), life) } }

    /** Shows a visit with a note begun: the second tap saves it. */
    fun note(visit: VisitId) = push { at, life -> Showing.Visit(VisitModel(at, visit).apply { edit(Editor.Note) }, life) }

    /** Back, one screen. False where there is none: the phone's home is next. */
    fun back(): Boolean {
        val showing = showing
        if (showing.stopWriting()) return true
        if (stack.size < 2) return false
        showing.life?.cancel()
        stack = stack.dropLast(1)
        return true
    }

    /** Leaves a form, if one is on the screen: what was typed is a draft. */
    private fun Showing.stopWriting(): Boolean =
        when (this) {
            is Showing.Visit -> (model.form != null).also { if (it) model.stopEditing() }
            is Showing.Start -> (model.form != null).also { if (it) model.stopGoingOn() }
            is Showing.Person -> (model.form != null).also { if (it) model.stopSettling() }
            is Showing.Today -> (model.unplanned != null).also { if (it) model.unplannedOver() }
            is Showing.Locked, is Showing.Paramedic, is Showing.Safety -> false
        }

    private fun push(make: (Unlocked, Job) -> Showing) {
        stack = stack + living(make)
    }

    private fun living(make: (Unlocked, Job) -> Showing): Showing {
        val life = Job(scope.coroutineContext[Job])
        return make(Unlocked(device, phone, scope + life, io), life)
    }

    private fun replace(with: List<Showing>) {
        stack.forEach { it.life?.cancel() }
        stack = with
    }
}
