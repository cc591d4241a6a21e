//! What a hub is started with.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use holdfast_ledger::Timestamp;
use rand_core::CryptoRng;

use crate::event::Event;
use crate::organisation::Start;
use crate::rate::Rate;

/// Tells the time: the system's in production, a test's own in tests.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Gives a source of randomness to whoever needs one for itself.
pub type Randomness = Arc<dyn Fn() -> Box<dyn CryptoRng + Send> + Send + Sync>;

/// Is told what an operator may want to know.
pub type Log = Arc<dyn Fn(&Event) + Send + Sync>;

/// Whose address a request's rate is counted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Peers {
    /// Whoever connects.
    #[default]
    Direct,
    /// A proxy of the operator's connects; the last address in `X-Forwarded-For` is the peer's.
    BehindProxy,
}

/// How much a hub takes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections at once.
    pub connections: usize,
    /// Bytes of requests being received or waiting to be answered, over all connections.
    pub bytes_under_way: u32,
    /// Requests waiting for one organisation's database.
    pub waiting: usize,
    /// The most an organisation's database may take, in bytes: one must not fill the disk that
    /// others share. At the limit, nothing more is taken in, and nothing acknowledged.
    pub database_bytes: u64,
    /// For each device, once its signature has been checked.
    pub device_rate: Rate,
    /// For each address: generous, since a whole town may share a carrier's.
    pub peer_rate: Rate,
    /// For a request's head.
    pub head_time: Duration,
    /// For a request's body: a batch over a slow rural line.
    pub body_time: Duration,
    /// For a whole connection, however many requests it brings.
    pub connection_time: Duration,
    /// For a database to show that it answers.
    pub health_time: Duration,
    /// For what is under way when the hub is told to stop.
    pub stopping_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4096,
            bytes_under_way: 128 * 1024 * 1024,
            waiting: 1024,
            database_bytes: 256 * 1024 * 1024 * 1024,
            device_rate: Rate { per_second: 5, burst: 200 },
            peer_rate: Rate { per_second: 100, burst: 1000 },
            head_time: Duration::from_secs(15),
            body_time: Duration::from_secs(90),
            connection_time: Duration::from_secs(600),
            health_time: Duration::from_secs(5),
            stopping_time: Duration::from_secs(20),
        }
    }
}

/// What a hub is started with.
#[derive(Clone)]
pub struct HubConfig {
    /// Where to listen; port 0 lets the system choose one.
    pub listen: SocketAddr,
    /// The folder of databases, one file an organisation; made if it is not there.
    pub folder: PathBuf,
    /// The keys file, outside that folder.
    pub keys: PathBuf,
    /// Whether the databases are as they were left.
    pub start: Start,
    /// Whose address a rate is counted by.
    pub peers: Peers,
    /// How much to take on.
    pub limits: Limits,
    /// The time.
    pub clock: Clock,
    /// Randomness.
    pub randomness: Randomness,
    /// Is told what happens.
    pub log: Log,
}

impl HubConfig {
    /// With the system's clock and randomness, the usual limits, and nobody told of anything.
    pub fn new(listen: SocketAddr, folder: PathBuf, keys: PathBuf) -> Self {
        Self {
            listen,
            folder,
            keys,
            start: Start::AsLeft,
            peers: Peers::Direct,
            limits: Limits::default(),
            clock: Arc::new(system_time),
            randomness: Arc::new(|| Box::new(rand_core::UnwrapErr(getrandom::SysRng))),
            log: Arc::new(|_| {}),
        }
    }
}

fn system_time() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let millis = since.ok().and_then(|since| i64::try_from(since.as_millis()).ok());
    Timestamp(millis.unwrap_or(0))
}
