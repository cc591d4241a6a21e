//! Laid with the workspace.
fn main() {}
