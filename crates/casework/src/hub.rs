//! Which hub a centre meets at: where it is, by which key it is known, and with which deed the centre came to it. It is about no
//! person, and everybody at the centre may know it.

use pana_record::Value;

use crate::editions::{Editions, Said};

/// An address has so many bytes at most.
pub const HUB_ADDRESS_BYTES: usize = 256;
/// A first deed has so many bytes at most.
pub const HUB_DEED_BYTES: usize = 4 * 1024;

/// A hub, as the centre names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubPlace {
    /// Where it answers: a host and a port, `hub.example.org:7470`.
    pub address: String,
    /// Its Ed25519 key: who answers under another one is not this hub.
    pub key: [u8; 32],
    /// The deed with which the centre was registered there, in the bytes in which it travels.
    pub root_deed: Vec<u8>,
}

/// All that was said of which hub the centre meets at. Equal sets of events give equal ones, in whatever order they came.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HubState(Editions<Option<HubPlace>>);

impl HubState {
    /// The hub in use: of what no other replaces, what was said last by the log's order. `None` where the centre has none.
    pub fn in_use(&self) -> Option<&Said<Option<HubPlace>>> {
        self.0.in_use()
    }

    /// What stands beside it, since it was said apart, the latest first.
    pub fn apart(&self) -> Vec<&Said<Option<HubPlace>>> {
        self.0.apart(PartialEq::eq)
    }

    pub(crate) const fn editions(&mut self) -> &mut Editions<Option<HubPlace>> {
        &mut self.0
    }
}

impl HubPlace {
    /// Is it no larger than one may be, and its address a host and a port in one word?
    pub fn fits(&self) -> bool {
        let is_word = |text: &str| !text.is_empty() && text.bytes().all(|sign| sign.is_ascii_graphic());
        let host_and_port = self.address.rsplit_once(':');
        host_and_port.is_some_and(|(host, port)| is_word(host) && port.parse::<u16>().is_ok_and(|port| port > 0))
            && self.address.len() <= HUB_ADDRESS_BYTES
            && self.root_deed.len() <= HUB_DEED_BYTES
    }

    pub(crate) fn value(&self) -> Value {
        Value::List(vec![
            Value::text(&self.address),
            Value::Bytes(self.key.to_vec()),
            Value::Bytes(self.root_deed.clone()),
        ])
    }

    /// Nothing is no hub; what is none of ours is `None`.
    pub(crate) fn read(value: &Value) -> Option<Option<Self>> {
        if *value == Value::Null {
            return Some(None);
        }
        let [address, key, root_deed, ..] = value.as_list()? else { return None };
        let place = Self {
            address: address.as_text()?.to_owned(),
            key: key.as_bytes()?.try_into().ok()?,
            root_deed: root_deed.as_bytes()?.to_vec(),
        };
        place.fits().then_some(Some(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hub_has_a_host_and_a_port() {
        let place = |address: &str| HubPlace { address: address.to_owned(), key: [1; 32], root_deed: vec![2] };
        for right in ["hub.example.org:7470", "192.0.2.7:1", "[2001:db8::1]:65535"] {
            let place = place(right);
            assert_eq!(HubPlace::read(&place.value()), Some(Some(place)), "{right}");
        }
        for wrong in ["", "hub.example.org", ":7470", "hub:0", "hub:65536", "hub :1", "hub\u{200b}:1", "hub:+1 "] {
            assert_eq!(HubPlace::read(&place(wrong).value()), None, "{wrong:?}");
        }
        assert_eq!(HubPlace::read(&Value::Null), Some(None));
    }
}
