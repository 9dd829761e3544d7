use std::collections::BTreeMap;
use std::sync::Arc;

use pana_exchange::exit::of_column;
use pana_exchange::{Purpose, Verdict};
use pana_forms::read;
use pana_forms::workbook::Workbook;

use super::*;
use crate::questionnaire::shipped_forms;

fn form(survey: &str) -> Arc<Form> {
    form_of(survey, "list_name,name,label\nyn,yes,Yes\nyn,no,No\n")
}

fn form_of(survey: &str, choices: &str) -> Arc<Form> {
    let settings = "form_id,form_title,version\nf,F,1\n";
    let sheets = [("survey", survey), ("choices", choices), ("settings", settings)];
    let sheets = sheets.map(|(name, text)| (name, text.as_bytes()));
    let reading = read(&Workbook::from_csv("f", &sheets).unwrap());
    reading.form.unwrap_or_else(|| panic!("{:?}", reading.problems))
}

/// Each row's name and what its answers are.
fn placed(form: &Form) -> BTreeMap<String, Holds> {
    form.nodes().iter().map(|node| node.name.clone()).zip(places(form)).collect()
}

#[test]
fn a_question_is_placed_by_what_it_is_kept_as_then_by_its_purpose_then_by_its_type() {
    let form = form(
        "type,name,label,purpose\n\
         text,a,A,\n\
         select_one yn,b,B,\n\
         select_one yn,c,C,protection\n\
         select_one yn,d,D,contact\n\
         integer,e,E,identity\n\
         integer,f,F,care\n\
         date,g,G,planning\n\
         select_one yn,h,H,a purpose that nobody knows\n\
         image,i,I,\n\
         geopoint,j,J,\n\
         barcode,k,K,\n\
         username,l,L,\n\
         time,m,M,\n\
         acknowledge,n,N,\n\
         datetime,o,O,\n\
         range,p,P,\n",
    );
    let expected = [
        ("a", Holds::Text),
        ("b", Holds::Choice),
        ("c", Holds::Protection),
        ("d", Holds::Contact),
        ("e", Holds::Identity),
        ("f", Holds::Number),
        ("g", Holds::Date),
        ("h", Holds::Unplaced),
        ("i", Holds::File),
        ("j", Holds::Place),
        ("k", Holds::Identity),
        ("l", Holds::Program),
        ("m", Holds::Time),
        ("n", Holds::Flag),
        ("o", Holds::Moment),
        ("p", Holds::Number),
    ];
    let placed = placed(&form);
    for (name, holds) in expected {
        assert_eq!(placed.get(name), Some(&holds), "{name}");
    }
}

#[test]
fn a_calculation_is_what_it_is_worked_out_of() {
    let form = form(
        "type,name,label,calculation,purpose\n\
         text,said,Said,,\n\
         integer,number,Number,,\n\
         select_one yn,chosen,Chosen,,\n\
         select_one yn,danger,Danger,,protection\n\
         date,day,Day,,\n\
         begin_repeat,member,Member,,\n\
         text,member_name,Name,,\n\
         end_repeat,,,,\n\
         calculate,copied,,${said},\n\
         calculate,twice,,\"concat(${copied}, '')\",\n\
         calculate,asked,,\"if(${said} != '', 1, 0)\",\n\
         calculate,either,,\"if(${said} = 'x', ${number}, ${said})\",\n\
         calculate,chosen_by,,\"if(${said} = 'x', ${number}, 0)\",\n\
         calculate,sum,,${number} + ${number},\n\
         calculate,warns,,\"if(${danger} = 'yes', 1, 0)\",\n\
         calculate,days,,int(today() - ${day}),\n\
         calculate,written,,\"format-date(${day}, '%d.%m.%Y')\",\n\
         calculate,many,,count(${member}),\n\
         calculate,names,,\"join(' ', ${member_name})\",\n\
         calculate,label,,\"jr:choice-name(${chosen}, '${chosen}')\",\n\
         calculate,key,,uuid(),\n\
         calculate,mine,,${said},statistics\n\
         integer,typed,Typed,int(${said}),\n\
         text,shown,Shown,${number},\n\
         calculate,cut,,\"substr(${day}, 8, 10)\",\n\
         calculate,first,,\"concat(${member}[position() = 1], '')\",\n\
         calculate,first_number,,\"count(${member}[position() = 1]/member_name)\",\n",
    );
    let expected = [
        ("copied", Holds::Derived),
        ("twice", Holds::Derived),
        ("asked", Holds::Flag),
        ("either", Holds::Derived),
        ("chosen_by", Holds::Computed),
        ("sum", Holds::Computed),
        ("warns", Holds::Protection),
        ("days", Holds::Span),
        ("written", Holds::Unplaced),
        ("many", Holds::Computed),
        ("names", Holds::Derived),
        ("label", Holds::Computed),
        ("key", Holds::Unplaced),
        ("mine", Holds::Derived),
        ("typed", Holds::Derived),
        ("shown", Holds::Text),
        ("cut", Holds::Derived),
        ("first", Holds::Derived),
        ("first_number", Holds::Derived),
    ];
    let placed = placed(&form);
    for (name, holds) in expected {
        assert_eq!(placed.get(name), Some(&holds), "{name}");
    }
}

#[test]
fn what_reads_labels_in_which_answers_stand_is_no_freer_than_they_are() {
    let survey = "type,name,label,calculation\n\
         text,first,First,\n\
         select_one who,carer,Carer,\n\
         select_one yn,plain,Plain,\n\
         calculate,said,,\"jr:choice-name(${carer}, '${carer}')\"\n\
         calculate,text,,\"jr:itext('who-0')\"\n\
         calculate,other,,\"jr:choice-name(${plain}, '${plain}')\"\n";
    let choices = "list_name,name,label\nyn,yes,Yes\nwho,mother,Mother of ${first}\n";
    let form = form_of(survey, choices);
    let placed = placed(&form);
    for (name, holds) in [("said", Holds::Derived), ("text", Holds::Derived), ("other", Holds::Computed)] {
        assert_eq!(placed.get(name), Some(&holds), "{name}");
    }
}

#[test]
fn what_can_be_typed_over_is_a_text_and_what_a_trigger_sets_is_what_that_reads() {
    let form = form(
        "type,name,label,calculation,read_only\n\
         select_one yn,yes,Yes,,\n\
         text,shown,Shown,\"if(${yes} = 'yes', 'a', 'b')\",\n\
         text,fixed,Fixed,\"if(${yes} = 'yes', 'a', 'b')\",yes\n",
    );
    let known = placed(&form);
    assert_eq!((known["shown"], known["fixed"]), (Holds::Text, Holds::Flag));
    let xform = "<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml'><h:head><h:title>f</h:title><model><instance><data id='f'><name/><sum/></data></instance><bind nodeset='/data/sum' calculate='1 + 1'/></model></h:head><h:body><input ref='/data/name'><setvalue event='xforms-value-changed' ref='/data/sum' value='/data/name'/></input></h:body></h:html>";
    let reading = read(&Workbook::from_xform("f.xml", xform).unwrap());
    assert_eq!(placed(&reading.form.unwrap())["sum"], Holds::Derived);
}

#[test]
fn of_the_shipped_intake_without_names_leave_exactly_these() {
    let intake = shipped_forms().find(|form| form.id() == "intake").unwrap();
    let placed = placed(&intake);
    let is = |name: &str, holds: Holds| assert_eq!(placed.get(name), Some(&holds), "{name}");
    for name in ["family_name", "given_name", "patronymic", "hm_name"] {
        is(name, Holds::Name);
    }
    for name in ["phone", "safe_contact"] {
        is(name, Holds::Contact);
    }
    is("birth_date", Holds::BirthDate);
    is("birth_year", Holds::BirthYear);
    is("birth_about", Holds::BirthDate);
    is("hm_birth", Holds::BirthDate);
    is("age_least", Holds::Age);
    is("age_greatest", Holds::Age);
    is("hm_age", Holds::Age);
    is("minor", Holds::Flag);
    is("hm_minor", Holds::Flag);
    is("arrival_date", Holds::Date);
    is("interview_date", Holds::Date);
    is("days_here", Holds::Span);
    is("special_details", Holds::Text);
    is("own_words", Holds::Text);
    is("leg_place", Holds::Text);
    is("danger_now", Holds::Protection);
    is("case_id", Holds::Identity);
    is("worker_code", Holds::Program);
    is("centre", Holds::Program);
    is("consent_sharing", Holds::Consent);
    is("citizenship", Holds::Choice);
    is("documents", Holds::Choice);
    is("household_size", Holds::Number);
}

#[test]
fn in_no_shipped_questionnaire_does_a_text_a_file_or_a_name_leave_without_names() {
    for form in shipped_forms() {
        for (node, holds) in form.nodes().iter().zip(places(&form)) {
            let free = matches!(
                node.question_type,
                QuestionType::Text | QuestionType::Image | QuestionType::File | QuestionType::Hidden
            );
            let personal = matches!(node.purpose.as_deref(), Some("identity" | "contact" | "protection"));
            let banded = matches!(holds, Holds::BirthDate | Holds::BirthYear | Holds::Age);
            if free || (personal && !banded) {
                assert_eq!(of_column(Purpose::Statistics, holds), Verdict::Stays, "{} {}", form.id(), node.path);
            }
        }
    }
}
