//! The file of `--write-credentials`: who may sign in to the demonstration, for scripts and browser tests.

use std::path::Path;

use anyhow::Context;
use serde::Serialize;

use crate::demo;

/// What the file says. Organisation and customer are their words in paths: `/d/{organisation}`, `/p/{organisation}/{customer}`.
#[derive(Debug, Serialize)]
pub(crate) struct Credentials {
    base_url: String,
    staff: Vec<Staff>,
    portal: Vec<Portal>,
}

#[derive(Debug, Serialize)]
struct Staff {
    organisation: &'static str,
    role: &'static str,
    email: &'static str,
    password: &'static str,
}

#[derive(Debug, Serialize)]
struct Portal {
    organisation: &'static str,
    customer: &'static str,
    email: &'static str,
    password: &'static str,
}

impl Credentials {
    /// Nobody: an installation that is no demonstration gives no password away.
    pub(crate) fn none(base_url: &str) -> Credentials {
        Credentials { base_url: base_url.to_owned(), staff: Vec::new(), portal: Vec::new() }
    }

    /// Everybody of the demonstration.
    pub(crate) fn demonstration(base_url: &str) -> Credentials {
        let staff = demo::staff_logins().map(|login| Staff {
            organisation: login.organisation,
            role: login.role.as_str(),
            email: login.email,
            password: demo::PASSWORD,
        });
        let portal = demo::portal_logins().map(|login| Portal {
            organisation: login.organisation,
            customer: login.customer,
            email: login.email,
            password: demo::PASSWORD,
        });
        Credentials { base_url: base_url.to_owned(), staff: staff.collect(), portal: portal.collect() }
    }

    /// Writes the file whole or not at all: whoever waits for it never reads half of it.
    ///
    /// # Errors
    /// When the directory cannot be written to.
    pub(crate) fn write(&self, file: &Path) -> anyhow::Result<()> {
        let mut beside = file.as_os_str().to_owned();
        beside.push(".writing");
        let text = serde_json::to_string_pretty(self)?;
        let saying = || format!("the credentials cannot be written to {}", file.display());
        std::fs::write(&beside, text + "\n").with_context(saying)?;
        std::fs::rename(&beside, file).with_context(saying)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_names_each_role_and_somebody_with_two_carriers() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("credentials.json");
        Credentials::demonstration("http://127.0.0.1:4711").write(&file).unwrap();
        let read: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        assert_eq!(read["base_url"], "http://127.0.0.1:4711");
        for role in rules::access::Role::ALL {
            assert!(read["staff"].as_array().unwrap().iter().any(|staff| staff["role"] == role.as_str()), "{role:?}");
        }
        let portal = read["portal"].as_array().unwrap();
        let two = |one: &serde_json::Value| {
            portal.iter().any(|other| other["email"] == one["email"] && other["organisation"] != one["organisation"])
        };
        assert!(portal.iter().any(two));
        for login in read["staff"].as_array().unwrap().iter().chain(portal) {
            assert!(login["organisation"].is_string() && login["email"].is_string() && login["password"].is_string());
        }
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1, "nothing is left beside it");
    }
}
