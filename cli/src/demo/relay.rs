//! The network between the devices and the hub: a loopback relay that can be cut and mended, so that
//! "no signal" in the demonstration is a real connection that really fails.

use std::collections::HashMap;
use std::io;
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// A relay to a hub. Its threads end with the process.
pub struct Relay {
    address: SocketAddr,
    link: Arc<Link>,
}

struct Link {
    hub: SocketAddr,
    up: AtomicBool,
    carried: AtomicU64,
    /// Both ends of each connection that is open, so that a cut reaches those under way too.
    open: Mutex<HashMap<u64, [TcpStream; 2]>>,
}

impl Relay {
    /// Begins to carry, on a free port, to and from the hub.
    ///
    /// # Errors
    /// If no loopback port can be had.
    pub fn to(hub: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let link = Arc::new(Link {
            hub,
            up: AtomicBool::new(true),
            carried: AtomicU64::new(0),
            open: Mutex::default(),
        });
        let accepting = Arc::clone(&link);
        thread::spawn(move || {
            for (number, device) in (0..).zip(listener.incoming().flatten()) {
                let link = Arc::clone(&accepting);
                // A connection that fails is what a network does: the device says so.
                thread::spawn(move || link.carry(number, device));
            }
        });
        Ok(Self { address, link })
    }

    /// Where devices reach the hub.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// No signal: what is under way breaks off, and nothing new gets through.
    pub fn cut(&self) {
        self.link.up.store(false, Ordering::SeqCst);
        for (_, ends) in self.link.open().drain() {
            for end in ends {
                let _ = end.shutdown(Shutdown::Both);
            }
        }
    }

    /// The signal is back.
    pub fn mend(&self) {
        self.link.up.store(true, Ordering::SeqCst);
    }

    /// How many bytes went through, both ways.
    pub fn carried(&self) -> u64 {
        self.link.carried.load(Ordering::SeqCst)
    }
}

impl Link {
    fn open(&self) -> std::sync::MutexGuard<'_, HashMap<u64, [TcpStream; 2]>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn carry(&self, number: u64, device: TcpStream) -> io::Result<()> {
        if !self.up.load(Ordering::SeqCst) {
            return device.shutdown(Shutdown::Both);
        }
        let hub = TcpStream::connect(self.hub)?;
        device.set_nodelay(true)?;
        hub.set_nodelay(true)?;
        self.open().insert(number, [device.try_clone()?, hub.try_clone()?]);
        // A cut between the question above and here has not seen this connection.
        if !self.up.load(Ordering::SeqCst) {
            device.shutdown(Shutdown::Both)?;
            hub.shutdown(Shutdown::Both)?;
        }
        thread::scope(|threads| {
            threads.spawn(|| self.one_way(&device, &hub));
            self.one_way(&hub, &device);
        });
        self.open().remove(&number);
        Ok(())
    }

    fn one_way(&self, mut from: &TcpStream, mut to: &TcpStream) {
        if let Ok(bytes) = io::copy(&mut from, &mut to) {
            self.carried.fetch_add(bytes, Ordering::SeqCst);
        }
        let _ = to.shutdown(Shutdown::Write);
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};

    use super::*;

    /// A hub that says back what it hears.
    fn echo() -> SocketAddr {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port");
        let address = listener.local_addr().expect("an address");
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                thread::spawn(move || io::copy(&mut &stream, &mut &stream));
            }
        });
        address
    }

    fn ask(relay: &Relay) -> io::Result<String> {
        let mut stream = TcpStream::connect(relay.address)?;
        stream.write_all(b"good night")?;
        stream.shutdown(Shutdown::Write)?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }

    #[test]
    fn it_carries_until_it_is_cut_and_again_once_it_is_mended() {
        let relay = Relay::to(echo()).expect("a relay");
        assert_eq!(ask(&relay).expect("an answer"), "good night");
        relay.cut();
        assert_ne!(ask(&relay).ok().as_deref(), Some("good night"), "nothing gets through a cut");
        relay.mend();
        assert_eq!(ask(&relay).expect("an answer"), "good night");
    }

    #[test]
    fn a_cut_breaks_off_what_is_under_way() {
        let relay = Relay::to(echo()).expect("a relay");
        let mut stream = TcpStream::connect(relay.address).expect("connected");
        stream.write_all(b"half").expect("sent");
        let mut half = [0; 4];
        stream.read_exact(&mut half).expect("the echo of the first half");
        relay.cut();
        let mut rest = Vec::new();
        // Either an end or an error: never another byte, and never waiting for ever.
        let _ = stream.read_to_end(&mut rest);
        assert_eq!(rest, b"");
    }
}
