//! Password hashing: argon2id off the runtime's threads, two at a time, so that a burst of sign-ins cannot starve the pages.

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// A hash nobody's password has: compared against when an address is unknown, so that both answers take as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("no such person").unwrap_or_default());

fn hash_now(password: &str) -> Option<String> {
    Argon2::default().hash_password(password.as_bytes()).ok().map(|hash| hash.to_string())
}

/// The argon2id hash of a password as a PHC string, about 100 characters.
///
/// # Errors
/// When hashing fails or the program is stopping.
pub async fn hash(password: String) -> anyhow::Result<String> {
    let _turn = AT_ONCE.acquire().await?;
    tokio::task::spawn_blocking(move || hash_now(&password)).await?.ok_or_else(|| anyhow::anyhow!("argon2 refused to hash"))
}

/// Whether `password` is the one `stored` was made from. `None` takes as long and is never right.
pub async fn verify(password: String, stored: Option<String>) -> bool {
    let Ok(_turn) = AT_ONCE.acquire().await else { return false };
    tokio::task::spawn_blocking(move || {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| NOBODY.clone());
        let right = PasswordHash::new(&stored).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
        right && known
    })
    .await
    .unwrap_or(false)
}

#[cfg(test)]
mod tests {
    #[tokio::test]
    async fn a_password_verifies_against_its_own_hash_only() {
        let hash = super::hash("correct horse battery".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(super::verify("correct horse battery".into(), Some(hash.clone())).await);
        assert!(!super::verify("correct horse batterY".into(), Some(hash)).await);
        assert!(!super::verify("no such person".into(), None).await);
    }
}
