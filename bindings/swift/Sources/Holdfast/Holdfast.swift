/// Holdfast in the hands of Swift.
///
/// ``Device`` and its nouns are generated from the Rust library: every call is synchronous, and
/// returns when what was written survives a power cut. ``DeviceActor`` asks them off the calling
/// thread, ``DeviceActor/changes()`` says what changed, and ``DeviceActor/sync(over:)`` talks with
/// the hub. `docs/bindings.md` has ten minutes from nothing to a saved note.
// One import for an app: the records of the screens are in the generated module.
@_exported import HoldfastGenerated
