//! What a form sets by itself: at the beginning, at each opening, and when it is looked through to be finished.

use super::*;

/// A form whose model and body are given, with every namespace that forms use.
fn of(model: &str, body: &str) -> Arc<Form> {
    let text = format!(
        "<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml' xmlns:orx='http://openrosa.org/xforms' xmlns:jr='http://openrosa.org/javarosa'><h:head><h:title>f</h:title><model>{model}</model></h:head><h:body>{body}</h:body></h:html>"
    );
    let reading = read(&Workbook::from_xform("f.xml", &text).unwrap());
    let problems: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    reading.form.unwrap_or_else(|| panic!("{problems:#?}"))
}

fn later() -> Context {
    Context { now: Moment::parse("2025-01-02T03:04:05+05:00").unwrap(), ..context() }
}

#[test]
fn what_is_there_already_is_loaded_before_defaults_and_events_and_only_what_is_set_each_time_is_set() {
    let form = of(
        "<instance><data id='f'><once/><each/><text>as it stands</text><start/><day/><uid/><sum/></data></instance>
        <bind nodeset='/data/start' jr:preload='timestamp' jr:preloadParams='start'/>
        <bind nodeset='/data/day' jr:preload='date' jr:preloadParams='today'/>
        <bind nodeset='/data/uid' jr:preload='uid'/>
        <bind nodeset='/data/sum' calculate='/data/once + /data/each'/>
        <setvalue event='odk-instance-first-load' ref='/data/once' value='4 * 4'/>
        <setvalue event='odk-instance-load' ref='/data/each' value='5 * 5'/>",
        "<input ref='/data/once'/><input ref='/data/each'/><input ref='/data/text'/>",
    );
    let mut s = Session::new(Arc::clone(&form), context());
    let all = |s: &Session| {
        ["once", "each", "text", "start", "day", "uid", "sum"]
            .map(|name| s.value_of(&format!("/data/{name}")).unwrap().to_owned())
    };
    let first = all(&s);
    assert_eq!(first[..5], ["16", "25", "as it stands", "2024-06-15T10:00:00.000+05:00", "2024-06-15"]);
    assert!(first[5].starts_with("uuid:") && first[6] == "41", "{first:?}");
    s.set("/data/once", value("1")).unwrap();
    s.set("/data/each", value("1")).unwrap();
    s.set("/data/text", Answer::Blank).unwrap();
    let (again, report) = Session::open(Arc::clone(&form), later(), &s.snapshot());
    assert_eq!(report, CarryReport::default());
    let [once, each, text, start, day, uid, sum] = all(&again);
    assert_eq!([once, each, text, sum], ["1", "25", "", "26"]);
    assert_eq!([start, day, uid], first[3..6]);
    let on = Session::restore(form, later(), &s.snapshot()).0;
    assert_eq!(on.snapshot(), s.snapshot(), "what goes on after a break was not closed");
}

#[test]
fn what_was_never_filled_in_is_not_filled_in_later() {
    let form = of(
        "<instance><data id='f'><start/><user/><q>d</q></data></instance>
        <bind nodeset='/data/start' jr:preload='timestamp' jr:preloadParams='start'/>
        <bind nodeset='/data/user' jr:preload='property' jr:preloadParams='worker'/>",
        "<input ref='/data/q'/>",
    );
    let s = Session::open(form, later(), &Snapshot::default()).0;
    assert_eq!(["start", "user", "q"].map(|name| s.value_of(&format!("/data/{name}"))), [Some(""); 3]);
}

#[test]
fn preload_default_first_opening_and_each_opening_come_in_this_order_and_calculations_follow() {
    let form = of(
        "<instance><data id='f'><q>d</q><c/></data></instance>
        <bind nodeset='/data/c' calculate=\"concat('&lt;', /data/q, '&gt;')\"/>
        <setvalue event='odk-instance-load' ref='/data/q' value=\"concat(/data/q, 'l')\"/>
        <setvalue event='odk-instance-first-load' ref='/data/q' value=\"concat(/data/q, 'f')\"/>",
        "<input ref='/data/q'/>",
    );
    let s = Session::new(Arc::clone(&form), context());
    assert_eq!(s.value_of("/data/c"), Some("<dfl>"));
    let s = Session::open(form, context(), &s.snapshot()).0;
    assert_eq!(s.value_of("/data/c"), Some("<dfll>"));
}

#[test]
fn older_names_of_events_are_known() {
    let s = xform(
        "<instance><data id='f'><q/><r><a/></r></data></instance>
        <setvalue event='xforms-ready' ref='/data/q' value='1 + 1'/><setvalue event='jr-insert' ref='/data/r/a' value='2 + 2'/>",
        "<input ref='/data/q'/><repeat nodeset='/data/r'><input ref='/data/r/a'/></repeat>",
    );
    let mut s = s;
    s.add_instance("/data/r", id(2)).unwrap();
    let values: Vec<_> = s.values().map(|value| value.answer).collect();
    assert_eq!(values, [value("2"), Answer::Blank, value("4")]);
}

#[test]
fn an_instance_that_is_added_may_begin_with_another_value_than_the_first() {
    let mut s = xform(
        "<instance><data id='f'><r><a/></r></data></instance>
        <setvalue event='odk-instance-first-load' ref='/data/r/a' value=\"'first'\"/>
        <setvalue event='odk-new-repeat' ref='/data/r/a' value=\"concat('no. ', position(..))\"/>",
        "<repeat nodeset='/data/r'><input ref='/data/r/a'/></repeat>",
    );
    s.add_instance("/data/r", id(2)).unwrap();
    let values: Vec<_> = s.values().map(|value| value.answer).collect();
    assert_eq!(values, [value("first"), value("no. 2")]);
}

#[test]
fn what_is_set_at_the_end_is_set_when_the_interview_is_looked_through_and_each_time() {
    let mut s = xform(
        "<instance><data id='f'><q/><n/><c/></data></instance>
        <bind nodeset='/data/q' required='true()'/><bind nodeset='/data/c' calculate='/data/n * 10'/>
        <setvalue event='xforms-revalidate' ref='/data/n' value='/data/n + string-length(/data/q)'/>",
        "<input ref='/data/q'/><input ref='/data/n'/>",
    );
    s.set("/data/n", value("1")).unwrap();
    s.set("/data/q", value("xx")).unwrap();
    assert_eq!(s.value_of("/data/c"), Some("10"), "not before");
    let delta = s.revalidate();
    assert_eq!(delta.changed, ["/data/n", "/data/c"]);
    assert_eq!(s.value_of("/data/c"), Some("30"));
    s.set("/data/q", Answer::Blank).unwrap();
    s.revalidate();
    assert_eq!(s.value_of("/data/c"), Some("30"));
    assert_eq!(s.finish_check().len(), 1, "what is required is asked for on the answers as they are then");
}

#[test]
fn what_is_amended_has_a_name_of_its_own_and_says_which_it_had_in_whatever_namespace() {
    for prefix in ["", "orx:", "meta-of-ours:"] {
        let path = format!("/data/{prefix}meta/{prefix}");
        let form = of(
            &format!(
                "<instance><data id='f'><q/><seen/><{prefix}meta><{prefix}instanceID/><{prefix}deprecatedID/></{prefix}meta></data></instance>
                <bind nodeset='{path}instanceID' jr:preload='uid'/><bind nodeset='/data/seen' calculate=\"concat({path}instanceID, ' ', {path}deprecatedID)\"/>"
            ),
            "<input ref='/data/q'/>",
        );
        let s = Session::new(Arc::clone(&form), context());
        let name = |s: &Session, which: &str| s.value_of(&format!("/data/meta/{which}")).unwrap().to_owned();
        let old = name(&s, "instanceID");
        assert!(old.starts_with("uuid:") && old.len() == 41, "{prefix} {old}");
        assert_eq!(name(&s, "deprecatedID"), "");
        let mut s = Session::open(form, later(), &s.snapshot()).0;
        assert_eq!(name(&s, "instanceID"), old, "to open is not to amend");
        s.amended();
        let new = name(&s, "instanceID");
        assert!(new.starts_with("uuid:") && new.len() == 41 && new != old, "{new}");
        assert_eq!(name(&s, "deprecatedID"), old);
        assert_eq!(s.value_of("/data/seen"), Some(format!("{new} {old}").as_str()));
        s.amended();
        assert_eq!(name(&s, "deprecatedID"), new, "one names the one before");
    }
}

#[test]
fn a_form_may_read_what_is_said_of_the_interview_itself_under_any_prefix() {
    for prefix in ["", "orx:"] {
        let at = format!("/data/{prefix}meta/{prefix}instanceName");
        let form = of(
            &format!(
                "<instance><data id='f'><q/><seen/><{prefix}meta><{prefix}instanceID/><{prefix}instanceName/></{prefix}meta></data></instance>
                <bind nodeset='{at}' calculate=\"concat('Visit ', /data/q)\"/><bind nodeset='/data/seen' calculate='{at}'/>"
            ),
            "<input ref='/data/q'/>",
        );
        let mut s = Session::new(form, context());
        s.set("/data/q", value("7")).unwrap();
        assert_eq!(s.value_of("/data/seen"), Some("Visit 7"));
        assert_eq!(s.instance_name().as_deref(), Some("Visit 7"));
    }
}

#[test]
fn what_a_form_sets_stands_over_a_calculation_until_that_comes_to_something_else() {
    let form = of(
        "<instance><data id='f'><a/><go/><sum/><begun/><read/></data></instance>
        <bind nodeset='/data/sum' calculate='/data/a + 1'/>
        <bind nodeset='/data/begun' calculate='/data/a + 2'/>
        <bind nodeset='/data/read' calculate=\"concat(/data/sum, ' ', /data/begun)\"/>
        <setvalue event='odk-instance-first-load' ref='/data/begun' value='70'/>",
        "<input ref='/data/a'/><input ref='/data/go'><setvalue event='xforms-value-changed' ref='/data/sum' value='50'/><setvalue event='xforms-value-changed' ref='/data/begun' value='60'/></input>",
    );
    let mut s = Session::new(Arc::clone(&form), context());
    let read = |s: &Session| s.value_of("/data/read").unwrap().to_owned();
    assert_eq!(read(&s), " 70");
    let again = Session::restore(Arc::clone(&form), context(), &s.snapshot()).0;
    assert_eq!(read(&again), " 70", "also when the interview is gone on with");
    s.set("/data/a", value("4")).unwrap();
    assert_eq!(read(&s), "5 6");
    s.set("/data/go", value("x")).unwrap();
    assert_eq!(read(&s), "50 60");
    let again = Session::restore(form, context(), &s.snapshot()).0;
    assert_eq!((read(&again), again.snapshot()), ("50 60".to_owned(), s.snapshot()));
    s.set("/data/a", value("5")).unwrap();
    assert_eq!(read(&s), "6 7");
}
