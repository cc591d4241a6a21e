package org.holdfast

import org.junit.jupiter.api.Test
import java.nio.file.Files
import kotlin.test.assertEquals

class FullDiskTest {
    @Test
    fun aFullDiskIsSaidAndNothingIsHalfWritten() =
        SmallDisk.run(FullDiskTest::class.java, "aFullDiskIsSaidAndNothingIsHalfWritten") { disk ->
            World(disk).use { world ->
                val amina = world.handedOver()
                val (evening, slot) = world.evening to "note/${world.evening.text}"
                amina.drafts().keep(slot, "Found Doreen on the")
                val full = SmallDisk.fill(disk)

                // The first few may find room in the vault's own files.
                val saved = mutableListOf<String>()

                fun note() = "note ${saved.size}: " + "And bread. ".repeat(400) + "All well."
                val refused =
                    runCatching {
                        repeat(1000) {
                            amina.visits().note(evening, note())
                            saved += note()
                        }
                    }.exceptionOrNull() as HoldfastException
                assertEquals(ErrorKind.DISK_FULL, refused.kind())
                assertEquals(
                    "expected room on the disk, found it full; free some and save again",
                    refused.message(),
                )

                fun shown(device: Device) =
                    device
                        .visits()
                        .page(evening)
                        .recorded
                        .map { it.says.text("text") }
                        .toSet()
                assertEquals(saved.toSet(), shown(amina))
                assertEquals("Found Doreen on the", amina.drafts().kept(slot))
                Device.withClock(world.path("amina"), world.clock).use { again ->
                    again.unlockWithPin(null, World.PIN, world.keystore("amina"))
                    assertEquals(saved.toSet(), shown(again))
                    assertEquals("Found Doreen on the", again.drafts().kept(slot))
                }

                Files.delete(full)
                amina.visits().note(evening, note())
                saved += note()
                amina.drafts().forget(slot)
                assertEquals(saved.toSet(), shown(amina))
                assertEquals(saved.size.toULong(), amina.safety().written)
            }
        }
}
