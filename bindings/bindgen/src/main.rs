//! Makes the Kotlin and Swift sources from the built library. A crate of its own, so that the library
//! that ships is not built with the generator in it.

fn main() {
    uniffi::uniffi_bindgen_main();
}
