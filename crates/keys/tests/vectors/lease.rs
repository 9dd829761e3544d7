//! What is read over the telephone when a laptop's lease is over.

use pana_keys::{lease_challenge, lease_code};
use pana_wire::StreamName;
use serde_json::json;

use crate::centre::{Centre, DEVICE};
use crate::file::{check, hex};

#[test]
fn a_challenge_and_its_code_are_those_of_ever() {
    let centre = Centre::new(StreamName::Control);
    let challenge = lease_challenge(&centre.subject, centre.id, DEVICE, 3);
    check(
        "lease",
        &json!({
            "kind": "lease",
            "about": "a challenge after three renewals by a code, and the code for it",
            "subject_key": hex(&centre.subject_key),
            "org": hex(centre.id.as_bytes()),
            "dev": hex(DEVICE.as_bytes()),
            "renewals": 3,
            "challenge": challenge,
            "code": lease_code(&centre.subject, centre.id, DEVICE, challenge),
        }),
    );
}
