//! What counts where organisation and service both speak.

use proptest::prelude::*;

use super::super::*;

fn id(field: Field) -> Id {
    Id::Standard(field)
}

#[test]
fn the_service_counts_over_the_organisation_and_that_over_the_first_value() {
    use Presence::{Always, Hidden, Optional, Required};
    let cases: [(Option<Presence>, Option<Presence>, Presence); 6] = [
        (None, None, Optional),
        (Some(Always), None, Always),
        (Some(Always), Some(Hidden), Hidden),
        (Some(Hidden), Some(Required), Required),
        (None, Some(Always), Always),
        (Some(Required), None, Required),
    ];
    for (organisation, service, counts) in cases {
        let mut form = OrderForm::default();
        form.arrange(None, id(Field::Note), organisation);
        form.arrange(Some("groupage"), id(Field::Note), service);
        assert_eq!(form.form(Some("groupage")).of(Field::Note), counts, "{organisation:?} {service:?}");
        assert_eq!(form.form(Some("other")).of(Field::Note), organisation.unwrap_or(Optional));
        assert_eq!(form.form(None).of(Field::Note), organisation.unwrap_or(Optional));
    }
}

#[test]
fn what_says_yes_by_being_there_is_never_required() {
    for field in [Field::Level, Field::Stackable, Field::Adr] {
        let mut form = OrderForm::default();
        form.arrange(None, id(field), Some(Presence::Required));
        assert_eq!(form.form(None).of(field), Presence::Always);
    }
}

#[test]
fn first_values() {
    let form = Form::default();
    for field in Field::ALL {
        assert_eq!(form.of(field), field.first());
        assert_eq!(Field::parse(field.as_str()), Some(field));
    }
    assert_eq!(form.of(Field::Reference), Presence::Always);
    assert_eq!(form.of(Field::RequestedPrice), Presence::Hidden);
}

proptest! {
    /// What was arranged is read back, and taking it back leaves nothing.
    #[test]
    fn stored_and_read_back(steps in prop::collection::vec((0..3_usize, 0..27_usize, 0..5_usize), 0..40)) {
        let services = [None, Some("a"), Some("b")];
        let mut form = OrderForm::default();
        for (service, field, presence) in &steps {
            form.arrange(services[*service], id(Field::ALL[*field]), Presence::ALL.get(*presence).copied());
        }
        let text = serde_json::to_string(&form).unwrap();
        prop_assert_eq!(&serde_json::from_str::<OrderForm>(&text).unwrap(), &form);
        for (service, field, _) in &steps {
            form.arrange(services[*service], id(Field::ALL[*field]), None);
        }
        prop_assert_eq!(form, OrderForm::default());
    }
}
