//! Where a request comes from, as far as counting needs to know.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::{
    extract::ConnectInfo,
    http::{Extensions, HeaderMap},
};
use ipnet::IpNet;

/// The address of the browser. Each proxy adds to `X-Forwarded-For` whom it heard; what is said by nobody in `proxies` may be
/// made up.
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
    heard
}

/// What is counted as one place. One person holds a whole /64 of IPv6, and a customer of a hoster a /48, which is counted too.
pub fn networks(address: IpAddr) -> Vec<IpNet> {
    let lengths: &[u8] = if address.is_ipv6() { &[64, 48] } else { &[32] };
    lengths.iter().filter_map(|length| IpNet::new(address, *length).ok()).map(|network| network.trunc()).collect()
}

/// Whether it is a customer of a hoster rather than one person.
pub fn is_wide(network: &IpNet) -> bool {
    network.addr().is_ipv6() && network.prefix_len() < 64
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
    fn a_network_of_ipv6_counts_as_one_place_and_so_does_the_one_around_it() {
        let counted =
            |address: &str| networks(address.parse().unwrap()).iter().map(IpNet::to_string).collect::<Vec<_>>();
        assert_eq!(counted("2001:db8:1:2:3:4:5:6"), ["2001:db8:1:2::/64", "2001:db8:1::/48"]);
        assert_eq!(counted("203.0.113.7"), ["203.0.113.7/32"]);
        assert_eq!(seen("[2001:db8:1:2:3:4:5:6]:4000", &[]), "2001:db8:1:2:3:4:5:6");
        assert_eq!(seen("[::ffff:203.0.113.7]:4000", &[]), "203.0.113.7");
    }
}
