// The languages, a row each, in the order of drop-downs. `languages!` is what the includer makes of them: the enum and its rows in
// the crate, the list of folders in the build scripts. To add a language, add a row and its files in both folders `locales/`.

languages! {
    Nl {
        key: "nl", name: "Nederlands", texts: "nl",
        thousands: '.', decimal: ',', symbol: SymbolPlace::Before,
        spoken_in: &["BE", "NL"],
        called: &["n", "ned", "nld", "dut", "nederlandstalig", "vlaams", "hollands", "flamand", "flemish", "flamisch"],
    }
    Fr {
        key: "fr", name: "Français", texts: "fr",
        thousands: '\u{202f}', decimal: ',', symbol: SymbolPlace::After,
        spoken_in: &["FR", "BE", "LU", "CH"],
        called: &["f", "fra", "fre", "franstalig", "francophone"],
    }
    En {
        key: "en", name: "English", texts: "en",
        thousands: ',', decimal: '.', symbol: SymbolPlace::Glued,
        spoken_in: &["GB", "IE", "US"],
        called: &["e", "eng", "engelstalig"],
    }
    De {
        key: "de", name: "Deutsch", texts: "de",
        thousands: '.', decimal: ',', symbol: SymbolPlace::After,
        spoken_in: &["DE", "BE", "LU", "AT", "CH"],
        called: &["d", "g", "deu", "ger", "duitstalig"],
    }
}
