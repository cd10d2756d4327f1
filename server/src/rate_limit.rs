//! Limits how many requests one address sends without a session: passwords and mails cost something. Requests of a signed-in user do
//! not count, and one that signs in is given back. How often a password may be guessed is limited apart: `session::attempts`.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Instant,
};

use app::session::address::is_wide;
use ipnet::IpNet;

/// With more places than this, those with all of their requests left are forgotten.
const REMEMBERED: usize = 10_000;

/// Where requests come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    Network(IpNet),
    /// A browser that somebody has signed in with before, by the hash of its secret.
    Browser(String),
}

impl Place {
    /// So many at once, and so many more each second. A whole office signs in at nine.
    fn quota(&self) -> (f64, f64) {
        match self {
            Self::Network(network) if is_wide(network) => (1_500.0, 10.0),
            Self::Network(_) => (300.0, 2.0),
            Self::Browser(_) => (30.0, 0.5),
        }
    }
}

/// What a place may still send, as it was at that moment.
#[derive(Clone, Copy)]
struct Left {
    requests: f64,
    at: Instant,
}

/// What each place has left.
#[derive(Default)]
pub struct RateLimiter(Mutex<HashMap<Place, Left>>);

impl RateLimiter {
    /// Counts a request of all these places. False when one of them has none left.
    pub fn check(&self, places: &[Place], now: Instant) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() > REMEMBERED {
            seen.retain(|place, left| refilled(place, *left, now) < place.quota().0);
        }
        let left = |place: &Place| seen.get(place).map_or(place.quota().0, |left| refilled(place, *left, now));
        let after: Vec<f64> = places.iter().map(|place| left(place) - 1.0).collect();
        if after.iter().any(|left| *left < 0.0) {
            return false;
        }
        for (place, requests) in places.iter().zip(after) {
            seen.insert(place.clone(), Left { requests, at: now });
        }
        true
    }

    /// Takes a request back that signed somebody in.
    pub fn give_back(&self, places: &[Place]) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for place in places {
            if let Some(left) = seen.get_mut(place) {
                left.requests = (left.requests + 1.0).min(place.quota().0);
            }
        }
    }
}

fn refilled(place: &Place, left: Left, now: Instant) -> f64 {
    let (most, each_second) = place.quota();
    (left.requests + now.saturating_duration_since(left.at).as_secs_f64() * each_second).min(most)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn place(network: &str) -> Vec<Place> {
        vec![Place::Network(network.parse().unwrap())]
    }

    #[test]
    fn one_place_is_limited_and_another_is_not() {
        let (limiter, now) = (RateLimiter::default(), Instant::now());
        let (busy, other) = (place("203.0.113.1/32"), place("203.0.113.2/32"));
        assert!((0..300).all(|_| limiter.check(&busy, now)));
        assert!(!limiter.check(&busy, now));
        assert!(limiter.check(&other, now));
        assert!(limiter.check(&busy, now + Duration::from_secs(1)), "two more each second");
        assert!(limiter.check(&[Place::Browser("known".into())], now), "a known browser has a share of its own");
    }

    #[test]
    fn signing_in_is_not_counted() {
        let (limiter, now, office) = (RateLimiter::default(), Instant::now(), place("203.0.113.1/32"));
        for _ in 0..1_000 {
            assert!(limiter.check(&office, now));
            limiter.give_back(&office);
        }
    }

    #[test]
    fn a_wide_network_is_limited_too() {
        let (limiter, now) = (RateLimiter::default(), Instant::now());
        let subnet = |n: u32| [place(&format!("2001:db8:1:{n:x}::/64")), place("2001:db8:1::/48")].concat();
        assert_eq!((0..3_000).filter(|n| limiter.check(&subnet(*n), now)).count(), 1_500);
        assert!(limiter.check(&place("2001:db8:2::/48"), now));
    }

    #[test]
    fn quiet_places_are_forgotten() {
        let (limiter, now) = (RateLimiter::default(), Instant::now());
        for n in 0..REMEMBERED as u32 + 1 {
            limiter.check(&[Place::Network(IpNet::from(std::net::IpAddr::from(n.to_be_bytes())))], now);
        }
        limiter.check(&place("203.0.113.1/32"), now + Duration::from_secs(60));
        assert_eq!(limiter.0.lock().unwrap().len(), 1);
    }
}
