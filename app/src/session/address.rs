//! Where a request comes from, as far as counting needs to know.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::{
    extract::ConnectInfo,
    http::{Extensions, HeaderMap},
};

/// The address of the browser. A proxy on this machine is believed about whom it speaks for: the last entry of
/// `X-Forwarded-For` is its own; earlier ones may be made up. One person holds a whole /64 of IPv6, so it counts as one address.
pub fn of(headers: &HeaderMap, extensions: &Extensions) -> IpAddr {
    let peer = extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip());
    let forwarded = headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    whole(if peer.is_loopback() { forwarded.unwrap_or(peer) } else { peer })
}

fn whole(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        of(&headers, &extensions).to_string()
    }

    #[test]
    fn only_a_proxy_on_this_machine_is_believed() {
        assert_eq!(seen("203.0.113.7:4000", &["198.51.100.1"]), "203.0.113.7");
        assert_eq!(seen("127.0.0.1:4000", &["198.51.100.1, 198.51.100.2"]), "198.51.100.2");
        assert_eq!(seen("127.0.0.1:4000", &["198.51.100.1", "198.51.100.3"]), "198.51.100.3");
        assert_eq!(seen("127.0.0.1:4000", &["nonsense"]), "127.0.0.1");
    }

    #[test]
    fn a_network_of_ipv6_is_one_address() {
        assert_eq!(seen("[2001:db8:1:2:3:4:5:6]:4000", &[]), "2001:db8:1:2::");
        assert_eq!(seen("[::ffff:203.0.113.7]:4000", &[]), "203.0.113.7");
    }
}
