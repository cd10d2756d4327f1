//! The connections that are open.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    task::Waker,
    time::Instant,
};

use futures::task::AtomicWaker;
use ipnet::IpNet;
use tokio::sync::Notify;

use super::Limits;

/// What a connection is doing.
pub struct State {
    began: Instant,
    /// How many answers are being made or sent: one, or none.
    answering: AtomicU64,
    /// When the last answer ended, in milliseconds since the connection began.
    idle_since: AtomicU64,
    over: AtomicBool,
    leave: Notify,
    /// Who reads, to hear that the answer has ended: its time begins then.
    reader: AtomicWaker,
}

impl State {
    fn new() -> Self {
        Self {
            began: Instant::now(),
            answering: AtomicU64::new(0),
            idle_since: AtomicU64::new(0),
            over: AtomicBool::new(false),
            leave: Notify::new(),
            reader: AtomicWaker::new(),
        }
    }

    /// An answer begins, and lasts as long as what this gives.
    pub fn begin(self: &Arc<Self>) -> Answering {
        self.answering.fetch_add(1, Ordering::SeqCst);
        Answering(self.clone())
    }

    /// Whether a request has come in whole, but for its body, and its answer has not gone out.
    pub fn is_answering(&self) -> bool {
        self.answering.load(Ordering::SeqCst) > 0
    }

    /// Wakes the reader when the answer has ended.
    pub fn wake_after_answer(&self, reader: &Waker) {
        self.reader.register(reader);
    }

    /// The body of a request took too long: nothing more is read or written.
    pub fn give_up(&self) {
        self.over.store(true, Ordering::SeqCst);
    }

    /// Whether it was given up.
    pub fn is_over(&self) -> bool {
        self.over.load(Ordering::SeqCst)
    }

    /// Waits until another connection needs this one's place.
    pub async fn left(&self) {
        self.leave.notified().await;
    }

    /// Since when it has been idle; none while it answers.
    fn idle_since(&self) -> Option<Instant> {
        let since = std::time::Duration::from_millis(self.idle_since.load(Ordering::SeqCst));
        (!self.is_answering()).then(|| self.began + since)
    }
}

/// An answer on its way.
pub struct Answering(Arc<State>);

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.idle_since.store(self.0.began.elapsed().as_millis() as u64, Ordering::SeqCst);
        self.0.answering.fetch_sub(1, Ordering::SeqCst);
        self.0.reader.wake();
    }
}

/// All open connections.
#[derive(Clone)]
pub struct Open(Arc<Inner>);

struct Inner {
    limits: Limits,
    proxies: Arc<[IpNet]>,
    places: Mutex<Places>,
}

#[derive(Default)]
struct Places {
    next: u64,
    all: HashMap<u64, (IpAddr, Arc<State>)>,
    of_address: HashMap<IpAddr, usize>,
}

/// A connection's place among those that are open, until it is dropped.
pub struct Place {
    pub state: Arc<State>,
    number: u64,
    open: Open,
}

impl Open {
    /// None yet.
    pub fn new(limits: Limits, proxies: Arc<[IpNet]>) -> Self {
        Self(Arc::new(Inner { limits, proxies, places: Mutex::default() }))
    }

    /// A place for a connection from this address, if there is one or can be made.
    pub fn enter(&self, address: IpAddr) -> Option<Place> {
        let Inner { limits, proxies, .. } = &*self.0;
        let address = address.to_canonical();
        let is_proxy = proxies.iter().any(|network| network.contains(&address));
        let address = network_of(address);
        let mut places = self.places();
        if !is_proxy && places.of_address.get(&address).is_some_and(|count| *count >= limits.of_address) {
            return None;
        }
        if places.all.len() >= limits.connections && !places.make_room() {
            return None;
        }
        let (number, state) = (places.next, Arc::new(State::new()));
        places.next += 1;
        places.all.insert(number, (address, state.clone()));
        *places.of_address.entry(address).or_default() += 1;
        Some(Place { state, number, open: self.clone() })
    }

    fn places(&self) -> MutexGuard<'_, Places> {
        self.0.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Places {
    /// Tells the connection that has been idle longest to leave; false where all of them answer.
    fn make_room(&mut self) -> bool {
        let idle = self.all.iter().filter_map(|(number, (_, state))| Some((state.idle_since()?, *number)));
        let Some((_, number)) = idle.min() else { return false };
        if let Some((_, state)) = self.remove(number) {
            state.leave.notify_one();
        }
        true
    }

    fn remove(&mut self, number: u64) -> Option<(IpAddr, Arc<State>)> {
        let removed = self.all.remove(&number)?;
        if let Some(count) = self.of_address.get_mut(&removed.0) {
            *count -= 1;
            if *count == 0 {
                self.of_address.remove(&removed.0);
            }
        }
        Some(removed)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.open.places().remove(self.number);
    }
}

/// Whoever has an address of version 6 has the 64 bits behind it.
fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(address) => Ipv6Addr::from(u128::from(address) >> 64 << 64).into(),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open() -> Open {
        let limits = Limits { connections: 3, of_address: 2, ..Limits::default() };
        Open::new(limits, Arc::new(["127.0.0.0/8".parse().unwrap()]))
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn one_address_has_its_share_and_a_proxy_has_all() {
        let open = open();
        let first = open.enter(ip("203.0.113.1")).unwrap();
        let _second = open.enter(ip("::ffff:203.0.113.1")).unwrap();
        assert!(open.enter(ip("203.0.113.1")).is_none());
        drop(first);
        assert!(open.enter(ip("203.0.113.1")).is_some(), "whoever has left counts no longer");
        let proxied: Vec<_> = (0..2).map(|_| open.enter(ip("127.0.0.1"))).collect();
        assert!(proxied.iter().all(Option::is_some));
        assert_eq!(network_of(ip("2001:db8::1")), network_of(ip("2001:db8::ffff:2")));
        assert_ne!(network_of(ip("2001:db8:0:1::1")), network_of(ip("2001:db8::1")));
    }

    #[tokio::test]
    async fn the_longest_idle_makes_room_and_one_that_answers_does_not() {
        let open = open();
        let places: Vec<Place> = (1..4).map(|last| open.enter(IpAddr::from([203, 0, 113, last])).unwrap()).collect();
        let _answering = places[0].state.begin();
        let _fourth = open.enter(ip("203.0.113.4")).expect("one makes room");
        places[1].state.left().await;
        let _others = [places[2].state.begin(), _fourth.state.begin()];
        assert!(open.enter(ip("203.0.113.5")).is_none(), "all others answer");
    }
}
