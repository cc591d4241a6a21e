/// What is secret is not shown by whatever looks into it: a debugger, a log, a crash's report.
extension Keystore: CustomReflectable {
  /// Nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension RecoverySheet: CustomReflectable {
  /// Nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
