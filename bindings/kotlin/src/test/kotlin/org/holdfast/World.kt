package org.holdfast

import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant

/** Harbour Care on a November evening: real vaults in folders of their own, one clock for all. */
class World : AutoCloseable {
    val folder: Path = Files.createTempDirectory("holdfast")
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

    /** A new device that is in no organisation. */
    fun fresh(name: String): Device =
        Device
            .createWithClock(path(name), keystore(name), PIN, "$name's phone", clock)
            .also { devices += it }

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
        devices.forEach { it.close() }
        folder.toFile().deleteRecursively()
    }

    companion object {
        const val PIN = "2468"
    }
}

/** Fields as somebody types them. */
fun typed(vararg fields: Pair<String, String>) = fields.map { (field, text) -> FieldTyped(field, text) }

fun preferred(name: String) = NewItem(Slot.PREFERRED_NAME, typed("name" to name))

fun fullName(name: String) = NewItem(Slot.FULL_NAME, typed("name" to name))

/** What a thing says in one field. */
fun List<FieldShown>.text(field: String): String? = firstOrNull { it.field == field }?.text
