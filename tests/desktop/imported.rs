//! A questionnaire of the centre's own is asked in the window as those that ship are.

use pana_tests::app::App;
use pana_tests::computer::Computer;
use pana_tests::interview::{self, Said};
use pana_tests::poll::until;
use pana_tests::story;
use pana_tests::terminal::pana;

/// A list in a file, choices that are answers, a repeat, times, places, a code, a long scale, a ranking, a closed list, and a
/// group with a table on one page; in one language without a name.
const SURVEY: &str = "type,name,label,appearance,parameters
select_one_from_file towns.csv,town,Which town?,,
begin_repeat,learner,Who comes along,,
text,who,Name,,
end_repeat,,,,
select_one ${who},first,Who comes first?,,
time,hour,At what time?,,
datetime,moment,When did you come?,,
geopoint,place,Where is it?,,
geotrace,way,Which way do you go?,,
barcode,card,Number of the card,,
range,share,How much of it in a hundred?,,start=0 end=100 step=5
rank days,days,Which days suit best?,,
select_one_from_file towns.csv,from,From which town?,minimal,
select_one days,sure,Is it **this** day?,quick,
begin_group,home,Where you live,field-list,
integer,rooms,Rooms,,
select_one days,best,Best day,list-nolabel,
select_one days,worst,Worst day,list-nolabel,
end_group,,,,
";
const CHOICES: &str = "list_name,name,label\ndays,sat,Saturday\ndays,sun,Sunday\n";
const SETTINGS: &str = "form_id,form_title,version,opens_case\ncourse,Language course,1,yes\n";

#[tokio::test]
async fn a_questionnaire_of_the_centres_own_is_asked_in_the_window() {
    let computer = Computer::new().unwrap();
    let app = story::new_centre(&computer).await.unwrap();
    app.close().await.unwrap();
    let folder = computer.out().join("course");
    std::fs::create_dir_all(&folder).unwrap();
    let towns = "name,label\nast,Astana\nalm,Almaty\n";
    for (sheet, text) in [("survey", SURVEY), ("choices", CHOICES), ("settings", SETTINGS), ("towns", towns)] {
        std::fs::write(folder.join(sheet).with_extension("csv"), text).unwrap();
    }
    let import = pana(&computer, ["form", "import", folder.to_str().unwrap()]).unwrap();
    assert_eq!((import.code, &import.reply["published"]), (0, &serde_json::Value::from("1")), "{}", import.said);
    let answers = computer.out().join("answers.json");
    std::fs::write(&answers, r#"{"town": "ast", "learner": [{"who": "Айсұлу Қанатқызы"}, {"who": "Ержан"}]}"#).unwrap();
    let draft = pana(&computer, ["interview", "run", "course", "--answers", answers.to_str().unwrap()]).unwrap();
    assert_eq!(draft.reply["status"], "draft", "{}", draft.said);

    let app = App::open(&computer).await.unwrap();
    story::unlock(&app).await.unwrap();
    app.find("[data-testid^=\"draft-\"]").await.unwrap().click().await.unwrap();
    let person = interview::Person::default()
        .says("who", Said::Nothing)
        .types("hour", "09:30")
        .types("moment", "2026-03-04T14:30")
        .types("place", "43.2 76.8 850 5")
        .types("way", "43.2 76.8;43.3 76.9")
        .types("card", "4601234567890")
        .types("share", "35")
        .picks("days", &["sun", "sat"])
        .picks("from", &["alm"])
        .picks("sure", &["sun"])
        .types("rooms", "3")
        .picks("best", &["sat"])
        .picks("worst", &["sun"]);
    until("the question", || interview::question(&app)).await.unwrap();
    let told = interview::answer_until(&app, &person, |_| false).await.unwrap();
    let names: Vec<&str> = told.iter().map(|told| told.at.rsplit('/').next().unwrap_or_default()).collect();
    let asked =
        ["first", "hour", "moment", "place", "way", "card", "share", "days", "from", "sure", "rooms", "best", "worst"];
    assert!(names.ends_with(&asked), "{names:?}");
    let first = told.iter().find(|told| told.at.ends_with("/first")).unwrap();
    assert!(
        format!("{:?}", first.said).contains("Айсұлу Қанатқызы"),
        "what was answered in the repeat is offered: {:?}",
        first.said
    );
    story::finish(&app).await.unwrap();
    app.close().await.unwrap();
}
