//! The migrations, in order. One text for both databases; a twin only where they must differ.

use kit::db::Migration;

/// Every migration this program knows.
pub const ALL: &[Migration] = &[
    Migration {
        name: "0001_the_house",
        sql: include_str!("../migrations/0001_the_house.sql"),
        postgres: include_str!("../migrations/0001_the_house.postgres.sql"),
        sqlite: "",
    },
    Migration {
        name: "0002_orders",
        sql: include_str!("../migrations/0002_orders.sql"),
        postgres: include_str!("../migrations/0002_orders.postgres.sql"),
        sqlite: "",
    },
    Migration { name: "0003_history_and_outbox", sql: include_str!("../migrations/0003_history_and_outbox.sql"), postgres: "", sqlite: "" },
    Migration { name: "0004_live", sql: include_str!("../migrations/0004_live.sql"), postgres: "", sqlite: "" },
    Migration { name: "0005_audit", sql: include_str!("../migrations/0005_audit.sql"), postgres: "", sqlite: "" },
    Migration { name: "0006_telling", sql: include_str!("../migrations/0006_telling.sql"), postgres: "", sqlite: "" },
    Migration { name: "0007_second_factor", sql: include_str!("../migrations/0007_second_factor.sql"), postgres: "", sqlite: "" },
    Migration {
        name: "0008_words",
        sql: include_str!("../migrations/0008_words.sql"),
        postgres: include_str!("../migrations/0008_words.postgres.sql"),
        sqlite: include_str!("../migrations/0008_words.sqlite.sql"),
    },
    Migration {
        name: "0009_order_import_settings",
        sql: include_str!("../migrations/0009_order_import_settings.sql"),
        postgres: "",
        sqlite: "",
    },
    Migration {
        name: "0010_order_import",
        sql: include_str!("../migrations/0010_order_import.sql"),
        postgres: include_str!("../migrations/0010_order_import.postgres.sql"),
        sqlite: include_str!("../migrations/0010_order_import.sqlite.sql"),
    },
    Migration {
        name: "0011_telling_of_imports",
        sql: include_str!("../migrations/0011_telling_of_imports.sql"),
        postgres: include_str!("../migrations/0011_telling_of_imports.postgres.sql"),
        sqlite: include_str!("../migrations/0011_telling_of_imports.sqlite.sql"),
    },
    Migration { name: "0013_answers", sql: include_str!("../migrations/0013_answers.sql"), postgres: "", sqlite: "" },
    Migration { name: "0014_order_form", sql: include_str!("../migrations/0014_order_form.sql"), postgres: "", sqlite: "" },
    Migration { name: "0015_locations", sql: include_str!("../migrations/0015_locations.sql"), postgres: "", sqlite: "" },
    Migration { name: "0016_uploads", sql: include_str!("../migrations/0016_uploads.sql"), postgres: "", sqlite: "" },
    Migration { name: "0018_charges", sql: include_str!("../migrations/0018_charges.sql"), postgres: "", sqlite: "" },
    Migration { name: "0019_rate_cards", sql: include_str!("../migrations/0019_rate_cards.sql"), postgres: "", sqlite: "" },
    Migration {
        name: "0020_templates",
        sql: include_str!("../migrations/0020_templates.sql"),
        postgres: include_str!("../migrations/0020_templates.postgres.sql"),
        sqlite: "",
    },
    Migration { name: "0021_onboarding", sql: include_str!("../migrations/0021_onboarding.sql"), postgres: "", sqlite: "" },
    Migration { name: "0022_labels", sql: include_str!("../migrations/0022_labels.sql"), postgres: "", sqlite: "" },
    Migration { name: "0024_documents", sql: include_str!("../migrations/0024_documents.sql"), postgres: "", sqlite: "" },
    Migration {
        name: "0025_documents_of_submissions",
        sql: include_str!("../migrations/0025_documents_of_submissions.sql"),
        postgres: include_str!("../migrations/0025_documents_of_submissions.postgres.sql"),
        sqlite: include_str!("../migrations/0025_documents_of_submissions.sqlite.sql"),
    },
    Migration { name: "0029_unit_blocks", sql: include_str!("../migrations/0029_unit_blocks.sql"), postgres: "", sqlite: "" },
];
