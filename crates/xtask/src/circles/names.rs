//! Which file a name comes from: the modules of a crate as one tree, and the way of a path through it.

use super::text::{self, Module};
use crate::sources::Source;
use std::collections::{BTreeMap, BTreeSet};

/// One module in the tree.
struct Place {
    parent: usize,
    /// The file it is written in, as a path below the crate's sources.
    file: String,
    below: BTreeMap<String, usize>,
    text: Module,
}

/// The modules of a crate. The first is the root.
pub(super) struct Tree {
    places: Vec<Place>,
}

/// What a path leads to.
enum Found {
    Module(usize),
    /// An item of this file.
    Item(String),
}

/// The two namespaces that matter here: one name may be both in one module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Module,
    Item,
}

impl Kind {
    fn other(self) -> Self {
        if self == Self::Module { Self::Item } else { Self::Module }
    }
}

impl Found {
    fn kind(&self) -> Kind {
        if matches!(self, Self::Module(_)) { Kind::Module } else { Kind::Item }
    }
}

/// What is being looked for, in which module, on the way to something else: a name that leads back to itself leads nowhere.
type Sought = BTreeSet<(usize, String, Kind)>;

impl Tree {
    /// The modules that can be reached from the root, which is one of the sources.
    pub(super) fn of(root: &str, sources: &[Source]) -> Self {
        let mut tree = Self { places: Vec::new() };
        if let Some(source) = sources.iter().find(|source| source.path == root) {
            tree.add(0, "", root, text::read(source), sources);
        }
        tree
    }

    fn add(&mut self, parent: usize, folder: &str, file: &str, mut text: Module, sources: &[Source]) -> usize {
        let at = self.places.len();
        let (inner, declared) = (std::mem::take(&mut text.inner), std::mem::take(&mut text.declared));
        self.places.push(Place { parent, file: file.to_owned(), below: BTreeMap::new(), text });
        let mut below = BTreeMap::new();
        for module in inner {
            let (name, folder) = (module.name.clone(), format!("{folder}{}/", module.name));
            below.insert(name, self.add(at, &folder, file, module, sources));
        }
        for name in declared {
            let paths = [format!("{folder}{name}.rs"), format!("{folder}{name}/mod.rs")];
            if let Some(source) = sources.iter().find(|source| paths.contains(&source.path)) {
                let folder = format!("{folder}{name}/");
                below.insert(name, self.add(at, &folder, &source.path, text::read(source), sources));
            }
        }
        if let Some(place) = self.places.get_mut(at) {
            place.below = below;
        }
        at
    }

    /// Every file that names another: the two, and one path by which it does.
    pub(super) fn arrows(&self) -> BTreeMap<(String, String), String> {
        let mut arrows = BTreeMap::new();
        for (at, place) in self.places.iter().enumerate() {
            let taken_in = place.text.imports.iter().filter(|import| !import.given_on).map(|import| &import.path);
            for path in taken_in.chain(&place.text.paths) {
                if let Some(Found::Item(file)) = self.follow(at, path, Kind::Item, &mut Sought::new()) {
                    arrows.entry((place.file.clone(), file)).or_insert_with(|| path.join("::"));
                }
            }
            for name in &place.text.called_macros {
                if let Some(file) = self.of_macro(at, name) {
                    arrows.entry((place.file.clone(), file)).or_insert_with(|| format!("{name}!"));
                }
            }
        }
        arrows.retain(|(from, to), _| from != to);
        arrows
    }

    /// Where a path leads, read in this module. A path that ends in a module names no file yet: what is named through
    /// that module does.
    fn follow(&self, at: usize, path: &[String], want: Kind, sought: &mut Sought) -> Option<Found> {
        let (last, before) = path.split_last()?;
        let begins = before.is_empty();
        let of = if begins {
            at
        } else {
            match self.follow(at, before, Kind::Module, sought)? {
                Found::Module(of) => of,
                // What comes after an item is a part of it.
                item @ Found::Item(_) => return Some(item),
            }
        };
        let place = self.places.get(of)?;
        match last.as_str() {
            "crate" => Some(Found::Module(0)),
            "self" => Some(Found::Module(of)),
            "super" => Some(Found::Module(place.parent)),
            name => self
                .look_up(of, name, want, sought)
                .or_else(|| self.look_up(of, name, want.other(), sought))
                .or_else(|| {
                    // A macro has made it there, unless it was taken in from another crate.
                    let made = !begins && !place.text.imports.iter().any(|import| import.name == name);
                    made.then(|| Found::Item(place.file.clone()))
                }),
        }
    }

    /// The item or the module that a name is in a module: of its own, else by a `use`.
    fn look_up(&self, at: usize, name: &str, want: Kind, sought: &mut Sought) -> Option<Found> {
        let place = self.places.get(at)?;
        match want {
            Kind::Item if place.text.items.contains(name) => return Some(Found::Item(place.file.clone())),
            Kind::Item => {}
            Kind::Module => {
                if let Some(below) = place.below.get(name) {
                    return Some(Found::Module(*below));
                }
            }
        }
        let key = (at, name.to_owned(), want);
        if !sought.insert(key.clone()) {
            return None;
        }
        let found = self.taken_in(at, name, want, sought);
        sought.remove(&key);
        found
    }

    /// What the `use`s of a module give for a name: those that name it, else those of all names.
    fn taken_in(&self, at: usize, name: &str, want: Kind, sought: &mut Sought) -> Option<Found> {
        let imports = &self.places.get(at)?.text.imports;
        let mut named = imports.iter().filter(|import| import.name == name);
        let by_name = named.find_map(|import| {
            let found = self.follow(at, &import.path, want, sought)?;
            (found.kind() == want).then_some(found)
        });
        let mut of_all = imports.iter().filter(|import| import.name == "*");
        by_name.or_else(|| {
            of_all.find_map(|import| match self.follow(at, &import.path, Kind::Module, sought)? {
                Found::Module(of) => self.look_up(of, name, want, sought),
                Found::Item(_) => None,
            })
        })
    }

    /// The file of a macro that is called by its name alone: in this module or above it.
    fn of_macro(&self, at: usize, name: &str) -> Option<String> {
        let mut at = at;
        loop {
            let place = self.places.get(at)?;
            if place.text.macros.contains(name) {
                return Some(place.file.clone());
            }
            if at == 0 {
                return None;
            }
            at = place.parent;
        }
    }
}
