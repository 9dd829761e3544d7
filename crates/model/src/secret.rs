//! A value that cannot be logged by accident.

use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop};

/// Holds a key, a passphrase or an answer. It is wiped when dropped, prints as `Secret(…)`, and its value is reached
/// only through [`Secret::expose`], each use of which carries a comment `// EXPOSE: why`.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Takes charge of `value`.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself. Say why at the place of use.
    pub const fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_print_its_value() {
        let secret = Secret::new(String::from("marker"));
        assert!(!format!("{secret:?}").contains("marker"));
    }
}
