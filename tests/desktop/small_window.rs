//! The smallest window, with ordinary and with the largest letters: every kind of question shows what it asks and where it
//! is answered.

use pana_tests::app::{App, key};
use pana_tests::computer::Computer;
use pana_tests::interview::{self, Question};
use pana_tests::poll::until;
use pana_tests::story;
use pana_tests::terminal::pana;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The smallest window there is.
const SMALLEST: (u32, u32) = (640, 480);

/// Every kind of question that is asked, in Kazakh, as long as questions are.
const SURVEY: &str = "type,name,label::Kazakh (kk),hint::Kazakh (kk),appearance,parameters
note,hello,Қазір Сізге бірнеше сұрақ қоямыз. Қай сұраққа жауап бергіңіз келмесе де өз еркіңіз.,,,
text,job,Көшпей тұрғанда қандай жұмыс істедіңіз?,Соңғы жұмысы жеткілікті,,
text,story,Көшуге не себеп болғанын өз сөзіңізбен айтып беріңізші,,multiline,
integer,months,Осы қалада неше ай тұрып жатырсыз?,Толық айларды санаңыз,,
decimal,rent,Пәтерақыға айына неше мың теңге төлейсіз?,,,
date,born,Туған күніңіз қашан?,Күні белгісіз болса айын не жылын ғана жазыңыз,,
time,call,Сізге күннің қай мезгілінде хабарласқан ыңғайлы?,,,
datetime,visit,Орталыққа келесіде қашан келе аласыз?,,,
select_one yes,school,Балаларыңыз осы қалада мектепке бара ма?,,,
select_one towns,town,Осында келмей тұрып соңғы рет қай қалада тұрдыңыз?,,,
select_one towns,from,Осы көшуіңізде жолға қай қаладан шықтыңыз?,,minimal,
select_multiple help,help,Қазір Сізге қандай көмек бәрінен керек?,Бірнешеуін белгілеуге болады,,
rank help,first,Осылардың қайсысы Сіз үшін маңыздырақ?,,,
range,calm,Осы аптада өзіңізді қаншалықты тыныш сезіндіңіз?,,,start=0 end=10 step=1
range,share,Айлық табысыңыздың қанша пайызы баспанаға кетеді?,,,start=0 end=100 step=5
acknowledge,told,Сұхбатты кез келген уақытта тоқтата алатыны айтылды,,,
image,paper,Тұрғылықты жері жазылған құжаттың суреті,,,
geopoint,home,Қазір тұрып жатқан үйіңіз қай жерде?,,,
barcode,card,Көмек картасының нөмірі қандай?,,,
begin_repeat,member,Сізбен бірге кім көшіп келді?,,,
text,member_name,Аты-жөні қандай?,,,
integer,member_age,Жасы нешеде?,Толық жасын санмен жазыңыз,,
select_one yes,member_here,Ол қазір Сізбен бірге тұра ма?,,,
end_repeat,,,,,
begin_group,house,Тұратын үйіңіз,,field-list,
integer,rooms,Неше бөлме бар?,,,
select_one yes,warm,Үй жылы ма?,,,
end_group,,,,,
";
const LISTS: &str = "yes,yes,Иә\nyes,no,Жоқ\nhelp,home,Баспана табу\nhelp,work,Жұмысқа орналасу\nhelp,papers,Құжаттарды рәсімдеу\n\
    help,doctor,Дәрігерге көріну\nhelp,school,Баланы мектепке беру\nhelp,none,Ештеңе керек емес\n";
const SETTINGS: &str = "form_id,form_title,default_language,version,opens_case\nroom,Кең бөлме,Kazakh (kk),1,yes\n";
/// More towns than a screen holds.
const TOWNS: usize = 40;

/// What of the question cannot be seen: its words, to the last letter, and the beginning of what it is answered by.
const UNSEEN: &str = "const BAR = 48; // nearer to the edge a bar that scrolls may take the pointer
    const question = document.querySelector('[data-testid=question]');
    const list = question.dataset.type === 'repeat';
    const label = question.querySelector('h1.q, .aloud, h2, .part-label');
    const field = list ? document.querySelector('[data-testid=repeat-add]') : question.querySelector('input:checked, input:not([data-search]), textarea') ?? question.querySelector('button, select');
    const found = [];
    const name = e => `${e.tagName} ${e.getAttribute('class')} in ${e.closest('[data-testid]')?.dataset.testid}`;
    const look = (what, left, top, right, bottom) => {
      const at = `${what} at ${Math.round(left)} ${Math.round(top)} to ${Math.round(right)} ${Math.round(bottom)} of ${innerWidth} ${innerHeight}`;
      if (left < 0 || right > innerWidth + 1) found.push(`${at} reaches beyond the window sideways`);
      else if (top < 0 || bottom > innerHeight + 1) found.push(`${at} reaches beyond the window`);
      else for (const [x, y] of [[left + 2, top + 2], [Math.min(right - 2, innerWidth - BAR), top + 2], [left + 2, bottom - 2], [(left + right) / 2, (top + bottom) / 2]]) {
        const over = document.elementFromPoint(x, y);
        if (over === null || !(question.contains(over) || over.closest('.ans, .btn')?.contains(field))) { found.push(`${at} is covered at ${Math.round(x)} ${Math.round(y)} by ${over === null ? 'the edge' : name(over)}`); break; }
      }
    };
    const words = document.createRange();
    words.selectNodeContents(label);
    const rects = [...words.getClientRects()].filter(r => r.width > 1);
    if (rects.length === 0) found.push('there are no words');
    for (const r of rects) look('a line of the words', r.left, r.top, r.right, r.bottom);
    if (field !== null) {
      const row = (field.closest('.ans') ?? field).getBoundingClientRect();
      look('the field', row.left, row.top, row.right, Math.min(row.bottom, row.top + 40));
    } else if (question.dataset.type !== 'note') found.push('there is no field');
    for (const e of [document.scrollingElement, document.querySelector('.main'), document.querySelector('.flow')])
      if (e.scrollWidth > e.clientWidth + 1) found.push(`${e.className || 'the page'} scrolls sideways: ${e.scrollWidth} in ${e.clientWidth}`);
    return found";

/// Sets how large everything is shown, and waits until it is.
async fn letters(app: &App, percent: u32) {
    let set = "const done = arguments[1]; window.__TAURI_INTERNALS__.invoke('text_size_set', { request: { percent: arguments[0] } }).then(() => done(null), done)";
    app.client().execute_async(set, vec![json!(percent)]).await.unwrap();
    let width = u64::from(SMALLEST.0 * 100 / percent);
    until("the page to be scaled", || async {
        (app.script("return innerWidth", vec![]).await.ok()?.as_u64() == Some(width)).then_some(())
    })
    .await
    .unwrap();
}

/// What the worker who has come to a question does not see of it.
async fn unseen(app: &App, here: &Question, percent: u32) -> Vec<String> {
    app.still().await.unwrap();
    let found = app.script(UNSEEN, vec![]).await.unwrap();
    let found = found.as_array().cloned().unwrap_or_default();
    found
        .iter()
        .filter_map(Value::as_str)
        .map(|what| format!("{} ({}), letters of {percent}: {what}", here.name(), here.kind))
        .collect()
}

/// A centre with a questionnaire of every kind of question.
async fn opened(computer: &Computer) -> App {
    let app = story::new_centre(computer).await.unwrap();
    app.close().await.unwrap();
    let folder = computer.out().join("room");
    std::fs::create_dir_all(&folder).unwrap();
    let towns: String = (1..=TOWNS).map(|town| format!("towns,t{town},Көктем ауданының {town}-ауылы\n")).collect();
    let choices = format!("list_name,name,label::Kazakh (kk)\n{LISTS}{towns}");
    for (sheet, text) in [("survey", SURVEY), ("choices", &choices), ("settings", SETTINGS)] {
        std::fs::write(folder.join(sheet).with_extension("csv"), text).unwrap();
    }
    let import = pana(computer, ["form", "import", folder.to_str().unwrap()]).unwrap();
    assert_eq!((import.code, &import.reply["problems"]), (0, &json!([])), "{}", import.said);
    let app = App::open(computer).await.unwrap();
    story::unlock(&app).await.unwrap();
    app
}

#[tokio::test]
async fn the_smallest_window_shows_what_every_kind_of_question_asks_and_where_it_is_answered() {
    let computer = Computer::new().unwrap();
    let app = opened(&computer).await;
    app.size(SMALLEST.0, SMALLEST.1).await.unwrap();
    let mut wrong = Vec::new();
    let mut kinds = BTreeSet::new();
    let again = RefCell::new(Vec::new());
    for percent in [100, 200] {
        letters(&app, percent).await;
        for control in ["start", "start-room"] {
            app.tab_to(control).await.unwrap();
            app.press(key::ENTER).await.unwrap();
        }
        let mut here = until("the first question", || interview::question(&app)).await.unwrap();
        loop {
            kinds.insert(here.kind.clone());
            wrong.extend(unseen(&app, &here, percent).await);
            let add = here.kind == "repeat" && !app.shows("repeat-row").await;
            app.press(if add { key::CONTROL_ENTER } else { key::ENTER }).await.unwrap();
            let next = until(&format!("the question after {} ({})", here.name(), here.kind), || async {
                if app.shows("screen-review").await {
                    return Some(None);
                }
                let now = interview::question(&app).await?;
                if now.at != here.at {
                    return Some(Some(now));
                }
                // A key that came to nothing, once all stands still, comes again, and is told.
                app.still().await.ok()?;
                let stays = interview::question(&app).await.is_some_and(|now| now.at == here.at);
                if stays && !app.shows("screen-review").await {
                    again.borrow_mut().push(format!("{} ({}), letters of {percent}", here.name(), here.kind));
                    app.press(key::ENTER).await.ok()?;
                }
                None
            })
            .await
            .unwrap();
            let Some(next) = next else { break };
            here = next;
        }
        app.press(&format!("{}s{}", key::CONTROL, key::NONE)).await.unwrap();
        app.see("screen-home").await.unwrap();
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(again.borrow().is_empty(), "keys came to nothing: {:#?}", again.borrow());
    assert!(kinds.len() >= 14, "every kind was seen: {kinds:?}");
}

#[tokio::test]
async fn what_is_said_to_be_wrong_with_an_answer_does_not_push_it_out_of_sight() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    let person = story::newcomer();
    interview::answer_until(&app, &person, |question| question.name() == "hm_age").await.unwrap();
    app.press("шамамен 35").await.unwrap();
    app.see("problem").await.unwrap();
    app.still().await.unwrap();
    let here = "const [field, flow] = [document.activeElement, document.querySelector('.flow')].map(each => each.getBoundingClientRect());
        return field.top >= flow.top && field.bottom <= flow.bottom";
    assert_eq!(app.script(here, vec![]).await.unwrap(), true, "the field stands above the message");
    let value = app.see("answer").await.unwrap().prop("value").await.unwrap();
    assert_eq!(value.as_deref(), Some("шамамен 35"), "what was typed is not eaten");
    // Enter goes on once more; what is typed over it is what holds.
    app.press(key::ENTER).await.unwrap();
    app.press(&format!("{}a{}", key::CONTROL, key::NONE)).await.unwrap();
    app.press("35").await.unwrap();
    until("the age", || async { interview::question(&app).await.filter(|now| now.saved && now.value == "35") })
        .await
        .unwrap();
    until("the message to go", || async { (!app.shows("problem").await).then_some(()) }).await.unwrap();
}

#[tokio::test]
async fn the_smallest_window_with_the_largest_letters_shows_the_offer_after_a_yes_to_danger() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.click("start-intake").await.unwrap();
    let person = story::hurried_newcomer();
    interview::answer_until(&app, &person, |question| question.name() == "danger_now").await.unwrap();
    app.size(SMALLEST.0, SMALLEST.1).await.unwrap();
    letters(&app, 200).await;
    app.press("1").await.unwrap();
    app.see("danger-offer").await.unwrap();
    app.still().await.unwrap();
    let edges = "const r = document.querySelector('[data-testid=danger-start]').getBoundingClientRect();
        const foot = document.querySelector('.statusline').getBoundingClientRect();
        return r.top >= 0 && r.left >= 0 && r.right <= innerWidth && r.bottom <= foot.top";
    assert_eq!(app.script(edges, vec![]).await.unwrap(), true, "the button stands above the foot");
}
