//! How much an order may hold: counts and lengths, named here once for the form, the API and the docs. Lengths are
//! characters.

/// Consignments of an order.
pub const CONSIGNMENTS: usize = 20;
/// Further stops of a consignment.
pub const FURTHER_STOPS: usize = 20;
/// Goods lines of a consignment.
pub const GOODS_LINES: usize = 100;
/// Quantity of one goods line: every unit gets a label.
pub const QUANTITY: u32 = 9_999;
/// Units of an order, all goods lines together.
pub const UNITS: u32 = 9_999;
/// Contact e-mail addresses of an order.
pub const CONTACT_EMAILS: usize = 20;
/// Telephone numbers of a stop.
pub const PHONES: usize = 5;
/// Barcodes of a goods line.
pub const BARCODES: usize = 200;
/// Dangerous substances of a goods line.
pub const ADR_ENTRIES: usize = 20;
/// Custom fields of an order.
pub const CUSTOM_FIELDS: usize = 100;
/// Minutes a stop may take: a day.
pub const DURATION_MINUTES: u32 = 1_440;
/// Days ahead a date may lie: two years.
pub const DAYS_AHEAD: i32 = 731;

/// A name of a place or company.
pub const NAME: usize = 120;
/// A street with its number, and its second line.
pub const STREET: usize = 200;
/// A postcode.
pub const POSTCODE: usize = 16;
/// A city.
pub const CITY: usize = 100;
/// A reference of a consignment or stop.
pub const REFERENCE: usize = 255;
/// A note, instructions.
pub const LONG_TEXT: usize = 2_000;
/// A goods description.
pub const DESCRIPTION: usize = 500;
/// A packaging type or size.
pub const PACKAGING: usize = 60;
/// An e-mail address (RFC 5321: 254 octets).
pub const EMAIL: usize = 254;
/// A telephone number as typed.
pub const PHONE: usize = 40;
/// A barcode.
pub const BARCODE: usize = 80;
/// A proper shipping name.
pub const SHIPPING_NAME: usize = 300;
/// UN number, class, packing group, tunnel code.
pub const ADR_CODE: usize = 16;
