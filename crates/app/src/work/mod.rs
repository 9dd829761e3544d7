//! The work list: what waits today, in the order of harm. Each line is one press from the act that it asks for, and what is done
//! is gone from it at the next look.

mod list;

pub(crate) use list::work_list;
