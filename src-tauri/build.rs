//! Gives the shell's commands their permissions: only what `crates/app/src/commands.rs` lists exists, and only the
//! window that `capabilities/main.json` names may call it. Without such a list every window might call every command.

macro_rules! commands {
    ($($(#[doc = $doc:literal])* $name:ident: $request:ty => $reply:ty;)*) => {
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

include!("../crates/app/src/commands.rs");

fn main() {
    println!("cargo:rerun-if-changed=../crates/app/src/commands.rs");
    let manifest = tauri_build::AppManifest::new().commands(NAMES);
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        println!("cargo:warning={error:#}");
        std::process::exit(1);
    }
}
