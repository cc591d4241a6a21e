package org.holdfast

import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant

/** Harbour Care on a November evening: real vaults in folders of their own, one clock for all. */
class World(
    val folder: Path = Files.createTempDirectory("holdfast"),
) : AutoCloseable {
    val clock = StandingClock(Instant.parse("2026-11-22T17:30:00Z"))
    private val devices = mutableListOf<Device>()
    private lateinit var sheet: RecoverySheet

    /** Olu's laptop, on which the organisation begins. */
    val olu: Device by lazy {
        val olu = fresh("olu")
        sheet = olu.office().drawRecoverySheet()
        olu.office().begin(NewOrganisation("Harbour Care", "Olu Adeyemi", "020 7946 0100"), sheet)
        olu
    }

    /** Amina's phone: a carer, enrolled by Olu. */
    val amina: Device by lazy { enrolled("amina", "Amina Yusuf", Role.CARER) }

    /** Ben's phone: a coordinator, enrolled by Olu. */
    val ben: Device by lazy { enrolled("ben", "Ben Carter", Role.COORDINATOR) }

    /** Doreen, as Ben brought her in: nothing is confirmed yet. */
    val doreen: PersonId by lazy {
        ben.people().begin(
            listOf(
                preferred("Doreen"),
                fullName("Doreen Pike"),
                NewItem(Slot.DATE_OF_BIRTH, typed("date" to "1941-03-07")),
                NewItem(Slot.NHS_NUMBER, typed("number" to "943 476 5919")),
                NewItem(Slot.ALLERGY, typed("agent" to "Penicillin", "reaction" to "Rash")),
                NewItem(
                    Slot.MEDICINE,
                    typed(
                        "name" to "Warfarin",
                        "strength" to "3 mg",
                        "dose" to "one tablet",
                        "times" to "18:00",
                        "time_critical" to "yes",
                        "minimum_interval" to "720",
                    ),
                ),
                NewItem(Slot.TRANSFERS, typed("how" to "With a frame and one carer")),
            ),
            Source.Told("Dr Shah", ContactChannel.PHONE),
        )
    }

    /** Amina's visit to Doreen this evening: a wash and the warfarin. Planned by Ben. */
    val evening: VisitId by lazy {
        val warfarin = ben.people().page(doreen).key(Slot.MEDICINE)
        val tasks =
            listOf(
                NewTask(TaskKind.PERSONAL_CARE, "Wash and dress for bed"),
                NewTask(TaskKind.COMPANIONSHIP, "A cup of tea and a talk"),
                NewTask(TaskKind.MEDICINE_ADMINISTER, "Warfarin 3 mg", medicine = warfarin),
            )
        ben.visits().plan(
            NewVisit(
                doreen,
                Instant.parse("2026-11-22T17:45:00Z"),
                Instant.parse("2026-11-22T18:15:00Z"),
                minutes = 30u,
                tasks = tasks,
                carers = listOf(amina.identity().member),
            ),
        )
    }

    /** What one device has, taken to another as a file. */
    fun carry(
        from: Device,
        to: Device,
    ): TakenIn = to.bundles().read(from.bundles().write(BundleOf.Everything))

    /** Amina's phone with Doreen's visit on it. */
    fun handedOver(): Device {
        amina
        // Ben plans for whoever he knows of.
        carry(olu, ben)
        evening
        carry(ben, amina)
        return amina
    }

    /** A new device that is in no organisation. */
    fun fresh(name: String): Device =
        Device
            .createWithClock(path(name), keystore(name), PIN, "$name's phone", clock)
            .also { devices += it }

    private val started = mutableListOf<Hub>()

    /** The organisation's hub: a process of its own, named by Olu. */
    val hub: Hub by lazy {
        val hub = Hub(folder, olu.office().root())
        olu.office().nameHub(sheet.root, hub.publicFile)
        olu.setHubAddress(hub.address)
        started += hub
        hub
    }

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

    /** Each device's own; a phone's keystore draws them at random. */
    fun keystore(name: String): Keystore {
        val first = name.first().code.toByte()
        return Keystore(ByteArray(32) { first }, ByteArray(32) { (first + 1).toByte() })
    }

    fun later(minutes: Long) {
        time = time.plusSeconds(60 * minutes)
        clock.moveTo(time)
    }

    var time: Instant = Instant.parse("2026-11-22T17:30:00Z")
        private set

    override fun close() {
        started.forEach { it.close() }
        devices.forEach { it.close() }
        folder.toFile().deleteRecursively()
    }

    companion object {
        const val PIN = "2468"
    }
}

/** A scene in a world of its own. It gives nothing back: JUnit passes over a test that does. */
fun scene(act: (World) -> Unit) {
    World().use(act)
}

/** Fields as somebody types them. */
fun typed(vararg fields: Pair<String, String>) = fields.map { (field, text) -> FieldTyped(field, text) }

fun preferred(name: String) = NewItem(Slot.PREFERRED_NAME, typed("name" to name))

fun fullName(name: String) = NewItem(Slot.FULL_NAME, typed("name" to name))

/** Every item of a page, in the order of its places. */
fun PersonPage.items(): List<SummaryItem> = beside.flatMap { it.items } + sections.flatMap { it.items }

/** The key of the one item of a kind. */
fun PersonPage.key(slot: Slot): String = items().single { it.slot == slot }.key

fun PersonPage.section(section: SummarySection): SectionShown = sections.single { it.section == section }

/** What a thing says in one field. */
fun List<FieldShown>.text(field: String): String? = firstOrNull { it.field == field }?.text
