//! Where room is short: small windows and long words.

use pana_tests::app::App;
use pana_tests::computer::Computer;
use pana_tests::story;
use serde_json::json;

/// Widths and heights that laptops, projectors and the smallest window have.
const WINDOWS: [(u32, u32); 3] = [(1280, 800), (1024, 700), (640, 480)];
/// The screens of the top bar.
const SCREENS: [&str; 8] = ["home", "people", "questionnaires", "export", "members", "laptops", "doctor", "settings"];

/// What of the frame, and of any button, is cut, reaches beyond the window, or stands in a second row.
const CUT: &str = "const shown = e => { const r = e.getBoundingClientRect(); return r.width > 1 && r.height > 1 && !e.closest('.hide') };
    const name = e => e.dataset.testid ?? e.textContent.trim().slice(0, 40);
    const found = [];
    const bars = 'button, .btn, .tag, label.ans, .topbar, .nav, .statusline, .statusline .fact, .statusline .ttl, .moves, .rail-fold';
    for (const e of [...document.querySelectorAll(bars)].filter(shown)) {
      const r = e.getBoundingClientRect();
      if (getComputedStyle(e).display !== 'inline' && e.scrollWidth > e.clientWidth + 1) found.push(`${name(e)} is cut: ${e.scrollWidth} in ${e.clientWidth}`);
      if (r.right > innerWidth + 1 || r.left < -1) found.push(`${name(e)} reaches beyond the window`);
    }
    for (const row of ['.nav > button, .nav-rest > button', '.statusline button']) {
      const heights = [...document.querySelectorAll(row)].filter(shown).map(e => e.getBoundingClientRect());
      if (heights.some(r => r.top >= heights[0].bottom)) found.push(`${row} stands in two rows`);
      if (heights.some(r => r.height > 60)) found.push(`${row} has words in two rows`);
    }
    return found";

/// Words that are two fifths longer, as another language would have them.
const LONGER: &str = "for (const bar of document.querySelectorAll('.topbar, .statusline, .moves')) {
      const walk = document.createTreeWalker(bar, NodeFilter.SHOW_TEXT);
      for (let text = walk.nextNode(); text !== null; text = walk.nextNode())
        if (text.data.trim().length > 2 && text.parentElement.closest('kbd, option, .hide') === null) text.data += 'ж'.repeat(Math.ceil(text.data.trim().length * 0.4));
    }";

async fn cut(app: &App) -> Vec<String> {
    app.still().await.unwrap();
    let found = app.script(CUT, Vec::new()).await.unwrap();
    found.as_array().unwrap().iter().map(|each| each.as_str().unwrap().to_owned()).collect()
}

/// Makes a centre for practice, whose mark stands in the foot of every screen, and opens it.
async fn practice(computer: &Computer) -> App {
    let app = App::open(computer).await.unwrap();
    app.see("first-run-create").await.unwrap();
    let make = "const done = arguments[1];
        window.__TAURI_INTERNALS__.invoke('centre_create', { request: arguments[0] }).then(() => done(true), fault => done(fault))";
    let request = json!({ "centre": story::CENTRE, "member": story::COORDINATOR, "passphrase": story::PASSPHRASE, "practice": true });
    assert_eq!(app.client().execute_async(make, vec![request]).await.unwrap(), true);
    app.client().refresh().await.unwrap();
    app.see("screen-home").await.unwrap();
    app
}

#[tokio::test]
async fn no_word_of_the_frame_is_cut_in_any_language_or_window() {
    let computer = Computer::new().unwrap();
    let app = practice(&computer).await;
    let mut wrong = Vec::new();
    for language in ["kk", "en", "x-rtl"] {
        app.size(1280, 800).await.unwrap();
        story::speak(&app, language).await.unwrap();
        for (width, height) in WINDOWS {
            app.size(width, height).await.unwrap();
            for screen in SCREENS {
                story::go_to(&app, screen).await.unwrap();
                wrong.extend(cut(&app).await.into_iter().map(|what| format!("{language}, {width}, {screen}: {what}")));
            }
            app.script(LONGER, Vec::new()).await.unwrap();
            wrong.extend(cut(&app).await.into_iter().map(|what| format!("longer than {language}, {width}: {what}")));
            // The bar is drawn anew with its own words.
            app.client().refresh().await.unwrap();
            app.see("screen-home").await.unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    app.size(1280, 800).await.unwrap();
    story::speak(&app, "kk").await.unwrap();
    for screen in SCREENS {
        assert!(app.shows(&format!("nav-{screen}")).await && !app.shows("nav-more").await, "{screen} has room");
    }
}
