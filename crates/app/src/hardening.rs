//! What the system must not keep of a case: no core dump of this process or of the web view's processes, and no other
//! process of the same user reading this one's memory.

/// To be called before anything of a case is in memory, and before the web view's processes are started: they inherit
/// the limit. A system that refuses is no reason not to start; the scan for secrets would show it.
#[cfg(unix)]
pub fn keep_memory_private() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}

/// Nothing to do here.
#[cfg(not(unix))]
pub fn keep_memory_private() {}
