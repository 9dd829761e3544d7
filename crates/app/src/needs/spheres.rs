//! How far each sphere of life is the person's own again, as they say in the needs assessment.

use pana_rules::{Record, Sphere};

use super::means::Means;
use crate::contract::Word;
use crate::contract::needs::SphereRow;

/// The questionnaire that asks for it.
const ASKED_BY: &str = "needs";

/// Where each sphere stands in it: 0 to 100, as its calculations have it.
const SPHERES: [(Sphere, &str); 3] = [
    (Sphere::Territorial, "sph_territorial"),
    (Sphere::Cultural, "sph_cultural"),
    (Sphere::Professional, "sph_professional"),
];

/// The three spheres, by the newest needs assessment and the one before it; none where the newest says nothing of any.
pub(super) fn spheres(means: &Means<'_>) -> Vec<SphereRow> {
    let mut waves = means.waves(ASKED_BY);
    let (newest, before) = (waves.next(), waves.next());
    let restored = |wave: Option<&Record>, name: &str| wave.and_then(|wave| percent(wave.value(name)?));
    let rows = SPHERES.map(|(sphere, name)| SphereRow {
        sphere: Word(sphere),
        restored: restored(newest, name),
        before: restored(before, name),
    });
    if rows.iter().all(|row| row.restored.is_none()) {
        return Vec::new();
    }
    rows.to_vec()
}

/// A questionnaire that was changed may say anything there.
fn percent(value: &str) -> Option<u8> {
    value.trim().parse().ok().filter(|percent| *percent <= 100)
}
