extension DeviceActor {
  /// One whole conversation with the hub: until both hold the same, or it says why not.
  ///
  /// Each step is whole and saved. Where the task is cancelled, the network goes or the process is
  /// killed, nothing is lost, and the next conversation goes on from there. Between two steps, and
  /// while the hub is waited for, whatever else is asked is answered: a carer can save meanwhile.
  ///
  /// - Throws: ``HoldfastError`` of the kind `hub` where the hub refuses, of the kind `notFound`
  ///   where nobody said which hub there is; what the transport throws where it cannot be reached.
  public func sync(over transport: some Transport) async throws -> SyncSummary {
    let session = try device.sync()
    let address = session.address()
    while let request = try session.next() {
      let answer = try await transport.post(to: address, request)
      try Task.checkCancellation()
      try session.receive(status: answer.status, body: answer.body)
    }
    return session.summary()
  }
}
