//! Small catalogues for tests.

use pana_forms::workbook::Workbook;
use pana_rules::Taxonomy;

use crate::crosswalk::Crosswalk;
use crate::table::Table;

/// Six kinds of service in two groups.
pub(crate) fn kinds() -> Taxonomy {
    let services = "code,parent,label_kk,label_en\ndom,,Тұрмыс,Daily life\ndom_essentials,dom,Тамақ пен киім,Food and clothes\n\
        dom_urgent,dom,Шұғыл көмек,Urgent help\npsy,,Психология,Psychology\npsy_crisis,psy,Дағдарыс,Crisis\n";
    let workbook = |text: &str| Workbook::from_csv("t", &[("t", text.as_bytes())]).unwrap();
    Taxonomy::read(&workbook(services), &workbook("list_name,code\n"))
}

/// What the terms of the small catalogues mean.
pub(crate) fn crosswalk() -> Crosswalk {
    let table = b"taxonomy,term,kind,code\n*,food,service,dom_essentials\n*,shelter,service,dom_urgent\n\
        *,crisis,service,psy_crisis\n*,haven,service,dom_urgent\n*,haven,naming,unsafe\n*,women,sex,female\n\
        *,children,age,0-17\n*,adults,age,18-\n*,old,age,60-\n*,no-papers,registration,none\n*,card,registration,asylum_card\n\
        *,any-id,registration,any_id\n*,pregnant,family,pregnant\n*,single,family,single_parent\n*,refugee,status,refugee\n";
    Crosswalk::read("c.csv", table, |_| true).0.unwrap()
}

/// A table out of rows whose cells have bars between.
pub(crate) fn table(rows: &[&str]) -> Table {
    let mut table = Table::new(rows[0].split('|'));
    rows[1..].iter().for_each(|row| table.push(2, row.split('|')));
    table
}
