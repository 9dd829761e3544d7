//! Opening the store for a member whose keys are unlocked.

use pana_keys::Unlocked;
use pana_model::{CentreId, Moment};
use rusqlite::Connection;

use crate::disk::{Folder, StoreError, open_database};
use crate::fold::VIEW_VERSION;
use crate::log::{Session, grant_sealed, own};
use crate::store::Store;
use crate::table::{view_centre, view_member};

impl Store {
    /// Opens the database for an unlocked member, loads what a session needs, and builds views of an older program
    /// again.
    pub(super) fn open(folder: Folder, centre: CentreId, unlocked: Unlocked, now: Moment) -> Result<Self, StoreError> {
        let connection = open_database(&folder, unlocked.db_key(), now)?;
        let session = load_session(&connection, centre, unlocked)?;
        let mut store = Self::assemble(folder, connection, session);
        if own::view_version(store.connection())? != VIEW_VERSION {
            store.rebuild_views(now)?;
        }
        Ok(store)
    }
}

fn load_session(sql: &Connection, centre: CentreId, unlocked: Unlocked) -> Result<Session, StoreError> {
    let own = own::read(sql)?;
    if own.centre != centre {
        return Err(StoreError::Damaged("keyring.json is of another centre".to_owned()));
    }
    let members = view_member::all(sql)?;
    let (member, keys) =
        members.into_iter().find(|(member, _)| member.id == unlocked.member()).ok_or(StoreError::UnknownMember)?;
    if keys != unlocked.secrets().public() {
        return Err(StoreError::Damaged("keyring.json has other keys than the log".to_owned()));
    }
    Ok(Session {
        centre,
        centre_name: view_centre::name(sql)?,
        device: own.device,
        member,
        device_secrets: own.secrets,
        epochs: grant_sealed::open_all(sql, centre, &unlocked)?,
        unlocked,
    })
}
