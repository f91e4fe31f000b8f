use super::PasswordRefusal::{Common, HoldsAddress, Repeats, TooLong, TooShort};
use super::*;

#[test]
fn which_passwords_are_taken() {
    let cases = [
        ("eleven char", Err(TooShort { length: 11 })),
        ("twelve chars", Ok(())),
        ("żółw zjada ż", Ok(())),
        ("korenaar-boot", Ok(())),
        ("password1234", Err(Common)),
        ("PASSWORD2026!", Err(Common)),
        ("!!Welkom2026!!", Err(Common)),
        ("Qwertyuiop12", Err(Common)),
        ("123456789012", Err(Common)),
        ("CorrectHorseBatteryStaple", Err(Common)),
        ("P@ssw0rd2026!", Err(Common)),
        ("Liverpool2026", Err(Common)),
        ("passwords are dull", Ok(())),
        ("aaaaaaaaaaaa", Err(Repeats)),
        ("ababcbabcbab", Err(Repeats)),
        ("kaaskaaskaas", Err(Repeats)),
        ("truck7truck7", Err(Repeats)),
        ("marit loves the sea", Err(HoldsAddress)),
        ("my name is MARIT, hello", Err(HoldsAddress)),
        ("jan sails on sundays", Ok(())),
    ];
    for (password, expected) in cases {
        assert_eq!(check(password, ["marit@korenaar.example", "jan@korenaar.example"]), expected, "{password}");
    }
    assert_eq!(check(&"x1y2z".repeat(41), []), Err(TooLong { length: 205 }));
    assert_eq!(check(&"a1b2c3d".repeat(28).chars().chain("-end".chars()).collect::<String>(), []), Ok(()));
}

#[test]
fn the_list_is_in_small_letters_and_sorted() {
    let lines: Vec<&str> = include_str!("common.txt").lines().filter(|line| !line.starts_with('#')).collect();
    assert!(lines.len() > 300);
    assert!(lines.iter().all(|line| *line == line.trim().to_lowercase()));
    assert!(lines.windows(2).all(|pair| pair[0] < pair[1]));
}
