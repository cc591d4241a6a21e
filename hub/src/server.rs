//! A hub, running: the port it listens on, a thread for each organisation's database, and an end
//! that loses nothing.

use std::fs::File;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Extension;
use holdfast_ledger::{LedgerId, PublicKeys, VerifyingKey};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::{Semaphore, mpsc, watch};

use crate::config::{HubConfig, Limits};
use crate::database::limit_size;
use crate::event::Event;
use crate::identity::{HubIdentity, IdentityError};
use crate::metrics::Metrics;
use crate::organisation::{Organisation, OrganisationError, Start, databases};
use crate::service::{Peer, Service, router};
use crate::writer::Writer;

/// The most of a request's head that is kept, in bytes.
const HEAD: usize = 16 * 1024;

/// A hub that cannot be started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Its keys file.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// One of its organisations.
    #[error(transparent)]
    Organisation(#[from] OrganisationError),
    /// The folder of databases.
    #[error("expected to use the folder of databases, found: {0}; check its disk and its owner")]
    Folder(io::Error),
    /// Two hubs over the same databases would contradict each other.
    #[error(
        "expected the databases in {folder} to be free, found another hub using them; stop it first"
    )]
    InUse {
        /// The folder.
        folder: PathBuf,
    },
    /// The address.
    #[error("expected to listen on {address}, found: {error}; choose another address or port")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why not.
        error: io::Error,
    },
    /// Threads.
    #[error("expected to start the hub's threads, found: {0}; check the limits on this process")]
    Threads(io::Error),
}

/// A running hub. Dropping it stops it as [`HubServer::shutdown`] does.
pub struct HubServer {
    config: HubConfig,
    address: SocketAddr,
    runtime: Option<Runtime>,
    accepting: Option<tokio::task::JoinHandle<()>>,
    stop: watch::Sender<bool>,
    service: Arc<Service>,
    identity: Arc<Mutex<HubIdentity>>,
    writers: Mutex<Vec<JoinHandle<()>>>,
    metrics: Arc<Metrics>,
    /// Held for as long as the databases are in use.
    _lock: File,
}

impl HubServer {
    /// Opens every database in the folder and begins to answer. Not to be called, nor its result
    /// dropped, inside an asynchronous task.
    pub fn start(config: HubConfig) -> Result<Self, StartError> {
        let identity = HubIdentity::open(&config.keys)?;
        make_private_folder(&config.folder).map_err(StartError::Folder)?;
        identity.check_outside(&config.folder)?;
        let lock = lock(&config.folder)?;
        let metrics = Arc::new(Metrics::default());
        let service = Arc::new(Service::new(&config, Arc::clone(&metrics)));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("hub")
            .enable_all()
            .build()
            .map_err(StartError::Threads)?;
        let listener = listen(&runtime, config.listen)?;
        let address = listener.local_addr().map_err(StartError::Folder)?;
        let (stop, stopped) = watch::channel(false);
        let mut server = Self {
            address,
            accepting: None,
            stop,
            service: Arc::clone(&service),
            identity: Arc::new(Mutex::new(identity)),
            writers: Mutex::default(),
            metrics,
            _lock: lock,
            runtime: None,
            config,
        };
        server.open_organisations()?;
        let accept =
            accept(listener, service, Arc::clone(&server.metrics), server.config.limits, stopped);
        server.accepting = Some(runtime.spawn(accept));
        server.runtime = Some(runtime);
        (server.config.log)(&Event::Listening { address });
        Ok(server)
    }

    /// Where it listens.
    pub const fn local_addr(&self) -> SocketAddr {
        self.address
    }

    /// The hub's public keys, by which the root names it.
    pub fn public_keys(&self) -> PublicKeys {
        self.identity.lock().unwrap_or_else(PoisonError::into_inner).public_keys()
    }

    /// The organisations served, by their fingerprints.
    pub fn organisations(&self) -> Vec<LedgerId> {
        self.service.organisations()
    }

    /// Serves the organisation with that root, from now on and after every restart. Answers its
    /// fingerprint.
    pub fn add_organisation(&self, root: VerifyingKey) -> Result<LedgerId, StartError> {
        let register = LedgerId::register(&root);
        if self.organisations().contains(&register) {
            return Ok(register);
        }
        let organisation = {
            let mut identity = self.identity.lock().unwrap_or_else(PoisonError::into_inner);
            Organisation::with_root(&self.config.folder, root, &mut identity, Start::AsLeft)?
        };
        self.serve(organisation)?;
        Ok(register)
    }

    fn open_organisations(&self) -> Result<(), StartError> {
        for path in databases(&self.config.folder).map_err(StartError::Folder)? {
            let organisation = {
                let mut identity = self.identity.lock().unwrap_or_else(PoisonError::into_inner);
                Organisation::open(&path, &mut identity, self.config.start)?
            };
            self.serve(organisation)?;
        }
        Ok(())
    }

    fn serve(&self, organisation: Organisation) -> Result<(), StartError> {
        let register = organisation.register.id();
        let (incarnation, entries) = (organisation.seen.incarnation, organisation.seen.arrival);
        if organisation.restored {
            (self.config.log)(&Event::Restored { register, incarnation });
        }
        limit_size(&organisation.connection, self.config.limits.database_bytes)
            .map_err(|error| OrganisationError::Store(error.into()))?;
        let writer = Writer::new(organisation, &self.identity, &self.config, &self.metrics);
        let (queue, work) = mpsc::channel(self.config.limits.waiting);
        let thread = std::thread::Builder::new()
            .name("hub-database".to_owned())
            .spawn(move || writer.run(work))
            .map_err(StartError::Threads)?;
        self.writers.lock().unwrap_or_else(PoisonError::into_inner).push(thread);
        self.service.add(register, queue);
        (self.config.log)(&Event::Serving { register, incarnation, entries });
        Ok(())
    }

    /// Waits until the process is asked to end (Ctrl-C, or `SIGTERM`).
    pub fn wait_for_signal(&self) -> io::Result<()> {
        let Some(runtime) = &self.runtime else { return Ok(()) };
        runtime.block_on(async {
            #[cfg(unix)]
            {
                use tokio::signal::unix::{SignalKind, signal};
                let mut terminate = signal(SignalKind::terminate())?;
                tokio::select! {
                    interrupted = tokio::signal::ctrl_c() => interrupted,
                    _ = terminate.recv() => Ok(()),
                }
            }
            #[cfg(not(unix))]
            tokio::signal::ctrl_c().await
        })
    }

    /// Stops: takes no more connections, finishes what is under way, flushes and closes the
    /// databases.
    pub fn shutdown(mut self) {
        self.end();
    }

    fn end(&mut self) {
        let runtime = self.runtime.take();
        if runtime.is_some() {
            (self.config.log)(&Event::Stopping);
        }
        self.stop.send_replace(true);
        if let (Some(runtime), Some(accepting)) = (&runtime, self.accepting.take()) {
            runtime.block_on(accepting).ok();
        }
        self.service.close();
        let writers =
            std::mem::take(&mut *self.writers.lock().unwrap_or_else(PoisonError::into_inner));
        for writer in writers {
            writer.join().ok();
        }
        if let Some(runtime) = runtime {
            runtime.shutdown_timeout(Duration::from_secs(1));
            (self.config.log)(&Event::Stopped);
        }
    }
}

impl Drop for HubServer {
    fn drop(&mut self) {
        self.end();
    }
}

/// Makes an organisation's database, for a hub that is not running: it is served from the next
/// start on. Answers the organisation's fingerprint.
pub fn add_organisation(
    folder: &Path,
    keys: &Path,
    root: VerifyingKey,
) -> Result<LedgerId, StartError> {
    let mut identity = HubIdentity::open(keys)?;
    make_private_folder(folder).map_err(StartError::Folder)?;
    identity.check_outside(folder)?;
    let _lock = lock(folder)?;
    let organisation = Organisation::with_root(folder, root, &mut identity, Start::AsLeft)?;
    Ok(organisation.register.id())
}

fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn lock(folder: &Path) -> Result<File, StartError> {
    let file = File::create(folder.join("hub.lock")).map_err(StartError::Folder)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => {
            Err(StartError::InUse { folder: folder.to_owned() })
        }
        Err(std::fs::TryLockError::Error(error)) => Err(StartError::Folder(error)),
    }
}

fn listen(runtime: &Runtime, address: SocketAddr) -> Result<TcpListener, StartError> {
    let listener = runtime.block_on(TcpListener::bind(address));
    listener.map_err(|error| StartError::Listen { address, error })
}

async fn accept(
    listener: TcpListener,
    service: Arc<Service>,
    metrics: Arc<Metrics>,
    limits: Limits,
    mut stopped: watch::Receiver<bool>,
) {
    let router = router(service);
    let under_way = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(limits.connections));
    loop {
        let next = async {
            let place = Arc::clone(&room).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            next = next => next,
            _ = stopped.wait_for(|stopped| *stopped) => break,
        };
        let Ok((stream, address)) = accepted else {
            // Out of file descriptors, most likely: some come back as connections end.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        metrics.connections.add(1);
        let app = router.clone().layer(Extension(Peer(address)));
        let connection = connection(stream, app, limits);
        let connection = under_way.watch(connection);
        tokio::spawn(async move {
            // However it ends: cut, too slow or done, nothing more is owed to it.
            tokio::time::timeout(limits.connection_time, connection).await.ok();
            drop(place);
        });
    }
    drop(listener);
    tokio::time::timeout(limits.stopping_time, under_way.shutdown()).await.ok();
}

fn connection(
    stream: TcpStream,
    app: axum::Router,
    limits: Limits,
) -> http1::Connection<TokioIo<TcpStream>, TowerToHyperService<axum::Router>> {
    stream.set_nodelay(true).ok();
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_time)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(app))
}
