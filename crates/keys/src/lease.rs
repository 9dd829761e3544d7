//! What is read over the telephone when a laptop's lease is over: a challenge that it shows, and a code in return.
//!
//! ```text
//! challenge = derive_key("pana/lease/challenge/1", key 32 || centre 16 || device 16 || renewals, be 8), its first 35 bits
//! code      = derive_key("pana/lease/code/1",      key 32 || centre 16 || device 16 || challenge, be 8), its first 45 bits
//! ```
//! `key` is the key under which the event lies that made the centre: every device holds it that can read the control stream,
//! whatever epochs have begun since and whoever has come. So any coordinator can give the code, also one who came while the
//! laptop was away; and so could anybody of the centre who writes a program for it.
//!
//! The challenge follows from how often a code has renewed the laptop. It stays what it is while nobody does, needs no room
//! on a full disk, and is another one for the next time: what was read aloud once opens nothing again.

use pana_model::{CentreId, DeviceId};

use crate::SubjectKey;

/// A challenge has so many bits.
pub const LEASE_CHALLENGE_BITS: u32 = 35;
/// A code has so many bits.
pub const LEASE_CODE_BITS: u32 = 45;

/// What a device shows after so many renewals by a code.
pub fn lease_challenge(key: &SubjectKey, centre: CentreId, device: DeviceId, renewals: u64) -> u64 {
    bits("pana/lease/challenge/1", key, centre, device, renewals) >> (64 - LEASE_CHALLENGE_BITS)
}

/// What renews it.
pub fn lease_code(key: &SubjectKey, centre: CentreId, device: DeviceId, challenge: u64) -> u64 {
    bits("pana/lease/code/1", key, centre, device, challenge) >> (64 - LEASE_CODE_BITS)
}

fn bits(context: &'static str, key: &SubjectKey, centre: CentreId, device: DeviceId, number: u64) -> u64 {
    let mut out = [0; 8];
    let mut hasher = blake3::Hasher::new_derive_key(context);
    // EXPOSE: to derive from it.
    hasher.update(key.key().expose());
    hasher.update(centre.as_bytes()).update(device.as_bytes()).update(&number.to_be_bytes());
    hasher.finalize_xof().fill(&mut out);
    u64::from_be_bytes(out)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::SystemEntropy;

    #[test]
    fn another_key_centre_device_or_challenge_makes_another_code() {
        let (one, two) = (SubjectKey::make(&mut SystemEntropy).unwrap(), SubjectKey::make(&mut SystemEntropy).unwrap());
        let (centre, device) = (CentreId::from_bytes([1; 16]), DeviceId::from_bytes([2; 16]));
        let codes = BTreeSet::from([
            lease_code(&one, centre, device, 7),
            lease_code(&two, centre, device, 7),
            lease_code(&one, CentreId::from_bytes([3; 16]), device, 7),
            lease_code(&one, centre, DeviceId::from_bytes([4; 16]), 7),
            lease_code(&one, centre, device, 8),
        ]);
        assert_eq!(codes.len(), 5);
        assert!(codes.iter().all(|code| code >> LEASE_CODE_BITS == 0));
        assert_eq!(lease_code(&one, centre, device, 7), lease_code(&one, centre, device, 7));
    }

    #[test]
    fn a_renewal_makes_another_challenge() {
        let key = SubjectKey::make(&mut SystemEntropy).unwrap();
        let (centre, device) = (CentreId::from_bytes([1; 16]), DeviceId::from_bytes([2; 16]));
        let shown: BTreeSet<u64> = (0..50).map(|renewals| lease_challenge(&key, centre, device, renewals)).collect();
        assert_eq!(shown.len(), 50);
        assert!(shown.iter().all(|shown| shown >> LEASE_CHALLENGE_BITS == 0));
    }
}
