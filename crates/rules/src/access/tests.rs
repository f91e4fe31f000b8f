//! The table of rule 1.6 as it stands there, portal access switch by switch, and rights among colleagues.

use proptest::prelude::*;

use super::*;

#[test]
fn roles_may_what_the_table_says() {
    use Act as A;
    let rows: [(&[Act], [bool; 5]); 6] = [
        //                                                                                    super  admin  ops    fin    viewer
        (&[A::SwitchOrderImport, A::OrganisationSettings, A::Numbering, A::Users, A::ApiClients], [true, false, false, false, false]),
        (
            &[A::Customers, A::Contacts, A::Services, A::Levels, A::RateCards, A::OrderForm, A::Locations, A::DocumentTypes],
            [true, true, false, false, false],
        ),
        (&[A::Standing], [true, true, false, true, false]),
        (
            &[
                A::EnterOrders,
                A::ChangeOrders,
                A::CancelOrders,
                A::DecideImports,
                A::SendToPlanning,
                A::ReportStops,
                A::Labels,
                A::Documents,
            ],
            [true, true, true, false, false],
        ),
        (&[A::Charges], [true, true, true, true, false]),
        (&[A::See], [true, true, true, true, true]),
    ];
    let mut told = Vec::new();
    for (acts, expected) in rows {
        for act in acts {
            assert_eq!(Role::ALL.map(|role| may(role, *act)), expected, "{act:?}");
            told.push(*act);
        }
    }
    assert_eq!(told, Act::ALL, "every act stands in the table");
}

#[test]
fn roles_are_read_back() {
    for role in Role::ALL {
        assert_eq!(Role::parse(role.as_str()), Some(role));
        assert_eq!(serde_json::to_value(role).unwrap(), role.as_str());
    }
    assert_eq!(Role::parse("OWNER"), None);
}

#[test]
fn portal_access_is_all_four_switches() {
    let yes = [true, false];
    for organisation_active in yes {
        for customer_access in yes {
            for contact_access in yes {
                for contact_archived in yes {
                    let facts = PortalAccess { organisation_active, customer_access, contact_access, contact_archived };
                    let expected = match (organisation_active, customer_access, contact_archived, contact_access) {
                        (false, _, _, _) => Err(Denied::OrganisationInactive),
                        (_, false, _, _) => Err(Denied::CustomerOff),
                        (_, _, true, _) => Err(Denied::ContactArchived),
                        (_, _, _, false) => Err(Denied::ContactOff),
                        (true, true, false, true) => Ok(()),
                    };
                    assert_eq!(facts.judge(), expected, "{facts:?}");
                }
            }
        }
    }
}

#[test]
fn a_new_contact_has_all_rights_but_managing_colleagues() {
    let rights: Vec<Right> = Rights::default().iter().collect();
    assert_eq!(rights, [Right::PlaceOrders, Right::SeeCharges, Right::ApproveCharges, Right::ManageLocations]);
}

#[test]
fn rights_are_read_back() {
    for bits in 0..32 {
        let rights = Rights::from_i64(bits).unwrap();
        assert_eq!(rights.as_i64(), bits);
        assert_eq!(Rights::of(&rights.iter().collect::<Vec<_>>()), rights);
    }
    assert_eq!((Rights::from_i64(32), Rights::from_i64(-1)), (None, None));
    assert_eq!(Right::ALL.map(|right| Right::parse(right.as_str())), Right::ALL.map(Some));
}

#[test]
fn how_rights_change_among_colleagues() {
    let manager = Grantor::Colleague(Rights::ALL);
    let modest_manager = Grantor::Colleague(Rights::of(&[Right::PlaceOrders, Right::ManageColleagues]));
    let nobody = Grantor::Colleague(Rights::default());
    let (usual, all) = (Rights::default(), Rights::ALL);
    let cases = [
        // by, before, after, other managers, what
        (manager, usual, all, 1, Ok(all)),
        (manager, all, usual, 1, Ok(usual)),
        (manager, all, usual, 0, Err(RightsRefusal::LastManager)),
        (Grantor::Staff, all, usual, 0, Err(RightsRefusal::LastManager)),
        (Grantor::Staff, all, usual, 1, Ok(usual)),
        (Grantor::Staff, usual, all, 0, Ok(all)),
        (Grantor::Staff, usual, Rights::NONE, 0, Ok(Rights::NONE)),
        (nobody, usual, Rights::NONE, 1, Err(RightsRefusal::NotAManager)),
        (modest_manager, Rights::NONE, usual, 1, Err(RightsRefusal::Lacks(Right::SeeCharges))),
        (modest_manager, Rights::NONE, Rights::of(&[Right::PlaceOrders]), 1, Ok(Rights::of(&[Right::PlaceOrders]))),
        (modest_manager, usual, usual, 1, Ok(usual)), // what was there is not granted
        (modest_manager, usual, Rights::NONE, 1, Err(RightsRefusal::Lacks(Right::SeeCharges))), // nor is it taken
        (modest_manager, Rights::of(&[Right::PlaceOrders]), Rights::NONE, 1, Ok(Rights::NONE)),
    ];
    for (by, before, after, others, expected) in cases {
        assert_eq!(change_rights(by, before, after, others), expected, "{by:?}: {before:?} to {after:?}, {others} others");
    }
}

#[test]
fn what_a_manager_may_do_to_a_colleague() {
    let all = Rights::ALL;
    let modest = Rights::of(&[Right::PlaceOrders, Right::ManageColleagues]);
    let some = Rights::of(&[Right::PlaceOrders]);
    let (on, off) = (|rights| Colleague { rights, access: true }, |rights| Colleague { rights, access: false });
    let cases = [
        // own, before, after, other managers, what
        (Rights::default(), Colleague::NOBODY, on(some), 1, Err(RightsRefusal::NotAManager)),
        (all, Colleague::NOBODY, on(all), 0, Ok(on(all))),
        (modest, Colleague::NOBODY, on(some), 0, Ok(on(some))),
        (modest, Colleague::NOBODY, on(Rights::default()), 0, Err(RightsRefusal::Lacks(Right::SeeCharges))),
        // Switching off needs no right but managing; switching on gives all that comes with it.
        (modest, on(all), off(all), 1, Ok(off(all))),
        (modest, off(all), on(all), 1, Err(RightsRefusal::Lacks(Right::SeeCharges))),
        (modest, off(some), on(some), 0, Ok(on(some))),
        // The last manager: neither switched off nor stripped; one who has no access is none.
        (all, on(all), off(all), 0, Err(RightsRefusal::LastManager)),
        (all, on(all), on(some), 0, Err(RightsRefusal::LastManager)),
        (all, on(all), off(some), 1, Ok(off(some))),
        (all, off(all), off(some), 0, Ok(off(some))),
    ];
    for (own, before, after, others, expected) in cases {
        assert_eq!(change_colleague(own, before, after, others), expected, "{own:?}: {before:?} to {after:?}, {others} others");
    }
}

proptest! {
    /// What a colleague may do to a colleague never brings anybody in with a right the doer lacks, never touches one, and never
    /// leaves a customer without a manager who had one; switching off is open to every manager.
    #[test]
    fn colleagues_stay_within_their_rights(own in 0..32_i64, before in (0..32_i64, any::<bool>()), after in (0..32_i64, any::<bool>()), others in 0..3_usize) {
        let own = Rights::from_i64(own).unwrap();
        let [before, after] = [before, after].map(|(bits, access)| Colleague { rights: Rights::from_i64(bits).unwrap(), access });
        let manages = |colleague: Colleague| colleague.access && colleague.rights.has(Right::ManageColleagues);
        if change_colleague(own, before, after, others).is_ok() {
            prop_assert!(own.has(Right::ManageColleagues));
            prop_assert!(Right::ALL.into_iter().all(|right| own.has(right) || before.rights.has(right) == after.rights.has(right)));
            prop_assert!(before.access || !after.access || after.rights.iter().all(|right| own.has(right)));
            prop_assert!(!manages(before) || others + usize::from(manages(after)) > 0);
        }
        let off = Colleague { access: false, ..before };
        let may = own.has(Right::ManageColleagues) && (others > 0 || !manages(before));
        prop_assert_eq!(change_colleague(own, before, off, others).is_ok(), may);
    }

    /// A colleague's change that is allowed grants nothing they lack and leaves a manager.
    #[test]
    fn nobody_grants_what_they_lack(own in 0..32_i64, before in 0..32_i64, after in 0..32_i64, others in 0..3_usize) {
        let [own, before, after] = [own, before, after].map(|bits| Rights::from_i64(bits).unwrap());
        if change_rights(Grantor::Colleague(own), before, after, others).is_ok() {
            prop_assert!(Right::ALL.into_iter().all(|right| own.has(right) || before.has(right) == after.has(right)));
            let managers = others + usize::from(after.has(Right::ManageColleagues));
            prop_assert!(managers > 0 || !before.has(Right::ManageColleagues));
            prop_assert!(own.has(Right::ManageColleagues));
        }
    }
}

#[test]
fn somebody_is_left_to_manage_users() {
    let staff = |role, active| Staffing { role, active };
    let (boss, off, admin) = (staff(Role::SuperAdmin, true), staff(Role::SuperAdmin, false), staff(Role::Admin, true));
    for (before, after, others, expected) in [
        (boss, admin, 0, Err(LastSuperAdmin)),
        (boss, off, 0, Err(LastSuperAdmin)),
        (boss, admin, 1, Ok(admin)),
        (boss, boss, 0, Ok(boss)),
        (off, admin, 0, Ok(admin)),
        (off, boss, 0, Ok(boss)),
        (admin, staff(Role::Admin, false), 0, Ok(staff(Role::Admin, false))),
    ] {
        assert_eq!(keep_a_super_admin(before, after, others), expected, "{before:?} -> {after:?}, {others} others");
    }
}
