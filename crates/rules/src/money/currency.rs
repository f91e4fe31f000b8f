//! Currencies by their three letters and how many decimals each has (ISO 4217).

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Active currencies of ISO 4217 with two decimals, and those with none or three.
const TWO_DECIMALS: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP \
    CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW \
    KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN \
    QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST \
    XCD XCG YER ZAR ZMW ZWG";
const NO_DECIMALS: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
const THREE_DECIMALS: &str = "BHD IQD JOD KWD LYD OMR TND";

/// A currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(&'static str);

/// No currency has this code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCurrency(pub String);

impl std::fmt::Display for UnknownCurrency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "no currency {:?}", self.0)
    }
}

impl Currency {
    /// The euro, which most organisations start with.
    pub const EUR: Self = Self("EUR");

    /// The currency of a code, in any case; `None` when ISO 4217 has none.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let code = code.trim();
        Self::all().find(|currency| currency.0.eq_ignore_ascii_case(code))
    }

    /// Every currency, those with two decimals first.
    pub fn all() -> impl Iterator<Item = Self> {
        [TWO_DECIMALS, NO_DECIMALS, THREE_DECIMALS].into_iter().flat_map(str::split_whitespace).map(Self)
    }

    /// The code.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// Decimals of the amount as people write it: 0, 2 or 3.
    #[must_use]
    pub fn decimals(self) -> u32 {
        let listed = |list: &str| list.split_whitespace().any(|code| code == self.0);
        if listed(NO_DECIMALS) {
            0
        } else if listed(THREE_DECIMALS) {
            3
        } else {
            2
        }
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let code = String::deserialize(from)?;
        Self::parse(&code).ok_or_else(|| serde::de::Error::custom(UnknownCurrency(code)))
    }
}
