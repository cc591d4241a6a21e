import Foundation
import Holdfast
import Testing

@Suite struct UnlockTest {
  @Test func wrongPinOrKey() throws {
    let world = try World()
    let amina = try world.fresh("amina")
    let member = try amina.pinMembers().single()
    let keystore = world.keystore("amina")
    amina.lock()
    #expect(amina.lockState() == .locked)

    let pin = try failure {
      try amina.unlockWithPin(member: member, pin: "1357", keystore: keystore)
    }
    #expect(pin.kind() == .wrongPin)
    let other = Keystore(master: Data(count: 32), pepper: Data(count: 32))
    let key = try failure { try amina.unlockWithKeystore(keystore: other) }
    #expect(key.kind() == .wrongKey)
    let short = try failure {
      try amina.unlockWithKeystore(
        keystore: Keystore(master: Data(count: 3), pepper: Data(count: 32)))
    }
    #expect(short.kind() == .wrongKey)
    #expect(amina.lockState() == .locked)

    try amina.unlockWithPin(member: member, pin: World.pin, keystore: keystore)
    #expect(amina.lockState() == .unlocked)
    amina.lock()
    try amina.unlockWithKeystore(keystore: keystore)
    #expect(amina.lockState() == .unlocked)
  }

  @Test func secretsAreNotPrinted() throws {
    let world = try World()
    let keystore = world.keystore("amina")
    #expect("\(keystore)" == "Keystore(secret)")
    #expect("\(try world.olu().office().drawRecoverySheet())" == "RecoverySheet(secret)")
    #expect("\([keystore])" == "[Keystore(secret)]")
    var dumped = ""
    dump(keystore, to: &dumped)
    #expect(dumped == "- Keystore(secret)\n")
  }
}
