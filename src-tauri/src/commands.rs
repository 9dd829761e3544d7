//! The commands a window may call. Each takes the app's state, calls the use-case of the same name on a thread that may
//! wait (never the one that draws), and gives back what it gives. They are made from the one list of commands; a
//! use-case that is missing there, or here, does not compile.

use pana_app::App;
use pana_app::contract::centre::*;
use pana_app::contract::conflict::*;
use pana_app::contract::contact::*;
use pana_app::contract::doctor::*;
use pana_app::contract::double::*;
use pana_app::contract::erase::*;
use pana_app::contract::export::*;
use pana_app::contract::file::*;
use pana_app::contract::follow_up::*;
use pana_app::contract::form::*;
use pana_app::contract::hub::*;
use pana_app::contract::interview::*;
use pana_app::contract::lease::*;
use pana_app::contract::letter::*;
use pana_app::contract::meet::*;
use pana_app::contract::needs::*;
use pana_app::contract::online::*;
use pana_app::contract::people::*;
use pana_app::contract::questionnaire::*;
use pana_app::contract::referral::*;
use pana_app::contract::room::*;
use pana_app::contract::rules::*;
use pana_app::contract::service::*;
use pana_app::contract::standing::*;
use pana_app::contract::territory::*;
use pana_app::contract::transfer::*;
use pana_app::contract::work::*;
use pana_app::contract::{AppError, Asked};
use tauri::State;

macro_rules! commands {
    ($($(#[doc = $doc:literal])* $name:ident: $request:ty => $reply:ty;)*) => {
        $(
            #[tauri::command]
            async fn $name(app: State<'_, App>, request: Asked<$request>) -> Result<$reply, AppError> {
                let request = request.0?;
                run(&app, move |app| pana_app::usecase::$name(app, &request)).await
            }
        )*

        /// What answers the window.
        pub(crate) fn handler() -> impl Fn(tauri::ipc::Invoke) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($name),*]
        }
    };
}

include!("../../crates/app/src/commands.rs");

async fn run<T: Send + 'static>(
    app: &App,
    usecase: impl FnOnce(&App) -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let app = app.clone();
    let joined = tauri::async_runtime::spawn_blocking(move || usecase(&app)).await;
    joined.unwrap_or_else(|_| Err(AppError::internal("command")))
}
