//! What is answered over HTTP: `POST /v1/sync`, `GET /healthz`, `GET /metrics`.
//!
//! Everything that a stranger can make grow is bounded here: how often an address may ask, how
//! many bytes are under way, how long a body may take, how much waits for a database.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use holdfast_ledger::{LedgerId, MAX_MESSAGE, Request};
use http_body_util::BodyExt;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

use crate::config::{Clock, HubConfig, Limits, Peers};
use crate::metrics::Metrics;
use crate::rate::Buckets;
use crate::reply::Refusal;
use crate::writer::{Replied, Work};

/// Addresses whose rate is counted at once.
const ADDRESSES: usize = 64 * 1024;

/// Who is at the other end of a connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub SocketAddr);

/// What all connections share.
pub(crate) struct Service {
    organisations: RwLock<BTreeMap<LedgerId, mpsc::Sender<Work>>>,
    room: Arc<Semaphore>,
    addresses: Mutex<Buckets<[u8; 8]>>,
    peers: Peers,
    limits: Limits,
    clock: Clock,
    metrics: Arc<Metrics>,
}

/// The routes.
pub(crate) fn router(service: Arc<Service>) -> Router {
    Router::new()
        .route("/v1/sync", post(sync))
        .route("/healthz", get(healthz))
        .route("/metrics", get(metrics))
        .with_state(service)
}

impl Service {
    pub fn new(config: &HubConfig, metrics: Arc<Metrics>) -> Self {
        Self {
            organisations: RwLock::default(),
            room: Arc::new(Semaphore::new(config.limits.bytes_under_way as usize)),
            addresses: Mutex::new(Buckets::new(config.limits.peer_rate, ADDRESSES)),
            peers: config.peers,
            limits: config.limits,
            clock: Arc::clone(&config.clock),
            metrics,
        }
    }

    /// Serves one organisation more.
    pub fn add(&self, register: LedgerId, queue: mpsc::Sender<Work>) {
        let mut organisations = self.organisations.write().unwrap_or_else(PoisonError::into_inner);
        organisations.insert(register, queue);
    }

    /// Who is served.
    pub fn organisations(&self) -> Vec<LedgerId> {
        let organisations = self.organisations.read().unwrap_or_else(PoisonError::into_inner);
        organisations.keys().copied().collect()
    }

    /// Serves nobody any more: the databases finish what waits, and close.
    pub fn close(&self) {
        self.organisations.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn queue(&self, register: &LedgerId) -> Option<mpsc::Sender<Work>> {
        let organisations = self.organisations.read().unwrap_or_else(PoisonError::into_inner);
        organisations.get(register).cloned()
    }

    fn check_rate(&self, peer: Peer, headers: &HeaderMap) -> Result<(), Refusal> {
        let forwarded = match self.peers {
            Peers::Direct => None,
            Peers::BehindProxy => forwarded_for(headers),
        };
        let address = network(forwarded.unwrap_or(peer.0.ip()));
        let now = (self.clock)();
        let mut addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        if addresses.take(address, now) { Ok(()) } else { Err(Refusal::TooOften) }
    }

    async fn answer(&self, headers: &HeaderMap, body: Body) -> Replied {
        let declared =
            headers.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse().ok());
        if declared.is_some_and(|declared: u64| declared > MAX_MESSAGE as u64) {
            return Err(Refusal::TOO_LARGE);
        }
        let received = tokio::time::timeout(self.limits.body_time, self.receive(body)).await;
        let (bytes, room) = received.map_err(|_| Refusal::TooSlow)??;
        self.metrics.bytes_in.add(bytes.len() as u64);
        let signed = Request::read(&bytes)?;
        let queue = self.queue(&signed.request.register).ok_or(Refusal::OtherOrganisation)?;
        let (reply, replied) = oneshot::channel();
        let work = Work::Sync { signed: Box::new(signed), size: bytes.len(), room, reply };
        queue.try_send(work).map_err(|error| match error {
            TrySendError::Full(_) => Refusal::Busy,
            TrySendError::Closed(_) => Refusal::NotKept,
        })?;
        replied.await.unwrap_or(Err(Refusal::NotKept))
    }

    /// Reads a body as it comes, taking room for it piece by piece: what was only promised takes
    /// none.
    async fn receive(
        &self,
        mut body: Body,
    ) -> Result<(Vec<u8>, Option<OwnedSemaphorePermit>), Refusal> {
        let mut bytes = Vec::new();
        let mut room: Option<OwnedSemaphorePermit> = None;
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|_| Refusal::Cut)?;
            let Some(piece) = frame.data_ref().filter(|piece| !piece.is_empty()) else { continue };
            if bytes.len() + piece.len() > MAX_MESSAGE {
                return Err(Refusal::TOO_LARGE);
            }
            let size = u32::try_from(piece.len()).map_err(|_| Refusal::TOO_LARGE)?;
            let more = Arc::clone(&self.room).try_acquire_many_owned(size);
            let more = more.map_err(|_| Refusal::Busy)?;
            match &mut room {
                Some(room) => room.merge(more),
                None => room = Some(more),
            }
            bytes.extend_from_slice(piece);
        }
        Ok((bytes, room))
    }

    fn count(&self, replied: &Replied) {
        let metrics = &self.metrics;
        match replied {
            Ok(bytes) => {
                metrics.answered.add(1);
                metrics.bytes_out.add(bytes.len() as u64);
            }
            Err(Refusal::Message(_) | Refusal::Cut) => metrics.malformed.add(1),
            Err(Refusal::OtherOrganisation) => metrics.unknown_organisation.add(1),
            Err(Refusal::TooOften) => metrics.too_often.add(1),
            Err(Refusal::Busy) => metrics.busy.add(1),
            Err(Refusal::TooSlow) => metrics.timed_out.add(1),
            Err(Refusal::NotKept | Refusal::Fault) => metrics.failed.add(1),
        }
    }

    /// Whether every database reads and writes.
    async fn is_healthy(&self) -> bool {
        for register in self.organisations() {
            let Some(queue) = self.queue(&register) else { continue };
            let (reply, replied) = oneshot::channel();
            if queue.send(Work::Check { reply }).await.is_err()
                || !matches!(replied.await, Ok(Ok(_)))
            {
                return false;
            }
        }
        true
    }
}

async fn sync(
    State(service): State<Arc<Service>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let replied = match service.check_rate(peer, &headers) {
        Ok(()) => service.answer(&headers, body).await,
        Err(refusal) => Err(refusal),
    };
    service.count(&replied);
    match replied {
        Ok(bytes) => ([(header::CONTENT_TYPE, "application/cbor")], bytes).into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

async fn healthz(
    State(service): State<Arc<Service>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Response {
    if let Err(refusal) = service.check_rate(peer, &headers) {
        return refusal.into_response();
    }
    let healthy = tokio::time::timeout(service.limits.health_time, service.is_healthy()).await;
    if healthy == Ok(true) { "ok\n".into_response() } else { Refusal::NotKept.into_response() }
}

async fn metrics(
    State(service): State<Arc<Service>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Response {
    match service.check_rate(peer, &headers) {
        Ok(()) => service.metrics.to_text().into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

/// The last address a proxy added: those before it are whatever the peer wrote.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

/// What one subscriber can change at will is left out: of IPv6, the last 64 bits.
fn network(address: IpAddr) -> [u8; 8] {
    let mut network = [0; 8];
    match address.to_canonical() {
        IpAddr::V4(address) => network[4..].copy_from_slice(&address.octets()),
        IpAddr::V6(address) => network.copy_from_slice(&address.octets()[..8]),
    }
    network
}
