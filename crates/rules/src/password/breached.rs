//! The passwords everybody tries first: 49,464 of them as fingerprints, by how often breaches show them, with those that are
//! made of one by digits and signs. The list comes from `@zxcvbn-ts/language-common` 4.1.3 (MIT, `common.licence.txt`) and from
//! `common.txt`; `cargo xtask common-passwords` makes the file. A fingerprint is 32 bits, so one strong password in 20,000 is
//! taken for a common one: whoever has it takes another.

static COMMON: &[u8] = include_bytes!("common.bin");

/// Digits and signs round a common word that do not make it a good one: more than these are a password of their own.
const AROUND: usize = 8;

/// A password's fingerprint in the list: FNV-1a over its bytes, stirred, its upper half.
#[must_use]
pub fn fingerprint(password: &str) -> u32 {
    let hash = password.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let stirred = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    u32::try_from((stirred ^ (stirred >> 29)) >> 32).unwrap_or(0)
}

/// Whether a password in small letters is one of them: as it is, or less what stands round its letters, or with the digits and
/// signs in it read as the letters they look like.
pub(super) fn is_common(small: &str) -> bool {
    if listed(small) || listed(small.trim()) {
        return true;
    }
    let bare = small.trim_matches(|c: char| !c.is_alphabetic());
    let around = small.chars().count() - bare.chars().count();
    around <= AROUND && (listed(bare) || listed(&letters(bare)))
}

fn listed(password: &str) -> bool {
    let (wanted, count) = (fingerprint(password), COMMON.len() / 4);
    let at = |index: usize| COMMON.get(4 * index..4 * index + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_be_bytes);
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        if at(middle) < wanted { low = middle + 1 } else { high = middle }
    }
    low < count && at(low) == wanted
}

/// `p@ssw0rd` is `password`.
fn letters(text: &str) -> String {
    let letter = |c: char| match c {
        '@' | '4' => 'a',
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    text.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_sorted_and_large() {
        let prints: Vec<u32> = COMMON.chunks(4).map(|four| u32::from_be_bytes(four.try_into().unwrap())).collect();
        assert!(prints.windows(2).all(|pair| pair[0] < pair[1]));
        assert!((40_000..75_000).contains(&prints.len()), "{}", prints.len());
    }

    #[test]
    fn what_everybody_tries_is_known_however_it_is_dressed_up() {
        for word in ["password", "123456789", "letmein", "qwertyuiop", "correcthorsebatterystaple", "1q2w3e4r5t6y", "iloveyou", "liverpool"]
        {
            assert!(is_common(word), "{word}");
        }
        for word in ["password1234", "!!welkom2026!!", "2026liverpool!", "p@ssw0rd2026", "l3tm31n!2026", "  letmein  "] {
            assert!(is_common(word), "{word}");
        }
        for word in [
            "korenaar-boot",
            "twelve chars",
            "password8391746502",
            "barges of barley",
            "xq7vmw2kd9rp",
            "haulage-by-daylight",
            "żółw zjada ż",
        ] {
            assert!(!is_common(word), "{word}");
        }
    }

    #[test]
    fn everything_compiled_by_hand_is_in_it() {
        for word in include_str!("common.txt").lines().filter(|line| !line.starts_with('#')) {
            assert!(listed(word), "{word}");
        }
    }

    /// Of 200,000 passwords nobody uses, at most a handful are taken for common ones.
    #[test]
    fn strong_passwords_are_hardly_ever_mistaken() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut mistaken = 0;
        for _ in 0..200_000 {
            let mut word = String::new();
            for _ in 0..14 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                word.push(char::from(b"abcdefghijklmnopqrstuvwxyz"[usize::try_from(state >> 59).unwrap() % 26]));
            }
            mistaken += usize::from(is_common(&word));
        }
        assert!(mistaken <= 10, "{mistaken}");
    }
}
