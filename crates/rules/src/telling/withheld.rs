//! Who is told nothing more of orders although it was written to them: judged when a mail is about to leave (rule 10.4).

/// What holds of an address that an order names, when a mail is about to leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// The organisation is active.
    pub organisation_active: bool,
    /// The customer's *Access to Customer Portal*.
    pub customer_access: bool,
    /// The contact of the customer with that address, if there is one: archived, and *Access customer portal*.
    pub contact: Option<(bool, bool)>,
}

/// Why a mail is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withheld {
    /// The organisation is not active.
    OrganisationInactive,
    /// The address is a contact's who was archived.
    ContactArchived,
    /// The address is a contact's whose access was switched off, at a customer that uses the portal.
    ContactOff,
}

impl Named {
    /// Whether the address may still be told. Where the customer does not use the portal, its contacts' switches say nothing.
    pub fn judge(&self) -> Result<(), Withheld> {
        if !self.organisation_active {
            return Err(Withheld::OrganisationInactive);
        }
        match self.contact {
            Some((true, _)) => Err(Withheld::ContactArchived),
            Some((false, false)) if self.customer_access => Err(Withheld::ContactOff),
            _ => Ok(()),
        }
    }
}
