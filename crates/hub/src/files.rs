//! Chunks of files, which lie beside the database: in a folder, or in a store that speaks as S3 does.
//!
//! What is written here is sealed by devices and checked against its hash before. A chunk is durable before the database says
//! that it is there, and the database says that it is gone before it is deleted.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt as _, PutPayload};
use pana_model::CentreId;
// Named for its TLS, which S3 is spoken to with; the provider is ring's.
use reqwest as _;

use crate::HubError;

/// Where chunks of files lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilesPlace {
    /// In a folder, which is made where it is not there.
    Folder(PathBuf),
    /// In a bucket: `s3://bucket/path`. Keys and the like are in the variables that S3's own programs read (`AWS_…`).
    S3(String),
}

/// The chunks of files of all centres.
#[derive(Clone)]
pub struct Files(Arc<dyn ObjectStore>);

/// Which chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChunkAt {
    /// Of which centre.
    pub org: CentreId,
    /// Of which file.
    pub root: [u8; 32],
    /// Its number.
    pub number: u32,
}

impl fmt::Debug for Files {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Files({})", self.0)
    }
}

impl FromStr for FilesPlace {
    type Err = std::convert::Infallible;

    fn from_str(said: &str) -> Result<Self, Self::Err> {
        Ok(if said.starts_with("s3://") { Self::S3(said.to_owned()) } else { Self::Folder(said.into()) })
    }
}

impl FilesPlace {
    /// The chunks that lie there.
    ///
    /// # Errors
    /// [`HubError::Io`], [`HubError::Files`].
    pub fn open(&self) -> Result<Files, HubError> {
        self.open_with(std::env::vars())
    }

    /// The same, where variables of the environment are these.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_with(&self, variables: impl IntoIterator<Item = (String, String)>) -> Result<Files, HubError> {
        match self {
            Self::Folder(folder) => {
                std::fs::create_dir_all(folder)?;
                Ok(Files(Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true))))
            }
            Self::S3(url) => {
                let mut builder = AmazonS3Builder::new().with_url(url);
                for (name, value) in variables {
                    // What is none of S3's is none of ours.
                    if let Some(key) = name.strip_prefix("AWS_").and_then(|_| name.to_ascii_lowercase().parse().ok()) {
                        builder = builder.with_config(key, value);
                    }
                }
                // Whoever speaks TLS there does it as the hub itself does.
                if rustls::crypto::CryptoProvider::get_default().is_none() {
                    drop(rustls::crypto::ring::default_provider().install_default());
                }
                let store = builder.build()?;
                let path = url.strip_prefix("s3://").and_then(|rest| rest.split_once('/')).map_or("", |(_, path)| path);
                Ok(Files(if path.is_empty() { Arc::new(store) } else { Arc::new(PrefixStore::new(store, path)) }))
            }
        }
    }
}

impl Files {
    /// Writes a chunk; it is durable when this returns. The same again changes nothing.
    ///
    /// # Errors
    /// [`HubError::Files`].
    pub async fn put(&self, at: ChunkAt, bytes: Vec<u8>) -> Result<(), HubError> {
        self.0.put(&at.path(), PutPayload::from(bytes)).await?;
        Ok(())
    }

    /// So many bytes of a chunk from a place on; nothing where it is not there.
    ///
    /// # Errors
    /// [`HubError::Files`].
    pub async fn get(&self, at: ChunkAt, from: u64, to: u64) -> Result<Option<Vec<u8>>, HubError> {
        if from >= to {
            return Ok(Some(Vec::new()));
        }
        match self.0.get_range(&at.path(), from..to).await {
            Ok(bytes) => Ok(Some(bytes.to_vec())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Deletes a chunk. One that is not there is gone.
    ///
    /// # Errors
    /// [`HubError::Files`].
    pub async fn delete(&self, at: ChunkAt) -> Result<(), HubError> {
        match self.0.delete(&at.path()).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

impl ChunkAt {
    fn path(&self) -> Path {
        let root: String = self.root.iter().map(|byte| format!("{byte:02x}")).collect();
        Path::from(format!("{}/{root}/{}", self.org, self.number))
    }
}
