//! Reading a body of either layout.

use pana_model::{DeviceId, EventRef};

use super::{Body, BodyError, MAX_BODY, first, shape};
use crate::check_canonical;

impl Body {
    /// Reads a body of either layout. Elements after the known ones are passed over: the bytes received are what is kept.
    ///
    /// In layout 1 a write was named by a device and its event's number. `name` says which event that is in the chain
    /// that the writer had seen; where it cannot say, the write supersedes nothing. Whether a body is refused never
    /// depends on `name`.
    pub fn from_bytes(bytes: &[u8], name: &dyn Fn(DeviceId, u64) -> Option<EventRef>) -> Result<Self, BodyError> {
        if bytes.len() > MAX_BODY {
            return Err(BodyError::TooLarge("body"));
        }
        check_canonical(bytes)?;
        let mut peek = minicbor::Decoder::new(bytes);
        peek.array().map_err(|error| shape(&error))?;
        match peek.u32().map_err(|error| shape(&error))? {
            1 => first::read(bytes, name),
            Self::VERSION => {
                let body: Self = minicbor::decode(bytes).map_err(|error| shape(&error))?;
                body.check()?;
                Ok(body)
            }
            0 => Err(shape(&"there is no layout 0")),
            newer => Err(BodyError::Newer(newer)),
        }
    }
}
