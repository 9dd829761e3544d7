//! A server of PostgreSQL for one test: made in a folder, gone with it. The stories told to the built app take this file too.

use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub(crate) struct Cluster {
    folder: tempfile::TempDir,
    programs: PathBuf,
}

impl Cluster {
    /// `None`, with a word of it, where PostgreSQL is not installed.
    pub(crate) fn start() -> Option<Self> {
        let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        let mut all: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
        all.retain(|programs| programs.join("initdb").is_file());
        all.sort();
        let Some(programs) = all.pop() else {
            // Written past what tests catch, so that it is read.
            drop(writeln!(std::io::stderr(), "PostgreSQL is not installed here: nothing was asked of it."));
            return None;
        };
        let cluster = Self { folder: tempfile::tempdir().unwrap(), programs };
        if is_root() {
            // It refuses to run as root.
            let owned = Command::new("chown").arg("postgres").arg(cluster.folder.path()).status().unwrap();
            assert!(owned.success());
        }
        cluster.run("initdb", &["-D", &cluster.data(), "-A", "trust", "-U", "pana", "-E", "UTF8", "--no-sync"]);
        let folder = cluster.folder.path().display();
        let options = format!("-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=100");
        let log = cluster.folder.path().join("log").display().to_string();
        cluster.run("pg_ctl", &["-D", &cluster.data(), "-l", &log, "-w", "-o", &options, "start"]);
        Some(cluster)
    }

    /// As it is given on a command line.
    pub(crate) fn address(&self) -> String {
        let folder = self.folder.path().display().to_string().replace('/', "%2F");
        format!("postgres://pana@{folder}/postgres")
    }

    /// Its folder of data.
    pub(crate) fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    /// Runs a program of PostgreSQL as its own user: what it printed.
    pub(crate) fn run(&self, program: &str, arguments: &[&str]) -> Vec<u8> {
        let program: &Path = &self.programs.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        // Into a file: what it starts holds a pipe open.
        let mut printed = tempfile::tempfile().unwrap();
        let status =
            command.args(arguments).current_dir("/").stdout(printed.try_clone().unwrap()).stderr(Stdio::null());
        assert!(status.status().unwrap().success(), "{}", program.display());
        let mut all = Vec::new();
        printed.rewind().unwrap();
        printed.read_to_end(&mut all).unwrap();
        all
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.run("pg_ctl", &["-D", &self.data(), "-m", "immediate", "-w", "stop"]);
    }
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout.trim_ascii() == b"0"
}
