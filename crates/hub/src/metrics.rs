//! What a hub counts, in the text format that Prometheus reads. No centre and no device is named in it.

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};

/// Counters.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    pub(crate) requests: Counter,
    pub(crate) refused: Counter,
    pub(crate) failed: Counter,
    pub(crate) items_in: Counter,
    pub(crate) bytes_in: Counter,
    pub(crate) bytes_out: Counter,
    pub(crate) forks: Counter,
    pub(crate) connections: Gauge,
}

impl Metrics {
    /// All of it as text.
    pub(crate) fn text(&self) -> String {
        let mut all = Registry::with_prefix("pana_hub");
        all.register("requests", "Requests that were answered", self.requests.clone());
        all.register("refused", "Requests that were answered with a no", self.refused.clone());
        all.register("failed", "Requests that failed here", self.failed.clone());
        all.register("items_received", "Items that were given", self.items_in.clone());
        all.register_with_unit("received", "Bodies that came", Unit::Bytes, self.bytes_in.clone());
        all.register_with_unit("sent", "Bodies that went", Unit::Bytes, self.bytes_out.clone());
        all.register("forks", "Numbers that two events bear", self.forks.clone());
        all.register("connections", "Connections that are open", self.connections.clone());
        let mut text = String::new();
        if let Err(error) = encode(&mut text, &all) {
            tracing::error!(%error, "metrics");
        }
        text
    }
}
