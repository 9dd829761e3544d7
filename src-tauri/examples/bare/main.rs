//! A window with nothing of ours in it: what the benchmark holds the app's start against.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!("examples/bare/tauri.conf.json"))
}
