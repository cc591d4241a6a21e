import Foundation
import HoldfastModels
import Testing

@Suite struct DiallingTest {
  @Test(arguments: [
    ("020 7946 0100", "tel:02079460100"), ("07700 900123", "tel:07700900123"), ("999", "tel:999"),
    ("+44 (0)20 7946 0100", "tel:+442079460100"), ("(020) 7946-0100", "tel:02079460100"),
    ("٠٢٠", nil), ("", nil), ("ask the office", nil), ("07700*900#123", "tel:07700900123"),
  ])
  func aNumberAsPeopleWriteIt(number: String, address: String?) {
    #expect(Dialling.address(number)?.absoluteString == address)
  }
}
