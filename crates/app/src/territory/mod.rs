//! What a month of a region, or of the whole centre, comes to, and which rules about a territory hold then: for whoever answers for
//! the centre. Of people it shows counts alone, and none that is about fewer than five.

mod few;
mod names;
mod read;
mod show;

pub(crate) use show::{month_ready, territory_show};
