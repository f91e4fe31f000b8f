//! Portal access: four switches in a row, all of which must be on (rule 1.4).

/// The facts on which portal access hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PortalAccess {
    /// The organisation is active.
    pub organisation_active: bool,
    /// The customer's *Access to Customer Portal*.
    pub customer_access: bool,
    /// The contact's *Access customer portal*.
    pub contact_access: bool,
    /// The contact was archived.
    pub contact_archived: bool,
}

/// The first switch that is off; how much of it is said to whom is for the page to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// The organisation is not active.
    OrganisationInactive,
    /// The customer has no portal access.
    CustomerOff,
    /// The contact was archived.
    ContactArchived,
    /// The contact has no portal access.
    ContactOff,
}

impl PortalAccess {
    /// Whether the contact may use the portal now.
    pub fn judge(&self) -> Result<(), Denied> {
        if !self.organisation_active {
            return Err(Denied::OrganisationInactive);
        }
        if !self.customer_access {
            return Err(Denied::CustomerOff);
        }
        if self.contact_archived {
            return Err(Denied::ContactArchived);
        }
        if self.contact_access { Ok(()) } else { Err(Denied::ContactOff) }
    }
}
