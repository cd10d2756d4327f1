//! Where a request comes from, as far as counting needs to know.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::{
    extract::ConnectInfo,
    http::{Extensions, HeaderMap},
};
use ipnet::IpNet;

/// The address of the browser. Each proxy adds to `X-Forwarded-For` whom it heard; what is said by nobody in `proxies` may be
/// made up. One person holds a whole /64 of IPv6, so it counts as one address.
pub fn of(headers: &HeaderMap, extensions: &Extensions, proxies: &[IpNet]) -> IpAddr {
    let peer = extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip());
    let mut heard = peer.to_canonical();
    let said = headers.get_all("x-forwarded-for").iter().rev().filter_map(|value| value.to_str().ok());
    for address in said.flat_map(|value| value.rsplit(',')) {
        let trusted = proxies.iter().any(|proxy| proxy.contains(&heard));
        match address.trim().parse::<IpAddr>() {
            Ok(address) if trusted => heard = address.to_canonical(),
            _ => break,
        }
    }
    whole(heard)
}

fn whole(address: IpAddr) -> IpAddr {
    match address {
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
        let proxies = ["127.0.0.0/8", "10.0.0.2/32"].map(|proxy| proxy.parse().unwrap());
        of(&headers, &extensions, &proxies).to_string()
    }

    #[test]
    fn only_a_proxy_of_ones_own_is_believed() {
        assert_eq!(seen("203.0.113.7:4000", &["198.51.100.1"]), "203.0.113.7");
        assert_eq!(seen("10.0.0.3:4000", &["198.51.100.1"]), "10.0.0.3");
        assert_eq!(seen("[::ffff:10.0.0.2]:4000", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(
            seen("127.0.0.1:4000", &["192.0.2.1, 198.51.100.1, 10.0.0.2"]),
            "198.51.100.1",
            "one behind the other"
        );
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
