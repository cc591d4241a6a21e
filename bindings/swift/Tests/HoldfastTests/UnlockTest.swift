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

  @Test func aNewPinOpensAndTheOldOneDoesNot() throws {
    let world = try World()
    let (amina, keystore) = (try world.fresh("amina"), world.keystore("amina"))
    try amina.setPin(pin: "8642", keystore: keystore)
    let quick = try failure { try amina.setPin(pin: "86", keystore: keystore) }
    #expect(quick.kind() == .field)
    amina.lock()
    let locked = try failure { try amina.setPin(pin: "1357", keystore: keystore) }
    #expect(locked.kind() == .locked)
    let old = try failure {
      try amina.unlockWithPin(member: nil, pin: World.pin, keystore: keystore)
    }
    #expect(old.kind() == .wrongPin)
    try amina.unlockWithPin(member: nil, pin: "8642", keystore: keystore)
    #expect(amina.lockState() == .unlocked)
  }

  @Test func aNewKeystoreSecretOpensAndTheOldOneDoesNot() throws {
    let world = try World()
    let (amina, before) = (try world.fresh("amina"), world.keystore("amina"))
    let after = Keystore(master: Data(repeating: 5, count: 32), pepper: before.pepper)
    try amina.setKeystore(pin: World.pin, keystore: after)
    // With another pepper no PIN would open it any more.
    let other = Keystore(
      master: Data(repeating: 5, count: 32), pepper: Data(repeating: 6, count: 32))
    let refused = try failure { try amina.setKeystore(pin: World.pin, keystore: other) }
    #expect(refused.kind() == .wrongPin)
    amina.lock()
    let old = try failure { try amina.unlockWithKeystore(keystore: before) }
    #expect(old.kind() == .wrongKey)
    try amina.unlockWithKeystore(keystore: after)
    amina.lock()
    try amina.unlockWithPin(member: nil, pin: World.pin, keystore: after)
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
