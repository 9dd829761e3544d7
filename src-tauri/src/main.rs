//! The desktop shell: one window, its commands, and the clock of what is done without anybody asking. It knows no rule of the work; what it
//! shows and does is decided in `pana-app`.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod printer;
mod window;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use pana_app::{App, Clock, Start};

fn main() -> anyhow::Result<()> {
    pana_app::keep_memory_private();
    let data = data_folder().context("no folder for data: set PANA_DATA")?;
    pana_app::app_log::begin(&data, "desktop");
    let start = if std::env::args().any(|argument| argument == "--demo") { Start::Demo } else { Start::Own };
    let surface = Arc::new(window::Window::default());
    let app = App::start(&data, Clock::system(), start, Arc::clone(&surface)).with_rooms(pana_room::HubRooms);
    let watched = app.clone();
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .manage(app)
        .invoke_handler(commands::handler())
        .setup(move |tauri| {
            surface.is(tauri.handle());
            window::open(tauri.handle(), &data)?;
            std::thread::spawn(move || watch(&watched));
            Ok(())
        })
        .run(tauri::generate_context!())?;
    Ok(())
}

/// Where the store lies: `PANA_DATA`, or the folder the system gives to data of an app.
fn data_folder() -> Option<PathBuf> {
    std::env::var_os("PANA_DATA")
        .filter(|path| !path.is_empty())
        .map(PathBuf::from)
        .or_else(pana_app::default_data_folder)
}

/// What is done without anybody asking.
fn watch(app: &App) {
    loop {
        std::thread::sleep(Duration::from_secs(5));
        pana_app::turn(app);
    }
}
