//! A table that a coordinator wrote: what is wrong with it is said by cell, and half a table is never used.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::sync::Arc;

use pana_forms::workbook::Workbook;
use pana_forms::{Form, Severity, read};
use pana_rules::{Actor, Level, RuleReading, RuleSet, Stops, Taxonomy, Urgency, Vocabulary};

const HEAD: &str = "rule_id,form,condition,category,needs,urgency,services,level,sphere,actor_first,next_form,yields,stops,\
    explanation_kk,explanation::English (en),grounding\n";

fn form() -> Arc<Form> {
    let survey = b"type,name,label\nselect_one yn,shelter,S\nselect_multiple yn,many,M\ninteger,days,D\n";
    let sheets: [(&str, &[u8]); 3] = [
        ("survey", survey),
        ("choices", b"list_name,name,label\nyn,yes,Yes\nyn,no,No\n"),
        ("settings", b"form_id\nintake\n"),
    ];
    read(&Workbook::from_csv("intake", &sheets).unwrap()).form.unwrap()
}

fn reading(rows: &str) -> RuleReading {
    let form = form();
    let vocabulary =
        Vocabulary::of([form.as_ref()]).with_services(["dom_urgent".to_owned()]).with_needs(["housing".to_owned()]);
    let table = format!("{HEAD}{rows}");
    RuleSet::read(&Workbook::from_csv("rules", &[("rules", table.as_bytes())]).unwrap(), &vocabulary)
}

fn said(reading: &RuleReading) -> Vec<String> {
    reading.problems.iter().map(ToString::to_string).collect()
}

const GOOD: &str = "D1,intake,${shelter} = 'no',any,housing,critical,dom_urgent,individual,territorial,municipality,none,,,Баспана,Housing,T1\n";

#[test]
fn a_row_is_read_as_it_stands() {
    let stops = "D2,intake,${days} > 3,child,,low,,group_community,cultural,self,intake,yes,referrals,Күн,Days,T2\n";
    let reading = reading(&format!("{GOOD}{stops}"));
    assert_eq!(said(&reading), Vec::<String>::new());
    let rules = reading.rules.unwrap();
    let [first, second] = rules.rules() else { unreachable!("two rules") };
    assert_eq!(
        (first.urgency, first.level, first.actor_first),
        (Urgency::Critical, Level::Individual, Actor::Municipality)
    );
    assert_eq!(
        (first.needs.as_slice(), first.services.as_slice()),
        (&["housing".to_owned()][..], &["dom_urgent".to_owned()][..])
    );
    assert_eq!((&first.categories, &first.next_form, first.yields, first.stops), (&vec![], &None, false, None));
    assert_eq!((&second.needs, second.yields, second.stops), (&vec![], true, Some(Stops::Referrals)));
    assert_eq!(
        (second.categories.as_slice(), second.next_form.as_deref()),
        (&["child".to_owned()][..], Some("intake"))
    );
    assert_eq!(second.explanation.get("kk").map(String::as_str), Some("Күн"));
    assert_eq!(second.explanation.get("en").map(String::as_str), Some("Days"));
}

#[test]
fn what_is_wrong_is_said_by_cell_and_no_rule_is_used() {
    for (row, expected) in [
        (
            GOOD.replace("${shelter} =", "${shelter} = ="),
            "rules!C2 condition-wrong code=expression-syntax expected=operand position=14 value=",
        ),
        (GOOD.replace("${shelter}", "${sheltr}"), "rules!C2 question-unknown form=intake name=sheltr"),
        (GOOD.replace("= 'no'", "= position(..)"), "rules!C2 condition-wrong code=path-unknown value=/"),
        (
            GOOD.replace("critical", "now"),
            "rules!F2 word-unknown allowed=critical, urgent, normal, low column=urgency value=now",
        ),
        (
            GOOD.replace("individual", ""),
            "rules!H2 word-unknown allowed=individual, group_community, public_state column=level value=",
        ),
        (
            GOOD.replace("territorial", "home"),
            "rules!I2 word-unknown allowed=territorial, cultural, professional column=sphere value=home",
        ),
        (GOOD.replace("dom_urgent", "dom_urgnt"), "rules!G2 service-unknown value=dom_urgnt"),
        (GOOD.replace("Баспана,Housing", ","), "rules!O2 explanation-none"),
        (GOOD.replace(",none,,,", ",none,yes,,"), "rules!L2 yields-urgent name=D1"),
        (GOOD.replace("critical", "normal").replace(",none,,,", ",none,yes,,"), "rules!L2 yields-urgent name=D1"),
        (GOOD.replace("housing", "huosing"), "rules!E2 need-unknown value=huosing"),
        (GOOD.replace("D1,", ","), "rules!A2 cell-missing column=rule_id"),
        (GOOD.replace(",none,,,", ",none,maybe,,"), "rules!L2 word-unknown allowed=yes, no column=yields value=maybe"),
        (
            GOOD.replace(",none,,,", ",none,,all,"),
            "rules!M2 word-unknown allowed=referrals, referrals_but_vital column=stops value=all",
        ),
        (format!("{GOOD}{GOOD}"), "rules!A3 id-twice cell=A2 name=D1"),
        (String::new(), "rules! empty"),
    ] {
        let reading = reading(&row);
        assert_eq!(said(&reading), [expected], "{row}");
        assert!(reading.rules.is_none(), "{row}");
    }
}

#[test]
fn what_is_only_odd_is_said_and_the_rules_are_used() {
    for (row, expected) in [
        (GOOD.replace("'no'", "'none'"), "rules!C2 choice-unknown value=none"),
        (GOOD.replace("Баспана", ""), "rules!N2 explanation-missing language=kk"),
        (GOOD.replace("${shelter} = 'no'", "true()"), "rules!C2 condition-constant"),
    ] {
        let reading = reading(&row);
        assert_eq!(said(&reading), [expected], "{row}");
        assert!(reading.problems.iter().all(|problem| problem.severity == Severity::Warning));
        assert_eq!(reading.rules.unwrap().rules().len(), 1);
    }
    // A number is compared with how many were chosen, or with what was counted.
    assert_eq!(said(&reading(&GOOD.replace("${shelter} = 'no'", "count-selected(${many}) > 1"))), Vec::<String>::new());
    assert_eq!(said(&reading(&GOOD.replace("${shelter} = 'no'", "${days} = 'many'"))), Vec::<String>::new());
}

const KINDS: &str = "code,parent,label_en,needs\n\
    at_home,,At home,\n\
    dom_bed,at_home,A bed,housing\n\
    eco_job,at_home,Work,income job\n\
    leg_paper,at_home,Papers,documents\n";

fn taxonomy() -> Taxonomy {
    Taxonomy::read(&Workbook::from_csv("services", &[("services", KINDS.as_bytes())]).unwrap(), &Workbook::default())
}

fn with_kinds(row: &str) -> RuleReading {
    let form = form();
    let taxonomy = taxonomy();
    let kinds = taxonomy.services().filter(|kind| kind.group.is_some());
    let vocabulary = Vocabulary::of([form.as_ref()]).with_answers(kinds);
    let table = format!("{HEAD}{row}");
    RuleSet::read(&Workbook::from_csv("rules", &[("rules", table.as_bytes())]).unwrap(), &vocabulary)
}

#[test]
fn a_kind_that_answers_none_of_the_needs_of_its_rule_is_told_by_cell_and_stays_under_each_of_them() {
    let row = GOOD.replace(",housing,", ",housing job,");
    let reading = with_kinds(&row.replace("dom_urgent", "dom_bed leg_paper eco_job"));
    assert_eq!(said(&reading), ["rules!G2 service-elsewhere needs=documents value=leg_paper"]);
    assert!(reading.problems.iter().all(|problem| problem.severity == Severity::Warning));
    let rules = reading.rules.unwrap();
    let offered = |need| taxonomy().offered(&rules.rules()[0], need).collect::<Vec<_>>().join(" ");
    assert_eq!(offered("housing"), "dom_bed leg_paper", "a bed is no work");
    assert_eq!(offered("job"), "leg_paper eco_job");
    assert_eq!(offered("income"), "", "the rule does not name it, whatever its kinds answer");
    assert_eq!(said(&with_kinds(&row.replace("dom_urgent", "dom_bed eco_job at_home"))), [""; 0], "a group is no kind");
    let nothing = row.replace(",housing job,", ",none,").replace("dom_urgent", "leg_paper");
    assert_eq!(said(&with_kinds(&nothing)), [""; 0], "where no need is named there is none to answer");
}

#[test]
fn a_table_without_its_columns_or_its_sheet_is_refused() {
    let sheets =
        |name: &str, text: &str| Workbook::from_csv("rules", &[(name, text.as_bytes()), ("other", b"a\n")]).unwrap();
    let reading = RuleSet::read(&sheets("survey", "type\n"), &Vocabulary::default());
    assert_eq!(said(&reading), ["rules! sheet-missing"]);
    let reading = RuleSet::read(&sheets("rules", "rule_id,form,condition\nD1,a,1\n"), &Vocabulary::default());
    let columns = ["needs", "urgency", "services", "level", "sphere", "actor_first"];
    assert_eq!(said(&reading), columns.map(|column| format!("rules! column-missing column={column}")));
    assert!(reading.rules.is_none());
}

#[test]
fn the_version_is_that_of_what_the_cells_say() {
    let version = |rows: &str| reading(rows).rules.unwrap().version();
    assert_eq!(version(GOOD), version(GOOD));
    assert_ne!(version(GOOD), version(&GOOD.replace("Housing", "A place")));
    assert_ne!(version(GOOD), version(&GOOD.replace("D1", "D9")));
}

#[test]
fn a_column_under_another_name_or_twice_is_said_and_keeps_the_table_from_being_used() {
    let row = "D1,intake,${a} = 1,,low,,individual,territorial,self,Why";
    let head = "rule_id,form,condition,needs,urgency,services,level,sphere,actor_first,explanation_en";
    for (column, cell, problem) in [
        ("Stops", "referrals", "rules!K1 column-unknown column=Stops"),
        ("appart", "yes", "rules!K1 column-unknown column=appart"),
        ("condition", "${a} = 2", "rules!K1 column-twice column=condition"),
        ("explanation", "Why", "rules!K1 column-unknown column=explanation"),
        ("explanation_", "Why", "rules!K1 column-unknown column=explanation_"),
        ("explanation::English", "Why", "rules!K1 column-unknown column=explanation::English"),
        ("explanation_EN", "Why", "rules!K1 column-twice column=explanation_EN"),
        ("explanation::English (En)", "Why", "rules!K1 column-twice column=explanation::English (En)"),
    ] {
        let table = format!("{head},{column}\n{row},{cell}\n");
        let book = Workbook::from_csv("rules", &[("rules", table.as_bytes())]).unwrap();
        let reading = RuleSet::read(&book, &Vocabulary::default());
        assert_eq!(said(&reading), [problem]);
        assert!(reading.rules.is_none(), "{column}");
    }
}

#[test]
fn what_nobody_works_out_of_a_case_or_a_territory_is_named() {
    let of = |form: &str, name: &str| GOOD.replace("intake,${shelter}", &format!("{form},${{{name}}}"));
    assert_eq!(said(&reading(&of("case", "case_need_max"))), Vec::<String>::new());
    assert_eq!(said(&reading(&of("territory", "terr_distress"))), Vec::<String>::new());
    let wrong = reading(&of("case", "case_need_maximum"));
    assert_eq!(said(&wrong), ["rules!C2 question-unknown form=case name=case_need_maximum"]);
    assert!(wrong.rules.is_none(), "a rule that can never hold is no rule");
    assert_eq!(
        said(&reading(&of("territory", "distress"))),
        ["rules!C2 question-unknown form=territory name=distress"]
    );
}

#[test]
fn a_table_that_would_keep_somebody_waiting_is_refused() {
    let names: Vec<String> = (0..25).map(|each| format!("${{n{each}}} = 'no'")).collect();
    let long = reading(&GOOD.replace("${shelter} = 'no'", &names.join(" and ")).replace("intake", "other"));
    assert_eq!(said(&long), ["rules!C2 condition-long count=25 limit=24"]);
    let many: String = (0..1_001).map(|each| GOOD.replace("D1", &format!("D{each}"))).collect();
    let many = reading(&many);
    assert_eq!(said(&many), ["rules!A1002 too-many limit=1000"]);
    assert!(many.rules.is_none());
}

const HEAD_APART: &str = "rule_id,form,condition,category,needs,urgency,services,level,sphere,actor_first,next_form,yields,\
    stops,explanation_en,apart\n";

/// A row of a table with the head above.
fn row(id: &str, form: &str, condition: &str, [urgency, stops, apart]: [&str; 3]) -> String {
    format!("{id},{form},\"{condition}\",any,,{urgency},,individual,territorial,self,,,{stops},Why,{apart}\n")
}

fn read_beside(rows: &[String], other: Option<&RuleSet>, vocabulary: &Vocabulary) -> RuleReading {
    let table = format!("{HEAD_APART}{}", rows.concat());
    let workbook = Workbook::from_csv("rules", &[("rules", table.as_bytes())]).unwrap();
    RuleSet::read_in_place_of(&workbook, vocabulary, other)
}

#[test]
fn no_rule_but_the_one_that_ships_opens_what_stops_referrals_and_others_may_stop_more() {
    let nobody = "selected(${may_tell}, 'nobody')";
    let ships = [
        row("D108", "safety", nobody, ["low", "referrals", "yes"]),
        row("D151", "safety", &format!("{nobody} and ${{band}} = 3"), ["critical", "referrals_but_vital", "yes"]),
    ];
    let none = Vocabulary::default();
    let other = read_beside(&ships, None, &none).rules.unwrap();
    let beside = |more: String| read_beside(&[ships.to_vec(), vec![more]].concat(), Some(&other), &none);
    for form in ["safety", "case"] {
        let own = row("K1", form, "${case_children} > 0", ["low", "referrals_but_vital", "yes"]);
        let reading = beside(own.clone());
        assert_eq!(said(&reading), ["rules!M4 stops-open name=K1"], "{form}");
        assert!(reading.rules.is_none());
        assert_eq!(said(&beside(own.replace("_but_vital", ""))), Vec::<String>::new(), "{form}: it may stop more");
    }
    let same = beside(ships[1].replace("D151", "K1"));
    assert_eq!(said(&same), ["rules!M4 stops-open name=K1"], "a second one is none of those that ship");
    let wider = [ships[0].clone(), ships[1].replace("= 3", "> 0")];
    assert_eq!(said(&read_beside(&wider, Some(&other), &none)), ["rules!C3 stops-missing name=D151"]);
    let moved = [ships[0].clone(), ships[1].replace(",safety,", ",intake,")];
    assert_eq!(
        said(&read_beside(&moved, Some(&other), &none)),
        ["rules!B3 stops-missing name=D151", "rules!B3 form-unknown form=intake"]
    );
}

#[test]
fn what_a_table_says_less_of_what_is_critical_or_apart_is_told_first_and_keeps_nothing_out() {
    let ships = [
        row("D1", "intake", "${roof} = 'no'", ["critical", "", ""]),
        row("D2", "intake", "${trauma} = 'yes'", ["normal", "", "yes"]),
        row("D3", "intake", "${work} = 'no'", ["normal", "", ""]),
    ];
    let none = Vocabulary::default();
    let other = read_beside(&ships, None, &none).rules.unwrap();
    let beside = |rows: &[String]| {
        let reading = read_beside(rows, Some(&other), &none);
        assert!(reading.rules.is_some(), "{:?}", said(&reading));
        said(&reading)
    };
    assert_eq!(beside(&ships), Vec::<String>::new());
    assert_eq!(beside(&ships[2..]), ["rules! urgent-missing name=D1", "rules! urgent-missing name=D2"]);
    assert_eq!(beside(&ships[..2]), Vec::<String>::new(), "what is neither may go");
    let mut less = ships.clone();
    less[0] = less[0].replace("critical", "urgent").replace("'no'", "'never'");
    less[1] = less[1].replace(",intake,", ",other,").replace("normal", "low");
    less[2] = less[2].replace("${work} = 'no'", "1 = 2");
    assert_eq!(
        beside(&less),
        [
            "rules!C2 urgent-otherwise name=D1",
            "rules!F2 urgent-lower after=urgent before=critical name=D1",
            "rules!B3 urgent-otherwise name=D2",
            "rules!F3 urgent-lower after=low before=normal name=D2",
            "rules!C4 condition-constant",
            "rules!B3 form-unknown form=other",
        ]
    );
    let sooner = ships.clone().map(|row| row.replace("normal", "urgent"));
    assert_eq!(beside(&sooner), Vec::<String>::new(), "sooner is no less");
}

#[test]
fn a_questionnaire_that_nobody_knows_is_said_of_its_rule() {
    let ships = [row("D1", "labour", "${band} = 2", ["low", "", ""])];
    let none = Vocabulary::default();
    let other = read_beside(&ships, None, &none).rules.unwrap();
    let own = |form: &str| row("K1", form, "${case_children} = 2", ["low", "", ""]);
    let form = form();
    let vocabulary = Vocabulary::of([form.as_ref()]);
    for form in ["labour", "case"] {
        let reading = read_beside(&[ships[0].clone(), own(form)], Some(&other), &vocabulary);
        assert_eq!(said(&reading), Vec::<String>::new(), "{form}");
    }
    let reading = read_beside(&[ships[0].clone(), own("labuor")], Some(&other), &vocabulary);
    assert_eq!(said(&reading), ["rules!B3 form-unknown form=labuor"]);
    assert!(reading.rules.is_some(), "a questionnaire may come later");
}

#[test]
fn what_is_asked_in_private_and_what_ships_apart_is_apart_under_whichever_id() {
    let ships = [
        row("D1", "intake", "${danger} = 'yes'", ["low", "", "yes"]),
        row("D2", "talk", "${wishes} = 'yes'", ["low", "", ""]),
    ];
    let sheets: [(&str, &[u8]); 2] = [
        ("survey", b"type,name,label\ntext,wishes,W\ntext,other,O\n"),
        ("settings", b"form_id,stream\ntalk,protected\n"),
    ];
    let talk = pana_forms::read(&Workbook::from_csv("talk", &sheets).unwrap()).form.unwrap();
    let vocabulary = Vocabulary::of([talk.as_ref()]);
    let other = read_beside(&ships, None, &vocabulary).rules.unwrap();
    let beside = |own: String| said(&read_beside(&[ships.to_vec(), vec![own]].concat(), Some(&other), &vocabulary));
    let (open, apart) = (["low", "", ""], ["low", "", "yes"]);
    for (form, condition, why) in [
        ("talk", "${other} = 'yes'", "it is asked in private"),
        ("intake", "${danger}  =  'yes'", "it is what ships apart, with other blanks"),
        ("case", "${case_safety_band} = 2", "it comes of a talk in private"),
    ] {
        assert_eq!(beside(row("K1", form, condition, open)), ["rules!O4 apart-missing name=K1"], "{why}");
        assert_eq!(beside(row("K1", form, condition, apart)), Vec::<String>::new(), "{why}");
    }
    assert_eq!(beside(row("K1", "intake", "${danger} = 'no'", open)), Vec::<String>::new());
}

#[test]
fn languages_are_known_in_small_letters() {
    let of = |head: &str| {
        let text = format!(
            "rule_id,form,condition,needs,urgency,services,level,sphere,actor_first,{head}\nD1,a,${{b}} = 1,,low,,individual,territorial,self,Why\n"
        );
        let workbook = Workbook::from_csv("rules", &[("rules", text.as_bytes())]).unwrap();
        let rules = RuleSet::read(&workbook, &Vocabulary::default()).rules.unwrap();
        rules.rules()[0].explanation.keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(of("explanation_KK"), ["kk"]);
    assert_eq!(of("explanation::Kazakh (KK-Latn)"), ["kk-latn"]);
}

#[test]
fn a_table_that_takes_the_place_of_another_protects_whom_that_one_protected() {
    let stop = GOOD.replace("D1,", "D8,").replace("none,,,", "none,,referrals,");
    let secret = GOOD.replace("D1,", "D9,");
    let head = HEAD.replace("grounding", "apart,grounding");
    let with_apart = |row: &str, apart: &str| row.replace(",Housing,T1", &format!(",Housing,{apart},T1"));
    let table = |rows: &[String]| format!("{head}{}", rows.concat());
    let read = |text: &str, other: Option<&RuleSet>| {
        let workbook = Workbook::from_csv("rules", &[("rules", text.as_bytes())]).unwrap();
        RuleSet::read_in_place_of(&workbook, &Vocabulary::default(), other)
    };
    let (stop, secret) = (with_apart(&stop, ""), with_apart(&secret, "yes"));
    let other = read(&table(&[stop.clone(), secret.clone()]), None).rules.unwrap();
    let beside = |rows: &[String]| read(&table(rows), Some(&other));

    assert_eq!(said(&beside(&[stop.clone(), secret.clone()])), Vec::<String>::new());
    let gone = beside(std::slice::from_ref(&secret));
    assert_eq!(said(&gone), ["rules! stops-missing name=D8"]);
    assert!(gone.rules.is_none());
    let weaker = stop.replace("= 'no'", "= 'no' and ${days} > 3");
    assert_eq!(said(&beside(&[weaker, secret.clone()])), ["rules!C2 stops-missing name=D8"]);
    let milder = stop.replace(",referrals,", ",referrals_but_vital,");
    assert_eq!(said(&beside(&[milder, secret])), ["rules!M2 stops-missing name=D8", "rules!M2 stops-open name=D8"]);
    let shown = with_apart(&GOOD.replace("D1,", "D9,"), "no");
    assert_eq!(said(&beside(&[stop, shown])), ["rules!P3 apart-missing name=D9"]);
}
