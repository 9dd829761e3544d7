use pana_model::{Moment, Secret};
use std::time::Instant;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let now = Moment::parse("2026-11-28T03:00:00+05:00").unwrap();
    let t = Instant::now();
    let locked = pana_store::Locked::open(a[1].as_ref()).unwrap();
    let id = locked.members().unwrap()[0].id;
    let mut s = locked.unlock(id, &Secret::new(a[2].clone()), now).unwrap();
    println!("unlock {:?}", t.elapsed());
    println!("aside {:?} notices {:?}", s.set_aside_count().unwrap(), s.notices());
    for _ in 0..2 {
        let t = Instant::now();
        s.rebuild_views(now).unwrap();
        println!("rebuild {:?}", t.elapsed());
    }
    drop(s);
    let t = Instant::now();
    let s = locked.unlock(id, &Secret::new(a[2].clone()), now).unwrap();
    println!("unlock again {:?} people {}", t.elapsed(), s.people_count().unwrap());
}
