//! Key boxes that were opened, as the session holds them: nearly every read needs one.

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_keys::{BucketKey, EpochKey, Generation};
use pana_wire::GenerationId;

use super::stream::Stream;

/// What of a session's boxes is open.
#[derive(Default)]
pub(crate) struct OpenBoxes {
    pub(super) generations: BTreeMap<Stream, Arc<Generations>>,
    /// The key that is written under first.
    pub(super) buckets: BTreeMap<BucketAt, Arc<Vec<BucketKey>>>,
}

/// Which bucket; under an epoch that does not count, with the commitment to its key.
pub(super) type BucketAt = (Stream, GenerationId, u8, Option<[u8; 32]>);

/// The generations of a stream that open; none when the stream is closed to the member.
#[derive(Default)]
pub(crate) struct Generations {
    /// Under epochs that count, the newest last.
    pub(crate) counting: Vec<Generation>,
    /// Each under the key of an epoch that does not count.
    pub(crate) others: Vec<(Generation, EpochKey)>,
}
