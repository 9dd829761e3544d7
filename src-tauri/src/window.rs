//! The one window. Its web view keeps nothing: no cache, no storage, no history. What it must write lies in the data
//! folder of Pana, beside the store.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use pana_app::Surface;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
use tauri_plugin_dialog::DialogExt;

/// The label that `capabilities/main.json` names.
const MAIN: &str = "main";

/// Opens the window.
pub(crate) fn open(app: &AppHandle, data: &Path) -> tauri::Result<WebviewWindow> {
    WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        .title("Pana")
        .inner_size(1280.0, 800.0)
        .min_inner_size(640.0, 480.0)
        .incognito(!is_automated())
        .data_directory(private_folder(&data.join("webview")))
        .devtools(false)
        .general_autofill_enabled(false)
        .on_navigation(|url| matches!(url.scheme(), "tauri" | "about") || url.host_str() == Some("tauri.localhost"))
        .build()
}

/// The folder, open to its owner only. One that cannot be made must not keep the window from saying so: then the web
/// view has to do with the system's temporary folder, and has nothing to put there, since no store can be opened.
fn private_folder(folder: &Path) -> PathBuf {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        Ok(()) => folder.to_owned(),
        Err(_) => std::env::temp_dir().join("pana-webview"),
    }
}

/// Under a WebDriver the web view cannot be ephemeral: it would take no orders. Then what it writes lies in its folder
/// beside the store, where the scan for secrets looks: the stricter case.
fn is_automated() -> bool {
    std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some()
}

/// The window as the use-cases see it.
#[derive(Debug, Default)]
pub(crate) struct Window {
    app: OnceLock<AppHandle>,
}

impl Window {
    /// From now on there is a window.
    pub(crate) fn is(&self, app: &AppHandle) {
        drop(self.app.set(app.clone()));
    }
}

impl Surface for Window {
    /// Loads the web view anew, so that nothing of what it showed stays in it.
    fn locked(&self) {
        if let Some(window) = self.app.get().and_then(|app| app.get_webview_window(MAIN)) {
            drop(window.reload());
        }
    }

    fn pick_folder(&self) -> Option<String> {
        let chosen = self.app.get()?.dialog().file().blocking_pick_folder()?;
        Some(chosen.into_path().ok()?.to_string_lossy().into_owned())
    }

    fn pick_file(&self) -> Option<String> {
        let chosen = self.app.get()?.dialog().file().blocking_pick_file()?;
        Some(chosen.into_path().ok()?.to_string_lossy().into_owned())
    }

    fn printers(&self) -> Vec<String> {
        crate::printer::printers()
    }

    fn print(&self, printer: &str, pdf: &[u8]) -> bool {
        crate::printer::print(printer, pdf)
    }

    /// The web view's own zoom: the page has less room, and lays itself out as in a smaller window.
    fn scale(&self, percent: u32) {
        if let Some(window) = self.app.get().and_then(|app| app.get_webview_window(MAIN)) {
            drop(window.set_zoom(f64::from(percent) / 100.0));
        }
    }
}
