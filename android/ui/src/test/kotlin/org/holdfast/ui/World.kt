package org.holdfast.ui

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.MutableStateFlow
import org.holdfast.BundleOf
import org.holdfast.Device
import org.holdfast.EnrolAs
import org.holdfast.FieldTyped
import org.holdfast.HttpTransport
import org.holdfast.Keystore
import org.holdfast.NewItem
import org.holdfast.NewOrganisation
import org.holdfast.NewTask
import org.holdfast.NewVisit
import org.holdfast.PersonId
import org.holdfast.RecoverySheet
import org.holdfast.Role
import org.holdfast.Slot
import org.holdfast.Source
import org.holdfast.StandingClock
import org.holdfast.TaskKind
import org.holdfast.VisitId
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant

/**
 * Harbour Care on a Sunday evening: real vaults in folders of their own, one clock for all. Olu begins
 * the organisation and plans; Amina's phone is the one that is looked at.
 */
class World(
    under: Path = Path.of(System.getProperty("java.io.tmpdir")),
) : AutoCloseable {
    val folder: Path = Files.createTempDirectory(under, "holdfast-android")
    val clock = StandingClock(START)
    private val devices = mutableListOf<Device>()
    private val life = SupervisorJob()
    private val work = CoroutineScope(life + Dispatchers.Unconfined)
    val sheet: RecoverySheet

    var now: Instant = START
        private set

    /** Olu's laptop, on which the organisation begins. */
    val olu: Device =
        fresh("olu").also { olu ->
            sheet = olu.office().drawRecoverySheet()
            olu.office().begin(NewOrganisation("Harbour Care", "Olu Adeyemi", ON_CALL), sheet)
        }

    /** Amina's phone: a carer. */
    val amina: Device by lazy { enrolled("amina", "Amina Yusuf", Role.CARER) }

    /** What Amina's phone can do. */
    val phone = TestPhone(keystore("amina"))

    fun fresh(name: String): Device = Device.createWithClock(path(name), keystore(name), PIN, "$name's phone", clock).also { devices += it }

    fun enrolled(
        name: String,
        called: String,
        role: Role,
    ): Device {
        val device = fresh(name)
        val request = device.members().request(called)
        device.join(olu.members().enrol(request, EnrolAs(called, role)))
        return device
    }

    fun path(name: String): String = folder.resolve(name).toString()

    fun keystore(name: String): Keystore {
        val first = name.first().code.toByte()
        return Keystore(ByteArray(32) { first }, ByteArray(32) { (first + 1).toByte() })
    }

    /** The app on Amina's phone. Everything it does is done when a call returns. */
    fun app(
        device: Device = amina,
        io: CoroutineDispatcher = Dispatchers.Unconfined,
    ): AppModel = AppModel(device, phone, HttpTransport(on = Dispatchers.Unconfined), work, io)

    /** Another start of the app on Amina's phone, as after being killed: the same folder, opened again. */
    fun killed(): Device {
        amina
        return Device.withClock(path("amina"), clock).also { devices += it }
    }

    fun later(minutes: Long) {
        now = now.plusSeconds(60 * minutes)
        clock.moveTo(now)
    }

    /** Ben's phone: he plans, and writes what others say. */
    val ben: Device by lazy { enrolled("ben", "Ben Carter", Role.COORDINATOR).also { carry(olu, it) } }

    /** Doreen, who takes levodopa at six, as Olu brought her in: nothing is confirmed yet. */
    val doreen: PersonId by lazy {
        val items =
            listOf(
                item(Slot.PREFERRED_NAME, "name" to "Doreen"),
                item(Slot.FULL_NAME, "name" to "Doreen Ashworth"),
                item(Slot.DATE_OF_BIRTH, "date" to "1941-03-07"),
                item(Slot.NHS_NUMBER, "number" to "943 476 5919"),
                item(Slot.WHAT_MATTERS, "words" to "My cat Biscuit, and the six o'clock news."),
                item(Slot.ALERT, "alert" to "Startles at the door", "what_to_do" to "say your name first"),
                item(Slot.ALLERGY, "agent" to "Penicillin", "reaction" to "Rash"),
                item(Slot.MEDICINE, *LEVODOPA),
                item(Slot.TRANSFERS, "how" to "With a frame and one carer"),
                item(Slot.LANGUAGE, "language" to "English"),
                item(Slot.NEXT_OF_KIN, "name" to "June Ashworth", "relation" to "daughter", "reach" to "mobile 07700 900123"),
            )
        olu.people().begin(items, Source.Person)
    }

    /** The key of Doreen's only item of a kind. */
    fun key(
        slot: Slot,
        on: Device = olu,
    ): String =
        on
            .people()
            .page(doreen)
            .let { page -> page.sections.flatMap { it.items } + page.beside.flatMap { it.items } }
            .single { it.slot == slot }
            .key

    /** Two people change how Doreen moves without seeing each other's change; both are on Amina's phone. */
    fun dispute() {
        doreen
        carry(olu, ben)
        val transfers = key(Slot.TRANSFERS)
        ben.people().edit(doreen, transfers, typed("how" to "With a hoist and two carers"), Source.Author)
        olu.people().edit(doreen, transfers, typed("how" to "With a slide board"), Source.Author)
        carry(ben, olu)
        carry(olu, amina)
    }

    /** The hub: a process of its own on loopback, named by Olu. Whoever is enrolled after it knows its address. */
    val hub: Hub by lazy {
        Hub(folder, olu.office().root()).also { hub ->
            olu.office().nameHub(sheet.root, hub.publicFile)
            olu.setHubAddress(hub.address)
            hubs += hub
        }
    }
    private val hubs = mutableListOf<Hub>()

    /** What Olu wrote, carried to Amina's phone. */
    fun carry(
        from: Device = olu,
        to: Device = amina,
    ) = to.bundles().read(from.bundles().write(BundleOf.Everything))

    /** A visit to Doreen at six, with Amina to come; on Amina's phone. */
    fun evening(
        tasks: List<NewTask> =
            listOf(NewTask(TaskKind.WELFARE_CHECK, "See how Doreen is"), NewTask(TaskKind.PREPARE_MEAL, "Make tea and toast")),
        starts: Instant = START.plusSeconds(30 * 60),
    ): VisitId {
        val carer = amina.identity().member
        val visit = olu.visits().plan(NewVisit(doreen, starts, starts.plusSeconds(30 * 60), tasks = tasks, carers = listOf(carer)))
        carry()
        return visit
    }

    /** What comes of somebody's phone in the wrong hands, as a file: the same that the tests of the core use. */
    fun inTheWrongHands(
        name: String,
        visit: VisitId,
    ): ByteArray {
        val keys = folder.resolve("$name.keystore")
        val secrets = keystore(name)
        Files.write(keys, secrets.master + secrets.pepper)
        val file = folder.resolve("$name.bundle")
        val mallory = listOf(System.getProperty("holdfast.mallory"), path(name), "$keys", visit.text, "$file")
        check(ProcessBuilder(mallory).inheritIO().start().waitFor() == 0)
        return Files.readAllBytes(file)
    }

    override fun close() {
        life.cancel()
        work.cancel()
        hubs.forEach { it.close() }
        devices.forEach { it.close() }
        folder.toFile().deleteRecursively()
    }

    companion object {
        const val PIN = "2468"
        const val ON_CALL = "020 7946 0100"
        val START: Instant = Instant.parse("2026-11-22T17:30:00Z")

        /** What people wrote, in whatever language they speak. */
        val WRITTEN =
            listOf(
                "Move to bed with the hoist",
                "A cup of tea and a talk",
                "Doreen was warm and talking about her cat.",
                "My cat Biscuit, and the six o'clock news.",
                "Startles at the door",
                "say your name first",
                "With a frame and one carer",
                "With a hoist and two carers",
                "With a slide board",
                "mobile 07700 900123",
                "English",
                "Rash",
            )
        val LEVODOPA =
            arrayOf(
                "name" to "Levodopa",
                "strength" to "100 mg",
                "dose" to "one tablet",
                "times" to "18:00",
                "minimum_interval" to "240",
                "support" to "administer",
            )
    }
}

/** What a phone can do, in a test's hands. */
class TestPhone(
    var secrets: Keystore,
) : Phone {
    override val network = MutableStateFlow(Network.THERE)

    /** Whether the keystore opens at once. */
    var opensAtOnce = false
    val dialled = mutableListOf<String>()
    val shared = mutableListOf<ByteArray>()
    var toChoose: ByteArray? = null

    override suspend fun keystore(): KeystoreAnswer = if (opensAtOnce) KeystoreAnswer.Opened(secrets) else KeystoreAnswer.PinOnly(secrets)

    override fun dial(number: String) {
        dialled += number
    }

    override fun share(
        bundle: ByteArray,
        called: String,
    ) {
        shared += bundle
    }

    override suspend fun chooseBundle(): ByteArray? = toChoose
}

/** An item as somebody types it. */
fun item(
    slot: Slot,
    vararg fields: Pair<String, String>,
) = NewItem(slot, typed(*fields))

/** Fields as somebody types them. */
fun typed(vararg fields: Pair<String, String>) = fields.map { (field, text) -> FieldTyped(field, text) }
